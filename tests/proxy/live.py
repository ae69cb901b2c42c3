"""A small real live application: plain HTTP and WebSockets, by the websockets library, in a thread."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import Queue

from websockets.asyncio.server import ServerConnection, serve
from websockets.datastructures import Headers
from websockets.http11 import Request, Response

from alongside.names import SUBPROTOCOL


@dataclass
class Live:
    """Answers `GET` with the fields that it got, and echoes on sockets."""

    port: int = 0
    asked: list[tuple[str, Headers]] = field(default_factory=list)

    def answer(self, _: ServerConnection, request: Request) -> Response | None:
        self.asked.append((request.path, request.headers))
        if request.path == "/__alongside/socket":
            return None
        body = json.dumps(dict(request.headers.raw_items())).encode()
        kinds = {"Content-Type": "application/json", "Content-Length": str(len(body)), "Connection": "close"}
        return Response(200, "OK", Headers(kinds), body)


async def _echo(connection: ServerConnection) -> None:
    async for message in connection:
        await connection.send(message)


@contextmanager
def running_live() -> Iterator[Live]:
    live = Live()
    started: Queue[Callable[[], object]] = Queue()

    async def run() -> None:
        loop, stop = asyncio.get_running_loop(), asyncio.Event()
        server = await serve(_echo, "127.0.0.1", 0, process_request=live.answer, subprotocols=[SUBPROTOCOL])  # type: ignore[list-item]  # a NewType of str
        live.port = next(iter(server.sockets)).getsockname()[1]
        started.put(lambda: loop.call_soon_threadsafe(stop.set))
        await stop.wait()
        server.close()
        await server.wait_closed()

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    stop = started.get(timeout=10)
    try:
        yield live
    finally:
        stop()
        thread.join()
