"""What the engine takes for a request, and what it refuses: the heads of HTTP/1.0 and 1.1 (RFC 9112), read strictly and once.

A head that two servers could understand differently is refused with a clear answer, never repaired: which of two readings was meant is not
ours to guess, and the origin might guess otherwise. Pure: bytes in, a Head or a Refused out. Bodies in chunks are chunks.py's.

    bytes    line ends are CR LF, no other control character but tabs in values, no folded line, no space before a colon
    line     a method of capitals, one space, a target, one space, HTTP/1.0 or HTTP/1.1
    target   /path?query · an absolute address whose authority is Host's · * with OPTIONS; never CONNECT or TRACE
    Host     one and only one; HTTP/1.0 may do without
    length   one Content-Length of plain digits, or `chunked` alone and in HTTP/1.1; never both
    hops     Connection and what it names stay here; of upgrades only a WebSocket's goes on: any other would be a tunnel past the rules
"""

import re
from dataclasses import dataclass
from typing import Final

Pair = tuple[bytes, bytes]

MAX_FIELDS: Final = 256
"""Lines of a head. Browsers send 20 to 40, a chain of CDNs adds as many."""

_LINE: Final = rb"([!#$%&'*+.^_`|~0-9A-Za-z-]++) ([\x21-\x7e\x80-\xff]++) HTTP/(1\.[01])\r\n"
_FIELD: Final = rb"[!#$%&'*+.^_`|~0-9A-Za-z-]++:[\t\x20-\x7e\x80-\xff]*+\r\n"
_REQUEST_LINE = re.compile(_LINE)
_HEAD = re.compile(_LINE + rb"((?:" + _FIELD + rb")*+)\r\n")
_ONE_FIELD = re.compile(_FIELD)
_METHOD = re.compile(rb"[A-Z][A-Z_-]{0,23}")
_TARGET = re.compile(rb"/[^#]*")
_ABSOLUTE = re.compile(rb"(?i:https?)://([^/?#@]+)(/[^#]*)?")
_HOST = re.compile(rb"(?:[A-Za-z0-9._~-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
_LENGTH = re.compile(rb"0|[1-9][0-9]{0,17}")
_OTHER_VERSION = re.compile(rb"\S+ \S+ HTTP/(?!1\.[01]\s)\d+(?:\.\d+)?\r?\n?")
_STRAY = re.compile(rb"(?<!\r)\n|\r(?=[^\n])|\0")

_HOPS: Final = frozenset(
    {b"connection", b"keep-alive", b"proxy-connection", b"te", b"trailer", b"upgrade", b"http2-settings"}
)
"""Fields between two neighbours (RFC 9110, 7.6.1). Trailers are dropped, so nobody may be told of them."""

_READ: Final = _HOPS | {b"host", b"content-length", b"transfer-encoding", b"expect"}
_MEANING: Final = frozenset(
    {b"host", b"content-length", b"transfer-encoding", b"connection", b"upgrade", b"cookie", b"forwarded"}
    | {b"x-real-ip", b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto", b"x-forwarded-port"}
)
"""Fields that servers which know fields as variables (CGI, WSGI) would also see when they are spelled with underscores."""


class Refused(Exception):  # noqa: N818 - the outcome, not a fault of ours
    """Not a request that everybody understands alike. `reason` is one line for whoever sent it."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(status, reason)
        self.status = status
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A request as everybody understands it."""

    method: bytes
    target: bytes
    """A path with its query, or `*`."""
    version: bytes
    fields: tuple[Pair, ...]
    """Without those that end here."""
    length: int | None
    """Bytes of the body; None when it comes in chunks."""
    closing: bool
    """The connection ends with the answer."""


def parse_head(raw: bytes) -> Head:
    """One head, up to and with its empty line. Raises Refused."""
    match = _HEAD.fullmatch(raw)
    if not match:
        raise _explain(raw)
    method, target, number, block = match.groups()
    if not _METHOD.fullmatch(method) or method in (b"CONNECT", b"TRACE"):
        raise Refused(501, f"method {method[:24].decode()} is not served here")
    pairs, read = _split(block)
    host = _host(read, number)
    length = _length(read, number)
    ends = _ending_here(read)
    fields = [pair for pair in pairs if pair[0].lower() not in ends] if ends else pairs
    if b"upgrade" in read and method == b"GET" and length == 0 and number == b"1.1":
        fields += _upgrade(read)
    if b"expect" in read:
        fields = _expect(read, number, fields)
    closing = number == b"1.0" or b"close" in _tokens(read.get(b"connection", []))
    return Head(
        method=method,
        target=_target(method, target, host),
        version=b"HTTP/" + number,
        fields=tuple(fields),
        length=length,
        closing=closing,
    )


def check_beginning(raw: bytes | bytearray, checked: int = 0) -> None:
    """The beginning of a head that is not complete yet: raises Refused when nothing that follows could make it one. The first `checked`
    bytes have passed this before, and are not gone through again: whoever sends byte by byte must not be dearer than others."""
    is_new_line = raw.find(b"\n", 0, checked) == -1 and raw.find(b"\n", checked) != -1
    if _STRAY.search(raw, max(0, checked - 1)) or (is_new_line and not _REQUEST_LINE.match(raw)):
        raise _explain(bytes(raw))
    if not checked and raw and raw != b"\r" and not 0x21 <= raw[0] <= 0x7E:
        raise Refused(400, "this is not HTTP")


def _split(block: bytes) -> tuple[list[Pair], dict[bytes, list[bytes]]]:
    """The fields in order, and the values of those that mean something here."""
    pairs: list[Pair] = []
    read: dict[bytes, list[bytes]] = {}
    for line in block.split(b"\r\n")[:-1]:
        name, _, value = line.partition(b":")
        value = value.strip(b" \t")
        pairs.append((name, value))
        low = name.lower()
        if low in _READ:
            read.setdefault(low, []).append(value)
        elif b"_" in low and low.replace(b"_", b"-") in _MEANING:
            raise Refused(400, f"{name.decode()} is spelled with an underscore")
    if len(pairs) > MAX_FIELDS:
        raise Refused(431, f"more than {MAX_FIELDS} fields")
    return pairs, read


def _host(read: dict[bytes, list[bytes]], number: bytes) -> bytes | None:
    hosts = read.get(b"host", [])
    if len(hosts) > 1 or (not hosts and number == b"1.1"):
        raise Refused(400, "more than one Host" if hosts else "no Host")
    if hosts and not _HOST.fullmatch(hosts[0]):
        raise Refused(400, "Host is not a name or address")
    return hosts[0] if hosts else None


def _length(read: dict[bytes, list[bytes]], number: bytes) -> int | None:
    lengths, codings = read.get(b"content-length", []), read.get(b"transfer-encoding", [])
    if codings:
        if lengths or len(codings) > 1 or number == b"1.0":
            raise Refused(400, "the length of the body is told in two ways, or in one of another version")
        if codings[0].lower() != b"chunked":
            raise Refused(501, "of transfer codings only chunked is served")
        return None
    if not lengths:
        return 0
    if len(lengths) > 1 or not _LENGTH.fullmatch(lengths[0]):
        raise Refused(400, "Content-Length is not one plain number")
    return int(lengths[0])


def _target(method: bytes, target: bytes, host: bytes | None) -> bytes:
    if target == b"*" and method == b"OPTIONS":
        return target
    if _TARGET.fullmatch(target):
        return target
    absolute = _ABSOLUTE.fullmatch(target)
    if not absolute:
        raise Refused(400, "the target is neither a path nor an address")
    if host is None or absolute[1].lower() != host.lower():
        raise Refused(400, "the target names another host than Host")
    return absolute[2] or b"/"


def _tokens(values: list[bytes]) -> set[bytes]:
    return {token.strip(b" \t").lower() for value in values for token in value.split(b",")}


def _ending_here(read: dict[bytes, list[bytes]]) -> frozenset[bytes] | set[bytes]:
    """Names of fields that do not go on; nothing when none of them is there."""
    if not _HOPS & read.keys():
        return frozenset()
    named = _tokens(read.get(b"connection", []))
    if named & {b"host", b"content-length", b"transfer-encoding", b"cookie"}:
        raise Refused(400, "Connection names a field that belongs to the request")
    return _HOPS | named


def _upgrade(read: dict[bytes, list[bytes]]) -> list[Pair]:
    """A WebSocket's request to change over, where that is what is asked for."""
    asked = read[b"upgrade"]
    if (
        len(asked) == 1
        and asked[0].lower() == b"websocket"
        and b"upgrade" in _tokens(read.get(b"connection", []))
    ):
        return [(b"Connection", b"Upgrade"), (b"Upgrade", asked[0])]
    return []


def _expect(read: dict[bytes, list[bytes]], number: bytes, fields: list[Pair]) -> list[Pair]:
    """Of expectations there is one; a client of HTTP/1.0 cannot have meant it (RFC 9110, 10.1.1)."""
    if number == b"1.0":
        return [pair for pair in fields if pair[0].lower() != b"expect"]
    if [value.lower() for value in read[b"expect"]] != [b"100-continue"]:
        raise Refused(417, "of expectations only 100-continue can be met")
    return fields


def _explain(raw: bytes) -> Refused:
    """Why this is no head, as exactly as can be said cheaply."""
    stray = _STRAY.search(raw)
    line = _REQUEST_LINE.match(raw)
    if not line:
        first = raw[: raw.find(b"\n") + 1] or raw
        if _OTHER_VERSION.fullmatch(first) and not stray:
            return Refused(505, "only HTTP/1.1 and HTTP/1.0 are spoken here")
        return Refused(400, "the first line is not METHOD TARGET HTTP/1.1")
    if stray:
        return Refused(400, "a line ends in another way than by CR LF, or there is a NUL")
    at = line.end()
    while field := _ONE_FIELD.match(raw, at):
        at = field.end()
    if raw[at : at + 1] in (b" ", b"\t"):
        return Refused(400, "a field is folded over two lines")
    return Refused(400, "a field is not NAME: VALUE")
