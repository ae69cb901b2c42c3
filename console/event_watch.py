"""Word to whoever reads the events that there are new ones, over all workers."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Final

from alongside.store import Store
from alongside.store.bus import EVENTS
from alongside.store.events import Told

KEEP_ALIVE_SECONDS: Final = 15.0


class EventWatch:
    """Listens to the topic EVENTS, and wakes whoever reads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._readers: set[asyncio.Event] = set()
        self._stopped = False

    async def begin(self) -> None:
        """Start listening. Raises StoreError."""
        await self._store.bus.subscribe(EVENTS, self)

    def stop(self) -> None:
        """Every reader's stream ends."""
        self._stopped = True
        self.subscribed()

    def subscribed(self) -> None:
        """What was told before this may have been missed."""
        for reader in self._readers:
            reader.set()

    def heard(self, message: bytes) -> None:
        """There is something new."""
        if message:
            self.subscribed()

    @contextmanager
    def woken(self) -> Iterator[asyncio.Event]:
        """Is set whenever there may be something new, for as long as this lasts."""
        news = asyncio.Event()
        self._readers.add(news)
        try:
            yield news
        finally:
            self._readers.discard(news)

    async def read_after(self, place: str) -> AsyncIterator[list[Told]]:
        """Events after this place, as they come; an empty list when there was none for a while. Raises StoreError."""
        with self.woken() as news:
            while not self._stopped:
                news.clear()
                found = await self._store.events.read(place)
                if found:
                    place = found[-1].place
                    yield found
                elif not await _is_set(news, KEEP_ALIVE_SECONDS):
                    yield []


async def _is_set(event: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True
