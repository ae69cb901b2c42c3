"""mitmproxy's HTTP/1 layer towards the browser or the edge: requests by guard.py alone, and answers of our own to what is refused."""

import logging
import time
from collections.abc import Callable, Iterable
from enum import Enum, auto
from time import perf_counter
from typing import Final

from h11._readers import ContentLengthReader
from mitmproxy.connection import ConnectionState
from mitmproxy.net.http import status_codes
from mitmproxy.proxy import commands, events, layer
from mitmproxy.proxy.context import Context
from mitmproxy.proxy.layers.http import _http1
from mitmproxy.proxy.layers.http._base import ReceiveHttp
from mitmproxy.proxy.layers.http._events import (
    ErrorCode,
    HttpEvent,
    RequestHeaders,
    ResponseData,
    ResponseEndOfMessage,
    ResponseHeaders,
    ResponseProtocolError,
)

from alongside.names import PREFIX
from alongside.rarely import Rarely
from proxy.buffers import ChunkReader, HeadBuffer
from proxy.guard import Head, Pair, Refused, check_beginning, parse_head
from proxy.load import Load
from proxy.numbers import Counter
from proxy.pages import Answer, live_failed, origin_failed, refusal
from proxy.trip import RoadHeaders, RoadRequest, Trip

MAX_HEAD: Final = 64 * 1024
"""Bytes of a request or response head. Browsers and servers stop at 8 to 32 KiB; shops with large cookies come near that."""

MAX_AHEAD: Final = 128 * 1024
"""Bytes of further requests that a client may send before it has its answer. Browsers send none."""

CLOSE: Final = (b"Connection", b"close")

log = logging.getLogger("alongside.engine")
rarely = Rarely(log.warning)
"""For what fails for every page at once while the shop goes on."""

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
    """Its end, after the last answer."""


class Ahead(events.DataReceived):
    """What a client has sent ahead of its last answer, told once that answer is over on all sides."""


