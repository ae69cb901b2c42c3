"""Streams that give each piece to whoever takes it, as it arrives: asyncio's own wakes a task for every one, and copies it twice."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Iterable
from typing import SupportsIndex

Accept = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Reader(asyncio.StreamReader):
    """`lead`, then `read`, once each."""

    def __init__(self) -> None:
        super().__init__()
        self._take: Callable[[bytes], None] | None = None
        self._early: list[bytes] = []
        self._ended = asyncio.get_running_loop().create_future()

    def lead(self, take: Callable[[bytes], None]) -> None:
        """`take`, which never raises, gets every piece: at once those that have come already."""
        self._take = take
        for piece in self._early:
            take(piece)
        self._early.clear()

    def feed_data(self, data: Iterable[SupportsIndex]) -> None:
        assert isinstance(data, bytes)  # noqa: S101 - what transports give
        if self._take:
            self._take(data)
        elif not self._ended.done():
            self._early.append(data)

    def feed_eof(self) -> None:
        super().feed_eof()
        self._end()

    def set_exception(self, exc: Exception) -> None:
        super().set_exception(exc)
        self._end()

    async def read(self, n: int = -1) -> bytes:
        """Nothing, at the end. Where this is cancelled nobody takes any more."""
        try:
            await self._ended
        finally:
            self._take = None
        return b""

    def _end(self) -> None:
        if not self._ended.done():
            self._ended.set_result(None)


def make_protocol(accept: Accept) -> asyncio.StreamReaderProtocol:
    """For a connection that is accepted, as asyncio.start_server makes it."""
    return asyncio.StreamReaderProtocol(Reader(), accept)


async def connect(
    host: str, port: int, tls: ssl.SSLContext | None
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """As asyncio.open_connection does it. Raises OSError."""
    loop, reader = asyncio.get_running_loop(), Reader()
    protocol = asyncio.StreamReaderProtocol(reader)
    transport, _ = await loop.create_connection(lambda: protocol, host, port, ssl=tls)
    return reader, asyncio.StreamWriter(transport, protocol, reader, loop)
