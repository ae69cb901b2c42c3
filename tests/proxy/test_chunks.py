"""Bodies in chunks, cut anywhere."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proxy.chunks import MAX_LINE, MAX_TRAILERS, BadChunkError, Chunks

PARTS = st.lists(st.binary(min_size=1, max_size=300), max_size=8)
CUTS = st.lists(st.integers(0, 3000), max_size=12)


def read(raw: bytes, cuts: list[int] | None = None, *, strict: bool = True) -> tuple[bytes, bool, bytes]:
    """The body, whether it is whole, and what is left behind it."""
    chunks, buffer, body = Chunks(strict=strict), bytearray(), b""
    edges = sorted({0, len(raw), *(cut for cut in cuts or [] if cut < len(raw))})
    for start, end in pairwise(edges):
        buffer += raw[start:end]
        body += chunks.take(buffer)
    return body, chunks.done, bytes(buffer)


@settings(max_examples=200, deadline=None)
@given(PARTS, CUTS, st.sampled_from([b"", b";a=b", b'; q="x"']), st.sampled_from([b"", b"X: a\r\n"]))
def test_a_body_comes_whole_and_what_follows_it_stays(
    parts: list[bytes], cuts: list[int], extension: bytes, trailer: bytes
) -> None:
    raw = b"".join(b"%x%b\r\n%b\r\n" % (len(part), extension, part) for part in parts)
    body, done, rest = read(raw + b"0\r\n" + trailer + b"\r\nGET /", cuts)
    assert (body, done, rest) == (b"".join(parts), True, b"GET /")


@pytest.mark.parametrize(
    "raw",
    [
        b"5 \r\nhello",
        b" 5\r\nhello",
        b"+5\r\nhello",
        b"0x5\r\nhello",
        b"5\nhello",
        b"5 ;a\r\nhello",
        b"5;a\nb\r\nhello",
        b"5;a\rb\r\nhello",
        b"5;\0\r\nhello",
        b"-1\r\n",
        b"\r\n",
        b"g\r\n",
        b"1" + b"0" * 15 + b"\r\n",
        b"5\r\nhello!\r\n",
        b"5\r\nhello\n0\r\n\r\n",
        b"0\r\nX : a\r\n\r\n",
        b"0\r\n folded\r\n\r\n",
        b"0\r\nX: a\n\r\n",
        b"0\r\nGET / HTTP/1.1\r\n\r\n",
        b"5;" + b"a" * MAX_LINE,
        b"0\r\n" + b"X: a\r\n" * MAX_TRAILERS,
    ],
)
def test_what_is_no_chunk_is_refused(raw: bytes) -> None:
    with pytest.raises(BadChunkError):
        read(raw)


@pytest.mark.parametrize(
    "raw", [b"5 \r\nhello\r\n0\r\n\r\n", b"5\nhello\n0\n\n", b"05\r\nhello\r\n00\r\nX : a\r\n\r\n"]
)
def test_an_origin_may_be_old(raw: bytes) -> None:
    assert read(raw, strict=False) == (b"hello", True, b"")


def test_an_origin_may_not_go_on_for_ever() -> None:
    with pytest.raises(BadChunkError):
        read(b"5" + b" " * MAX_LINE, strict=False)


def test_a_body_that_is_not_whole_is_not_done() -> None:
    for end in range(len(whole := b"5\r\nhello\r\n0\r\nX: a\r\n\r\n")):
        assert not read(whole[:end])[1]
