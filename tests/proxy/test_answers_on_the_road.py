"""The real road in front of a real origin: answers of every status, framing and size, and what is said about their bytes."""

import pytest
from lxml import etree

from tests.proxy.origin import Asked, Origin
from tests.proxy.road import LOADER, NAVIGATION, SESSION, VERSION, Client, Road, fetch

pytestmark = pytest.mark.system

PAGE = b"<!doctype html>\n<html lang=en><head><title>Teapots</title></head><body><p>39.00</p></body></html>"
WITH_LOADER = PAGE.replace(b"<head>", b"<head>" + LOADER)
FETCH = {"Accept": "*/*", "Sec-Fetch-Dest": "empty", "Sec-Fetch-Mode": "cors"}
MEGABYTE = 1024 * 1024
DIGESTS = (
    "Content-Digest: sha-256=:AAAA:",
    "Repr-Digest: sha-256=:AAAA:",
    "Digest: sha-256=AAAA",
    "Content-MD5: AAAA",
)


@pytest.mark.parametrize(
    "status", ["200 OK", "404 Not Found", "410 Gone", "500 Internal Server Error", "503 Busy"]
)
def test_a_page_of_any_status_that_is_shown_gets_the_loader(road: Road, origin: Origin, status: str) -> None:
    origin.page("/", PAGE, status=status)
    answer = fetch(road.port, "/")
    assert (answer.status, answer.body) == (int(status[:3]), WITH_LOADER)


@pytest.mark.parametrize("status", ["204 No Content", "304 Not Modified"])
def test_an_answer_without_a_body_stays_without_one(road: Road, origin: Origin, status: str) -> None:
    @origin.route("/")
    async def bodiless(asked: Asked) -> None:
        await asked.send(f'HTTP/1.1 {status}\r\nContent-Type: text/html\r\nETag: "a"\r\n\r\n'.encode())

    with Client(road.port) as client:
        for _ in range(2):
            client.send("GET", "/", NAVIGATION)
            answer = client.answer()
            assert (answer.status, answer.field("transfer-encoding")) == (int(status[:3]), None)
        assert client.buffer == b""


@pytest.mark.parametrize("framing", ["length", "chunked", "close"])
@pytest.mark.parametrize("page", [PAGE, b""], ids=["page", "empty"])
def test_a_page_is_the_same_however_its_end_is_told(
    road: Road, origin: Origin, framing: str, page: bytes
) -> None:
    fields = {"length": b"Content-Length: %d" % len(page), "chunked": b"Transfer-Encoding: chunked"}
    chunked = (b"%x\r\n%b\r\n" % (len(page), page) if page else b"") + b"0\r\n\r\n"

    @origin.route("/")
    async def answer(asked: Asked) -> None:
        told = fields.get(framing, b"Connection: close")
        await asked.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n%b\r\n\r\n" % told)
        await asked.send(chunked if framing == "chunked" else page)
        if framing == "close":
            asked.writer.close()

    assert fetch(road.port, "/").body == page.replace(b"<head>", b"<head>" + LOADER)


def test_head_of_a_page_tells_what_get_would(road: Road, origin: Origin) -> None:
    origin.page("/", PAGE, 'ETag: "a"', "Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT", *DIGESTS)
    got, told = fetch(road.port, "/"), fetch(road.port, "/", method="HEAD")
    for name in ("etag", "last-modified", "content-type", "content-digest", "repr-digest", "accept-ranges"):
        assert told.field(name) == got.field(name)
    assert told.field("content-length") is None


def test_head_of_what_is_no_page_keeps_its_length(road: Road, origin: Origin) -> None:
    origin.page("/a.bin", b"abc", "Accept-Ranges: bytes", kind="application/octet-stream")
    answer = fetch(road.port, "/a.bin", FETCH, "HEAD")
    assert (answer.field("content-length"), answer.field("accept-ranges")) == ("3", "bytes")


def test_a_range_of_a_page_is_the_whole_page_whatever_it_depends_on(road: Road, origin: Origin) -> None:
    origin.page("/", PAGE, 'ETag: "a"')
    for condition in (f'"a-al{VERSION}"', '"a"', "Thu, 01 Jan 2026 00:00:00 GMT"):
        answer = fetch(road.port, "/", NAVIGATION | {"Range": "bytes=0-9", "If-Range": condition})
        assert (answer.status, answer.body) == (200, WITH_LOADER)
    assert {(asked.field("range"), asked.field("if-range")) for asked in origin.asked} == {(None, None)}


