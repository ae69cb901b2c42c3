"""Whatever of ours is down or at fault: the shop is served as if we were not there, and metrics and one log line tell."""

import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e.product import Product
from tests.e2e.test_everything_down import down
from tests.e2e.waiting import until
from tests.page.our_panel import OurPanel
from tests.proxy.origin import Origin, running_origin
from tests.proxy.road import fetch

pytestmark = pytest.mark.system

PAGE = b"<!doctype html><html><head><title>Shop</title></head><body>shop"
PLANTED = b"<!doctype html><html><head><title>Planted</title></head><body>fault"
FAULT = """
import injector.insertion as at
real = at.Insertion.feed
def feed(self, chunk):
    if b"Planted" in chunk:
        self._held += chunk
        raise RuntimeError("planted")
    return real(self, chunk)
at.Insertion.feed = feed
"""
HERE = {"X-Alongside": "1", "Content-Type": "application/json"}
BEAT = b'{"url":"http://localhost/","title":"","referrer":"","lang":"en"}'
OFTEN = 6


@pytest.fixture(scope="module")
def origin() -> Iterator[Origin]:
    with running_origin() as running:
        running.page("/", PAGE)
        running.page("/planted", PLANTED)
        yield running


@pytest.fixture(scope="module", params=["none", "nginx"])
def product(
    request: pytest.FixtureRequest, origin: Origin, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Product]:
    """With a scanner that fails on one page."""
    folder: Path = tmp_path_factory.mktemp("open")
    (folder / "sitecustomize.py").write_text(FAULT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(folder))
        with Product(folder, origin.url, edge=request.param) as running:
            yield running


def number(product: Product, name: str, label: str) -> float:
    with urllib.request.urlopen(f"{product.live}/metrics", timeout=5) as answer:
        lines = answer.read().decode().splitlines()
    return sum(float(line.split()[-1]) for line in lines if line.startswith(name) and label in line)


def told(product: Product, words: str) -> list[str]:
    return [line for line in product.errors if words in line]


def page_is_served(product: Product) -> None:
    answer = fetch(product.shop_port, "/")
    assert answer.status == 200
    assert re.sub(rb"<script src=\"/__alongside/[^>]*></script>", b"", answer.body) == PAGE


def call_ours(product: Product) -> int:
    return fetch(product.shop_port, "/__alongside/here", HERE, "POST", BEAT).status


def test_a_fault_of_the_scanner_lets_pages_pass_as_they_came(product: Product) -> None:
    for _ in range(OFTEN):
        assert fetch(product.shop_port, "/planted").body == PLANTED
        page_is_served(product)
    until(lambda: number(product, "alongside_road_documents_total", 'fate="error"') == OFTEN)
    assert len(told(product, "planted")) == 1


def test_with_the_live_application_down_pages_go_on(product: Product) -> None:
    assert product.process
    with down(product, ("-m console",)):
        for _ in range(OFTEN):
            assert call_ours(product) == 503
            page_is_served(product)
    until(lambda: call_ours(product) == 204)
    about = ("live application", "__alongside/here", "connect() failed")
    lines = [line for line in product.errors if any(word in line for word in about)]
    by_nginx = [line for line in lines if "[error]" in line]
    assert by_nginx == []
    assert len(told(product, "ended with status -9")) == 1
    if "nginx" not in product.command:
        assert len(told(product, "the live application does not answer")) == 1
        until(
            lambda: (
                number(product, "alongside_road_upstream_errors_total", 'upstream="live",what="connect"')
                >= OFTEN
            )
        )


def test_with_the_store_down_pages_go_on(product: Product) -> None:
    with down(product, ("valkey-server",)):
        for _ in range(OFTEN):
            assert call_ours(product) == 503
            page_is_served(product)
        assert number(product, "alongside_troubles_total", 'what="store"') >= OFTEN
        assert len(told(product, "the store does not answer")) == 1
    until(lambda: call_ours(product) == 204)


SHOP = "<!doctype html><html><head>{head}</head><body><h1>Tea</h1><button onclick=\"this.textContent='in the basket'\">Add</button>"
META = "<meta http-equiv=Content-Security-Policy content=\"script-src 'unsafe-inline'; connect-src 'none'; img-src 'none'\">"
MINE = "Object.defineProperty(window, 'alongside', { set() { throw Error('mine') }, get() { throw Error('mine') } })"
HOSTILE = {
    "forbids our scripts and our calls": META,
    "has no shadow roots": "<script>Element.prototype.attachShadow = () => { throw Error('none here') }</script>",
    "has a window of its own making": f"<script>{MINE}</script>",
    "lets nothing be fetched": "<script>window.fetch = window.setTimeout = () => { throw Error('no') }</script>",
}
THROWS = len(HOSTILE) - 1


@pytest.mark.browser
def test_a_page_in_which_our_script_is_blocked_or_throws_works_as_without_us(
    product: Product, origin: Origin, browser: Browser
) -> None:
    before = number(product, "alongside_troubles_total", 'what="page"')
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    for what, head in HOSTILE.items():
        origin.page("/hostile", SHOP.format(head=head).encode())
        page.goto(f"{product.shop}/hostile?{what}")
        assert "loader.js" in page.content()
        page.get_by_role("button", name="Add").click()
        page.get_by_role("button", name="in the basket").wait_for()
        assert errors == [], what
    until(lambda: number(product, "alongside_troubles_total", 'what="page"') - before >= THROWS)
    assert len(told(product, "cannot live in a page")) == 1
    origin.page("/hostile", SHOP.format(head="").encode())
    page.goto(f"{product.shop}/hostile")
    OurPanel(page).wait_for("button", "Live help")
    page.close()
