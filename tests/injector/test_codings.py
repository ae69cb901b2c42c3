"""Every content coding, cut anywhere, edited in the stream; and what is left when decoding or editing fails."""

import gzip
import random
import tracemalloc
import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]  # it comes without types
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from injector.body import Body
from injector.codings import CODINGS, PIECE, filter_accepted
from injector.insertion import Insertion

MARK = b"<script></script>"
PAGE = b"<html><head><title>\xe6\x80\xa5\xe9\xa0\x88</title></head>" + bytes(range(256)) * 40
EDITED = PAGE.replace(b"<head>", b"<head>" + MARK)

Unpack = Callable[[bytes], bytes]


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def zstd_stream(data: bytes) -> bytes:
    return zstandard.ZstdDecompressor().decompressobj().decompress(data)


def raw_inflate(data: bytes) -> bytes:
    return zlib.decompress(data, wbits=-15)


def two_members(data: bytes) -> bytes:
    return gzip.compress(data[:100]) + gzip.compress(data[100:])


FORMS: dict[str, tuple[bytes, Unpack, Unpack]] = {
    "none": (b"", bytes, bytes),
    "identity": (b"identity", bytes, bytes),
    "gzip": (b"gzip", gzip.compress, gzip.decompress),
    "gzip of two members": (b"gzip", two_members, gzip.decompress),
    "x-gzip": (b"x-gzip", gzip.compress, gzip.decompress),
    "deflate": (b"deflate", zlib.compress, zlib.decompress),
    "bare deflate": (b"deflate", raw_deflate, raw_inflate),
    "brotli": (b"br", lambda data: brotli.compress(data, quality=5), brotli.decompress),
    "zstd": (b"zstd", zstandard.compress, zstd_stream),
}


class Failing(Insertion):
    """An edit with a bug, from a given byte on."""

    def feed(self, chunk: bytes) -> bytes:
        out = super().feed(chunk)
        if b"BUG" in chunk:
            self._held = out
            raise ValueError("bug")
        return out


def run(body: Body, data: bytes, size: int) -> bytes:
    return b"".join(body.feed(data[at : at + size]) for at in range(0, len(data), size)) + body.finish()


def fail(trouble: str) -> None:
    raise AssertionError(trouble)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=25, deadline=None)
@given(size=st.integers(1, 3000))
def test_an_edited_stream_decodes_to_the_edited_page(form: str, size: int) -> None:
    coding, pack, unpack = FORMS[form]
    assert unpack(run(Body(coding, [Insertion(MARK)], fail), pack(PAGE), size)) == EDITED


@pytest.mark.parametrize("form", FORMS)
def test_all_that_came_in_can_be_decoded_before_the_end(form: str) -> None:
    coding, pack, _ = FORMS[form]
    decoder, encoder = CODINGS[coding]()
    assert b"".join(decoder.decode(pack(PAGE))) == PAGE
    reader = CODINGS[coding]()[0]
    assert b"".join(reader.decode(encoder.encode(PAGE))) == PAGE


def test_every_coding_has_a_form_in_these_tests() -> None:
    assert {coding for coding, _, _ in FORMS.values()} == set(CODINGS)


@pytest.mark.parametrize("coding", [b"gzip", b"br", b"zstd"])
def test_what_cannot_be_decoded_goes_on_as_it_came(coding: bytes) -> None:
    troubles: list[str] = []
    assert run(Body(coding, [Insertion(MARK)], troubles.append), PAGE, 50) == PAGE
    assert len(troubles) == 1


def test_a_stream_that_breaks_in_the_middle_ends_there_and_says_so_once() -> None:
    packer = zlib.compressobj(wbits=31)
    broken = (
        packer.compress(PAGE) + packer.flush(zlib.Z_FULL_FLUSH) + b"\x07 no block of deflate begins like this"
    )
    troubles: list[str] = []
    out = run(Body(b"gzip", [Insertion(MARK)], troubles.append), broken, 100)
    assert zlib.decompressobj(31).decompress(out).startswith(EDITED[:5000])
    assert len(troubles) == 1


@pytest.mark.parametrize("form", ["none", "gzip", "brotli"])
def test_an_edit_that_fails_lets_the_page_through_unedited_from_there_on(form: str) -> None:
    coding, pack, unpack = FORMS[form]
    page = b"<html><!-- a -->" + b"x" * 500 + b"BUG<head>rest"
    troubles: list[str] = []
    assert (
        unpack(run(Body(coding, [Failing(MARK)], troubles.append), pack(page), 64)).replace(MARK, b"") == page
    )
    assert troubles == ["ValueError: bug"]


def test_an_empty_packed_body_stays_as_it_is() -> None:
    assert run(Body(b"gzip", [Insertion(MARK)], fail), gzip.compress(b""), 5) == gzip.compress(b"")


BOMB = b"<html><head>" + bytes(40 * 1024 * 1024)
BOMBS = [form for form in FORMS if form not in ("none", "identity", "x-gzip")]


@pytest.mark.parametrize("form", BOMBS)
def test_what_unpacks_to_far_more_than_a_page_goes_on_as_it_came(form: str) -> None:
    coding, pack, _ = FORMS[form]
    packed = pack(BOMB)
    troubles: list[str] = []
    tracemalloc.start()
    out = run(Body(coding, [Insertion(MARK)], troubles.append), packed, max(len(packed), 1))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert out == packed
    assert troubles == ["TooLargeError: it unpacks to far more than a page"]
    assert most < 32 * 1024 * 1024


@pytest.mark.parametrize("form", BOMBS)
def test_a_large_page_comes_whole_piece_by_piece(form: str) -> None:
    coding, pack, unpack = FORMS[form]
    page = b"<html><head>" + random.Random(7).randbytes(1_500_000) + bytes(3 * PIECE)
    assert unpack(run(Body(coding, [Insertion(MARK)], fail), pack(page), 65_536)) == page.replace(
        b"<head>", b"<head>" + MARK
    )


@pytest.mark.parametrize(
    ("accepted", "asked"),
    [
        (b"gzip, deflate, br, zstd", b"gzip, deflate, br, zstd"),
        (b"gzip;q=0.5, dcb, br;q=1.0", b"gzip;q=0.5, br;q=1.0"),
        (b"dcz", b"identity"),
        (b"*", b"identity"),
        (b"", b"identity"),
        (b"identity;q=0, GZIP", b"identity;q=0, GZIP"),
    ],
)
def test_only_what_can_be_decoded_is_asked_for(accepted: bytes, asked: bytes) -> None:
    assert filter_accepted(accepted) == asked
