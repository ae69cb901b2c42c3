"""Random input for what edits documents and fields, held to what each of them promises. What was found is an example beside its test."""

import os
import re
import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from injector.cookies import only_ours, strip_ours
from injector.csp import (
    CONNECT_DIRECTIVES,
    SCRIPT_DIRECTIVES,
    TYPES_DIRECTIVES,
    TYPES_POLICIES,
    Ours,
    admit,
    find_nonce,
    has_nonce,
)
from injector.fields import Fields
from injector.insertion import Insertion
from injector.requests import prepare_request
from injector.responses import prepare_response
from injector.scanner import BOUND, Found
from tests.injector.shop import pass_through, rules, tried

MARK = b"<script></script>"
MANY = settings(max_examples=int(os.environ.get("EXAMPLES", "300")), deadline=None)
"""`EXAMPLES=20000 pytest tests/injector/test_fuzzing.py` looks longer."""

# The scanner: removing the inserted span gives back the input, wherever it is cut, and no input takes it long.

BYTES = st.lists(
    st.one_of(
        st.binary(max_size=12),
        st.sampled_from([b"<", b">", b"<!--", b"-->", b"<html ", b"<head", b"='", b'"', b"/", b"</", b"<!", b"<?", b"]]>", b"\xef\xbb\xbf"]),
    ),
    max_size=40,
).map(b"".join)  # fmt: skip
CUTS = st.lists(st.integers(0, 300), max_size=10)


@MANY
@given(BYTES, CUTS, st.booleans())
def test_removing_the_span_gives_back_any_bytes(document: bytes, cuts: list[int], xml: bool) -> None:
    insertion = Insertion(MARK, xml=xml)
    edges = sorted({0, len(document), *(cut for cut in cuts if cut < len(document))})
    out = b"".join(
        [insertion.feed(document[start:end]) for start, end in pairwise(edges)] + [insertion.finish()]
    )
    at = insertion._scanner.position if insertion.found is Found.PLACE else len(out)
    assert out == (document[:at] + MARK + document[at:] if insertion.found is Found.PLACE else document)


