"""What changes while a shopper looks: stock as server-sent events, the number of onlookers over a WebSocket."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from typing import Final

from starlette.websockets import WebSocket, WebSocketDisconnect

MAX_LISTENERS: Final = 500
"""Streams and sockets open at once, each; more are turned away rather than slowing the others."""
MAX_WAITING: Final = 64
"""Events kept for one slow stream; it is ended beyond that, and the browser comes back by itself."""
BEAT_SECONDS: Final = 15.0
"""A comment this often keeps proxies from closing a quiet stream."""

StockEvent = tuple[str, int]


class FeedFullError(Exception):
    """Too many listeners."""


class Feed:
    """Hands news to everyone who listens. Belongs to one event loop."""

    def __init__(self) -> None:
        self._streams: set[asyncio.Queue[StockEvent | None]] = set()
        self._onlookers: dict[WebSocket, str] = {}

    def tell_stock(self, key: str, left: int) -> None:
        """A variant's stock changed."""
        for queue in list(self._streams):
            try:
                queue.put_nowait((key, left))
            except asyncio.QueueFull:
                self._end(queue)

    def close(self) -> None:
        """End every stream, so that the server can stop at once."""
        for queue in list(self._streams):
            self._end(queue)

    def open_stream(self, product: str, stock: dict[str, int]) -> AsyncIterator[bytes]:
        """Server-sent events of one product: its stock now, then every change. Raises FeedFullError."""
        if len(self._streams) >= MAX_LISTENERS:
            raise FeedFullError
        return self._stream(asyncio.Queue(MAX_WAITING), product, stock)

    async def welcome(self, socket: WebSocket) -> None:
        """Tell an onlooker how many look at the same product, until they go."""
        product = socket.query_params.get("product", "")
        if len(self._onlookers) >= MAX_LISTENERS:
            await socket.close(1013)
            return
        await socket.accept()
        self._onlookers[socket] = product
        try:
            await self._tell_onlookers(product)
            while True:
                await socket.receive_text()
        except WebSocketDisconnect:
            pass
        finally:
            self._onlookers.pop(socket, None)
            await self._tell_onlookers(product)

    async def _stream(
        self, queue: asyncio.Queue[StockEvent | None], product: str, stock: dict[str, int]
    ) -> AsyncIterator[bytes]:
        self._streams.add(queue)
        try:
            yield b"retry: 2000\n\n"
            for key, left in stock.items():
                yield _event(key, left)
            async for news in self._news(queue):
                if news is None:
                    yield b": still here\n\n"
                elif news[0].startswith(f"{product}/"):
                    yield _event(*news)
        finally:
            self._streams.discard(queue)

    async def _news(self, queue: asyncio.Queue[StockEvent | None]) -> AsyncIterator[StockEvent | None]:
        """Events as they come, None when nothing came for a while; ends when the queue was ended."""
        while True:
            try:
                news = await asyncio.wait_for(queue.get(), BEAT_SECONDS)
            except TimeoutError:
                yield None
                continue
            if news is None:
                return
            yield news

    def _end(self, queue: asyncio.Queue[StockEvent | None]) -> None:
        self._streams.discard(queue)
        while not queue.empty():
            queue.get_nowait()
        queue.put_nowait(None)

    async def _tell_onlookers(self, product: str) -> None:
        count = Counter(self._onlookers.values())[product]
        for socket in [socket for socket, what in self._onlookers.items() if what == product]:
            try:
                await socket.send_json({"viewers": count})
            except (WebSocketDisconnect, RuntimeError):
                # Closed between two lines; its own task takes it off the list.
                continue


def _event(key: str, left: int) -> bytes:
    return f"event: stock\ndata: {json.dumps({'variant': key, 'left': left})}\n\n".encode()
