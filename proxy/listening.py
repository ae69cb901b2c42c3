"""Accepts the connections of browsers and of the edge, until it is time to leave: then what was begun is finished."""

import asyncio
import contextlib
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from proxy.connections import RoadConnection
from proxy.load import Load
from proxy.mitm import Engine
from proxy.pace import LOOK_EVERY
from proxy.pages import refusal
from proxy.reading import make_protocol
from proxy.tls import Certificates

BACKLOG: Final = 1024
"""Connections that wait to be accepted."""

CROWDED: Final = "too many connections are open just now"

ACCEPT_AT_ONCE: Final = 1
"""So that a burst is shared by the engines that listen on one socket, and does not hold up those who are connected."""

LOOK_PARTS: Final = 20
"""Of all connections, one part after the other is looked at."""

LEAVE_LOOK: Final = 0.02
"""Seconds between looks at what is still open when the engine leaves."""

STOP_WITHIN: Final = 1.0
"""Seconds that connections get when they are ended in the midst of something: enough to write out what is buffered."""


@dataclass(slots=True)
class Leaving:
    """How the engine is asked to end: `stop` lets it finish what it has begun, `at_once` does not."""

    stop: asyncio.Event = field(default_factory=asyncio.Event)
    at_once: asyncio.Event = field(default_factory=asyncio.Event)

    def ask(self) -> None:
        """The second time is the last."""
        (self.at_once if self.stop.is_set() else self.stop).set()

    def insist(self) -> None:
        self.stop.set()
        self.at_once.set()


class Listener:
    """Accepts connections and knows all that are open."""

    def __init__(
        self,
        engine: Engine,
        origin: tuple[str, int],
        load: Load,
        leaving: Leaving,
        authorities: str = "",
        certificates: Certificates | None = None,
    ) -> None:
        """With `certificates` it speaks TLS."""
        self._engine = engine
        self._origin = origin
        self._load = load
        self._authorities = authorities
        self._certificates = certificates
        self._greeting = 0
        self._leaving = leaving
        self._open: set[asyncio.Task[None]] = set()
        self._connections: set[RoadConnection] = set()
        self._looking: asyncio.Task[None]

    async def serve(
        self, place: tuple[str, int] | socket.socket, ready: Callable[[], None], left: Callable[[], None]
    ) -> None:
        """Serve until it is time to leave and nothing new is taken any more. Raises OSError when it cannot listen."""
        accepting = await self._begin(place)
        self._looking = asyncio.create_task(self._look())
        ready()
        await self._leaving.stop.wait()
        await self._accept_rest(accepting)
        left()

    async def finish(self, within: float) -> None:
        """After `serve`: end each connection when what it has begun is finished; in `within` seconds all, however long-lived."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        while (
            (self._connections or self._greeting)
            and loop.time() - began < within
            and not self._leaving.at_once.is_set()
        ):
            for connection in tuple(self._connections):
                if connection.may_end(loop.time() - began):
                    connection.end()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._leaving.at_once.wait(), LEAVE_LOOK)
        self._looking.cancel()
        for task in self._open:
            task.cancel()
        if self._open:
            await asyncio.wait(self._open, timeout=STOP_WITHIN)

    async def _begin(self, place: tuple[str, int] | socket.socket) -> asyncio.Server:
        loop = asyncio.get_running_loop()
        if isinstance(place, tuple):
            accepting = await loop.create_server(self._protocol, *place, backlog=ACCEPT_AT_ONCE)
        else:
            accepting = await loop.create_server(self._protocol, sock=place, backlog=ACCEPT_AT_ONCE)
        for listener in accepting.sockets:
            with listener.dup() as listening:
                listening.listen(BACKLOG)  # asyncio has one number for both
        return accepting

    async def _accept_rest(self, accepting: asyncio.Server) -> None:
        """Close the listening sockets; first take what waits in their queues, for it would be refused."""
        rest = [each.dup() for each in accepting.sockets]
        accepting.close()
        for listener in rest:
            with listener, contextlib.suppress(BlockingIOError):
                listener.setblocking(False)
                while True:
                    connection, _ = listener.accept()
                    await self._take(connection)

    async def _take(self, connection: socket.socket) -> None:
        await asyncio.get_running_loop().connect_accepted_socket(self._protocol, connection)

    def _protocol(self) -> asyncio.StreamReaderProtocol:
        return make_protocol(self._accept)

    async def _look(self) -> None:
        """At every connection, now and again; never at all of them in one go, or pages would wait for it."""
        loop = asyncio.get_running_loop()
        while True:
            connections = tuple(self._connections)
            for part in range(LOOK_PARTS):
                await asyncio.sleep(LOOK_EVERY / LOOK_PARTS)
                for connection in connections[part::LOOK_PARTS]:
                    if connection in self._connections:
                        connection.look(loop.time())

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._load.is_crowded:
            self._turn_away(writer)
            return
        task, wire = asyncio.current_task(), writer.transport
        assert task is not None  # noqa: S101 - asyncio's promise inside a coroutine
        self._open.add(task)
        self._load.open += 1
        try:
            if await self._greet(writer):
                await self._handle(reader, writer, wire)
        finally:
            self._open.discard(task)
            self._load.open -= 1

    async def _greet(self, writer: asyncio.StreamWriter) -> bool:
        """TLS, where it is spoken; whether the connection goes on. Whoever is at it counts as one that is open."""
        if self._certificates is None:
            return True
        self._greeting += 1
        try:
            return await self._certificates.secure(writer)
        finally:
            self._greeting -= 1

    async def _handle(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, wire: asyncio.WriteTransport
    ) -> None:
        connection = RoadConnection(
            reader, writer, self._engine, self._origin, self._load, self._authorities, wire
        )
        self._connections.add(connection)
        try:
            await connection.handle_client()
        finally:
            self._connections.discard(connection)
            connection.forget()

    def _turn_away(self, writer: asyncio.StreamWriter) -> None:
        """Said where it costs nothing."""
        peer, *_ = writer.get_extra_info("peername") or ("",)
        self._engine.counter.refused(503, CROWDED, peer)
        if self._certificates is None:
            writer.write(refusal(503, CROWDED).render())
            writer.close()
        else:
            writer.transport.abort()
