"""A shop of several hosts: each request goes to the origin of the host that it names, through the engine and behind each edge."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest

from tests.ports import free_port
from tests.proxy.edges import EDGES
from tests.proxy.origin import Origin, running_origin
from tests.proxy.road import DATA, LOADER, NAVIGATION, SCRIPT, Answer, Client, fetch, running_road

pytestmark = pytest.mark.system

WWW, PAY, KEPT = "www.shop.test", "pay.shop.test", "kept.shop.test"


@dataclass
class Shop:
    """Two hosts whose names are rewritten, and one whose name is kept; `www` is the origin of the first and the last."""

    www: Origin
    pay: Origin
    port: int

    def get(self, host: str, target: str, fields: dict[str, str] | None = None) -> Answer:
        return fetch(self.port, target, {"Host": host} | (NAVIGATION if fields is None else fields))


@pytest.fixture(scope="module", params=["direct", *EDGES])
def running_shop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    folder = tmp_path_factory.mktemp("hosts")
    with running_origin() as www, running_origin() as pay, running_origin() as kept, ExitStack() as stack:
        hosts = [
            {"public": f"https://{WWW}", "origin": www.url},
            {"public": f"https://{PAY}", "origin": pay.url},
            {"public": f"https://{KEPT}", "origin": kept.url, "host_mode": "keep"},
        ]
        settings: dict[str, Any] = {"host": hosts, "host_mode": "auto", "trusted_proxies": ["127.0.0.9"]}
        is_behind = request.param != "direct"
        road = stack.enter_context(running_road(folder, "", edge=is_behind, **settings))
        port = road.port
        if is_behind:
            port, _ = stack.enter_context(EDGES[request.param](folder, "", port, free_port(), **settings))
        shop = Shop(www=www, pay=pay, port=port)
        kept.routes = www.routes
        kept.asked = www.asked
        yield shop


@pytest.fixture
def shop(running_shop: Shop) -> Shop:
    for origin in (running_shop.www, running_shop.pay):
        origin.routes.clear()
        origin.asked.clear()
    return running_shop


def test_each_host_is_fetched_from_its_own_origin(shop: Shop) -> None:
    for origin, said in ((shop.www, b"www"), (shop.pay, b"pay")):
        origin.page("/", said)
        origin.page("/a.js", said, kind="text/javascript")
    for fields, tag in ((NAVIGATION, LOADER), (SCRIPT, b"")):
        target = "/" if tag else "/a.js"
        for host, said in ((WWW, b"www"), (PAY, b"pay"), (f"{PAY.upper()}:443", b"pay"), (KEPT, b"www")):
            assert shop.get(host, target, fields).body == tag + said
    origins = [f"127.0.0.1:{shop.www.port}", KEPT]
    assert [asked.field("host") for asked in shop.www.asked] == origins * 2


@pytest.mark.parametrize(
    "host", ["other.test", f"{WWW}:8080", f"{WWW}.evil.test", "localhost", "127.0.0.1", f"x{WWW}"]
)
def test_a_host_that_is_none_of_the_shops_is_refused(shop: Shop, host: str) -> None:
    for target, fields in (("/", NAVIGATION), ("/a.js", SCRIPT), ("/__alongside/session", DATA)):
        assert shop.get(host, target, fields).status == 421
    assert not shop.www.asked


def test_a_page_that_names_other_hosts_origins_names_their_public_hosts(shop: Shop) -> None:
    www, pay = shop.www.url, shop.pay.url
    page = f'<a href="{pay}/cart">{www}/ {pay.replace("http:", "")}/x'
    data = json.dumps({"pay": f"{pay}/a"}).replace("/", "\\/")
    shop.www.page("/", page.encode(), f"Link: <{pay}/a.css>; rel=preload")
    shop.www.page("/a.json", data.encode(), kind="application/json")
    answer = shop.get(WWW, "/")
    assert answer.body == LOADER + f'<a href="https://{PAY}/cart">https://{WWW}/ //{PAY}/x'.encode()
    assert answer.field("link") == f"<https://{PAY}/a.css>; rel=preload"
    assert (
        shop.get(WWW, "/a.json", DATA).body
        == data.replace(pay.replace("/", "\\/"), f"https:\\/\\/{PAY}").encode()
    )
    assert shop.get(KEPT, "/").body == LOADER + page.encode()


def test_a_redirect_to_another_host_and_where_to_go_from_there_are_translated_and_translated_back(
    shop: Shop,
) -> None:
    back = f"{shop.www.url}/a?b".replace(":", "%3A").replace("/", "%2F").replace("?", "%3F")
    shop.www.page("/", b"", f"Location: {shop.pay.url}/login?next={back}&x=1", status="302 Found")
    location = shop.get(WWW, "/").field("location")
    assert location == f"https://{PAY}/login?next=https%3A%2F%2F{WWW}%2Fa%3Fb&x=1"
    shop.get(PAY, location.removeprefix(f"https://{PAY}"))
    assert shop.pay.asked[-1].target == f"/login?next={back}&x=1"
    assert shop.get(KEPT, "/").field("location") == f"{shop.pay.url}/login?next={back}&x=1"


def test_sharing_between_hosts_goes_on_by_the_names_that_each_side_knows(shop: Shop) -> None:
    shop.pay.page(
        "/api", b"{}", f"Access-Control-Allow-Origin: {shop.www.url}", "Vary: Origin", kind="application/json"
    )
    shop.pay.page("/f.woff2", b"f", f"Access-Control-Allow-Origin: {shop.www.url}", kind="font/woff2")
    asked = {"Origin": f"https://{WWW}", "Referer": f"https://{WWW}/p?q"}
    for target, fields in (("/api", DATA), ("/f.woff2", {"Sec-Fetch-Dest": "font"})):
        answer = shop.get(PAY, target, fields | asked)
        assert answer.field("access-control-allow-origin") == f"https://{WWW}"
        seen = shop.pay.asked[-1]
        assert (seen.field("origin"), seen.field("referer")) == (shop.www.url, f"{shop.www.url}/p?q")


def test_an_asset_that_is_asked_for_by_another_host_comes_straight_from_the_origin(shop: Shop) -> None:
    shop.pay.page("/a.js", b"", f"Location: {shop.www.url}/b.js", status="302 Found")
    answer = shop.get(PAY, "/a.js", SCRIPT | {"Referer": f"https://{WWW}/p"})
    assert answer.field("location") == f"https://{WWW}/b.js"
    assert shop.pay.asked[-1].field("referer") == f"{shop.www.url}/p"


def test_where_names_are_kept_nothing_is_translated(shop: Shop) -> None:
    shop.www.page("/api", b"{}", f"Access-Control-Allow-Origin: https://{WWW}", kind="application/json")
    asked = {"Origin": f"https://{WWW}", "Referer": f"https://{WWW}/p"}
    answer = shop.get(KEPT, f"/api?next=https://{WWW}/", DATA | asked)
    assert answer.field("access-control-allow-origin") == f"https://{WWW}"
    seen = shop.www.asked[-1]
    assert (seen.field("origin"), seen.field("referer")) == (f"https://{WWW}", f"https://{WWW}/p")
    assert seen.target == f"/api?next=https://{WWW}/"
    assert seen.field("x-forwarded-host") == KEPT
    assert seen.field("forwarded") == f'for=127.0.0.1;host="{KEPT}";proto=https'


TRUSTED, STRANGER = "127.0.0.9", "127.0.0.8"


def ask_from(shop: Shop, peer: str, target: str, fields: dict[str, str]) -> Answer:
    """As `get`, from an address of the test's choice."""
    with Client(shop.port, source=peer) as client:
        client.send("GET", target, fields)
        return client.answer()


