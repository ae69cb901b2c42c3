"""A process under the supervisor: starting it, waiting for its word, telling it of changes, ending it. The other half is child.py."""

import asyncio
import logging
import os
import signal
import socket
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from alongside.settings import Settings

READY_WITHIN = 60.0
"""Seconds a process may take from start to `ready`: a cold start on a loaded two-core machine takes three."""

STOP_WITHIN = 2.0
"""Seconds between the polite signal and the one that cannot be ignored, for a process that has nothing to finish."""

ANSWER_WITHIN = 60.0
"""Seconds a process may take to take a change."""


log = logging.getLogger("alongside.serve")


class StartError(Exception):
    """A process could not serve; the text is its own one clear line."""


@dataclass(slots=True, kw_only=True, eq=False)
class ChildProcess:
    """One process of `alongside serve`. `start` may be called again after it died."""

    name: str
    module: Sequence[str]
    settings: Settings
    part: dict[str, Any]
    sockets: Sequence[socket.socket] = ()
    """Handed on by their numbers."""
    _process: asyncio.subprocess.Process | None = field(default=None, init=False)
    _asked: bool = field(default=False, init=False)
    _life: int = field(default=-1, init=False)
    _says: asyncio.StreamReader | None = field(default=None, init=False)
    _pipe: asyncio.ReadTransport | None = field(default=None, init=False)

    async def start(self) -> str:
        """Start it and wait until it serves; the detail of its `ready`. Raises StartError with its own words."""
        self._asked = False
        ready_read, ready_write = os.pipe()
        life_read, self._life = os.pipe()
        try:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                *self.module,
                env=self._environment(ready_write, life_read),
                pass_fds=(ready_write, life_read, *(each.fileno() for each in self.sockets)),
                start_new_session=True,
            )
        finally:
            os.close(ready_write)
            os.close(life_read)
        await self._listen_to(ready_read)
        line = await self._line(READY_WITHIN)
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

    async def change(self, settings: Settings, part: dict[str, Any]) -> None:
        """Tell it of other settings, which hold for later starts, too. Raises StartError when it does not take them: all is as it was."""
        line = msgspec.json.encode({"settings": settings, "part": part}) + b"\n"
        await asyncio.to_thread(_write_all, self._life, line)
        answer = await self._line(ANSWER_WITHIN)
        if answer != "ready":
            raise StartError(answer or f"the {self.name} ended")
        self.settings, self.part = settings, part

    def ask_to_stop(self) -> None:
        """The polite signal alone, and once: a second one would mean at once."""
        if self._process is not None and self._process.returncode is None and not self._asked:
            self._asked = True
            self._process.send_signal(signal.SIGTERM)

    async def left(self, within: float) -> None:
        """After `ask_to_stop`: until it takes nothing new, or has ended, or the time is over."""
        await self._line(within)

    async def stop(self, within: float = STOP_WITHIN) -> None:
        """End it: asked first, then made to. Safe to call at any time."""
        process = self._process
        try:
            self.ask_to_stop()
            if process is not None and process.returncode is None:
                await asyncio.wait_for(process.wait(), within)
        except TimeoutError:
            log.warning("the %s did not end within %.0f seconds", self.name, within)
        finally:
            await self.kill()

    async def kill(self) -> None:
        """End it at once. Safe to call at any time."""
        process = self._process
        if process is not None and process.returncode is None:
            process.kill()
            await process.wait()
        self._close_pipes()

    def _environment(self, ready: int, life: int) -> dict[str, str]:
        return {
            **os.environ,
            "ALONGSIDE_SETTINGS": msgspec.json.encode(self.settings).decode(),
            "ALONGSIDE_PART": msgspec.json.encode(self.part).decode(),
            "ALONGSIDE_READY_FD": str(ready),
            "ALONGSIDE_LIFE_FD": str(life),
        }

    async def _listen_to(self, fd: int) -> None:
        reader = asyncio.StreamReader()
        self._pipe, _ = await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(fd, "rb", 0)
        )
        self._says = reader

    async def _line(self, within: float) -> str:
        """The next thing it says; nothing when it has ended."""
        assert self._says is not None  # noqa: S101 - a caller's mistake
        try:
            return (await asyncio.wait_for(self._says.readline(), within)).decode().strip()
        except TimeoutError:
            return f"the {self.name} did not answer within {within:.0f} seconds"

    def _close_pipes(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None
        if self._life >= 0:
            os.close(self._life)
            self._life = -1


def _write_all(fd: int, data: bytes) -> None:
    with os.fdopen(fd, "wb", closefd=False) as pipe:
        pipe.write(data)
