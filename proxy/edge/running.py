"""A running nginx: started, reloaded and ended such that no request is lost."""

import asyncio
import contextlib
import signal
from pathlib import Path
from typing import Final

LEAVES_WITHIN: Final = 5.0
"""Seconds within which workers hear of a signal; they take a few milliseconds."""

LOOK_AGAIN: Final = 0.01
LEAVING: Final = b"shutting down"
"""What nginx writes into the title of a worker that takes no more connections."""


class Nginx:
    """One master process, and its workers."""

    def __init__(self, binary: str, folder: Path, drain_seconds: int) -> None:
        self._binary = binary
        self.drain_seconds = drain_seconds
        """As long as what it has begun may take once it was asked to leave."""
        self.folder = folder
        self.configuration = folder / "nginx.conf"
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """In the foreground; it has not necessarily begun to listen."""
        self._process = await asyncio.create_subprocess_exec(
            *self._command(self.configuration), start_new_session=True
        )

    @property
    def status(self) -> int | None:
        """Its exit status, once it has ended."""
        return self._process.returncode if self._process else None

    async def wait(self) -> None:
        """Until it has ended."""
        if self._process:
            await self._process.wait()

    async def trouble_with(self, configuration: Path) -> str:
        """What nginx says against that file; nothing when it would take it."""
        test = await asyncio.create_subprocess_exec(
            *self._command(configuration), "-t", "-q", stderr=asyncio.subprocess.PIPE
        )
        _, said = await test.communicate()
        return said.decode(errors="replace").strip() if test.returncode else ""

    async def reload(self) -> None:
        """By its configuration as it stands now. Returns once no worker of before takes anything new."""
        before = self._workers()
        self._signal(signal.SIGHUP)
        await self._left(before)

    async def leave(self) -> None:
        """Takes nothing new from now on; it ends when what it has begun is finished."""
        before = self._workers()
        self._signal(signal.SIGQUIT)
        await self._left(before)

    def reopen_logs(self) -> None:
        """Its log files were renamed."""
        self._signal(signal.SIGUSR1)

    async def end(self) -> None:
        """At once, if it has not ended yet."""
        self._signal(signal.SIGTERM)
        await self.wait()

    async def _left(self, workers: set[int]) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LEAVES_WITHIN):
                while True:
                    workers = {worker for worker in workers if _is_taking(worker)}
                    if not workers:
                        return
                    await asyncio.sleep(LOOK_AGAIN)

    def _workers(self) -> set[int]:
        pid = self._process.pid if self._process else 0
        return {int(child) for child in _read(Path(f"/proc/{pid}/task/{pid}/children")).split()}

    def _signal(self, number: signal.Signals) -> None:
        if self._process:
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(number)

    def _command(self, configuration: Path) -> tuple[str, ...]:
        return self._binary, "-p", str(self.folder), "-e", "stderr", "-c", str(configuration)


def _is_taking(worker: int) -> bool:
    title = _read(Path(f"/proc/{worker}/cmdline"))
    return title != b"" and LEAVING not in title


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
