"""A slow way up, through the whole product: presence is left out first, then changes, and the shop goes on as if nothing were."""

from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.e2e.product import Product
from tests.e2e.slow_wire import SlowWire
from tests.e2e.small_shop import SmallShop
from tests.e2e.together import Together, join_plain, start_session
from tests.page.our_panel import eventually
from tests.ports import free_ports

pytestmark = [pytest.mark.system, pytest.mark.browser]

NO_PRESENCE_ABOVE = 64 * 1024
NO_CHANGES_ABOVE = 2 * 1024 * 1024
PIECE = 400_000
RATE = 50_000
"""Bytes a second: a poor mobile network."""
MOST_STEPS = 200
STEPS_WHEN_FULL = 10

LISTEN = """
window.sent = []; // [kind, bytes unsent before it, its own length]
const send = WebSocket.prototype.send;
WebSocket.prototype.send = function (text) {
  if (this.url.includes("__alongside")) {
    window.line = this;
    sent.push([JSON.parse(text)[0], this.bufferedAmount, text.length]);
  }
  return send.call(this, text);
};
"""
PAGE = """<body><h1>Storm</h1><p id=count>0</p><p id=storm hidden></p><script>
setInterval(() => { count.textContent = Number(count.textContent) + 1 }, 20);
step = async (length) => {
  storm.textContent = (storm.textContent[0] === "a" ? "b " : "a ").repeat(length / 2);
  await new Promise(requestAnimationFrame);
  return line.bufferedAmount;
};
</script>"""

type Sent = list[tuple[str, int, int]]


def count(page: Page) -> int:
    """How far the shop's own counter has come."""
    return int(page.inner_text("#count"))


def storm(page: Page, number: int) -> int:
    """One large change, while the shopper's pointer moves; the bytes that wait in the browser now."""
    page.mouse.move(100 + number % 300, 100)
    waiting: int = page.evaluate("length => step(length)", PIECE)
    return waiting


def test_on_a_slow_line_presence_goes_first_then_changes_and_never_the_shop(
    tmp_path: Path, desktop: BrowserContext, elsewhere: BrowserContext
) -> None:
    [port] = free_ports(1)
    desktop.add_init_script(LISTEN)
    with SmallShop() as shop:
        product = Product(tmp_path, shop.url, public=f"http://localhost:{port}")
        shop.show("/", PAGE)
        with product, SlowWire(product.shop_port, port) as wire:
            host, viewer = desktop.new_page(), elsewhere.new_page()
            host.goto(f"http://localhost:{port}/")
            join_plain(viewer, start_session(host)["link"])
            both = Together(host, viewer)
            host.wait_for_function("count.textContent > 5 && window.line")
            wire.narrow(RATE)
            assert any(storm(host, number) > NO_CHANGES_ABOVE for number in range(MOST_STEPS))
            before, counted = kinds(host), count(host)
            for number in range(STEPS_WHEN_FULL):
                storm(host, number)
            assert set(kinds(host)[len(before) :]) <= {"ping"}, "nothing more is piled up"
            assert count(host) > counted
            wire.widen()
            eventually(host, lambda: has_snapshot(host, len(before)))
            host.evaluate("for (let id = 0; id < 1e4; id++) clearInterval(id)")
            both.trees_equal()
            assert_thinned_in_order(host.evaluate("sent"))


def kinds(page: Page) -> list[str]:
    names: list[str] = page.evaluate("sent.map(([kind]) => kind)")
    return names


def has_snapshot(page: Page, since: int) -> None:
    assert "snap" in kinds(page)[since:]


def assert_thinned_in_order(sent: Sent) -> None:
    """Pointers only while little waits, changes while not too much does, and never more than that and one record."""
    assert max(waiting for kind, waiting, _ in sent if kind == "point") <= NO_PRESENCE_ABOVE
    changes = [waiting for kind, waiting, _ in sent if kind == "change"]
    assert NO_PRESENCE_ABOVE < max(changes) <= NO_CHANGES_ABOVE
    assert all(after <= NO_CHANGES_ABOVE + 2 * PIECE for _, (_, after, _) in pairwise(sent))
