"""A process under the supervisor: starting it, waiting for its word, ending it. The other half is child.py."""

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from alongside.settings import Settings

READY_WITHIN = 60.0
"""Seconds a process may take from start to `ready`: a cold start on a loaded two-core machine takes three."""

STOP_WITHIN = 2.0
"""Seconds between the polite signal and the one that cannot be ignored. There are two rounds, and five seconds for all."""


class StartError(Exception):
    """A process could not serve; the text is its own one clear line."""


@dataclass(slots=True, kw_only=True)
class ChildProcess:
    """One process of `alongside serve`. `start` may be called again after it died."""

    name: str
    module: Sequence[str]
    settings: Settings
    part: dict[str, Any]
    _process: asyncio.subprocess.Process | None = field(default=None, init=False)
    _life: int = field(default=-1, init=False)

    async def start(self) -> str:
        """Start it and wait until it serves; the detail of its `ready`. Raises StartError with its own words."""
        ready_read, ready_write = os.pipe()
        life_read, self._life = os.pipe()
        try:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                *self.module,
                env=self._environment(ready_write, life_read),
                pass_fds=(ready_write, life_read),
                start_new_session=True,
            )
        finally:
            os.close(ready_write)
            os.close(life_read)
        line = await self._first_line(ready_read)
        word, _, detail = line.partition(" ")
        if word != "ready":
            await self.stop()
            raise StartError(line or f"the {self.name} ended before it was ready")
        return detail

    async def wait(self) -> int:
        """Until it ends; its exit status."""
        assert self._process is not None  # noqa: S101 - a caller's mistake
        return await self._process.wait()

    def reopen_logs(self) -> None:
        """Its log files were renamed: it writes to new ones from now on. Only for processes that have such."""
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(signal.SIGUSR1)

    async def stop(self) -> None:
        """End it: asked first, then made to. Safe to call at any time."""
        process = self._process
        if process is not None and process.returncode is None:
            process.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(process.wait(), STOP_WITHIN)
            except TimeoutError:
                process.kill()
                await process.wait()
        self._close_life()

    def _environment(self, ready: int, life: int) -> dict[str, str]:
        return {
            **os.environ,
            "ALONGSIDE_SETTINGS": msgspec.json.encode(self.settings).decode(),
            "ALONGSIDE_PART": msgspec.json.encode(self.part).decode(),
            "ALONGSIDE_READY_FD": str(ready),
            "ALONGSIDE_LIFE_FD": str(life),
        }

    async def _first_line(self, fd: int) -> str:
        reader = asyncio.StreamReader()
        loop = asyncio.get_running_loop()
        transport, _ = await loop.connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(fd, "rb", 0)
        )
        try:
            return (await asyncio.wait_for(reader.readline(), READY_WITHIN)).decode().strip()
        except TimeoutError:
            return f"the {self.name} was not ready within {READY_WITHIN:.0f} seconds"
        finally:
            transport.close()

    def _close_life(self) -> None:
        if self._life >= 0:
            os.close(self._life)
            self._life = -1
