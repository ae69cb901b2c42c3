"""The addon that carries out what injector/ decides. Nothing is decided here."""

import logging
from collections.abc import Callable, Iterable
from typing import Final

from mitmproxy import http, tcp
from msgspec.structs import replace

from alongside.facts.answers import Answer
from alongside.names import PREFIX
from alongside.rarely import Rarely
from alongside.settings import split_address
from injector.attention import Attention
from injector.body import Body
from injector.documents import media_type
from injector.fields import Fields, Pair
from injector.forwarding import find_client, prepare_for_desk, prepare_for_live, prepare_for_origin
from injector.insertion import Insertion
from injector.requests import Visit, prepare_request
from injector.responses import prepare_response, why_untouched
from injector.rules import Rules
from proxy.telling import Teller
from proxy.trip import REQUEST_ID, RoadHeaders, RoadRequest, Trip, choose_id

MAX_TARGET: Final = 2000
VISIT = "alongside"
"""Key of the Visit in a flow's metadata; absent where the live application answers."""

log = logging.getLogger("alongside.engine")


class Hooks:
    """One for the whole engine. Its public methods are mitmproxy's hooks, but for `serves`; hooks that are not here do nothing."""

    def __init__(self, rules: Rules, live: str, teller: Teller | None = None) -> None:
        self._rules = rules
        self._teller = teller
        self._attention = Attention()
        self._live = split_address(live)
        self._rarely = Rarely(log.warning)
        self.leaving = False
        """Whether each connection ends with the answer at hand."""

    def serves(self, peer: str, fields: Iterable[Pair]) -> bool:
        """Whether a request is for one of the shop's hosts; to be asked before any hook is called for it."""
        asked = Fields(fields)
        find_client(self._rules, peer, asked)
        return self._rules.host_for(asked.first(b"host")) is not None

    def requestheaders(self, flow: http.HTTPFlow) -> None:
        request = flow.request
        assert isinstance(request, RoadRequest)  # noqa: S101 - shopper.py makes no others
        trip = request.trip
        request.stream = True
        request.authority = ""
        fields = Fields(request.headers.fields)
        peer = flow.client_conn.peername[0]
        client = find_client(self._rules, peer, fields)
        host = self._rules.host_for(fields.first(b"host"))
        assert host is not None  # noqa: S101 - others were refused, see `serves`
        told = fields.first(REQUEST_ID)
        trip.id = choose_id(told, is_trusted=self._rules.trust.believes(peer))
        (fields.add if told is None else fields.set)(b"X-Request-Id", trip.id)
        is_desk = host is self._rules.desk
        if is_desk or request.path.startswith(PREFIX):
            (request.data.host, request.data.port), request.scheme = self._live, "http"
            trip.kind = "live"
            (prepare_for_desk if is_desk else prepare_for_live)(host, client, fields)
        else:
            (request.data.host, request.data.port), request.scheme = host.address, host.origin.scheme.decode()
            prepare_for_origin(host, client, fields)
            visit = prepare_request(self._rules, host, request.method, request.path, fields)
            request.path, flow.metadata[VISIT] = visit.target, visit
            if visit.asked:
                trip.kind = "document"
        request.headers = RoadHeaders(fields.pairs)

    def responseheaders(self, flow: http.HTTPFlow) -> None:
        response = flow.response
        assert response is not None  # noqa: S101 - mitmproxy's promise for this hook
        response.stream = True
        if response.status_code == 101:
            return
        request = flow.request
        assert isinstance(request, RoadRequest)  # noqa: S101 - shopper.py makes no others
        response.headers = RoadHeaders(response.headers.fields)  # what the layers will ask of it once more
        fields = Fields(response.headers.fields)
        visit: Visit | None = flow.metadata.get(VISIT)
        body = self._prepare(flow, visit, request.trip, fields) if visit else None
        if REQUEST_ID not in fields and not (visit and visit.left_out):
            fields.add(b"X-Request-Id", request.trip.id)
        flow.response = _for_client(flow.request, response, fields)
        if self.leaving:
            flow.response.headers.fields += ((b"Connection", b"close"),)
        flow.response.stream = _stream(body) if body else True

    def _copier(self, flow: http.HTTPFlow, visit: Visit, fields: Fields) -> Callable[[bytes], None] | None:
        """Tells of this answer what is worth it: at once, or with a copy when that is complete."""
        assert flow.response is not None  # noqa: S101 - the caller has looked
        teller, request, status = self._teller, flow.request, flow.response.status_code
        if teller is None or not teller.has_room:
            return None
        worth = self._attention.worth(visit, request.path, status, flow.response.timestamp_start)
        if worth == "nothing":
            return None
        answer = Answer(
            target=request.path[:MAX_TARGET],
            status=status,
            method=request.method,
            visit=visit.whose,
            document=visit.document,
            charset=media_type(fields)[1].decode("latin-1"),
        )
        if worth == "status":
            teller.tell(answer)
            return None
        return lambda body: teller.tell(replace(answer, body=body))

    def _prepare(self, flow: http.HTTPFlow, visit: Visit, trip: Trip, fields: Fields) -> Body | None:
        assert flow.response is not None  # noqa: S101 - the caller has looked
        status = flow.response.status_code

        def on_trouble(trouble: str) -> None:
            trip.fate = "error" if visit.asked else ""
            trip.trouble = "rewriting"
            where = flow.request.path.partition("?")[0]
            self._rarely.tell("rewriting", f"request {trip.id.decode()} {where} passed as it was: {trouble}")

        copier = self._copier(flow, visit, fields)
        body = prepare_response(self._rules, visit, status, fields, on_trouble, copier)
        if not visit.asked:
            return body
        if body and isinstance(body.edits[-1], Insertion):
            trip.insertion = body.edits[-1]
        else:
            trip.fate = why_untouched(visit, status, fields)
        return body

    def tcp_message(self, flow: tcp.TCPFlow) -> None:
        """Relayed sockets would otherwise be kept in memory for ever."""
        flow.messages.clear()


def _for_client(request: http.Request, response: http.Response, fields: Fields) -> http.Response:
    """The response as the client's connection needs it; the origin's own keeps telling how that connection goes on."""
    fields.drop(b"connection", b"keep-alive", b"proxy-connection", b"trailer")
    if not request.is_http11:
        fields.drop(b"transfer-encoding")
    has_body = request.method != "HEAD" and response.status_code not in (204, 304)
    if (
        has_body
        and request.is_http11
        and b"content-length" not in fields
        and b"transfer-encoding" not in fields
    ):
        fields.add(b"Transfer-Encoding", b"chunked")
    version = b"HTTP/1.1" if request.is_http11 else response.data.http_version
    data = response.data
    return http.Response(
        version,
        data.status_code,
        data.reason,
        RoadHeaders(fields.pairs),
        None,
        None,
        data.timestamp_start,
        None,
    )


def _stream(body: Body) -> Callable[[bytes], list[bytes]]:
    """mitmproxy gives every chunk, and an empty one at the end; an empty one given back would end a chunked body."""

    def feed(chunk: bytes) -> list[bytes]:
        out = body.feed(chunk) if chunk else body.finish()
        return [out] if out else []

    return feed
