"""The real engine in front of a real origin: what happens to pages, and to nothing else."""

import gzip
import zlib

import brotli  # type: ignore[import-untyped]  # it comes without types
import pytest
import zstandard

from tests.proxy.origin import Asked, Origin
from tests.proxy.road import LOADER, NAVIGATION, SESSION, Client, Road, fetch

pytestmark = pytest.mark.system

PAGE = b"<!doctype html>\n<html lang=en><head><title>Teapots</title></head><body><p>39.00</p></body></html>"
WITH_LOADER = PAGE.replace(b"<head>", b"<head>" + LOADER)
SCRIPTED = {"Accept": "*/*", "Sec-Fetch-Dest": "empty", "Sec-Fetch-Mode": "cors"}


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKED = {
    "gzip": (gzip.compress, gzip.decompress),
    "deflate": (zlib.compress, zlib.decompress),
    "br": (brotli.compress, brotli.decompress),
    "zstd": (zstandard.compress, lambda data: zstandard.ZstdDecompressor().decompressobj().decompress(data)),
}


def test_a_page_gets_the_loader_first_in_its_head(road: Road, origin: Origin) -> None:
    origin.page("/", PAGE)
    assert fetch(road.port, "/").body == WITH_LOADER


def test_a_tool_without_any_browser_fields_gets_the_loader_too(road: Road, origin: Origin) -> None:
    origin.page("/", PAGE)
    assert fetch(road.port, "/", {"Accept": "*/*", "User-Agent": "curl/8"}).body == WITH_LOADER


@pytest.mark.parametrize("cookie", ["alongside_on=1", "a=b; alongside_session=xyz; alongside_on=1"])
def test_a_page_asked_for_in_a_session_gets_the_page_script_and_is_private(
    road: Road, origin: Origin, cookie: str
) -> None:
    origin.page("/", PAGE, "Cache-Control: public, max-age=600", "Expires: Thu, 01 Jan 2037 00:00:00 GMT")
    answer = fetch(road.port, "/", NAVIGATION | {"Cookie": cookie})
    assert answer.body == PAGE.replace(b"<head>", b"<head>" + SESSION)
    assert answer.field("cache-control") == "private, no-cache"
    assert answer.field("expires") is None


@pytest.mark.parametrize("coding", PACKED)
def test_a_packed_page_comes_packed_the_same_way(road: Road, origin: Origin, coding: str) -> None:
    pack, unpack = PACKED[coding]
    origin.page("/", pack(PAGE), f"Content-Encoding: {coding}")
    answer = fetch(road.port, "/")
    assert answer.field("content-encoding") == coding
    assert unpack(answer.body) == WITH_LOADER


def test_deflate_without_its_wrapper_is_understood_and_kept(road: Road, origin: Origin) -> None:
    origin.page("/", raw_deflate(PAGE), "Content-Encoding: deflate")
    assert zlib.decompress(fetch(road.port, "/").body, wbits=-zlib.MAX_WBITS) == WITH_LOADER


def test_an_unknown_coding_passes_and_was_not_asked_for(road: Road, origin: Origin) -> None:
    origin.page("/", b"\x01\x02", "Content-Encoding: dcb", 'ETag: "a"')
    answer = fetch(road.port, "/", NAVIGATION | {"Accept-Encoding": "gzip, dcb;q=0.5, br"})
    assert (answer.body, answer.field("etag")) == (b"\x01\x02", '"a"')
    assert origin.asked[0].field("accept-encoding") == "gzip, br"


def test_a_page_that_claims_to_be_packed_and_is_not_passes_as_it_is(road: Road, origin: Origin) -> None:
    origin.page("/", PAGE, "Content-Encoding: gzip")
    assert fetch(road.port, "/").body == PAGE


