"""mitmproxy's HTTP/1 layer towards the browser or the edge: requests by guard.py alone, and answers of our own to what is refused."""

import logging
import secrets
import time
from enum import Enum, auto
from typing import Final

from h11._readers import ContentLengthReader
from mitmproxy.connection import ConnectionState
from mitmproxy.http import Headers, Request
from mitmproxy.net.http import status_codes
from mitmproxy.proxy import commands, events, layer
from mitmproxy.proxy.context import Context
from mitmproxy.proxy.layers.http import _http1
from mitmproxy.proxy.layers.http._base import ReceiveHttp
from mitmproxy.proxy.layers.http._events import (
    HttpEvent,
    RequestHeaders,
    ResponseHeaders,
    ResponseProtocolError,
)

from alongside.names import PREFIX
from proxy.buffers import ChunkReader, HeadBuffer
from proxy.guard import Head, Refused, check_beginning, parse_head
from proxy.load import Load
from proxy.pages import live_failed, origin_failed, refusal

MAX_HEAD: Final = 64 * 1024
"""Bytes of a request or response head. Browsers and servers stop at 8 to 32 KiB; shops with large cookies come near that."""

MAX_AHEAD: Final = 128 * 1024
"""Bytes of further requests that a client may send before it has its answer. Browsers send none."""

CLOSE: Final = (b"Connection", b"close")

log = logging.getLogger("alongside.engine")

Commands = layer.CommandGenerator[None]


class Phase(Enum):
    """What a client's connection is waited for."""

    IDLE = auto()
    """The first byte of a request."""
    HEAD = auto()
    """The rest of its head."""
    BODY = auto()
    """The rest of its body."""
    BUSY = auto()
    """Nothing: it is the origin's turn, or a socket is relayed."""
    LEAVING = auto()
    """Its end, after it was refused."""


class ShopperServer(_http1.Http1Server):
    """Towards the browser or the edge."""

    buf: HeadBuffer

    def __init__(self, context: Context, load: Load) -> None:
        super().__init__(context)
        self.buf = HeadBuffer()
        self._load = load
        self._closing = False
        self._empty_lines = 0
        self._is_counted = False

    @property
    def phase(self) -> Phase:
        match self.state:
            case self.read_headers:
                return Phase.HEAD if self.buf else Phase.IDLE
            case self.read_body:
                return Phase.BODY
            case self.linger:
                return Phase.LEAVING
            case _:
                return Phase.BUSY

    def read_headers(self, event: events.ConnectionEvent) -> Commands:
        if isinstance(event, events.ConnectionClosed):
            yield commands.CloseConnection(self.conn)
            return
        try:
            head = self._take_head()
            if head is None:
                return
            if self._load.is_full:
                raise Refused(503, "too many requests wait just now")
        except Refused as refused:
            yield from self._refuse(refused.status, refused.reason)
            return
        yield from self._begin(head, event)

    def _take_head(self) -> Head | None:
        """The next request's head; None while it is not whole. Raises Refused."""
        if not self._empty_lines and self.buf.pass_empty_line():
            self._empty_lines = 1
        raw = self.buf.take_head()
        if len(raw or self.buf) > MAX_HEAD:
            raise Refused(431, f"the head is larger than {MAX_HEAD} bytes")
        if raw is None:
            check_beginning(self.buf.data)
            return None
        self._empty_lines = 0
        return parse_head(raw)

    def _begin(self, head: Head, event: events.ConnectionEvent) -> Commands:
        self._closing = head.closing
        self.wait_for_origin(True)
        self.request = Request(
            host="",
            port=0,
            method=head.method,
            scheme=b"",
            authority=b"",
            path=head.target,
            http_version=head.version,
            headers=Headers(head.fields),
            content=None,
            trailers=None,
            timestamp_start=time.time(),
            timestamp_end=None,
        )
        yield ReceiveHttp(RequestHeaders(self.stream_id, self.request, head.length == 0))
        self.body_reader = (
            ChunkReader(strict=True) if head.length is None else ContentLengthReader(head.length)  # type: ignore[assignment]  # ours stands for h11's
        )
        self.state = self.read_body
        yield from self.state(event)

    def read_body(self, event: events.Event) -> Commands:
        """mitmproxy's, but that chunks which are none are answered."""
        for command in super().read_body(event):
            if isinstance(command, commands.CloseConnection) and self._may_refuse(event):
                yield from self._refuse(400, "the body is not what the head says")
            else:
                yield command

    def _may_refuse(self, event: events.Event) -> bool:
        return (
            isinstance(event, events.DataReceived) and self.state == self.read_body and self.response is None
        )

    def wait(self, event: events.Event) -> Commands:
        """What comes meanwhile is kept, within bounds."""
        if isinstance(event, events.DataReceived) and len(self.buf) > MAX_AHEAD:
            yield commands.CloseConnection(self.conn)
            return
        yield from super().wait(event)

    def send(self, event: HttpEvent) -> Commands:
        if self.state == self.linger:
            return
        if isinstance(event, ResponseProtocolError):
            self.wait_for_origin(False)
            if self.response is None and self.request is not None:
                yield from self._answer_error(event)
                return
        if isinstance(event, ResponseHeaders):
            yield from self._send_head(event)
        else:
            yield from super().send(event)

    def _send_head(self, event: ResponseHeaders) -> Commands:
        if event.response.status_code == 100:
            yield from super().send(event)
            self.response = None
            return
        self.wait_for_origin(False)
        if self._closing and event.response.status_code != 101:
            event.response.headers.fields = (*event.response.headers.fields, CLOSE)
        yield from super().send(event)

    def wait_for_origin(self, waiting: bool) -> None:
        """Count it, once. To be called with False when the connection ends."""
        if waiting != self._is_counted:
            self._is_counted = waiting
            self._load.waiting += 1 if waiting else -1

    def _refuse(self, status: int, reason: str) -> Commands:
        """Say why, and end. Reading goes on for a moment, or the client's system would throw the answer away for the bytes not read."""
        self.wait_for_origin(False)
        self.state = self.linger
        yield commands.SendData(self.conn, refusal(status, reason).render())
        yield commands.CloseTcpConnection(self.conn, half_close=True)

    def linger(self, event: events.Event) -> Commands:
        if isinstance(event, events.DataReceived):
            self.buf = HeadBuffer()
        elif isinstance(event, events.ConnectionClosed):
            yield commands.CloseConnection(self.conn)

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
