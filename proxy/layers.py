"""mitmproxy's HTTP layers as the road needs them: HTTP/1.1 on both sides, bounded, and never hanging.

What differs from mitmproxy's own: requests are read by guard.py (shopper.py), heads are bounded, trailers are dropped instead of crashing
(its #2474), 1xx answers are passed over (only the last answer is the answer), and an idle origin connection that turns out to be closed is
replaced once.
"""

import re
from time import perf_counter
from typing import Final

from h11._readers import ChunkedReader
from mitmproxy.connection import Server
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
from proxy.shopper import MAX_HEAD, Commands, ShopperServer
from proxy.trip import RoadRequest

REPEATABLE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that may be sent again when the connection was found closed (RFC 9110, 9.2.2)."""

_INTERIM = re.compile(rb"HTTP/1\.[01] 1(?!01)\d\d[ \r]")
_HEAD_END = re.compile(rb"\n\r?\n")
_FOLD = re.compile(rb"[\t ]*\r?\n[\t ]+")
_STRAY = re.compile(rb"\0|\r(?=[^\n])")


class OriginClient(_http1.Http1Client):
    """Towards the origin, or the live application."""

    buf: HeadBuffer
    request: RoadRequest | None

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.buf = HeadBuffer()

    def __setattr__(self, name: str, value: object) -> None:
        is_chunked = name == "body_reader" and isinstance(value, ChunkedReader)
        super().__setattr__(name, ChunkReader(strict=False) if is_chunked else value)

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

    reused = False
    """Whether the origin connection had served an earlier request."""
    _repeated = False

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

    def __init__(self, context: Context, load: Load, counter: Counter) -> None:
        super().__init__(context, upstream.HTTPMode.transparent)
        self.shopper = ShopperServer(context.fork(), load, counter)
        self.connections[context.client] = self.shopper

    def make_stream(self, stream_id: int) -> Commands:
        self.streams[stream_id] = stream = RoadStream(self.context.fork(), stream_id)
        yield from self.event_to_child(stream, events.Start())

    def get_connection(self, event: upstream.GetHttpConnection, *, reuse: bool = True) -> Commands:
        for connection in self.connections:
            if event.connection_spec_matches(connection) and connection.connected:
                stream = self.command_sources.pop(event)
                stream.reused = True  # type: ignore[attr-defined]  # commands of this kind come from RoadStream alone
                yield from self.event_to_child(
                    stream, upstream.GetHttpConnectionCompleted(event, (connection, None))
                )
                return
        yield from self._open(event)

    def _open(self, event: upstream.GetHttpConnection) -> Commands:
        context = self.context.fork()
        context.server = Server(address=event.address, tls=event.tls)
        self.connections[context.server] = client = OriginLayer(context)
        self.waiting_for_establishment[context.server].append(event)
        yield from self.event_to_child(client, events.Start())
