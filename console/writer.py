"""The one task of a worker that writes page logs: what arrives while a batch is under way goes out with the next one.

While the store is down everything waits here, bounded by what each host connection may have unsent; nothing is acknowledged.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from alongside.store import Store, StoreError
from alongside.store.pagelogs import Append, Drop
from console.outbox import size_of

MAX_BATCH: Final = 512
GATHER_SECONDS: Final = 0.002
"""Between two batches, so that under load a round trip carries several records. A record after a quiet moment goes at once."""
RETRY_AFTER: Final = 0.1
RETRY_AT_MOST: Final = 2.0
MAX_WAITING: Final = 16 * 1024 * 1024
"""Bytes of one host connection that wait to be stored: two of the longest frames. Then its socket is not read."""

log = logging.getLogger("alongside.live")


class Account:
    """How much of one host connection waits to be written."""

    def __init__(self) -> None:
        self._size = 0
        self._less = asyncio.Event()

    def add(self, size: int) -> None:
        """So much more waits."""
        self._size += size

    def settle(self, size: int) -> None:
        """So much is written."""
        self._size -= size
        self._less.set()

    async def wait_for_room(self) -> None:
        """Return when less than MAX_WAITING waits."""
        while self._size >= MAX_WAITING:
            self._less.clear()
            await self._less.wait()


class Entry(NamedTuple):
    """Something to write, if anything, and what to do when it is stored (True) or another writer was there (False)."""

    write: Append | Drop | None
    account: Account
    stored: Callable[[bool], None]


class LogWriter:
    """Writes entries in the order they were put."""

    def __init__(self, store: Store, flushed: Callable[[], None]) -> None:
        """`flushed` is called after the callbacks of every batch."""
        self._store = store
        self._flushed = flushed
        self._waiting: deque[Entry] = deque()
        self._changed = asyncio.Event()

    def put(self, entry: Entry) -> None:
        """Write this soon. The caller waits for `entry.account.wait_for_room()` before it takes more."""
        entry.account.add(_size(entry))
        self._waiting.append(entry)
        self._changed.set()

    async def run(self) -> None:
        """Write until cancelled."""
        while True:
            while self._waiting:
                batch = [self._waiting.popleft() for _ in range(min(MAX_BATCH, len(self._waiting)))]
                results = await self._write([entry.write for entry in batch if entry.write])
                self._settle(batch, iter(results))
                await asyncio.sleep(GATHER_SECONDS)
            self._changed.clear()
            await self._changed.wait()

    async def _write(self, writes: list[Append | Drop]) -> list[bool]:
        pause = RETRY_AFTER
        while writes:
            try:
                return await self._store.logs.write(writes)
            except StoreError as error:
                log.warning("page logs wait for the store: %s", error)
                await asyncio.sleep(pause)
                pause = min(2 * pause, RETRY_AT_MOST)
        return []

    def _settle(self, batch: Iterable[Entry], results: Iterable[bool]) -> None:
        results = iter(results)
        for entry in batch:
            entry.account.settle(_size(entry))
            entry.stored(next(results) if entry.write else True)
        self._flushed()


def _size(entry: Entry) -> int:
    return size_of(entry.write.record) if isinstance(entry.write, Append) else 0
