"""A thread beside the engine's loop that writes down, once a second, what was counted and logged: no disk ever delays a page."""

import fcntl
import logging
import os
import threading
from pathlib import Path
from typing import Final

from alongside.rarely import Rarely
from alongside.road_numbers import FOLDER, write_numbers
from proxy.access_log import AccessLog
from proxy.load import Load
from proxy.numbers import Counter

EVERY: Final = 1.0
"""Seconds."""

STOP_WITHIN: Final = 1.0
"""Seconds for the last lines, when the engine stops: a log that takes nothing must not keep it."""

MAX_WORKERS: Final = 1_000

log = logging.getLogger("alongside.engine")


class Place:
    """An engine's number on this machine, the lowest that no other engine with this data folder has; and where its numbers are."""

    def __init__(self, data: str) -> None:
        """Raises OSError."""
        self.folder = Path(data) / FOLDER
        self.folder.mkdir(parents=True, exist_ok=True)
        self.worker, self._lock = self._take()

    def _take(self) -> tuple[int, int]:
        for worker in range(MAX_WORKERS):
            lock = os.open(
                self.folder / f"engine-{worker}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o640
            )
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(lock)
            else:
                return worker, lock
        raise OSError("more engines than there are numbers for")

    def leave(self) -> None:
        """The number is free, and its counters are gone with it."""
        (self.folder / f"engine-{self.worker}.json").unlink(missing_ok=True)
        os.close(self._lock)


class Clerk:
    """`start`, then any number of `reopen`, then `stop`. Without a place there are no numbers, without a log no lines."""

    def __init__(self, counter: Counter, load: Load, place: Place | None, access: AccessLog | None) -> None:
        self._numbers = counter.numbers
        self._load = load
        self._place = place
        self._access = access
        self._ending = threading.Event()
        self._reopening = threading.Event()
        self._rarely = Rarely(log.warning)
        self._thread = threading.Thread(target=self._run, name="clerk", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def reopen(self) -> None:
        """The access log was renamed: the next lines go to a new file."""
        self._reopening.set()

    def stop(self) -> None:
        """With the last lines."""
        self._ending.set()
        self._thread.join(STOP_WITHIN)
        if self._place:
            self._place.leave()

    def _run(self) -> None:
        while not self._ending.wait(EVERY):
            self._write()
        self._write()

    def _write(self) -> None:
        try:
            if self._access:
                self._access.write()
                if self._reopening.is_set():
                    self._reopening.clear()
                    self._access.open()
                self._numbers.lost_lines = self._access.lost
            if self._place:
                self._numbers.connections, self._numbers.waiting = self._load.open, self._load.waiting
                write_numbers(self._place.folder, self._numbers)
        except OSError as error:  # a full disk; pages go on
            self._rarely.tell("clerk", f"access log or numbers cannot be written: {error}")
