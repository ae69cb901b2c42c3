"""Which reps have a desk open now, in all workers: what shoppers are told of waiting rests on it, and at whom they ring."""

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import Iterator
from typing import Final

from alongside.store import Store, StoreError
from alongside.store.bus import QUEUE
from console.tasks import Tasks

SIGN_SECONDS: Final = 15.0
RELOAD_SECONDS: Final = 3.0
"""A desk that is loaded anew is back within this; what rings there goes on ringing."""


class Desks:
    """The desks of this worker, told to the store while they are open."""

    def __init__(self, store: Store, worker: str) -> None:
        self._store = store
        self._worker = worker
        self._open: Counter[str] = Counter()
        self._tasks = Tasks()
        self._telling = asyncio.Lock()

    def run(self) -> None:
        """Start to tell the store."""
        self._tasks.start(self._keep_forever(), "desks")

    async def stop(self) -> None:
        """No desk is open here any more."""
        await self._tasks.stop()
        for account in list(self._open):
            with contextlib.suppress(StoreError):
                await self._store.waits.drop_desk(self._worker, account)

    async def list_accounts(self) -> set[str]:
        """The reps with a desk open, at any worker. Raises StoreError."""
        return await self._store.waits.list_desks(time.time())

    @contextlib.contextmanager
    def opened(self, account: str) -> Iterator[None]:
        """A desk of this rep is open for as long as this lasts."""
        self._open[account] += 1
        self._tasks.start(self._tell_opened(), "desk opened")
        try:
            yield
        finally:
            self._open[account] -= 1
            if not self._open[account]:
                self._tasks.start(self._drop(account), "desk closed")

    async def _keep_forever(self) -> None:
        while True:
            await asyncio.sleep(SIGN_SECONDS)
            await self._keep()

    async def _keep(self) -> None:
        async with self._telling:
            with contextlib.suppress(StoreError):
                await self._store.waits.keep_desks(self._worker, list(self._open), time.time())

    async def _tell_opened(self) -> None:
        await self._keep()
        await self._announce()

    async def _drop(self, account: str) -> None:
        await asyncio.sleep(RELOAD_SECONDS)
        async with self._telling:
            if not self._open[account]:
                del self._open[account]
                with contextlib.suppress(StoreError):
                    await self._store.waits.drop_desk(self._worker, account)
        await self._announce()

    async def _announce(self) -> None:
        """Every desk shows its colleagues anew."""
        with contextlib.suppress(StoreError):
            await self._store.bus.publish(QUEUE, b"!")
