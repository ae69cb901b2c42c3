"""Connections of browsers and of the edge, driven through mitmproxy's layers."""

import asyncio
import logging
import ssl
import time
from functools import cache
from typing import Final

from mitmproxy.connection import Connection, ConnectionState
from mitmproxy.http import Response
from mitmproxy.proxy import commands, events, mode_specs, server

from proxy.driver import DrivenConnection
from proxy.layers import RoadLayer
from proxy.load import Load
from proxy.mitm import Engine
from proxy.pace import Pace, Seen, Verdict
from proxy.pages import refusal
from proxy.reading import connect
from proxy.shopper import Phase

LINGER: Final = 0.25
"""Seconds that a connection is kept beyond its last request when the engine leaves: where much is asked the next is on its way."""

ENDLESS_AFTER: Final = 1.0
"""Seconds that sockets and streams of events are kept when the engine leaves: those who made them may end them in their own way."""

CONNECT_WITHIN: Final = 10.0
"""Seconds for connecting to the origin, TLS included: shoppers do not wait longer, and edges give up then."""

log = logging.getLogger("alongside.engine")


@cache
def origin_tls(authorities: str) -> ssl.SSLContext:
    """By the authorities of that file, or the system's; read once, until the cache is cleared."""
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
        wire: asyncio.WriteTransport,
    ) -> None:
        """`wire`: what TLS writes to, and otherwise the writer's own transport."""
        super().__init__(reader, writer, engine.options, mode_specs.ProxyMode.parse("reverse:http://origin"))
        self.begin(engine)
        self._authorities = authorities
        context = self.layer.context
        context.server.address = origin
        self.layer = road = RoadLayer(context, load, engine.counter, engine.call)
        self._counter = engine.counter
        self._road = road
        self._shopper = road.shopper
        self._shopper.serves = engine.serves
        self._writer = writer
        self._wire = wire
        self._received = 0
        self._pace = Pace(asyncio.get_running_loop().time())

    async def open_connection(self, command: commands.OpenConnection) -> None:
        """Connect, tell the layers, and read until the end. TLS is asyncio's, with the system's authorities or `SSL_CERT_FILE`'s."""
        server_side = command.connection
        assert server_side.address is not None  # noqa: S101 - RoadLayer's promise
        host, port = server_side.address[:2]
        try:
            async with asyncio.timeout(CONNECT_WITHIN):
                tls = origin_tls(self._authorities) if server_side.tls else None
                reader, writer = await connect(host, port, tls)
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

    def go_on(self, event: events.Event) -> None:
        if isinstance(event, events.DataReceived) and event.connection is self.client:
            self._received += len(event.data)
            self._counter.numbers.received_bytes += len(event.data)
            if self._shopper.keep(event.data):
                return
        super().go_on(event)

    def look(self, now: float) -> None:
        """End what takes too long."""
        seen = Seen(
            phase=self._shopper.phase,
            request=self._shopper.stream_id,
            received=self._received,
            unsent=self._unsent_bytes,
            reading=not self._draining,
        )
        verdict = self._pace.judge(now, seen)
        if verdict is Verdict.GO_ON or not (client := self.transports.get(self.client)) or not client.handler:
            return
        if verdict is Verdict.TIMED_OUT and self._shopper.response is None:
            self._writer.write(refusal(408, "the request did not come in time").render())
        client.handler.cancel("too slow")

    @property
    def _unsent_bytes(self) -> int:
        waiting, transport = self._wire.get_write_buffer_size(), self._writer.transport
        return waiting if transport is self._wire else waiting + transport.get_write_buffer_size()

    def may_end(self, leaving_for: float) -> bool:
        """When nothing new is taken, for some seconds now: whether ending it cuts nothing off."""
        if self._unsent_bytes:
            return False
        if self._shopper.phase is Phase.IDLE:
            return time.time() - self.timeout_watchdog.last_activity >= LINGER
        return leaving_for >= ENDLESS_AFTER and _is_endless(self._shopper.response)

    def end(self) -> None:
        """Close it."""
        if (client := self.transports.get(self.client)) and client.handler:
            client.handler.cancel("leaving")

    def forget(self) -> None:
        """It has ended. What holds itself in circles is taken apart, or the garbage collector would stop every page to find it."""
        self._shopper.forget()
        self._road.forget()
        del self.timeout_watchdog


def _is_endless(answer: Response | None) -> bool:
    """Sockets and streams of events, which their clients open anew by themselves."""
    return answer is not None and (
        answer.status_code == 101 or answer.headers.get("content-type", "").startswith("text/event-stream")
    )
