"""TLS towards browsers, by each edge and by the engine alone: certificates by name, versions, plain HTTP sent on, names of others."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.certificates import Authority
from tests.ports import free_port
from tests.proxy.edges import EDGES
from tests.proxy.live import Live
from tests.proxy.origin import Origin
from tests.proxy.road import LOADER, NAVIGATION, PATIENCE, Client, fetch, listening, running_road
from tests.proxy.secure import connect, greeted, serial_in, serial_shown, trusting

pytestmark = pytest.mark.system

WWW, PAY, LIVE = "www.shop.test", "pay.shop.test", "live.shop.test"
ASSET = {"Accept": "*/*", "Sec-Fetch-Dest": "image"}


@dataclass
class Shop:
    """Two hosts and the live host, each with a certificate of its own; `plain` is where http:// is sent on."""

    way: str
    port: int
    plain: int
    files: dict[str, str]
    authority: str

    def browser(self, name: str) -> Client:
        """By HTTP/2 where it is spoken."""
        return connect(self.port, self.authority, name, http1=self.way == "direct")


@pytest.fixture(scope="module", params=["direct", *EDGES])
def running_shop(
    request: pytest.FixtureRequest,
    shared_origin: Origin,
    live: Live,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Shop]:
    folder, way = tmp_path_factory.mktemp("tls"), str(request.param)
    authority = Authority(folder)
    files = {name: authority.issue(name, name) for name in (WWW, PAY, LIVE)}
    settings: dict[str, Any] = {
        "host": [
            {"public": f"https://{WWW}", "origin": shared_origin.url},
            {"public": f"https://{PAY}", "origin": shared_origin.url, "certificate": files[PAY]},
        ],
        "certificate": files[WWW],
        "live_public": f"https://{LIVE}",
        "live_certificate": files[LIVE],
    }
    with ExitStack() as stack:
        if way == "direct":
            plain = stack.enter_context(listening())
            road = running_road(folder, "", live=live.port, redirect=plain, **settings)
            port = stack.enter_context(road).port
            redirect: int = plain.getsockname()[1]
        else:
            redirect = free_port()
            engine = stack.enter_context(running_road(folder, "", live=live.port, edge=True, **settings))
            settings["redirect_http"] = f"127.0.0.1:{redirect}"
            port, _ = stack.enter_context(EDGES[way](folder, "", engine.port, live.port, **settings))
        yield Shop(way=way, port=port, plain=redirect, files=files, authority=str(authority.file))


@pytest.fixture
def shop(running_shop: Shop, origin: Origin) -> Shop:
    origin.page("/", b"<p>here")
    origin.page("/a.png", b"png", kind="image/png")
    return running_shop


def test_each_host_shows_its_own_certificate_and_who_names_none_sees_the_main_ones(shop: Shop) -> None:
    for name in (WWW, PAY, LIVE):
        assert serial_shown(shop.port, name) == serial_in(shop.files[name])
    for other in (None, "other.test"):
        assert serial_shown(shop.port, other) == serial_in(shop.files[WWW])


def test_pages_and_assets_come_and_the_origin_hears_of_https(shop: Shop, origin: Origin) -> None:
    for name in (WWW, PAY):
        with shop.browser(name) as browser:
            assert browser.fetch("/", NAVIGATION).body == LOADER + b"<p>here"
            assert browser.fetch("/a.png", ASSET).body == b"png"
        for asked in origin.asked[-2:]:
            assert asked.field("x-forwarded-proto") == "https"
            assert asked.field("forwarded") == f'for=127.0.0.1;host="{name}";proto=https'


def test_the_live_host_is_served_beside_the_shop(shop: Shop, live: Live) -> None:
    with shop.browser(LIVE) as browser:
        assert browser.fetch("/desk", NAVIGATION | {"Cookie": "alongside_rep=r; other=1"}).status == 200
    path, fields = live.asked[-1]
    assert (path, fields["Host"], fields["X-Forwarded-Proto"]) == ("/desk", LIVE, "https")
    assert fields["Cookie"] == "alongside_rep=r; other=1"