class ShopperServer(_http1.Http1Server):
    """Towards the browser or the edge."""

    buf: HeadBuffer
    request: RoadRequest | None
    serves: Callable[[str, Iterable[Pair]], bool]
    """Whether a request, by its peer and fields, is for one of the shop's hosts."""

    def __init__(self, context: Context, load: Load, counter: Counter) -> None:
        super().__init__(context)
        self.buf = HeadBuffer()
        self._load = load
        self._counter = counter
        self._closing = False
        self._empty_lines = 0
        self._is_counted = False
        self.has_ahead = False
        """Whether an Ahead is to be sent."""

    def handle_event(self, event: events.Event) -> Commands:
        """Nothing here waits."""
        return self._handle_event(event)

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

    def keep(self, data: bytes) -> bool:
        """Whether this is a piece within a head, and is kept: what comes byte by byte goes through no layers until there is a head."""
        if not data or b"\n" in data or self.phase is not Phase.HEAD or len(self.buf) + len(data) > MAX_HEAD:
            return False
        self.buf.data.extend(data)
        try:
            check_beginning(self.buf.data, self.buf.looked_at)
        except Refused:
            del self.buf.data[-len(data) :]
            return False  # it goes through the layers to be answered
        self.buf.looked_at = len(self.buf)
        return True

    def read_headers(self, event: events.ConnectionEvent) -> Commands:
        if isinstance(event, events.ConnectionClosed):
            yield commands.CloseConnection(self.conn)
            return
        if isinstance(event, events.DataReceived) and not event.data and not isinstance(event, Ahead):
            self.has_ahead = True  # mitmproxy's base class says so in the midst of the last answer's end
            return
        try:
            head = self._take_head()
            if head is None:
                return
            if not self.serves(self._peer, head.fields):
                raise Refused(421, "no shop of this name is served here")
            if self._load.is_full:
                raise Refused(503, "too many requests wait just now")
        except Refused as refused:
            yield from self._refuse(refused.status, refused.reason)
            return
        yield from self._begin(head, event)

    @property
    def _peer(self) -> str:
        return self.conn.peername[0] if self.conn.peername else ""

    def _take_head(self) -> Head | None:
        """The next request's head; None while it is not whole. Raises Refused."""
        if not self._empty_lines and self.buf.pass_empty_line():
            self._empty_lines = 1
        checked = self.buf.looked_at
        raw = self.buf.take_head()
        if len(raw or self.buf) > MAX_HEAD:
            raise Refused(431, f"the head is larger than {MAX_HEAD} bytes")
        if raw is None:
            check_beginning(self.buf.data, checked)
            return None
        self._empty_lines = 0
        return parse_head(raw)

    def _begin(self, head: Head, event: events.ConnectionEvent) -> Commands:
        self._closing = head.closing
        self.wait_for_origin(True)
        self.request = RoadRequest(
            host="",
            port=0,
            method=head.method,
            scheme=b"",
            authority=b"",
            path=head.target,
            http_version=head.version,
            headers=RoadHeaders(head.fields),
            content=None,
            trailers=None,
            timestamp_start=time.time(),
            timestamp_end=None,
        )
        self.request.trip = Trip()
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
        if isinstance(event, ResponseHeaders):
            yield from self._send_head(event)
            return
        if isinstance(event, ResponseData):
            self._trip.sent_bytes += len(event.data)
        elif isinstance(event, ResponseEndOfMessage):
            self._close()
        elif isinstance(event, ResponseProtocolError) and self.request is not None:
            yield from self._end_early(event)
            return
        yield from super().send(event)

    @property
    def _trip(self) -> Trip:
        assert self.request is not None  # noqa: S101 - there is one for as long as it is answered
        return self.request.trip

    def _end_early(self, event: ResponseProtocolError) -> Commands:
        self.wait_for_origin(False)
        if event.code is not ErrorCode.KILL:
            self._counter.failed(self._trip, event.code)
        if self.response is None:
            yield from self._answer_error(event)
        else:
            yield from super().send(event)
        self._close()

    def _close(self) -> None:
        if self.request is not None:
            self._counter.close(self.request)

    def _send_head(self, event: ResponseHeaders) -> Commands:
        if event.response.status_code == 100:
            yield from super().send(event)
            self.response = None
            return
        self.wait_for_origin(False)
        if self._closing and event.response.status_code != 101:
            event.response.headers.fields = (*event.response.headers.fields, CLOSE)
        trip = self._trip
        trip.status = event.response.status_code
        yield from super().send(event)
        trip.sent = perf_counter()

    def forget(self) -> None:
        """The connection has ended."""
        self.wait_for_origin(False)
        self._close()

    def wait_for_origin(self, waiting: bool) -> None:
        """Count it, once. To be called with False when the connection ends."""
        if waiting != self._is_counted:
            self._is_counted = waiting
            self._load.waiting += 1 if waiting else -1

    def mark_done(self, *, request: bool = False, response: bool = False) -> Commands:
        """mitmproxy's, but that the end of the connection does not overtake the answer."""
        parting = False
        for command in super().mark_done(request=request, response=response):
            if isinstance(command, commands.CloseConnection) and command.connection is self.conn:
                parting = True
            else:
                yield command
        if parting:
            yield from self._part()

    def _refuse(self, status: int, reason: str) -> Commands:
        """Say why, and end."""
        self.wait_for_origin(False)
        self._counter.refused(status, reason, self._peer, is_request=self.request is not None)
        if self.request is not None:
            self._trip.status, self._trip.trouble = status, "refused"
            self._close()
        yield commands.SendData(self.conn, refusal(status, reason).render())
        yield from self._part()

    def _part(self) -> Commands:
        """Nothing more is said. Reading goes on for a moment, or the client's system would throw our answer away for the bytes not read."""
        self.state = self.linger
        yield commands.CloseTcpConnection(self.conn, half_close=True)

    def linger(self, event: events.Event) -> Commands:
        if isinstance(event, events.DataReceived):
            self.buf = HeadBuffer()
        elif isinstance(event, events.ConnectionClosed):
            yield commands.CloseConnection(self.conn)

    def _answer_error(self, event: ResponseProtocolError) -> Commands:
        status = event.code.http_status_code()
        if status is not None and self.conn.state & ConnectionState.CAN_WRITE:
            answer = self._explain(status, event.message)
            self._trip.status = answer.status
            yield commands.SendData(self.conn, answer.render(with_body=self._is_body_wanted))
            yield from self._part()
        else:
            yield commands.CloseConnection(self.conn)

    @property
    def _is_body_wanted(self) -> bool:
        return self.request is not None and self.request.method != "HEAD"

    def _explain(self, status: int, cause: str) -> Answer:
        assert self.request is not None  # noqa: S101 - the only caller has looked
        path, request_id = self.request.path.partition("?")[0], self._trip.id.decode()
        line = f"request {request_id} {self.request.method} {path}: {cause}"
        if path.startswith(PREFIX):
            rarely.tell("live", f"the live application does not answer, and the shop goes on: {line}")
            return live_failed(request_id)
        log.warning("%s", line)
        return origin_failed(status, status_codes.RESPONSES.get(status, "Error"), request_id)