@pytest.mark.parametrize("charset", ["windows-1252", "shift_jis", "euc-jp", "iso-2022-jp"])
def test_pages_in_older_charsets_differ_by_the_tag_alone(road: Road, origin: Origin, charset: str) -> None:
    word = "café" if charset == "windows-1252" else "日本語の急須、表示"
    page = f"<!-- {word} --><html><head><title>{word}</title></head>{word}".encode(charset)
    origin.page("/", page, kind=f"text/html; charset={charset}")
    assert fetch(road.port, "/").body == page.replace(b"<head>", b"<head>" + LOADER)


def test_a_page_in_utf_16_passes_as_it_is(road: Road, origin: Origin) -> None:
    page = "<html><head></head></html>".encode("utf-16")
    origin.page("/", page, kind="text/html; charset=utf-16")
    origin.page("/unlabelled", page)
    assert fetch(road.port, "/").body == page
    assert fetch(road.port, "/unlabelled").body == page


@pytest.mark.parametrize(
    "fields",
    [
        SCRIPTED,
        {"Accept": "text/html", "X-Requested-With": "XMLHttpRequest"},
        {"Accept": "text/html", "HX-Request": "true"},
        {"Accept": "text/html, application/xhtml+xml", "Turbo-Frame": "basket"},
        {"Accept": "*/*", "User-Agent": "Mozilla/5.0"},
    ],
)
def test_html_that_a_script_fetches_is_left_alone(road: Road, origin: Origin, fields: dict[str, str]) -> None:
    origin.page("/part", PAGE, 'ETag: "a"')
    answer = fetch(road.port, "/part", fields)
    assert (answer.body, answer.field("etag")) == (PAGE, '"a"')
    assert answer.field("content-length") == str(len(PAGE))


def test_a_page_that_comes_through_a_service_worker_gets_the_loader(road: Road, origin: Origin) -> None:
    origin.page("/", PAGE)
    assert fetch(road.port, "/", SCRIPTED | {"Sec-Fetch-Mode": "navigate"}).body == WITH_LOADER


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("text/javascript", ()),
        ("text/x-component", ()),
        ("application/json", ()),
        ("text/html", ("Content-Disposition: attachment",)),
        ("text/html", ("Cache-Control: no-transform",)),
    ],
)
def test_what_is_no_page_keeps_every_byte(
    road: Road, origin: Origin, kind: str, fields: tuple[str, ...]
) -> None:
    origin.page("/x", PAGE, *fields, kind=kind)
    answer = fetch(road.port, "/x")
    assert (answer.body, answer.field("content-length")) == (PAGE, str(len(PAGE)))


def test_a_path_that_is_left_out_is_as_the_origin_made_it(road: Road, origin: Origin) -> None:
    origin.page("/pay/card", PAGE, 'ETag: "a"', "Content-Security-Policy: default-src 'none'")
    answer = fetch(road.port, "/pay/card", NAVIGATION | {"Cookie": "alongside_on=1"})
    assert (answer.body, answer.field("etag")) == (PAGE, '"a"')
    assert answer.field("content-security-policy") == "default-src 'none'"
    assert origin.asked[0].field("cookie") is None


def test_an_error_page_gets_the_loader_and_a_redirect_does_not(road: Road, origin: Origin) -> None:
    origin.page("/gone", PAGE, status="404 Not Found")
    origin.page("/moved", PAGE, "Location: /gone", status="302 Found")
    assert fetch(road.port, "/gone").body == WITH_LOADER
    assert fetch(road.port, "/moved").body == PAGE


def test_the_first_bytes_leave_before_the_origin_has_finished(any_road: Road, origin: Origin) -> None:
    @origin.route("/slow")
    async def slow(asked: Asked) -> None:
        await asked.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
        await asked.send(b"11\r\n<html><head><titl\r\n")
        await origin.released()
        await asked.send(b"b\r\ne>A</title>\r\n0\r\n\r\n")

    with any_road.connect() as client:
        client.send("GET", "/slow", NAVIGATION)
        assert client.head().status == 200
        assert client.chunk() == b"<html><head>" + LOADER + b"<titl"
        origin.release.set()
        assert client.chunk() == b"e>A</title>"
        assert client.chunk() == b""


