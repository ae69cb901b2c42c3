"""mitmproxy's HTTP layers as the road needs them: HTTP/1.1 on both sides, bounded, and never hanging.

What differs from mitmproxy's own: requests are read by guard.py (shopper.py), heads are bounded, trailers are dropped instead of crashing
(its #2474), 1xx answers are passed over (only the last answer is the answer), and an idle origin connection that turns out to be closed is
replaced once. And what mitmproxy's layers need for hooks that wait and for protocols that the road does not speak is passed by.
"""

import re
from collections.abc import Callable
from time import perf_counter
from typing import Final

from h11._readers import ChunkedReader
from mitmproxy.connection import Connection, Server
from mitmproxy.proxy import commands, events, layer
from mitmproxy.proxy.context import Context
from mitmproxy.proxy.layers import http as upstream
from mitmproxy.proxy.layers.http import _http1
from mitmproxy.proxy.layers.http._base import ReceiveHttp
from mitmproxy.proxy.layers.http._events import (
    ErrorCode,
    HttpEvent,
    RequestEndOfMessage,
    RequestHeaders,
    RequestProtocolError,
    ResponseProtocolError,
)

from proxy.buffers import ChunkReader, HeadBuffer
from proxy.load import Load
from proxy.numbers import Counter
from proxy.shopper import MAX_HEAD, Ahead, Commands, ShopperServer
from proxy.trip import RoadRequest

REPEATABLE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that may be sent again when the connection was found closed (RFC 9110, 9.2.2)."""

_INTERIM = re.compile(rb"HTTP/1\.[01] 1(?!01)\d\d[ \r]")
_HEAD_END = re.compile(rb"\n\r?\n")
_FOLD = re.compile(rb"[\t ]*\r?\n[\t ]+")
_STRAY = re.compile(rb"\0|\r(?=[^\n])")


def _fork(context: Context) -> Context:
    """mitmproxy's, but that no connection, with an id of its own, is made only to be replaced."""
    forked = Context.__new__(Context)
    forked.client, forked.server, forked.options = context.client, context.server, context.options
    forked.layers = context.layers.copy()
    return forked


class OriginClient(_http1.Http1Client):
    """Towards the origin, or the live application."""

    buf: HeadBuffer
    request: RoadRequest | None

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.buf = HeadBuffer()

    @property  # type: ignore[override]  # mitmproxy sets it, to h11's own
    def body_reader(self) -> _http1.TBodyReader | ChunkReader:
        return self._body_reader

    @body_reader.setter
    def body_reader(self, reader: _http1.TBodyReader) -> None:
        self._body_reader = ChunkReader(strict=False) if isinstance(reader, ChunkedReader) else reader

    def handle_event(self, event: events.Event) -> Commands:
        """Nothing here waits."""
        return self._handle_event(event)

    def send(self, event: HttpEvent) -> Commands:
        if isinstance(event, RequestHeaders):
            assert isinstance(event.request, RoadRequest)  # noqa: S101 - shopper.py makes no others
            event.request.trip.forwarded = perf_counter()
        return super().send(event)

    def read_headers(self, event: events.ConnectionEvent) -> Commands:
        if self.request:
            self.request.trip.answered = perf_counter()
        if isinstance(event, events.DataReceived) and self.request and (trouble := self._prepare_head()):
            yield commands.CloseConnection(self.conn)
            if self.stream_id is not None:
                yield ReceiveHttp(
                    ResponseProtocolError(self.stream_id, trouble, ErrorCode.GENERIC_SERVER_ERROR)
                )
            return
        yield from super().read_headers(event)

    def _prepare_head(self) -> str | None:
        """What is wrong with the head, if something is. Other answers than the last (1xx) are passed over; folds unfolded."""
        data = self.buf.data
        while _INTERIM.match(data) and self.buf.maybe_extract_lines() is not None:
            pass
        end = _HEAD_END.search(data)
        size = end.end() if end else len(data)
        del end  # it would keep the buffer from shrinking
        if size > MAX_HEAD:
            return "response head too large"
        head = bytes(data[:size])
        if _STRAY.search(head):
            return "response head with a bare CR or a NUL"
        if _FOLD.search(head):
            data[:size] = _FOLD.sub(b" ", head)
        return None


class OriginLayer(upstream.HttpClient):
    """Opens the connection and speaks HTTP/1.1 on it."""

    def _handle_event(self, event: events.Event) -> Commands:
        error = (
            None if self.context.server.connected else (yield commands.OpenConnection(self.context.server))
        )
        if not error:
            self.child_layer = OriginClient(self.context)
            self._handle_event = self.child_layer.handle_event  # type: ignore[method-assign]  # as the base class does
            yield from self._handle_event(event)
        yield upstream.RegisterHttpConnection(self.context.server, error)


