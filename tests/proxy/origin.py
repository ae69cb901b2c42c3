"""A small real origin for the road's tests: raw HTTP/1.1 over asyncio in a thread, so that a test decides every byte and every pause."""

import asyncio
import ssl
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import Queue

Pairs = list[tuple[str, str]]


@dataclass
class Asked:
    """One request as the origin saw it, with the connection to answer on."""

    method: str
    target: str
    fields: Pairs
    body: bytes
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    def field(self, name: str) -> str | None:
        return next((value for key, value in self.fields if key.lower() == name.lower()), None)

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def answer(
        self, body: bytes, *fields: str, status: str = "200 OK", kind: str = "text/html"
    ) -> None:
        """A whole response with a Content-Length."""
        lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *fields]
        sent = b"" if self.method == "HEAD" else body
        await self.send("\r\n".join(lines).encode() + b"\r\n\r\n" + sent)


Route = Callable[[Asked], Awaitable[None]]


@dataclass
class Origin:
    """`routes` by path; `asked` keeps every request. `release` lets a waiting route go on; routes of `streaming` read bodies themselves."""

    routes: dict[str, Route] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    streaming: set[str] = field(default_factory=set)
    port: int = 0
    release: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def route(self, path: str) -> Callable[[Route], Route]:
        def keep(route: Route) -> Route:
            self.routes[path] = route
            return route

        return keep

    def page(
        self, path: str, body: bytes, *fields: str, kind: str = "text/html", status: str = "200 OK"
    ) -> None:
        """A route that always answers the same."""

        async def answer(asked: Asked) -> None:
            await asked.answer(body, *fields, kind=kind, status=status)

        self.routes[path] = answer

    def events(self, *more: bytes) -> None:
        """At `/events` a stream of one event, and of these once they are released; without any it stays open."""

        @self.route("/events")
        async def stream(asked: Asked) -> None:
            await asked.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: one\n\n")
            await self.released()
            for event in more:
                await asked.send(event)
            if more:
                asked.writer.close()

    async def released(self) -> None:
        """Until the test says so; without keeping the loop from other connections."""
        await asyncio.to_thread(self.release.wait, 60)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while (asked := await _read(reader, writer, self.streaming)) is not None:
                self.asked.append(asked)
                route = self.routes.get(asked.target.partition("?")[0])
                await (route(asked) if route else asked.answer(b"no such page", status="404 Not Found"))
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the road went first, as it may
        finally:
            writer.close()


async def _read(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, streaming: set[str]
) -> Asked | None:
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.decode("latin-1").split("\r\n")[:-2]
    method, target, _ = first.split(" ")
    fields = [(name, value.strip()) for name, _, value in (line.partition(":") for line in lines)]
    low = {name.lower(): value for name, value in fields}
    body = b"" if target in streaming else await _read_body(reader, low)
    return Asked(method=method, target=target, fields=fields, body=body, reader=reader, writer=writer)


async def _read_body(reader: asyncio.StreamReader, fields: dict[str, str]) -> bytes:
    if fields.get("transfer-encoding") != "chunked":
        return await reader.readexactly(int(fields.get("content-length", "0")))
    body = b""
    while size := int(await reader.readline(), 16):
        body += (await reader.readexactly(size + 2))[:-2]
    await reader.readline()
    return body


@contextmanager
def running_origin(tls: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> Iterator[Origin]:
    """An origin on a free port, gone afterwards with all its connections."""
    origin = Origin()
    started: Queue[Callable[[], object]] = Queue()

    async def run() -> None:
        loop, stop = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(origin.serve, host, 0, ssl=tls)
        origin.port = server.sockets[0].getsockname()[1]
        started.put(lambda: loop.call_soon_threadsafe(stop.set))
        await stop.wait()
        server.close()

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    stop = started.get(timeout=60)
    try:
        yield origin
    finally:
        origin.release.set()
        stop()
        thread.join()