def test_a_range_of_what_is_no_page_is_that_range(any_road: Road, origin: Origin) -> None:
    @origin.route("/film.mp4")
    async def part(asked: Asked) -> None:
        assert asked.field("if-range") == '"a"'
        kept = ("Content-Range: bytes 0-2/9", 'ETag: "a"', "Accept-Ranges: bytes")
        await asked.answer(b"abc", *kept, status="206 Partial Content", kind="video/mp4")

    answer = any_road.fetch("/film.mp4", FETCH | {"Range": "bytes=0-2", "If-Range": '"a"'})
    assert (answer.status, answer.body, answer.field("content-range")) == (206, b"abc", "bytes 0-2/9")
    assert (answer.field("content-length"), answer.field("etag")) == ("3", '"a"')


def test_a_part_of_a_page_that_comes_unasked_says_nothing_of_the_whole(road: Road, origin: Origin) -> None:
    origin.page("/", PAGE, 'ETag: "a"', "Accept-Ranges: bytes", status="206 Partial Content")
    answer = fetch(road.port, "/")
    assert (answer.body, answer.field("etag"), answer.field("accept-ranges")) == (PAGE, None, None)


def test_digests_go_with_the_bytes_that_they_were_made_of(road: Road, origin: Origin) -> None:
    origin.page("/", PAGE, *DIGESTS)
    origin.page("/data", b"{}", *DIGESTS, kind="application/json")
    for line in DIGESTS:
        name, _, value = line.partition(": ")
        assert fetch(road.port, "/").field(name) is None
        assert fetch(road.port, "/data", FETCH).field(name) == value


def test_xhtml_stays_well_formed(road: Road, origin: Origin) -> None:
    page = (
        b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml">'
        b"<head><title>T</title><script>//<![CDATA[\nif (1 < 2) {}\n//]]></script></head><body/></html>"
    )
    origin.page("/", page, kind="application/xhtml+xml")
    for cookie in ("", "alongside_on=1"):
        got = fetch(road.port, "/", NAVIGATION | {"Cookie": cookie}).body
        first = etree.fromstring(got)[0][0]
        assert first.tag.endswith("}script")
        assert "/__alongside/" in first.get("src", "")


@pytest.mark.parametrize(
    ("page", "place"),
    [
        (b"<p>only a paragraph", b"<p>only"),
        (b"only text", b"only text"),
        (b"<!doctype html>\n<p>no tags", b"<p>no tags"),
        (b"<!doctype html><!-- <head> --><header>not it</header>", b"<header>"),
        (b"<!-- <html><head> -->\n<html><!-- <head> --><head><title>T", b"<title>"),
        (b"<html><body><header>no head</header>", b"<body>"),
        (b"\xef\xbb\xbf<!DOCTYPE html><title>T", b"<title>"),
    ],
)
def test_the_script_is_first_in_head_and_the_doctype_stays_first_of_all(
    road: Road, origin: Origin, page: bytes, place: bytes
) -> None:
    origin.page("/", page)
    assert fetch(road.port, "/").body == page.replace(place, LOADER + place)


@pytest.mark.parametrize("cookie", ["", "alongside_on=1"])
def test_a_charset_at_byte_800_stays_where_browsers_look_for_it(
    road: Road, origin: Origin, cookie: str
) -> None:
    begin = b"<!doctype html><html><head>"
    page = begin + b"<!--" + b"x" * (793 - len(begin)) + b"--><meta charset=shift_jis><title>T"
    assert page.index(b"<meta") == 800
    origin.page("/", page)
    got = fetch(road.port, "/", NAVIGATION | {"Cookie": cookie}).body
    assert got == page.replace(b"<head>", b"<head>" + (SESSION if cookie else LOADER))
    assert got.index(b"shift_jis>") < 1024


