"""Which heads are requests, and what becomes of all others."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proxy.guard import Head, Refused, check_beginning, parse_head
from tests.proxy.refused import HOST, REFUSED, get, head


@pytest.mark.parametrize("name", REFUSED)
def test_what_could_be_understood_in_two_ways_is_refused(name: str) -> None:
    status, raw = REFUSED[name]
    with pytest.raises(Refused) as refused:
        parse_head(raw)
    assert refused.value.status == status
    assert "\n" not in refused.value.reason


def test_a_request_is_read_as_it_is() -> None:
    assert parse_head(get("X:  a\tb ", "x: é", "Content-Length: 12")) == Head(
        method=b"GET",
        target=b"/a?b=c",
        version=b"HTTP/1.1",
        fields=(
            (b"Host", b"shop.example"),
            (b"X", b"a\tb"),
            (b"x", b"\xe9"),
            (b"Content-Length", b"12"),
        ),
        length=12,
        closing=False,
    )


@pytest.mark.parametrize(
    ("target", "read"),
    [
        ("/", "/"),
        ("//a//b?", "//a//b?"),
        ("/a|b?{c}=\"d\"&%81%40=ü", "/a|b?{c}=\"d\"&%81%40=ü"),
        ("http://shop.example/a?b", "/a?b"),
        ("HTTPS://Shop.Example", "/"),
    ],
)  # fmt: skip
def test_targets_that_every_server_understands_are_taken(target: str, read: str) -> None:
    assert parse_head(head(f"GET {target} HTTP/1.1", HOST)).target == read.encode("latin-1")


@pytest.mark.parametrize("host", ["shop.example:8080", "127.0.0.1", "[::1]:8080", "my_shop.internal", "a."])
def test_hosts_are_names_and_addresses(host: str) -> None:
    assert parse_head(head("GET / HTTP/1.1", f"Host: {host}")).fields[0][1] == host.encode()


def test_chunks_and_options_of_the_whole_server_are_taken() -> None:
    assert parse_head(get("Transfer-Encoding: Chunked")).length is None
    assert parse_head(head("OPTIONS * HTTP/1.1", HOST)).target == b"*"
    assert parse_head(head("M-SEARCH / HTTP/1.1", HOST)).method == b"M-SEARCH"


def test_what_is_between_two_neighbours_ends_here() -> None:
    read = parse_head(get("Connection: close, X-Hop", "Keep-Alive: 5", "TE: trailers", "X-Hop: a", "Y: b"))
    assert [name for name, _ in read.fields] == [b"Host", b"Y"]
    assert read.closing


def test_a_web_socket_may_change_over_and_nothing_else() -> None:
    asked = get("Connection: keep-alive, Upgrade", "Upgrade: websocket")
    assert parse_head(asked).fields[1:] == ((b"Connection", b"Upgrade"), (b"Upgrade", b"websocket"))
    assert parse_head(get("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c")).fields[1:] == ()


def test_a_client_of_http_1_0_needs_no_host_and_has_one_request() -> None:
    read = parse_head(head("GET / HTTP/1.0", "Connection: keep-alive", "Expect: 100-continue"))
    assert (read.fields, read.closing, read.version) == ((), True, b"HTTP/1.0")


@pytest.mark.parametrize(
    "raw",
    [
        b"\x16\x03\x01\x02",
        b"GET /\r\n",
        b"GET / HTTP/1.1\n",
        b"GET / HTTP/1.1\r\nHost: a\n",
        b"\r\n",
        b"PRI * HTTP/2.0\r\n",
        b"GET / HTTP/1.1\r\nX: \0",
    ],
)
def test_what_can_become_no_head_is_refused_before_its_end(raw: bytes) -> None:
    with pytest.raises(Refused):
        check_beginning(raw)


@pytest.mark.parametrize("name", [None, *REFUSED])
def test_no_beginning_of_a_request_is_refused_and_no_end_of_another_is_taken(name: str | None) -> None:
    raw = get("Accept: */*") if name is None else REFUSED[name][1]
    for end in range(len(raw)):
        try:
            check_beginning(raw[:end])
        except Refused:
            assert name is not None
            break


@pytest.mark.parametrize("name", [None, *REFUSED])
def test_what_comes_byte_by_byte_is_refused_at_the_very_byte_at_which_the_whole_is(name: str | None) -> None:
    raw = get("Accept: */*") if name is None else REFUSED[name][1]
    for end in range(1, len(raw)):
        piecewise, whole = (refused(raw[:end], checked) for checked in (end - 1, 0))
        assert piecewise == whole
        if whole:
            break


def refused(raw: bytes, checked: int) -> str:
    try:
        check_beginning(raw, checked)
    except Refused as refused:
        return refused.reason
    return ""


FIELDS = st.lists(
    st.tuples(
        st.sampled_from([b"Host", b"X", b"Content-Length", b"Transfer-Encoding", b"Connection", b"Upgrade"]),
        st.sampled_from([b":", b": ", b" :", b":\t", b"\n:"]),
        st.one_of(st.binary(max_size=8), st.sampled_from([b"shop.example", b"5", b"chunked", b"close"])),
        st.sampled_from([b"\r\n", b"\r\n", b"\r\n", b"\n", b"\r", b"\r\n "]),
    ).map(b"".join),
    max_size=6,
).map(b"".join)


@settings(max_examples=400, deadline=None)
@given(FIELDS)
def test_what_is_taken_is_what_was_sent_but_for_spaces_around_values(fields: bytes) -> None:
    raw = b"POST / HTTP/1.1\r\nHost: shop.example\r\n" + fields + b"\r\n"
    try:
        read = parse_head(raw)
    except Refused:
        return
    names = {name.lower() for name, _ in read.fields}
    assert not any(character in value for _, value in read.fields for character in (b"\r", b"\n", b"\0"))
    assert len([name for name, _ in read.fields if name.lower() == b"host"]) == 1
    assert (b"transfer-encoding" in names) == (read.length is None)
    assert not {b"transfer-encoding", b"content-length"} <= names
