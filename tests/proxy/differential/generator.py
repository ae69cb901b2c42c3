"""Scripts of raw requests, by a seed: valid, odd and malformed in framing, line ends, fields, targets, methods, chunks and pipelining.

The same seed and number give the same script. Each ends with a plain request that asks for the end of the connection, so that what was
understood of it is complete when the connection has ended.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from tests.proxy.differential.origins import Understood

HOST: Final = "shop.example"
LABEL: Final = "~NUMBERW~"
"""Stands where the label of a run comes, which is as long: no length and no cut is moved by it."""

Random = random.Random


@dataclass(frozen=True, slots=True)
class Script:
    """What is sent on one connection."""

    raw: bytes
    cuts: tuple[int, ...]
    """Where one write ends and the next begins."""
    meant: tuple[Understood, ...] | None
    """The requests in it, where every one of them is beyond doubt."""

    def labelled(self, number: int, letter: str) -> "Script":
        """For one road: what an origin understands of it can be told from all else."""
        label = label_of(number, letter)
        meant = self.meant and tuple(
            Understood(*(part.replace(LABEL, label) for part in request)) for request in self.meant
        )
        return Script(self.raw.replace(LABEL.encode(), label.encode()), self.cuts, meant)

    @property
    def segments(self) -> list[bytes]:
        edges = [0, *self.cuts, len(self.raw)]
        return [self.raw[start:end] for start, end in pairwise(edges)]


def label_of(number: int, letter: str) -> str:
    return f"~{number:06}{letter}~"


@dataclass(slots=True)
class Draft:
    """One request on its way to becoming bytes."""

    method: str
    target: str
    version: str
    fields: list[str]
    body: bytes
    framed: bytes
    end: str = "\r\n"


METHODS = ("GET", "GET", "GET", "POST", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "HEAD")
TAILS = (
    "",
    "?a=b",
    "?a",
    "?q=%E6%80%A5%E9%A0%88",
    "/a/./b",
    "/a%2Fb",
    "//c",
    "?u=http://other.example/",
    "/%2e%2e/x",
    "?a=b&c=<d>|e",
)
FIELDS = (
    "Accept: */*", "Cookie: a=b; c=d", "X-Empty:", "X-Tab:\ta\tb\t", "X-Latin: caf\xe9", "Connection: keep-alive", "TE: trailers",
    "Accept-Encoding: gzip, br", "X_Under: a", "X-Long: " + "x" * 3000, "Sec-Fetch-Dest: script", "Sec-Fetch-Dest: empty",
)  # fmt: skip
SMUGGLED = f"GET /{LABEL}/smuggled HTTP/1.1\r\nHost: {HOST}\r\nX-Case: {LABEL}\r\n\r\n".encode()
BODIES = (
    b"",
    b"hello",
    b"a=b&c=d",
    SMUGGLED,
    b"0\r\n\r\n" + SMUGGLED,
    b"5\r\nhello\r\n0\r\n\r\n",
    b"x" * 9000,
)

ODD_METHODS = (
    "get",
    "GE T",
    "CONNECT",
    "TRACE",
    "M-SEARCH",
    "PROPFIND",
    "G" * 30,
    "",
    "GET\t",
    " GET",
    "G\0T",
    "GET:",
    "PRI",
    "QUERY",
)
ODD_TARGETS = (
    f"http://{HOST}/{LABEL}/abs", f"HTTP://{HOST}/{LABEL}", f"http://{HOST}?{LABEL}", f"https://other.example/{LABEL}", "*",
    f"/{LABEL}#frag", f"/{LABEL} x", f"/{LABEL}\tx", f"/{LABEL}\xe9", f"/{LABEL}\x01", f"/{LABEL}\x7f", f"\\{LABEL}", f"{LABEL}", "",
    f"http://{HOST}:80/{LABEL}", f"http://a@{HOST}/{LABEL}", f"{HOST}:443", f"http:///{LABEL}", f"/{LABEL}\\..\\x", f"?{LABEL}",
    f"//{HOST}/{LABEL}", f"/{LABEL}?\"<>`{{}}", f"http://{HOST}", f"ftp://{HOST}/{LABEL}", f"http://{HOST}#{LABEL}",
)  # fmt: skip
ODD_VERSIONS = ("HTTP/1.0", "HTTP/1.2", "HTTP/2.0", "HTTP/0.9", "http/1.1", "HTTP/1.1 ", "HTTP/01.1", "", "HTTP/1.", "HTTP/1.1x", "HTTP /1.1", "HTTP/1.1\r")  # fmt: skip
ODD_ENDS = ("\n", "\r", "\r\r\n", "\n\r\n", "\r\n\n", " \r\n", "\x0b\r\n")
ODD_FIELDS = (
    "X-Fold: a\r\n b", "X-Fold: a\r\n\tContent-Length: 9", "X-CR: a\rContent-Length: 9", "X-NUL: a\0b", "X-LF: a\nTransfer-Encoding: chunked",
    "Host: other.example", f"Host: {HOST}", "Host : other.example", "host:", " Host: other.example", "X Y: a", "X-Space : a", ": a", "nothing",
    "X-Bell: \x07", "\xe9: a", "X(Y): a", "Content_Length: 9", "Transfer_Encoding: chunked", "Connection: close", "Connection: Host",
    "Connection: Content-Length", "Connection: Transfer-Encoding, close", "Connection: close, X-Case", "Upgrade: h2c", "Upgrade: websocket",
    "Connection: Upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA", "Expect: 100-continue", "Expect: 200-ok", "Expect:",
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "Trailer: Content-Length", "Content-Length: 0", "Content-Length: 5", "Transfer-Encoding: chunked", "Keep-Alive: timeout=1",
    "X-Many: " + "y" * 40_000, "X-Forwarded-For: 1.2.3.4", "X-HTTP-Method-Override: DELETE", "\tX: a", "X:\x0ba", "Proxy-Connection: close",
)  # fmt: skip
LENGTHS = (
    "Content-Length: {}", "content-length:{}", "Content-Length:\t{} ", "Content-Length: +{}", "Content-Length: 0{}", "Content-Length: {0}, {0}",
    "Content-Length: {0}\r\nContent-Length: {0}", "Content-Length: {0}\r\nContent-Length: 0", "Content-Length: 0x{:x}", "Content-Length: -{}",
    "Content-Length: {};", "Content-Length: \"{}\"", "Content-Length : {}", "Content-Length:\r\n {}", "Content-Length: {}\x0b", "Content-Length:",
    "Content-Length: {}.0", "Content-Length: {}\0", "Content-Length: 1{}", "Content-Length: 99999999999999999999", "Content-Length: {}\r",
    "Content-Length\r\n: {}", "X: a\nContent-Length: {}", "Content-Length: 18446744073709551616", "Content-Length: {} 0",
)  # fmt: skip
CODINGS = (
    "Transfer-Encoding: Chunked", "Transfer-Encoding:chunked", "Transfer-Encoding: chunked ", "Transfer-Encoding:\tchunked",
    "Transfer-Encoding: xchunked", "Transfer-Encoding: chunked, identity", "Transfer-Encoding: identity, chunked", "Transfer-Encoding: gzip, chunked",
    "Transfer-Encoding: identity", "Transfer-Encoding:\x0bchunked", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
    "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked", "Transfer-Encoding: \"chunked\"", "Transfer-Encoding : chunked",
    " Transfer-Encoding: chunked", "Transfer-Encoding\r\n: chunked", "Transfer-Encoding:\r\n chunked", "X: a\nTransfer-Encoding: chunked",
    "X: a\rTransfer-Encoding: chunked", "Transfer-Encoding: chunked;q=1", "Transfer-Encoding: chunked,", "Transfer-Encoding: ,chunked",
    "Transfer-Encoding: chunk", "Transfer-Encoding: chunked\0", "Transfer-Encoding: chunked\r", "Transfer-Encoding:", "transfer-encoding: CHUNKED",
    "Transfer-Encoding: c\xadhunked", "Transfer-Encoding: chunked chunked", "TE: chunked", "Content-Encoding: chunked",
)  # fmt: skip


def make_script(seed: str, number: int) -> Script:
    """The script of that number."""
    chance = Random(f"{seed} {number}")
    drafts = [_draft(chance, place) for place in range(chance.choices((1, 2, 3, 5), (5, 3, 2, 1))[0])]
    last = _plain("GET", f"/{LABEL}/end", ["Connection: close"])
    sound = chance.random() < 0.3
    between = b""
    if not sound:
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            chance.choice(ODDITIES)(chance, chance.choice(drafts))
        between = chance.choice(
            (b"", b"", b"", b"", b"\r\n", b"\r\n\r\n", b"\n", b"\r", b" ", b"\0", b"GET ")
        )
    raw = between.join(_render(draft) for draft in drafts) + _render(last)
    if not sound and chance.random() < 0.15:
        raw = _mutated(chance, raw)
    meant = tuple(
        Understood(draft.method, draft.target, draft.body.decode("latin-1")) for draft in (*drafts, last)
    )
    return Script(raw, _cuts(chance, len(raw)), meant if sound else None)


def _plain(method: str, target: str, fields: list[str]) -> Draft:
    return Draft(method, target, "HTTP/1.1", [f"Host: {HOST}", f"X-Case: {LABEL}", *fields], b"", b"")


def _draft(chance: Random, place: int) -> Draft:
    """A request that nothing is wrong with."""
    draft = _plain(
        chance.choice(METHODS),
        f"/{LABEL}/{place}{chance.choice(TAILS)}",
        chance.choices(FIELDS, k=chance.randrange(4)),
    )
    chance.shuffle(draft.fields)
    if draft.method in ("POST", "PUT", "PATCH") or chance.random() < 0.1:
        draft.body = chance.choice(BODIES)
        if chance.random() < 0.5:
            _frame(draft, f"Content-Length: {len(draft.body)}", draft.body)
        else:
            _frame(draft, "Transfer-Encoding: chunked", _chunked(chance, draft.body))
    return draft


def _frame(draft: Draft, field: str, framed: bytes) -> None:
    told = ("content-length", "transfer-encoding")
    draft.fields = [line for line in draft.fields if not line.lower().startswith(told)]
    draft.fields.append(field)
    draft.framed = framed


def _chunked(chance: Random, body: bytes) -> bytes:
    """Cut anywhere but inside the label, which is replaced later."""
    parts, at = [], 0
    while at < len(body):
        end = at + chance.randint(1, max(1, len(body)))
        inside = body.find(LABEL.encode(), max(at, end - len(LABEL) + 1), end + len(LABEL) - 1)
        end = inside + len(LABEL) if inside != -1 else end
        piece = body[at:end]
        parts.append(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        at = end
    return b"".join(parts) + b"0\r\n\r\n"


def _render(draft: Draft) -> bytes:
    line = " ".join(part for part in (draft.method, draft.target, draft.version))
    head = draft.end.join([line, *draft.fields, "", ""])
    return head.encode("latin-1") + draft.framed


def _odd_method(chance: Random, draft: Draft) -> None:
    draft.method = chance.choice(ODD_METHODS)


def _odd_target(chance: Random, draft: Draft) -> None:
    draft.target = chance.choice(ODD_TARGETS)


def _odd_version(chance: Random, draft: Draft) -> None:
    draft.version = chance.choice(ODD_VERSIONS)


def _odd_end(chance: Random, draft: Draft) -> None:
    """Every line end, or one of them."""
    end = chance.choice(ODD_ENDS)
    if chance.random() < 0.3:
        draft.end = end
    else:
        at = chance.randrange(max(1, len(draft.fields)))
        draft.fields[at] += end.removesuffix("\r\n") if end.endswith("\r\n") else f"{end}X-Behind: a"


def _odd_field(chance: Random, draft: Draft) -> None:
    draft.fields.insert(chance.randrange(len(draft.fields) + 1), chance.choice(ODD_FIELDS))


def _no_host(chance: Random, draft: Draft) -> None:
    draft.fields = [line for line in draft.fields if not line.startswith("Host:")]


def _odd_length(chance: Random, draft: Draft) -> None:
    body = draft.body or chance.choice(BODIES)
    _frame(draft, chance.choice(LENGTHS).format(len(body)), body)


def _odd_coding(chance: Random, draft: Draft) -> None:
    _frame(draft, chance.choice(CODINGS), _chunked(chance, draft.body or chance.choice(BODIES)))


def _both(chance: Random, draft: Draft) -> None:
    """A length and a coding."""
    body = chance.choice(BODIES)
    framed = chance.choice((body, _chunked(chance, body)))
    fields = [
        f"Content-Length: {chance.choice((len(body), len(framed), 0, 4))}",
        chance.choice(("Transfer-Encoding: chunked", *CODINGS)),
    ]
    chance.shuffle(fields)
    _frame(draft, "\r\n".join(fields), framed)


def _odd_chunks(chance: Random, draft: Draft) -> None:
    body = draft.body or b"hello" + SMUGGLED
    size = len(body)
    begin = chance.choice((
        f"{size:x};a=b\r\n", f"{size:x};a=\"b;\r\n", f"{size:x} \r\n", f" {size:x}\r\n", f"+{size:x}\r\n", f"0x{size:x}\r\n", f"{size:x}\n",
        f"{size:x}\r", f"000{size:x}\r\n", f"{size:X}\r\n", f"{size + 2:x}\r\n", f"{max(1, size - 2):x}\r\n", f"-{size:x}\r\n", f"1{'0' * 15}{size:x}\r\n",
        f"{size:x};a\nb\r\n", f"{size:x};a\rb\r\n", f"{size:x}\t;a\r\n", f"{size:x}\0\r\n", f"{size:x}_\r\n", "\r\n", f"{size:x};{'a' * 5000}\r\n", "g\r\n",
        f"ffffffffffffffff{size:x}\r\n", f"{size:x}\r\r\n",
    ))  # fmt: skip
    end = chance.choice((b"\r\n", b"\r\n", b"\r\n", b"\n", b"", b"\r", b"xx", b" \r\n"))
    last = chance.choice((b"0\r\n\r\n", b"0\r\n\r\n", b"0\n\n", b"0\r\n", b"0\r\nX: a\r\n\r\n", b"0\r\nContent-Length: 9\r\n\r\n", b"00\r\n\r\n", b"0;a\r\n\r\n",
                          b"0\r\n X: a\r\n\r\n", b"0\r\nnothing\r\n\r\n", b"", b"0\r\nX: a\n\r\n", b"0\r\n\r", b"0 \r\n\r\n", b"0\r\n" + SMUGGLED))  # fmt: skip
    _frame(draft, "Transfer-Encoding: chunked", begin.encode("latin-1") + body + end + last)


def _wrong_length(chance: Random, draft: Draft) -> None:
    body = chance.choice(BODIES)
    _frame(draft, f"Content-Length: {max(0, len(body) + chance.choice((-9, -5, -1, 1, 5, 40)))}", body)


ODDITIES: Final[tuple[Callable[[Random, Draft], None], ...]] = (
    _odd_method, _odd_target, _odd_version, _odd_end, _odd_field, _odd_field, _odd_field, _no_host, _odd_length, _odd_length, _odd_coding, _odd_coding,
    _both, _both, _odd_chunks, _odd_chunks, _odd_chunks, _wrong_length,
)  # fmt: skip


def _mutated(chance: Random, raw: bytes) -> bytes:
    """A few bytes taken out, put in, changed or repeated."""
    data = bytearray(raw)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(data))
        if LABEL.encode() in data[max(0, at - len(LABEL)) : at + len(LABEL) + 4]:
            continue  # by which the script is known
        match chance.randrange(4):
            case 0:
                del data[at : at + chance.randint(1, 4)]
            case 1:
                data[at:at] = chance.choice((b"\r", b"\n", b"\r\n", b" ", b"\0", b":", b"\t", b"0", b"\xff"))
            case 2:
                data[at] = chance.randrange(256)
            case _:
                data[at:at] = data[at : at + chance.randint(1, 40)]
    return bytes(data)


def _cuts(chance: Random, size: int) -> tuple[int, ...]:
    return tuple(sorted({chance.randrange(1, size) for _ in range(chance.choice((0, 0, 1, 2, 6)))}))
