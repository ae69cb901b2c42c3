"""What every worker keeps at hand of the store, and reads anew when word comes that it has changed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

from alongside.store import StoreError
from alongside.store.bus import Bus
from console.tasks import Tasks

AGAIN_SECONDS: Final = 1.0

log = logging.getLogger("alongside.live")


class Standing:
    """Calls `read` at the start, and again upon every word on `topic`, one call after another, until one has not failed."""

    def __init__(self, bus: Bus, topic: str, read: Callable[[], Awaitable[None]]) -> None:
        self.lock = asyncio.Lock()
        """Held while reading; whoever writes and takes over what it wrote holds it, too."""
        self._bus = bus
        self._topic = topic
        self._read = read
        self._tasks = Tasks()

    async def begin(self) -> None:
        """Read, and listen from then on. Raises StoreError."""
        await self._bus.subscribe(self._topic, self)
        async with self.lock:
            await self._read()

    async def stop(self) -> None:
        """Read no more."""
        await self._tasks.stop()

    def subscribed(self) -> None:
        """What changed before this may have been missed."""
        self._tasks.start(self._read_until_done(), self._topic)

    def heard(self, message: bytes) -> None:
        """It has changed."""
        if message:
            self.subscribed()

    async def _read_until_done(self) -> None:
        while True:
            try:
                async with self.lock:
                    return await self._read()
            except StoreError as error:
                log.warning("%s are read again: %s", self._topic, error)
            await asyncio.sleep(AGAIN_SECONDS)