class RoadStream(upstream.HttpStream):
    """One request and its answer."""

    road: "RoadLayer"
    reused = False
    """Whether the origin connection had served an earlier request."""
    _repeated = False

    def handle_event(self, event: events.Event) -> Commands:
        """mitmproxy's, but that it is not paused for what can be answered at once: our hooks, and a connection that is there."""
        if self._paused:
            yield from super().handle_event(event)
            return
        going, reply = self._handle_event(event), None
        while True:
            try:
                command = going.send(reply)
            except StopIteration:
                return
            reply = None
            if command.blocking is not True:
                yield command
            elif isinstance(command, commands.StartHook):
                self.road.hear(command)
            elif isinstance(command, upstream.GetHttpConnection) and (ready := self.road.find(command)):
                self.reused, reply = True, (ready, None)
            else:
                command.blocking, self._paused = self, layer.Paused(command, going)
                yield command
                return

    def forget(self) -> None:
        """It is over. What it holds holds it in turn, in many ways: left to the garbage collector, that costs a sixth of all the time of a
        request, and stops every page for a tenth of a second."""
        if self._paused:
            return
        if self.flow.response:
            self.flow.response.stream = False
        vars(self).clear()

    def check_invalid(self, request: bool) -> layer.CommandGenerator[bool]:
        """Requests were looked at by guard.py."""
        return False if request else (yield from super().check_invalid(False))

    def handle_protocol_error(self, event: RequestProtocolError | ResponseProtocolError) -> Commands:
        if isinstance(event, ResponseProtocolError) and self._may_repeat():
            self._repeated = True
            yield from self._repeat()
        else:
            yield from super().handle_protocol_error(event)

    def _may_repeat(self) -> bool:
        """The origin closed an idle connection just as we wrote on it: nobody has seen the request."""
        return (
            self.reused
            and not self._repeated
            and self.client_state == self.state_done
            and self.server_state == self.state_wait_for_response_headers
            and self.flow.request.method in REPEATABLE
            and self.flow.request.raw_content == b""
        )

    def _repeat(self) -> Commands:
        if (yield from self.make_server_connection()):
            request = RequestHeaders(self.stream_id, self.flow.request, end_stream=True)
            yield upstream.SendHttp(request, self.context.server)
            yield upstream.SendHttp(RequestEndOfMessage(self.stream_id), self.context.server)


class RoadLayer(upstream.HttpLayer):
    """One connection of a browser or of the edge, with the origin connections made for it."""

    def __init__(
        self, context: Context, load: Load, counter: Counter, hear: Callable[[commands.StartHook], None]
    ) -> None:
        """`hear`: calls a hook."""
        super().__init__(context, upstream.HTTPMode.transparent)
        self.hear = hear
        self._over: list[upstream.HttpStream | None] = []
        self.shopper = ShopperServer(context.fork(), load, counter)
        self.connections[context.client] = self.shopper

    def forget(self) -> None:
        """The connection has ended."""
        for each in (*self.streams.values(), *self.connections.values()):
            each.context.layers.clear()
            vars(each).clear()
        self.context.layers.clear()
        vars(self).clear()

    def handle_event(self, event: events.Event) -> Commands:
        """Its children wait, it does not."""
        if isinstance(event, events.ConnectionEvent):
            yield from self.event_to_child(self.connections[event.connection], event)
        elif isinstance(event, events.Start):
            yield from self.event_to_child(self.shopper, event)
        else:
            yield from self._handle_event(event)
        while self.shopper.has_ahead:
            self.shopper.has_ahead = False
            yield from self.event_to_child(self.shopper, Ahead(self.context.client, b""))
        while self._over:
            if isinstance(stream := self._over.pop(), RoadStream):
                stream.forget()

    def event_to_child(self, child: layer.Layer, event: events.Event) -> Commands:
        """mitmproxy's, what is frequent first."""
        for command in child.handle_event(event):
            match command:
                case commands.SendData():
                    yield command
                case ReceiveHttp():
                    yield from self._receive(command.event)
                case upstream.SendHttp():
                    yield from self.event_to_child(self.connections[command.connection], command.event)
                case upstream.DropStream():
                    self._over.append(self.streams.pop(command.stream_id, None))
                case upstream.RegisterHttpConnection():
                    yield from self.register_connection(command)
                case upstream.GetHttpConnection():
                    self.command_sources[command] = child
                    yield from self._open(command)
                case _:
                    yield from self._pass_on(child, command)

    def _receive(self, event: HttpEvent) -> Commands:
        if isinstance(event, RequestHeaders):
            yield from self.make_stream(event.stream_id)
        if stream := self.streams.get(event.stream_id):  # it may have ended already
            yield from self.event_to_child(stream, event)

    def _pass_on(self, child: layer.Layer, command: commands.Command) -> Commands:
        if command.blocking:
            self.command_sources[command] = child
        if isinstance(command, commands.OpenConnection):
            self.connections[command.connection] = child
        yield command

    def make_stream(self, stream_id: int) -> Commands:
        self.streams[stream_id] = stream = RoadStream(_fork(self.context), stream_id)
        stream.road = self
        yield from self.event_to_child(stream, events.Start())

    def register_connection(self, command: upstream.RegisterHttpConnection) -> Commands:
        """mitmproxy's, but that what comes goes straight to the layer that speaks with the origin."""
        opened = self.connections[command.connection]
        if isinstance(opened, OriginLayer) and not command.err:
            self.connections[command.connection] = opened.child_layer
        yield from super().register_connection(command)

    def find(self, wanted: upstream.GetHttpConnection) -> Connection | None:
        """A connection that is there for it."""
        return next(
            (each for each in self.connections if wanted.connection_spec_matches(each) and each.connected),
            None,
        )

    def _open(self, event: upstream.GetHttpConnection) -> Commands:
        context = self.context.fork()
        context.server = Server(address=event.address, tls=event.tls)
        self.connections[context.server] = client = OriginLayer(context)
        self.waiting_for_establishment[context.server].append(event)
        yield from self.event_to_child(client, events.Start())