def test_a_packed_stream_can_be_unpacked_as_it_comes(road: Road, origin: Origin) -> None:
    packer = zlib.compressobj(wbits=31)
    first = packer.compress(b"<p>one") + packer.flush(zlib.Z_SYNC_FLUSH)
    last = packer.compress(b"<p>two") + packer.flush()

    @origin.route("/slow")
    async def slow(asked: Asked) -> None:
        await asked.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n")
        await asked.send(b"Content-Length: %d\r\n\r\n%b" % (len(first + last), first))
        await origin.released()
        await asked.send(last)

    unpacker = zlib.decompressobj(wbits=31)
    with Client(road.port) as client:
        client.send("GET", "/slow", NAVIGATION)
        client.head()
        assert unpacker.decompress(client.chunk()) == LOADER + b"<p>one"
        origin.release.set()
        rest = b""
        while chunk := client.chunk():
            rest += unpacker.decompress(chunk)
        assert rest == b"<p>two"


def test_a_tag_cut_between_chunks_is_found(road: Road, origin: Origin) -> None:
    @origin.route("/cut")
    async def cut(asked: Asked) -> None:
        await asked.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
        for part in (b"<html><he", b"ad><title>A</title>"):
            await asked.send(b"%x\r\n%b\r\n" % (len(part), part))
        await asked.send(b"0\r\n\r\n")

    assert fetch(road.port, "/cut").body == b"<html><head>" + LOADER + b"<title>A</title>"


def test_head_says_no_length_and_the_tag_of_the_injected_page(road: Road, origin: Origin) -> None:
    origin.page("/", PAGE, 'ETag: "a"', "Accept-Ranges: bytes")
    answer = fetch(road.port, "/", method="HEAD")
    assert answer.field("content-length") is None
    assert answer.field("accept-ranges") is None
    assert answer.field("etag") == '"a-al0123abcd"'


def test_a_range_of_a_page_is_the_whole_injected_page(road: Road, origin: Origin) -> None:
    origin.page("/", PAGE)
    answer = fetch(road.port, "/", NAVIGATION | {"Range": "bytes=0-9"})
    assert answer.body == WITH_LOADER
    assert origin.asked[0].field("range") is None


def test_an_injected_page_revalidates(any_road: Road, origin: Origin) -> None:
    @origin.route("/")
    async def page(asked: Asked) -> None:
        if asked.field("if-none-match") == '"a"':
            csp = "Content-Security-Policy: script-src 'nonce-second'"
            await asked.send(f'HTTP/1.1 304 Not Modified\r\nETag: "a"\r\n{csp}\r\n\r\n'.encode())
        else:
            await asked.answer(PAGE, 'ETag: "a"', "Content-Security-Policy: script-src 'nonce-first'")

    first = any_road.fetch("/")
    assert b'nonce="first"' in first.body
    again = any_road.fetch("/", NAVIGATION | {"If-None-Match": first.field("etag") or ""})
    assert (again.status, again.field("etag")) == (304, first.field("etag"))
    assert again.field("content-security-policy") is None


@pytest.mark.parametrize("kept", ['"a"', '"a-al9999ffff"', '"a-as0123abcd"'])
def test_a_page_kept_without_this_very_tag_is_sent_anew(road: Road, origin: Origin, kept: str) -> None:
    origin.page("/", PAGE)
    asked = NAVIGATION | {"If-None-Match": kept, "If-Modified-Since": "Thu, 01 Jan 2026 00:00:00 GMT"}
    assert fetch(road.port, "/", asked).status == 200
    assert origin.asked[0].field("if-none-match") is None
    assert origin.asked[0].field("if-modified-since") is None
