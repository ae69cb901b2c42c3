"""Hands copies of pages to a process that reads them (alongside/facts). The road never waits for it: what has no room is left out."""

import asyncio
import contextlib
import fcntl
import logging
import os
import sys
from typing import Final

import msgspec

from alongside.facts.answers import Answer, pack
from alongside.settings import Settings

MOST_WAITING: Final = 4 * 1024 * 1024
"""Bytes on their way to the reader."""
PIPE_BYTES: Final = 1024 * 1024
START_AFTER: Final = 1.0
START_AT_MOST: Final = 60.0
"""Seconds before a reader that ended is started again, doubling up to the second value."""
STOP_WITHIN: Final = 1.0

log = logging.getLogger("alongside.engine")


class Teller:
    """One for an engine. `run` keeps a reader alive; without one nothing is told."""

    def __init__(self, settings: Settings) -> None:
        self._environment = {**os.environ, "ALONGSIDE_SETTINGS": msgspec.json.encode(settings).decode()}
        self._pipe: asyncio.StreamWriter | None = None

    @property
    def has_room(self) -> bool:
        """Whether another copy would be taken now."""
        pipe = self._pipe
        return (
            pipe is not None
            and not pipe.is_closing()
            and pipe.transport.get_write_buffer_size() < MOST_WAITING
        )

    def tell(self, answer: Answer) -> None:
        """Never waits and never raises: on the page path nothing of this counts."""
        try:
            if self._pipe is not None and self.has_room:
                self._pipe.write(pack(answer))
        except Exception as error:  # the page path: whatever it was, the shopper gets the page
            log.warning("a copy of a page was lost: %r", error)

    async def run(self) -> None:
        """Until cancelled."""
        pause = START_AFTER
        while True:
            began = asyncio.get_running_loop().time()
            status = await self._run_one()
            log.warning("the reader of pages ended with status %s; starting it again", status)
            lasted = asyncio.get_running_loop().time() - began
            pause = START_AFTER if lasted > START_AT_MOST else min(2 * pause, START_AT_MOST)
            await asyncio.sleep(pause)

    async def _run_one(self) -> int:
        reader = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "alongside.facts", stdin=asyncio.subprocess.PIPE, env=self._environment
        )
        try:
            self._pipe = reader.stdin
            _widen(reader.stdin)
            return await reader.wait()
        finally:
            self._pipe = None
            await _end(reader)


def _widen(pipe: asyncio.StreamWriter | None) -> None:
    """So that a whole page fits in at once. Where the system does not allow it, the rest of it waits here."""
    if pipe is not None and hasattr(fcntl, "F_SETPIPE_SZ"):
        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe.get_extra_info("pipe"), fcntl.F_SETPIPE_SZ, PIPE_BYTES)


async def _end(reader: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        reader.terminate()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(reader.wait(), STOP_WITHIN)
