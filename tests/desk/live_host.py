"""The real live application as a test subject: `python -m console` as a process, before an embedded Valkey of its own."""

import asyncio
import os
import select
import subprocess
import sys
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

from alongside import accounts
from alongside.settings import Settings
from alongside.store import open_store
from alongside.store.embedded import EmbeddedValkey
from alongside.visits import Visit
from tests.ports import free_ports

READY_WITHIN = 30.0
PASSWORD = "correct horse battery"


class LiveHost:
    """A context manager; `kill` and `start` may be called in between, the store stays."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self._valkey = EmbeddedValkey(folder)
        shop_port, live_port = free_ports(2)
        self.url = f"http://localhost:{live_port}"
        self.settings = Settings(
            origin="http://origin.example",
            listen=f"127.0.0.1:{shop_port}",
            live=f"127.0.0.1:{live_port}",
            data=str(folder),
            **settings,
        )
        self._store = ""
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self._store = self._valkey.start()
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        self._valkey.stop()

    def start(self) -> None:
        """Start the process and wait for its word that it serves."""
        ready_read, ready_write = os.pipe()
        environment = {
            **os.environ,
            "ALONGSIDE_SETTINGS": msgspec.json.encode(self.settings).decode(),
            "ALONGSIDE_PART": msgspec.json.encode(
                {"listen": self.settings.live, "redis": self._store}
            ).decode(),
            "ALONGSIDE_READY_FD": str(ready_write),
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "console"],
            env=environment,
            pass_fds=[ready_write],
            cwd=Path(__file__).parents[2],
        )
        os.close(ready_write)
        with os.fdopen(ready_read, "rb") as ready:
            assert select.select([ready], [], [], READY_WITHIN)[0], "the live application says nothing"
            assert ready.readline() == b"ready\n"

    def kill(self) -> None:
        """End the process as a crash does."""
        assert self._process
        self._process.kill()
        self._process.wait()

    def add_rep(self, email: str, name: str, role: str = "rep") -> None:
        """An account with PASSWORD."""

        async def add() -> None:
            store = await open_store(self._store)
            try:
                await accounts.add_rep(store, email, role, PASSWORD, name=name)
            finally:
                await store.close()

        _run(add())

    def keep_visits(self, visits: list[Visit]) -> None:
        """These visitors were on the shop."""

        async def keep() -> None:
            store = await open_store(self._store)
            try:
                for visit in visits:
                    await store.visits.keep(visit)
            finally:
                await store.close()

        _run(keep())

    def sign_in_key(self, email: str) -> str:
        """A key that signs this rep in once."""

        async def make() -> str:
            store = await open_store(self._store)
            try:
                return await accounts.sign_in_key(store, email)
            finally:
                await store.close()

        key: str = _run(make())
        return key


def _run(work: Coroutine[Any, Any, Any]) -> Any:
    """In a thread of its own: Playwright's loop runs in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()