@pytest.mark.parametrize(
    "piece",
    [
        b"<html a=",
        b"<html '",
        b"<html a='b' ",
        b"<!-- -",
        b"<!--->",
        b"<p",
        b"</a b='",
        b"<!x",
        b"<html =",
        b"< ",
        b"\n",
    ],
)
def test_no_beginning_is_dear_however_long_it_is(piece: bytes) -> None:
    """A second is a hundred times what it takes; an expression that backtracks takes hours."""
    document = piece * (2 * BOUND // len(piece))
    began = time.process_time()
    insertion = Insertion(MARK)
    out = (
        b"".join(insertion.feed(document[at : at + 1000]) for at in range(0, len(document), 1000))
        + insertion.finish()
    )
    assert out.replace(MARK, b"", 1) == document
    assert time.process_time() - began < 5


# The policy editor: nothing is admitted but what is ours, everything else stays as it was, and ours is admitted.

OURS = Ours(source=b"https://shop.example/__alongside/", nonce=None, digests=(b"sha256-AAAA",))
NAMES = [
    b"script-src",
    b"script-src-elem",
    b"default-src",
    b"connect-src",
    b"Script-Src",
    b"img-src",
    b"report-uri",
    b"trusted-types",
    b"sandbox",
    b"",
]
SOURCES = [
    b"'self'", b"'none'", b"'NONE'", b"*", b"https:", b"https://cdn.example", b"'nonce-abc='", b"'nonce-'", b"'Nonce-d'", b"'strict-dynamic'", b"'unsafe-inline'",
    b"'sha256-AAAA'", b"https://shop.example/__alongside/", b"'none'x", b"x'none'", b"data:", b"'report-sample'", b"/csp",
]  # fmt: skip
SPACE = st.sampled_from([b" ", b"  ", b"\t", b""])
DIRECTIVE = st.tuples(
    SPACE, st.sampled_from(NAMES), st.lists(st.tuples(st.sampled_from([b" ", b"\t", b"  "]), st.sampled_from(SOURCES)).map(b"".join), max_size=4).map(b"".join), SPACE
).map(b"".join)  # fmt: skip
POLICY = st.lists(DIRECTIVE, max_size=5).map(b";".join)
VALUE = st.lists(POLICY, min_size=1, max_size=3).map(b",".join)


def read(policy: bytes) -> dict[bytes, list[bytes]]:
    """A policy as browsers read it: of several directives of one name the first counts."""
    found: dict[bytes, list[bytes]] = {}
    for directive in policy.split(b";"):
        if words := directive.split():
            found.setdefault(words[0].lower(), words[1:])
    return found


def effective(policy: dict[bytes, list[bytes]], names: tuple[bytes, ...]) -> set[bytes] | None:
    return next(
        (
            {source for source in policy[name] if source.lower() != b"'none'"}
            for name in names
            if name in policy
        ),
        None,
    )


@MANY
@given(VALUE)
@example(b"default-src 'none'x; Script-Src 'NONE' 'none'")
def test_a_policy_admits_what_it_did_and_ours_and_nothing_else(value: bytes) -> None:
    nonce = find_nonce([value])
    ours = Ours(source=OURS.source, nonce=nonce, digests=OURS.digests)
    admitted = admit(value, ours)
    assert admit(admitted, ours) == admitted
    assert has_nonce(admitted) == has_nonce(value)
    before, after = value.split(b","), admitted.split(b",")
    assert len(before) == len(after)
    allowed = {
        OURS.source,
        *(b"'" + digest + b"'" for digest in OURS.digests),
        *([b"'nonce-" + nonce + b"'"] if nonce else []),
    }
    for old, new in zip(map(read, before), map(read, after), strict=True):
        scripts, connections = effective(old, SCRIPT_DIRECTIVES), effective(old, CONNECT_DIRECTIVES)
        new_scripts, new_connections = effective(new, SCRIPT_DIRECTIVES), effective(new, CONNECT_DIRECTIVES)
        assert (new_scripts is None) == (scripts is None)
        assert (new_connections is None) == (connections is None)
        assert (new_scripts or set()) - (scripts or set()) <= allowed
        assert (new_connections or set()) - (connections or set()) <= {b"'self'"}
        assert (scripts or set()) <= (new_scripts or set())
        types, new_types = (effective(policy, TYPES_DIRECTIVES) for policy in (old, new))
        assert (new_types is None) == (types is None)
        assert (new_types or set()) - (types or set()) <= set(TYPES_POLICIES)
        assert new_types is None or b"*" in new_types or set(TYPES_POLICIES) <= new_types
        for name in old.keys() - {b"script-src", b"script-src-elem", b"connect-src", b"trusted-types"}:
            assert new[name] == old[name]
        lowered = {source.lower() for source in new_scripts or ()}
        if b"'strict-dynamic'" not in lowered and new_scripts is not None:
            assert lowered & {b"'self'", b"*", OURS.source} or new_scripts & allowed
        elif new_scripts is not None:
            assert new_scripts & (allowed - {OURS.source})


# Cookies: ours and the shop's are told apart byte for byte; of a Set-Cookie only the Domain is touched.

PAIRS = st.lists(
    st.sampled_from([b"a=1", b"alongside_on=1", b" alongside_session=s", b" b = c ", b"", b" ", b"alongside_visit", b"xalongside_on=2", b'c="d e"', b"=", b"\xff=\xfe"]),
    max_size=8,
)  # fmt: skip


@MANY
@given(PAIRS)
def test_cookies_are_ours_or_the_shops(pairs: list[bytes]) -> None:
    value = b";".join(pairs)
    shops, ours = strip_ours(value), only_ours(value)
    assert b"alongside_on=1" not in [pair.strip() for pair in (shops or b"").split(b";")]
    assert b"a=1" not in [pair.strip() for pair in (ours or b"").split(b";")]
    kept = [pair.strip() for part in (shops, ours) if part for pair in part.split(b";") if pair.strip()]
    assert sorted(kept) == sorted(pair.strip() for pair in pairs if pair.strip())


ATTRIBUTES = st.lists(
    st.tuples(
        st.sampled_from([b";", b"; ", b" ;\t", b";;"]),
        st.sampled_from([
            b"Domain=shop.example", b"domain = .shop.example ", b"DOMAIN=other.example", b"Domain=", b"Domain", b"Path=/", b"Secure", b"HttpOnly", b"SameSite=None",
            b"SameSite=Strict", b"Partitioned", b"Expires=Wed, 21 Oct 2037 07:28:00 GMT", b"Max-Age=5", b"Priority=High", b"x=Domain=shop.example", b"", b"=",
        ]),
    ).map(b"".join),
    max_size=6,
).map(b"".join)  # fmt: skip
COOKIE = st.tuples(
    st.sampled_from(
        [b"a=b", b"__Host-a=b", b'a="b, c"', b"a", b"", b"a=Domain=shop.example", b"__Secure-a="]
    ),
    ATTRIBUTES,
).map(b"".join)
_DOMAIN = re.compile(rb";[\t ;]*domain[\t ]*(?:=[^;]*)?(?=;|$)", re.IGNORECASE)


@MANY
@given(COOKIE)
def test_of_a_cookie_only_the_domain_changes(cookie: bytes) -> None:
    sent = cookie.decode("latin-1")
    _, answered, _ = pass_through(tried(), ["Host: localhost:8080"], [f"Set-Cookie: {sent}"])
    received = answered[0].partition(": ")[2].encode("latin-1")
    assert received.partition(b";")[0] == cookie.partition(b";")[0]
    assert _squeezed(received) == _squeezed(cookie)
    _, answered, _ = pass_through(rules(), ["Host: shop.example"], [f"Set-Cookie: {sent}"])
    assert answered == [f"Set-Cookie: {sent}"]


def _squeezed(cookie: bytes) -> list[bytes]:
    """All attributes but the Domain."""
    parts = [part.strip() for part in cookie.split(b";")]
    return [part for part in parts if part and part.partition(b"=")[0].strip().lower() != b"domain"]


# The mapper of addresses: what is no address of the origin stays byte for byte, wherever the stream is cut.

TEXT = st.lists(
    st.one_of(
        st.sampled_from([
            b"https://shop.example", b"http://shop.example:443/a", b"//shop.example", b"https:\\/\\/shop.example\\/b", b"wss://shop.example", b"shop.example", b"xhttps://shop.example",
            b"https://shop.example.evil", b"https://a.shop.example", b"https%3A%2F%2Fshop.example", b"mailto:a@shop.example", b'"', b" ", b"<script>self.__next_f.push([1,\"",
            b"</script>", b"https:", b"//", b"\\/\\/", b"/", b":", b"https://", b"HTTPS://SHOP.EXAMPLE",
        ]),
        st.binary(max_size=4),
    ),
    max_size=14,
).map(b"".join)  # fmt: skip
_NAME = re.compile(
    rb"(?:(?:https?|wss?):)?(?:(?://|\\/\\/)?)(?:shop\.example(?::443)?|localhost:8080)", re.IGNORECASE
)


@MANY
@given(TEXT, st.integers(1, 40))
def test_what_is_no_address_of_the_origins_stays(text: bytes, size: int) -> None:
    by, asked = tried(), Fields([(b"Host", b"localhost:8080"), (b"Accept", b"application/json")])
    visit = prepare_request(by, by.main, "GET", "/", asked)

    def edit(step: int) -> bytes:
        body = prepare_response(by, visit, 200, Fields([(b"Content-Type", b"application/json")]), _fail)
        assert body
        return b"".join(body.feed(text[at : at + step]) for at in range(0, len(text), step)) + body.finish()

    out = edit(max(1, len(text)))
    assert edit(size) == out
    assert _NAME.sub(b"", out) == _NAME.sub(b"", text)


def _fail(trouble: str) -> None:
    raise AssertionError(trouble)


# Whatever a client and an origin say, the road has an answer to it.

FIELD = st.tuples(
    st.sampled_from([
        b"Accept", b"Accept-Encoding", b"Cookie", b"Origin", b"Referer", b"Sec-Fetch-Dest", b"If-None-Match", b"Range", b"If-Range", b"Host", b"Content-Type", b"Content-Encoding",
        b"Content-Security-Policy", b"ETag", b"Location", b"Set-Cookie", b"Cache-Control", b"Vary", b"Link", b"Content-Disposition", b"X-Frame-Options", b"Content-Length",
    ]),
    st.one_of(st.text(max_size=20).map(str.encode), st.binary(max_size=12), st.sampled_from([b"text/html", b"gzip", b"br", b'W/"a"', b"*", b"text/html; charset=", b"document"])),
)  # fmt: skip


@MANY
@given(
    st.lists(FIELD, max_size=8),
    st.lists(FIELD, max_size=8),
    st.binary(max_size=60),
    st.sampled_from([200, 204, 206, 302, 304, 500]),
    st.booleans(),
)
def test_the_road_never_fails_over_what_is_said(
    asked: list[tuple[bytes, bytes]],
    answered: list[tuple[bytes, bytes]],
    body: bytes,
    status: int,
    renaming: bool,
) -> None:
    by = tried() if renaming else rules()
    request, response = Fields(asked), Fields(answered)
    visit = prepare_request(by, by.main, "GET", "/a?b", request)
    stream = prepare_response(by, visit, status, response, lambda _: None)
    out = stream.feed(body) + stream.finish() if stream else body
    coding = (Fields(answered).first(b"content-encoding") or b"").strip().lower()
    if not renaming and coding in (b"", b"identity"):
        without = re.sub(rb'<script src="/__alongside/[^>]*></script>', b"", out)
        assert without == body
