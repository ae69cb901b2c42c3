"""mitmproxy's HTTP layers as the road needs them: HTTP/1.1 on both sides, bounded, and never hanging.

What differs from mitmproxy's own: heads are bounded, trailers are dropped instead of crashing (its #2474), 1xx answers are passed over
(only the last answer is the answer), an idle origin connection that turns out to be closed is replaced once, and error answers are ours.
"""

import logging
import re
import secrets
from typing import Final

from h11 import EndOfMessage
from h11._readers import ChunkedReader
from h11._receivebuffer import ReceiveBuffer
from mitmproxy.connection import ConnectionState, Server
from mitmproxy.net.http import status_codes
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

from alongside.names import PREFIX
from proxy.pages import Answer, live_failed, origin_failed

MAX_HEAD: Final = 64 * 1024
"""Bytes of a request or response head. Browsers and servers stop at 8 to 32 KiB; shops with large cookies come near that."""

REPEATABLE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that may be sent again when the connection was found closed (RFC 9110, 9.2.2)."""

_INTERIM = re.compile(rb"HTTP/1\.[01] 1(?!01)\d\d[ \r]")

log = logging.getLogger("alongside.engine")

Commands = layer.CommandGenerator[None]


class _NoTrailers(ChunkedReader):
    """Reads a chunked body and leaves its trailers out."""

    def __call__(self, buf: ReceiveBuffer):  # type: ignore[no-untyped-def]  # h11's own signature is private
        event = super().__call__(buf)
        return EndOfMessage() if isinstance(event, EndOfMessage) else event


class ShopperServer(_http1.Http1Server):
    """Towards the browser or the edge."""

    def __setattr__(self, name: str, value: object) -> None:
        super().__setattr__(
            name, _NoTrailers() if name == "body_reader" and isinstance(value, ChunkedReader) else value
        )

    def read_headers(self, event: events.ConnectionEvent) -> Commands:
        yield from super().read_headers(event)
        if self.state == self.read_headers and len(self.buf) > MAX_HEAD:
            answer = Answer(
                status=431, reason="Request Header Fields Too Large", content_type="text/plain", body=b""
            )
            yield commands.SendData(self.conn, answer.render())
            yield commands.CloseConnection(self.conn)
            self.state = self.done

    def send(self, event: HttpEvent) -> Commands:
        if isinstance(event, ResponseProtocolError) and self.response is None and self.request is not None:
            yield from self._answer_error(event)
        else:
            yield from super().send(event)

    def _answer_error(self, event: ResponseProtocolError) -> Commands:
        status = event.code.http_status_code()
        if status is not None and self.conn.state & ConnectionState.CAN_WRITE:
            yield commands.SendData(self.conn, self._explain(status, event.message))
        yield commands.CloseConnection(self.conn)

    def _explain(self, status: int, cause: str) -> bytes:
        assert self.request is not None  # noqa: S101 - the only caller has looked
        request_id = secrets.token_hex(4)
        log.warning(
            "request %s %s %s: %s",
            request_id,
            self.request.method,
            self.request.path.partition("?")[0],
            cause,
        )
        if self.request.path.startswith(PREFIX):
            answer = live_failed(request_id)
        else:
            answer = origin_failed(status, status_codes.RESPONSES.get(status, "Error"), request_id)
        return answer.render(with_body=self.request.method != "HEAD")


class OriginClient(_http1.Http1Client):
    """Towards the origin, or the live application."""

    def __setattr__(self, name: str, value: object) -> None:
        super().__setattr__(
            name, _NoTrailers() if name == "body_reader" and isinstance(value, ChunkedReader) else value
        )

    def read_headers(self, event: events.ConnectionEvent) -> Commands:
        if isinstance(event, events.DataReceived) and self.request:
            self._pass_interim()
        yield from super().read_headers(event)
        if self.state == self.read_headers and len(self.buf) > MAX_HEAD and self.stream_id is not None:
            yield commands.CloseConnection(self.conn)
            too_large = ResponseProtocolError(
                self.stream_id, "response head too large", ErrorCode.GENERIC_SERVER_ERROR
            )
            yield ReceiveHttp(too_large)

    def _pass_interim(self) -> None:
        """Pass over 100, 102 and 103, which have no body and are not the answer."""
        while _INTERIM.match(bytes(self.buf)) and self.buf.maybe_extract_lines() is not None:
            pass


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

    def __init__(self, context: Context) -> None:
        super().__init__(context, upstream.HTTPMode.transparent)
        self.connections[context.client] = ShopperServer(context.fork())

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