@pytest.mark.parametrize("kind", [NAVIGATION, SCRIPT])
def test_what_a_trusted_proxy_says_of_the_client_goes_on_and_what_a_stranger_says_does_not(
    shop: Shop, kind: dict[str, str]
) -> None:
    shop.www.page("/a", b"x", kind="text/plain")
    said = {"Host": KEPT, "X-Forwarded-For": "1.1.1.1, 203.0.113.9", "X-Forwarded-Proto": "http"}
    for peer, client, scheme in ((TRUSTED, "203.0.113.9", "http"), (STRANGER, STRANGER, "https")):
        assert ask_from(shop, peer, "/a", kind | said).status == 200
        seen = shop.www.asked[-1]
        assert (seen.field("x-forwarded-for"), seen.field("x-forwarded-proto")) == (client, scheme)
        assert seen.field("forwarded") == f'for={client};host="{KEPT}";proto={scheme}'


@pytest.mark.parametrize("kind", [NAVIGATION, SCRIPT])
def test_a_trusted_proxy_names_the_host_that_is_meant(shop: Shop, kind: dict[str, str]) -> None:
    shop.pay.page("/a", b"pay", kind="text/plain")
    said = kind | {"Host": "balancer.test", "X-Forwarded-Host": PAY}
    assert ask_from(shop, TRUSTED, "/a", said).body == b"pay"
    assert ask_from(shop, STRANGER, "/a", said).status == 421
    assert ask_from(shop, TRUSTED, "/a", said | {"X-Forwarded-Host": "other.test"}).status == 421
    assert ask_from(shop, TRUSTED, "/a", said | {"Host": PAY, "X-Forwarded-Host": "a b/c"}).body == b"pay"


@pytest.mark.parametrize("kind", [NAVIGATION, SCRIPT])
def test_an_address_that_is_none_is_as_good_as_not_said(shop: Shop, kind: dict[str, str]) -> None:
    shop.www.page("/a", b"x", kind="text/plain")
    ask_from(shop, TRUSTED, "/a", kind | {"Host": KEPT, "X-Forwarded-For": "me, you"})
    assert shop.www.asked[-1].field("x-forwarded-for") == TRUSTED
