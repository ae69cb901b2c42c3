"""Word to the desks that the list of sessions has changed, over all workers."""

import asyncio
from collections.abc import AsyncIterator
from typing import Final

from alongside.session import Session
from alongside.store import Store
from alongside.store.bus import QUEUE

CALM_SECONDS: Final = 0.05
"""Changes come in bursts; one list answers all of a burst."""
KEEP_ALIVE_SECONDS: Final = 15.0


class QueueWatch:
    """Listens to the topic QUEUE, and wakes whoever watches."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._watchers: set[asyncio.Event] = set()
        self._stopped = False

    async def begin(self) -> None:
        """Start listening. Raises StoreError."""
        await self._store.bus.subscribe(QUEUE, self)

    def stop(self) -> None:
        """Every watcher's stream ends."""
        self._stopped = True
        self.subscribed()

    def subscribed(self) -> None:
        """What changed before this may have been missed."""
        self.wake()

    def wake(self) -> None:
        """Whoever watches looks again."""
        for watcher in self._watchers:
            watcher.set()

    def heard(self, message: bytes) -> None:
        """The list has changed."""
        if message:
            self.subscribed()

    async def lists(self) -> AsyncIterator[list[Session]]:
        """The list now, after every change, and when nothing has changed for a while. Raises StoreError."""
        async for _ in self.beats(KEEP_ALIVE_SECONDS):
            yield await self._store.sessions.list_live()

    async def beats(self, seconds: float) -> AsyncIterator[None]:
        """Now, after every change, and when nothing has changed for so many seconds."""
        changed = asyncio.Event()
        self._watchers.add(changed)
        try:
            while not self._stopped:
                changed.clear()
                yield
                if await _happens(changed, seconds):
                    await asyncio.sleep(CALM_SECONDS)
        finally:
            self._watchers.discard(changed)


async def _happens(event: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True