def test_pictures_that_a_mirror_asks_for_are_shared_with_it(shop: Shop, origin: Origin) -> None:
    origin.page("/a.png", b"png", "Cross-Origin-Resource-Policy: same-origin", kind="image/png")
    with shop.browser(WWW) as browser:
        for site, shared in ((LIVE, "cross-origin"), ("other.test", "same-origin")):
            answer = browser.fetch("/a.png", ASSET | {"Referer": f"https://{site}/"})
            assert answer.field("cross-origin-resource-policy") == shared


def test_a_name_that_is_none_of_the_shops_is_refused_whatever_the_certificate_was_for(
    shop: Shop, origin: Origin
) -> None:
    for host in ("other.test", f"x{WWW}", f"{WWW}:8443"):
        with shop.browser(WWW) as browser:
            assert browser.fetch("/", NAVIGATION | {"Host": host}).status == 421
    assert origin.asked == []
    with shop.browser(WWW) as browser:
        assert browser.fetch("/", NAVIGATION).status == 200
        assert browser.fetch("/", NAVIGATION | {"Host": PAY}).status == 200


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
def test_http_2_is_spoken_where_there_is_an_edge_and_nothing_older_than_tls_1_2(shop: Shop) -> None:
    with greeted(shop.port, WWW, trusting(shop.authority, "h2", "http/1.1")) as secure:
        assert secure.selected_alpn_protocol() == ("http/1.1" if shop.way == "direct" else "h2")
        assert secure.version() == "TLSv1.3"
    old = trusting(shop.authority)
    old.set_ciphers("DEFAULT:@SECLEVEL=0")
    old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    with pytest.raises(OSError, match=r"(?i)alert|eof|reset"), greeted(shop.port, WWW, old):
        pass


def test_plain_http_is_sent_on_to_the_same_address(shop: Shop) -> None:
    for name in (WWW, PAY.upper(), LIVE, f"{WWW}:{shop.plain}"):
        answer = fetch(shop.plain, "/a%20b?c=d&e", {"Host": name}, "POST", b"kept")
        bare = name.lower().partition(":")[0]
        assert (answer.status, answer.field("location")) == (308, f"https://{bare}/a%20b?c=d&e")
    assert fetch(shop.plain, "/", {"Host": "other.test"}).status == 421
    with Client(shop.plain) as client:
        client.socket.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")
        assert client.head().status == 400


def test_what_is_no_tls_ends_and_nobody_else_is_held_up(shop: Shop) -> None:
    with ExitStack() as stack:
        for _ in range(20):
            silent = stack.enter_context(socket.create_connection(("127.0.0.1", shop.port), PATIENCE))
            silent.sendall(b"\x16\x03\x01")
        with Client(shop.port) as client:
            client.socket.sendall(b"GET / HTTP/1.1\r\nHost: www.shop.test\r\n\r\n")
            if shop.way == "nginx":
                assert client.head().field("location") == f"https://{WWW}/"
            else:
                assert ended(client.socket)
        with shop.browser(WWW) as browser:
            assert browser.fetch("/", NAVIGATION).status == 200


def test_a_handshake_that_takes_too_long_ends_and_counts_as_a_connection_until_then(
    origin: Origin, tmp_path: Path
) -> None:
    authority = Authority(tmp_path)
    certificate = authority.issue("shop", "localhost")
    hurried = "import proxy.load, proxy.pace\nproxy.load.MAX_CONNECTIONS = 1\nproxy.pace.HEAD_WITHIN = 2.0\n"
    origin.page("/", b"<p>here")
    with running_road(tmp_path, origin.url, patch=hurried, certificate=certificate) as road:
        with socket.create_connection(("127.0.0.1", road.port), PATIENCE) as slow:
            slow.sendall(b"\x16\x03\x01")
            with pytest.raises(OSError, match=r"(?i)eof|reset"):
                connect(road.port, str(authority.file), http1=True)
            assert ended(slow)
        with connect(road.port, str(authority.file), http1=True) as client:
            assert client.fetch("/", NAVIGATION).body == LOADER + b"<p>here"


def ended(connection: socket.socket) -> bool:
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True
