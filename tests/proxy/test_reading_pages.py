"""Copies of pages on the road: read beside it and kept, while pages pass as they came, whatever becomes of the reader."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from alongside.codes import hash_secret
from alongside.facts import Basket
from alongside.store import Store, open_store
from alongside.store.embedded import EmbeddedValkey
from tests.console.aside import run as run_aside
from tests.proxy.origin import Origin
from tests.proxy.road import NAVIGATION, PATIENCE, Road, fetch, running_road

pytestmark = pytest.mark.system

MUG = b"""<!doctype html><title>Mug</title><script type="application/ld+json">
{"@type": "Product", "name": "Speckled mug", "offers": {"price": "39.00", "priceCurrency": "GBP"}}</script><b id=sum>\xc2\xa378.00</b>"""
ANN, BOB = (NAVIGATION | {"Cookie": f"login=1; alongside_visit={name}"} for name in ("ann", "bob"))


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server = EmbeddedValkey(tmp_path_factory.mktemp("store"))
    yield server.start()
    server.stop()


@pytest.fixture(scope="module")
def reading(shared_origin: Origin, url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Road]:
    settings: dict[str, Any] = {"redis": url, "facts": {"basket_value": "#sum"}, "leave_out": ["/pay/*"]}
    with running_road(tmp_path_factory.mktemp("read"), shared_origin.url, **settings) as road:
        yield road


def until[T](url: str, look: Callable[[Store], Awaitable[T | None]]) -> T:
    """What `look` finds in the store, once it finds something."""

    async def wait() -> T:
        store = await open_store(url)
        try:
            for _ in range(PATIENCE * 50):
                if found := await look(store):
                    return found
                await asyncio.sleep(0.02)
            raise AssertionError("it is not in the store")
        finally:
            await store.close()

    return run_aside(wait())


def post(road: Road, path: str, headers: dict[str, str]) -> int:
    return fetch(road.port, path, headers, method="POST", body=b"a=1").status


def test_what_a_page_says_is_kept_and_the_page_passes_as_it_came(
    reading: Road, origin: Origin, url: str
) -> None:
    origin.page("/p/mug", MUG)
    answer = fetch(reading.port, "/p/mug?utm_source=mail", NAVIGATION)
    assert (answer.field("set-cookie"), answer.field("vary")) == (None, None)
    assert MUG[15:] in answer.body
    facts = until(url, lambda store: store.pages.get("/p/mug"))
    assert facts.product
    assert (facts.title, facts.product.name, facts.product.price, facts.basket) == (
        "Mug",
        "Speckled mug",
        39.0,
        None,
    )


def test_what_is_somebody_s_own_is_kept_by_visit_alone(reading: Road, origin: Origin, url: str) -> None:
    origin.page("/account/ann", b"<title>Ann's account</title><b id=sum>12.50</b>")
    origin.page("/about", b"<title>About us</title>")
    for path in ("/account/ann", "/about"):
        fetch(reading.port, path, ANN)
    assert origin.asked[-1].field("cookie") == "login=1"
    trail = until(url, lambda store: _trail(store, "ann"))
    assert trail == Basket(value=12.5)
    fetch(reading.port, "/about", BOB)
    assert until(url, lambda store: store.pages.get("/about")).title == "About us"
    assert run_aside(_page(url, "/account/ann")) is None


async def _trail(store: Store, name: str) -> Basket | None:
    return (await store.trails.get(hash_secret(name))).basket


async def _page(url: str, path: str) -> object:
    store = await open_store(url)
    try:
        return await store.pages.get(path)
    finally:
        await store.close()


@pytest.mark.parametrize(
    ("name", "trouble", "paths"),
    [
        ("cy", "error-page", ["/gone"]),
        ("di", "no-results", ["/search?q=unicorn"]),
        ("ed", "declined", ["POST /api/pay"]),
        ("flo", "declined", ["/checkout"]),
        ("gus", "refused-form", ["POST /login", "POST /login"]),
        ("hal", "refused-form", ["/address", "/address"]),
    ],
)
def test_what_goes_wrong_for_a_visitor_is_seen(
    reading: Road, origin: Origin, url: str, name: str, trouble: str, paths: list[str]
) -> None:
    origin.page("/gone", b"<title>Not here</title>", status="404 Not Found")
    origin.page("/search", "<main><h1>“unicorn”</h1><p>お探しの商品は見つかりませんでした。".encode())
    origin.page("/api/pay", b"{}", kind="application/json", status="402 Payment Required")
    origin.page("/checkout", b"<form><p role=alert>Sorry, your card was declined.</p></form>")
    origin.page("/login", b"{}", kind="application/json", status="401 Unauthorized")
    origin.page("/address", b"<form><input name=city aria-invalid=true></form>")
    cookie = {"Cookie": f"alongside_visit={name}"}
    for path in paths:
        if path.startswith("POST"):
            post(reading, path[5:], cookie | {"Sec-Fetch-Dest": "empty"})
        else:
            fetch(reading.port, path, NAVIGATION | cookie)

    async def troubles(store: Store) -> list[str]:
        return list((await store.trails.get(hash_secret(name))).troubles)

    assert until(url, troubles) == [trouble]


def test_one_refusal_is_no_trouble_and_a_page_without_a_complaint_ends_the_count(
    reading: Road, origin: Origin, url: str
) -> None:
    """What comes last is read last: once the basket is there, all before it was read."""
    bad, good = b"<form><input name=city aria-invalid=true></form>", b"<form><input name=city></form>"
    for body in (bad, good, bad):
        origin.page("/address", body)
        fetch(reading.port, "/address", NAVIGATION | {"Cookie": "alongside_visit=ida"})
    origin.page("/end", b"<b id=sum>5</b>")
    fetch(reading.port, "/end", NAVIGATION | {"Cookie": "alongside_visit=ida"})
    assert until(url, lambda store: _trail(store, "ida")) == Basket(value=5.0)

    async def troubles(store: Store) -> list[tuple[str, ...]]:
        return [tuple((await store.trails.get(hash_secret("ida"))).troubles)]

    assert until(url, troubles) == [()]


def test_pages_that_are_left_out_are_not_looked_at(reading: Road, origin: Origin, url: str) -> None:
    origin.page("/pay/now", MUG)
    origin.page("/p/last", MUG)
    for path in ("/pay/now", "/p/last"):
        fetch(reading.port, path, ANN)
    until(url, lambda store: store.pages.get("/p/last"))
    assert run_aside(_page(url, "/pay/now")) is None


def test_pages_pass_while_the_reader_is_gone_and_it_comes_back(
    reading: Road, origin: Origin, url: str
) -> None:
    os.kill(_reader_of(reading.process.process.pid), signal.SIGKILL)
    for number in range(200):
        origin.page(f"/p/{number}", MUG)

    async def read_again(store: Store) -> bool:
        await asyncio.to_thread(fetch, reading.port, f"/p/{len(origin.asked) % 200}", ANN)
        return any([await store.pages.get(f"/p/{number}") for number in range(200)])

    assert until(url, read_again)


def _reader_of(engine: int) -> int:
    """The process id of an engine's reader."""
    children = Path(f"/proc/{engine}/task/{engine}/children").read_text().split()
    return next(
        int(pid) for pid in children if b"alongside.facts" in Path(f"/proc/{pid}/cmdline").read_bytes()
    )
