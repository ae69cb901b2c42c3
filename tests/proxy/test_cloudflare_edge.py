"""The Worker for Cloudflare, in Cloudflare's own runtime, in front of the real engine."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from socket import create_connection

import pytest
from websockets.sync.client import connect
from websockets.utils import accept_key

from alongside.names import SUBPROTOCOL
from tests.ports import free_port
from tests.proxy.edges import EDGES, print_edge
from tests.proxy.live import Live
from tests.proxy.origin import Asked, Origin
from tests.proxy.road import (
    DATA,
    LOADER,
    NAVIGATION,
    PATIENCE,
    SCRIPT,
    SESSION,
    SWITCH,
    UPGRADE,
    Answer,
    Client,
    Road,
    fetch,
    running_road,
)
from tests.proxy.workers import SECRET, SHOP, running_worker

pytestmark = pytest.mark.system

PAGE = b"<html><head></head><body>here"
HOST = {"Host": SHOP, "CF-Connecting-IP": "203.0.113.9"}


@pytest.fixture(scope="module")
def road(shared_origin: Origin, live: Live, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Road]:
    folder = tmp_path_factory.mktemp("road")
    shop, url = f"http://{SHOP}", shared_origin.url
    with running_road(folder, url, live=live.port, public=shop, edge_secret=SECRET) as running:
        yield running


@pytest.fixture(scope="module")
def running(shared_origin: Origin, road: Road, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with running_worker(tmp_path_factory.mktemp("worker"), shared_origin.port, road.port) as port:
        yield port


@pytest.fixture
def worker(running: int, origin: Origin) -> int:
    """The port of the Worker in front of the engine in front of `origin`."""
    return running


def get(port: int, target: str, fields: dict[str, str], method: str = "GET", body: bytes = b"") -> Answer:
    return fetch(port, target, HOST | fields, method, body)


def test_a_page_comes_by_the_engine_which_believes_the_worker_and_nobody_else(
    worker: int, origin: Origin
) -> None:
    origin.page("/p//q", PAGE, "Content-Security-Policy: script-src 'nonce-a' 'strict-dynamic'")
    spoofed = {"X-Forwarded-For": "1.2.3.4", "X-Forwarded-Host": "evil.example", "X-Alongside-Secret": "x"}
    with_nonce = LOADER.replace(b" async", b' nonce="a" async')
    answer = get(worker, "/p//q?a=%2F", NAVIGATION | spoofed)
    assert answer.body == PAGE.replace(b"<head>", b"<head>" + with_nonce)
    assert answer.field("content-security-policy") == "script-src 'nonce-a' 'strict-dynamic'"
    asked = origin.asked[0]
    assert (asked.target, asked.field("host"), asked.field("x-forwarded-host")) == ("/p//q?a=%2F", SHOP, SHOP)
    assert (asked.field("x-forwarded-for"), asked.field("x-forwarded-proto")) == ("203.0.113.9", "http")
    assert asked.field("x-alongside-secret") is None


@pytest.mark.parametrize("edge", EDGES)
def test_an_edge_of_ours_before_the_engine_believes_the_worker_as_well(
    origin: Origin, live: Live, tmp_path: Path, edge: str
) -> None:
    origin.page("/", PAGE)
    settings = {"public": f"http://{SHOP}", "edge_secret": SECRET}
    with (
        running_road(tmp_path, origin.url, edge=True, public=f"http://{SHOP}") as road,
        EDGES[edge](tmp_path, origin.url, road.port, live.port, **settings) as (port, _),
        running_worker(tmp_path, origin.port, port) as worker,
    ):
        assert get(worker, "/", NAVIGATION).body == PAGE.replace(b"<head>", b"<head>" + LOADER)
        assert get(worker, "/__alongside/session", {}).status == 200
        told = HOST | NAVIGATION | {"Host": "road.test", "X-Forwarded-Host": SHOP}
        assert fetch(port, "/", told | {"X-Alongside-Secret": SECRET.upper()}).status == 421
    asked, (_, fields) = origin.asked[0], live.asked[-1]
    assert (asked.field("host"), asked.field("x-forwarded-for")) == (SHOP, "203.0.113.9")
    assert (fields["Host"], fields["X-Forwarded-For"]) == (SHOP, "203.0.113.9")
    assert asked.field("x-alongside-secret") is fields.get("X-Alongside-Secret") is None


def test_a_page_in_a_session_carries_the_page_script_and_comes_packed_as_it_was(
    worker: int, origin: Origin
) -> None:
    origin.page("/", gzip.compress(PAGE), "Content-Encoding: gzip")
    answer = get(worker, "/", NAVIGATION | {"Cookie": "alongside_on=1"})
    assert gzip.decompress(answer.body) == PAGE.replace(b"<head>", b"<head>" + SESSION)


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/a.js", SCRIPT),
        ("/a.css", {"Sec-Fetch-Dest": "style"}),
        ("/a.css", {"Accept": "*/*"}),
        ("/a", SCRIPT),
    ],
)
def test_assets_come_straight_from_the_origin_which_learns_nothing_of_us(
    worker: int, origin: Origin, path: str, fields: dict[str, str]
) -> None:
    origin.page(path, b"body", kind="text/plain")
    told = {
        "If-None-Match": '"a-al0123abcd"',
        "Cookie": "a=1; alongside_visit=v; b=2",
        "X-Alongside-Secret": "x",
    }
    assert get(worker, path, fields | told).body == b"body"
    asked = origin.asked[0]
    assert asked.field("if-none-match") == '"a-al0123abcd"'  # the engine would have dropped it
    assert (asked.field("host"), asked.field("cookie")) == (SHOP, "a=1; b=2")
    assert asked.field("x-alongside-secret") is None


@pytest.mark.parametrize(
    "fields",
    [SCRIPT | {"Cookie": "alongside_on=1"}, {"Sec-Fetch-Dest": "style", "Origin": "null"}, DATA],
)
def test_sessions_mirrors_and_data_go_through_the_engine(
    worker: int, origin: Origin, fields: dict[str, str]
) -> None:
    origin.page("/a.js", b"body", kind="text/plain")
    get(worker, "/a.js", fields | {"If-None-Match": '"a-al0123abcd"'})
    assert origin.asked[0].field("if-none-match") is None


def test_cookies_and_redirects_arrive_as_they_were_sent(worker: int, origin: Origin) -> None:
    cookies = ["__Host-a=1; Path=/; Secure; SameSite=Strict", "b=2; Expires=Wed, 21 Oct 2037 07:28:00 GMT"]
    for target, fields in (("/login", NAVIGATION), ("/a.js", SCRIPT)):
        lines = [f"Set-Cookie: {cookie}" for cookie in cookies]
        origin.page(target, b"", "Location: /next?a", *lines, status="303 See Other")
        answer = get(worker, target, fields)
        assert (answer.status, answer.field("location")) == (303, "/next?a")
        assert answer.all("set-cookie") == cookies
    assert len(origin.asked) == 2


def test_a_page_and_events_arrive_while_the_origin_goes_on(worker: int, origin: Origin) -> None:
    @origin.route("/")
    @origin.route("/events")
    async def slow(asked: Asked) -> None:
        kind = b"text/event-stream" if asked.target == "/events" else b"text/html"
        await asked.send(b"HTTP/1.1 200 OK\r\nContent-Type: %b\r\nConnection: close\r\n\r\none" % kind)
        await origin.released()
        await asked.send(b"two")
        asked.writer.close()

    with Client(worker) as page, Client(worker) as events:
        page.send("GET", "/", NAVIGATION | HOST)
        events.send("GET", "/events", DATA | HOST)
        assert page.until(b"one").endswith(LOADER + b"one")
        assert events.until(b"one").endswith(b"one")
        origin.release.set()
        assert b"two" in page.until(b"two")
        assert b"two" in events.until(b"two")


def test_an_upload_arrives_whole(worker: int, origin: Origin) -> None:
    @origin.route("/upload")
    async def upload(asked: Asked) -> None:
        await asked.answer(b"%d" % len(asked.body), kind="text/plain")

    assert get(worker, "/upload", DATA, "POST", b"x" * 30_000_000).body == b"30000000"


def test_sockets_of_the_shop_go_to_it_and_ours_to_the_live_application(
    worker: int, origin: Origin, live: Live
) -> None:
    @origin.route("/echo")
    async def echo(asked: Asked) -> None:
        key = accept_key(asked.field("sec-websocket-key") or "")  # the runtime's own
        await asked.send(SWITCH.replace(b"s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", key.encode()))
        await asked.reader.readexactly(6 + 4)
        await asked.send(b"\x81\x04pong")

    with Client(worker) as client:
        client.send("GET", "/echo", UPGRADE | HOST)
        assert client.head().status == 101
        client.socket.sendall(b"\x81\x84\0\0\0\0ping")
        assert client.exactly(6) == b"\x81\x04pong"
    assert origin.asked[0].field("host") == SHOP
    address = f"ws://{SHOP}/__alongside/socket"
    wire = create_connection(("127.0.0.1", worker))
    with connect(address, sock=wire, subprotocols=[SUBPROTOCOL]) as socket:  # type: ignore[list-item]  # a NewType of str
        socket.send("あ" * 200_000)
        assert socket.recv(PATIENCE) == "あ" * 200_000
    get(worker, "/__alongside/session", {"Cookie": "login=secret; alongside_session=s"})
    _, fields = live.asked[-1]
    assert (fields["Cookie"], fields["X-Forwarded-For"]) == ("alongside_session=s", "203.0.113.9")


def test_without_an_engine_the_shop_goes_on_and_no_order_is_sent_twice(
    origin: Origin, tmp_path: Path
) -> None:
    origin.page("/", PAGE)
    origin.page("/order", b"thanks")
    with running_worker(tmp_path, origin.port, free_port()) as port:
        assert get(port, "/order", DATA, "POST", b"tea").status == 502
        assert origin.asked == []
        assert get(port, "/order", DATA, "POST", b"tea").body == b"thanks"
        assert get(port, "/", NAVIGATION | {"Cookie": "a=1; alongside_session=s"}).body == PAGE
        assert get(port, "/__alongside/session", {}).status == 503
    assert [(asked.body, asked.field("cookie")) for asked in origin.asked] == [(b"tea", None), (b"", "a=1")]


def test_a_road_that_does_not_believe_the_worker_costs_nobody_the_page(
    road: Road, origin: Origin, tmp_path: Path
) -> None:
    origin.page("/", PAGE)
    with running_worker(tmp_path, origin.port, road.port, secret="another") as port:
        assert get(port, "/", NAVIGATION).body == PAGE


def test_where_names_are_rewritten_the_origins_do_not_come_back_with_assets(
    origin: Origin, tmp_path: Path
) -> None:
    lines = (f"Location: {origin.url}/b.js", "Set-Cookie: a=1; Domain=127.0.0.1; Path=/", "Set-Cookie: b=2")
    origin.page("/a.js", b"", *lines, status="302 Found")
    with running_worker(tmp_path, origin.port, 9, host_mode="rewrite") as port:
        answer = get(port, "/a.js", SCRIPT | {"Referer": f"http://{SHOP}/p?q"})
    assert answer.field("location") == f"http://{SHOP}/b.js"
    assert answer.all("set-cookie") == ["a=1; Path=/", "b=2"]
    asked = origin.asked[0]
    assert (asked.field("host"), asked.field("referer")) == (f"127.0.0.1:{origin.port}", f"{origin.url}/p?q")


def test_what_the_worker_needs_is_said_in_one_line_when_it_is_missing(tmp_path: Path) -> None:
    settings = {"origin": "https://origin.shop.example", "public": "https://www.shop.example"}
    missing = print_edge(tmp_path, "cloudflare", settings)
    assert (missing.returncode, len(missing.stderr.splitlines())) == (2, 1)
    whole = print_edge(
        tmp_path, "cloudflare", settings | {"road_public": "https://road.shop.example", "edge_secret": SECRET}
    )
    assert '{ pattern = "www.shop.example/*", zone_name = "shop.example" }' in whole.stdout
    assert SECRET not in whole.stdout
