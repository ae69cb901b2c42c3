"""Connections of browsers and of the edge, driven through mitmproxy's layers."""

import asyncio
import logging
import ssl
import time
from collections.abc import Callable
from functools import cache
from typing import Final

from mitmproxy.connection import Connection, ConnectionState
from mitmproxy.proxy import commands, events, mode_specs, server

from proxy.driver import DrivenConnection
from proxy.layers import RoadLayer
from proxy.load import Load
from proxy.mitm import Engine
from proxy.pace import LOOK_EVERY, Pace, Seen, Verdict
from proxy.pages import refusal

STOP_WITHIN: Final = 1.0
"""Seconds that open connections get when the engine stops: enough to write out what is buffered, short for whoever waits."""

CONNECT_WITHIN: Final = 10.0
"""Seconds for connecting to the origin, TLS included: shoppers do not wait longer, and edges give up then."""

log = logging.getLogger("alongside.engine")


@cache
def _tls(authorities: str) -> ssl.SSLContext:
    """By the authorities of that file, or the system's."""
    return ssl.create_default_context(cafile=authorities or None)


class RoadConnection(DrivenConnection):
    """One connection, from accept to close."""

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        engine: Engine,
        origin: tuple[str, int],
        load: Load,
        authorities: str,
    ) -> None:
        super().__init__(reader, writer, engine.options, mode_specs.ProxyMode.parse("reverse:http://origin"))
        self.begin(engine)
        self._authorities = authorities
        context = self.layer.context
        context.server.address = origin
        self.layer = road = RoadLayer(context, load, engine.counter)
        self._counter = engine.counter
        self._shopper = road.shopper
        self._shopper.serves = engine.serves
        self._writer = writer
        self._received = 0
        self._draining = 0
        self._pace = Pace(asyncio.get_running_loop().time())

    async def open_connection(self, command: commands.OpenConnection) -> None:
        """Connect, tell the layers, and read until the end. TLS is asyncio's, with the system's authorities or `SSL_CERT_FILE`'s."""
        server_side = command.connection
        assert server_side.address is not None  # noqa: S101 - RoadLayer's promise
        host, port = server_side.address[:2]
        try:
            async with asyncio.timeout(CONNECT_WITHIN):
                reader, writer = await asyncio.open_connection(
                    host, port, ssl=_tls(self._authorities) if server_side.tls else None
                )
        except OSError as error:  # a timeout and a bad certificate are such, too
            server_side.error = str(error) or "no answer in time"
            await self.server_event(events.OpenConnectionCompleted(command, server_side.error))
            return
        server_side.state = ConnectionState.OPEN
        server_side.timestamp_start = time.time()
        self.transports[server_side] = server.ConnectionIO(asyncio.current_task(), reader, writer)
        await self.server_event(events.OpenConnectionCompleted(command, None))
        await self.handle_connection(server_side)

    def close_connection(self, connection: Connection, half_close: bool = False) -> None:
        """TLS of asyncio has no half-closed state: there it is closed for good."""
        writer = self.transports[connection].writer
        can_half_close = isinstance(writer, asyncio.StreamWriter) and writer.can_write_eof()
        super().close_connection(connection, half_close and can_half_close)

    async def server_event(self, event: events.Event) -> None:
        if isinstance(event, events.DataReceived) and event.connection is self.client:
            self._received += len(event.data)
            self._counter.numbers.received_bytes += len(event.data)
        await super().server_event(event)

    async def drain_writers(self) -> None:
        self._draining += 1
        try:
            await super().drain_writers()
        finally:
            self._draining -= 1

    def look(self, now: float) -> None:
        """End what takes too long."""
        seen = Seen(
            phase=self._shopper.phase,
            request=self._shopper.stream_id,
            received=self._received,
            unsent=self._writer.transport.get_write_buffer_size(),
            reading=not self._draining,
        )
        verdict = self._pace.judge(now, seen)
        if verdict is Verdict.GO_ON or not (client := self.transports.get(self.client)) or not client.handler:
            return
        if verdict is Verdict.TIMED_OUT and self._shopper.response is None:
            self._writer.write(refusal(408, "the request did not come in time").render())
        client.handler.cancel("too slow")

    def forget(self) -> None:
        """It has ended."""
        self._shopper.forget()


class Listener:
    """Accepts connections and knows all that are open."""

    def __init__(self, engine: Engine, origin: tuple[str, int], load: Load, authorities: str = "") -> None:
        self._engine = engine
        self._origin = origin
        self._load = load
        self._authorities = authorities
        self._open: set[asyncio.Task[None]] = set()
        self._connections: set[RoadConnection] = set()

    async def serve(self, host: str, port: int, ready: Callable[[], None], stop: asyncio.Event) -> None:
        """Serve until `stop`; then end every connection, however long-lived. Raises OSError when it cannot listen."""
        accepting = await asyncio.start_server(self._accept, host, port, backlog=1024)
        looking = asyncio.create_task(self._look())
        ready()
        await stop.wait()
        looking.cancel()
        accepting.close()
        for task in self._open:
            task.cancel()
        if self._open:
            await asyncio.wait(self._open, timeout=STOP_WITHIN)

    async def _look(self) -> None:
        """At every connection, now and again."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(LOOK_EVERY)
            for connection in tuple(self._connections):
                connection.look(loop.time())

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._load.is_crowded:
            self._engine.counter.refused(503)
            writer.write(refusal(503, "too many connections are open just now").render())
            writer.close()
            return
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - asyncio's promise inside a coroutine
        self._open.add(task)
        self._load.open += 1
        connection = RoadConnection(reader, writer, self._engine, self._origin, self._load, self._authorities)
        self._connections.add(connection)
        try:
            await connection.handle_client()
        finally:
            self._open.discard(task)
            self._connections.discard(connection)
            self._load.open -= 1
            connection.forget()
