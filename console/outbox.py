"""What is to be sent to one socket: bounded, with one task that sends. Presence is dropped first, then records, then the socket is cut."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Final

from alongside.closing import TOO_SLOW, CloseCode

MAX_UNSENT: Final = 4 * 1024 * 1024
PRESENCE_UNSENT: Final = 256 * 1024
"""With more than this unsent, pointers are old before they arrive."""
SLOW_UNSENT: Final = 2 * 1024 * 1024
"""With more than this unsent, records are left out; the log has them, or a snapshot that stands for them."""
MAX_MISSED: Final = 16 * 1024 * 1024
"""A socket that takes nothing at all while so much is left out is cut."""
ROOM: Final = 1024 * 1024
"""Whoever reads a log for a viewer waits while more than this is unsent."""


class Outbox:
    """Texts on their way to one socket. `put` never waits; `run` sends until closed.

    What is put before `open` is dropped: the welcome with which it opens says how everything stands.
    """

    def __init__(self) -> None:
        self.unsent = 0
        self.missed = 0
        self.closing: CloseCode | None = None
        self._texts: deque[str] = deque()
        self.is_open = False
        self._changed = asyncio.Event()
        self._sent = asyncio.Event()
        self._closed = asyncio.Event()

    def open(self, text: str) -> None:
        """Send this, and from now on what is put."""
        self.is_open = True
        self.put(text)

    def put(self, text: str) -> None:
        """Send this. A socket that already has too much unsent is cut instead."""
        if self.closing is not None or not self.is_open:
            return
        if self.unsent > MAX_UNSENT:
            self._texts.clear()
            self.close(TOO_SLOW)
            return
        self._texts.append(text)
        self.unsent += size_of(text)
        self._changed.set()

    def put_presence(self, text: str) -> None:
        """Send this unless there is anything better to send."""
        if self.unsent <= PRESENCE_UNSENT:
            self.put(text)

    @property
    def is_slow(self) -> bool:
        """Whether records had better wait."""
        return self.unsent > SLOW_UNSENT

    def miss(self, size: int) -> None:
        """So much was left out. A socket that has taken nothing for long is cut."""
        self.missed += size
        if self.missed > MAX_MISSED:
            self._texts.clear()
            self.close(TOO_SLOW)

    def close(self, code: CloseCode) -> None:
        """Send what is there, then close. The first code counts."""
        if self.closing is None:
            self.closing = code
            self._changed.set()
            self._sent.set()
            self._closed.set()

    async def wait_for_room(self) -> None:
        """Return when not much is unsent, or the socket is closing."""
        while self.unsent > ROOM and self.closing is None:
            self._sent.clear()
            await self._sent.wait()

    async def wait_closed(self) -> CloseCode:
        """Return when the socket is to be closed, with the code."""
        while self.closing is None:
            await self._closed.wait()
        return self.closing

    async def run(self, send: Callable[[str], Awaitable[None]]) -> CloseCode:
        """Send until closed; returns the code to close with."""
        while True:
            while self._texts:
                text = self._texts.popleft()
                await send(text)
                self.unsent -= size_of(text)
                self.missed = 0
                self._sent.set()
            if self.closing is not None:
                return self.closing
            self._changed.clear()
            await self._changed.wait()


def size_of(text: str) -> int:
    """Bytes of a text on the wire."""
    return len(text) if text.isascii() else len(text.encode())