def test_integrity_of_scripts_in_a_page_and_the_scripts_themselves_are_untouched(
    road: Road, origin: Origin
) -> None:
    page = b'<head><script src="/a.js" integrity="sha384-AAAA" crossorigin></script>'
    script = b'document.write("<html><head></head>"); // </head>'
    origin.page("/", page)
    origin.page("/a.js", script, 'ETag: "a"', kind="text/javascript")
    assert fetch(road.port, "/").body == page.replace(b"<head>", b"<head>" + LOADER)
    for fields in ({"Sec-Fetch-Dest": "script"}, NAVIGATION):
        answer = fetch(road.port, "/a.js", fields)
        assert (answer.body, answer.field("etag")) == (script, '"a"')


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b'{"html": "<html><head></head>", "url": "http:\\/\\/shop.example"}'),
        ("application/grpc-web+proto", b"\x00\x00\x00\x00\x05<head\x80\x00\x00\x00\x0fgrpc-status:0\r\n"),
        ("application/grpc-web-text", b"AAAAAAU8aGVhZA=="),
        ("text/x-component", b'1:["$","html"]\n2:T5,<head'),
        ("application/octet-stream", bytes(range(256))),
        ("text/event-stream", b"data: <head>\n\n"),
    ],
)
def test_data_is_the_same_byte_for_byte_both_ways(
    any_road: Road, origin: Origin, kind: str, body: bytes
) -> None:
    origin.page("/call", body, kind=kind)
    answer = any_road.fetch("/call", FETCH | {"Content-Type": kind}, "POST", body)
    assert (answer.body, answer.field("content-length")) == (body, str(len(body)))
    assert origin.asked[0].body == body


SEVERAL = (
    "Content-Security-Policy: script-src 'nonce-a' 'strict-dynamic'; object-src 'none'",
    "Content-Security-Policy: default-src 'self'; img-src *",
    "Content-Security-Policy-Report-Only: script-src 'nonce-a' https:; report-uri /csp",
)


def test_a_page_with_several_policies_keeps_each_and_our_script_has_its_nonce(
    any_road: Road, origin: Origin
) -> None:
    origin.page("/", PAGE, *SEVERAL)
    answer = any_road.fetch("/")
    with_nonce = LOADER.replace(b" async", b' nonce="a" async')
    assert answer.body == PAGE.replace(b"<head>", b"<head>" + with_nonce)
    assert answer.all("content-security-policy") == [line.partition(": ")[2] for line in SEVERAL[:2]]
    assert answer.field("content-security-policy-report-only") == SEVERAL[2].partition(": ")[2]


def test_a_policy_in_the_page_itself_is_no_business_of_ours(road: Road, origin: Origin) -> None:
    page = b"<head><meta http-equiv=Content-Security-Policy content=\"script-src 'none'\"><title>T"
    origin.page("/", page)
    answer = fetch(road.port, "/")
    assert answer.body == page.replace(b"<head>", b"<head>" + LOADER)
    assert answer.field("content-security-policy") is None


def test_trusted_types_stay_demanded_and_ours_are_named(road: Road, origin: Origin) -> None:
    demanded = "require-trusted-types-for 'script'; trusted-types shop default"
    origin.page("/", PAGE, f"Content-Security-Policy: {demanded}")
    answer = fetch(road.port, "/")
    named = f"{demanded} alongside alongside-page"
    assert (answer.body, answer.all("content-security-policy")) == (WITH_LOADER, [named])


def test_a_page_of_50_megabytes_streams_through(road: Road, origin: Origin) -> None:
    row = b"<tr><td>Teapot, 0.8 l, stoneware</td><td>39.00</td></tr>\n" * 1000

    @origin.route("/long")
    async def long(asked: Asked) -> None:
        await asked.send(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html><head>"
        )
        for _ in range(50 * MEGABYTE // len(row)):
            await asked.send(row)
        asked.writer.close()

    origin.page("/", PAGE)
    fetch(road.port, "/")
    before, most, size = road.resident, 0, 0
    with Client(road.port) as client:
        client.send("GET", "/long", NAVIGATION)
        client.head()
        assert client.chunk().startswith(b"<html><head>" + LOADER)
        while chunk := client.chunk():
            size += len(chunk)
            most = max(most, road.resident)
    assert size > 49 * MEGABYTE
    assert most - before < 10 * MEGABYTE


def test_a_page_whose_head_begins_later_than_64_kilobytes_passes_as_it_is(road: Road, origin: Origin) -> None:
    page = b"<!doctype html><!--" + b"x" * 66_000 + b"--><html><head><title>T"
    origin.page("/", page)
    assert fetch(road.port, "/").body == page
