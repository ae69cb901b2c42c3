"""A shop of two hosts: a session goes on when the shopper moves from one to the other, and everybody follows."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from tests.e2e.product import Product
from tests.e2e.small_shop import SmallShop
from tests.e2e.together import Together, join_plain, start_session
from tests.proxy.road import fetch

pytestmark = [pytest.mark.system, pytest.mark.browser]

HOSTS = """
[[host]]
public = "{www}"
origin = "{www_origin}"

[[host]]
public = "{pay}"
origin = "{pay_origin}"
"""
LOADED = "picture => picture.complete && picture.naturalWidth"
COLOUR = "element => getComputedStyle(element).color"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """The public addresses of both hosts, and what runs behind them."""

    www: str
    pay: str
    product: Product


def running_shop(folder: Path, names: tuple[str, str], stack: ExitStack) -> Shop:
    """Pages of each host name the other one's origin, as shops do."""
    www, pay = (stack.enter_context(SmallShop()) for _ in names)
    assets = '<link rel=stylesheet href="{other}/look.css"><img alt="" src="{other}/box.png">'
    www.show("/", f'<h1>Bowls</h1>{assets.format(other=pay.url)}<a href="{pay.url}/cart">To the cart</a>')
    pay.show("/cart", f'<h1>Your cart</h1>{assets.format(other=www.url)}<a href="{www.url}/">Go on</a>')
    for number, shop in enumerate((www, pay)):
        shop.files["/box.png"] = ("image/png", picture(40 + number))
        shop.files["/look.css"] = ("text/css", b"h1{color:rgb(%d,0,200)}" % (number + 1))
    config = folder / "alongside.toml"
    product = Product(folder, edge="nginx", config=str(config))
    public = [f"http://{name}:{product.shop_port}" for name in names]
    config.write_text(HOSTS.format(www=public[0], pay=public[1], www_origin=www.url, pay_origin=pay.url))
    return Shop(www=public[0], pay=public[1], product=stack.enter_context(product))


def picture(size: int) -> bytes:
    written = BytesIO()
    Image.new("RGB", (size, size), "teal").save(written, "PNG")
    return written.getvalue()


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with ExitStack() as stack:
        yield running_shop(tmp_path, ("www.shop.localhost", "pay.shop.localhost"), stack)


def test_a_session_follows_the_shopper_from_host_to_host(browser: Browser, shop: Shop) -> None:
    contexts = [browser.new_context() for _ in range(2)]
    shopper, friend = (context.new_page() for context in contexts)
    shopper.goto(shop.www)
    started = start_session(shopper)
    join_plain(friend, started["link"])
    both = Together(shopper, friend)
    both.in_step("www")
    looks_like(both, "rgb(2, 0, 200)", 41)
    kept = {
        cookie["name"]: cookie["domain"] for cookie in contexts[0].cookies() if "alongside" in cookie["name"]
    }
    assert set(kept.values()) == {".shop.localhost"}

    both.mirror.get_by_role("link", name="To the cart").click()
    shopper.wait_for_url(f"{shop.pay}/cart")
    expect(both.mirror.get_by_role("heading", name="Your cart")).to_be_visible()
    both.in_step("pay")
    looks_like(both, "rgb(1, 0, 200)", 40)
    assert shopper.evaluate("window.alongside.state") == "active"

    shopper.get_by_role("link", name="Go on").click()
    expect(both.mirror.get_by_role("heading", name="Bowls")).to_be_visible()
    both.in_step("www-again")
    shopper.goto(f"{shop.pay}/cart")
    shopper.wait_for_function("window.alongside?.state === 'active'")
    shopper.evaluate("window.alongside.stop()")
    shopper.goto(shop.www)
    shopper.wait_for_function("window.alongside")
    assert shopper.evaluate("window.alongside.state") == "idle"
    for context in contexts:
        context.close()


def looks_like(both: Together, colour: str, size: int) -> None:
    """Sheet and picture of the other host are there on both sides."""
    for side in (both.host, both.mirror):
        assert side.locator("h1").evaluate(COLOUR) == colour
        assert side.locator("img").evaluate(LOADED) == size


def test_hosts_that_share_no_cookies_hand_the_session_over(browser: Browser, tmp_path: Path) -> None:
    with ExitStack() as stack:
        shop = running_shop(tmp_path, ("shop-one.localhost", "shop-two.localhost"), stack)
        contexts = [browser.new_context() for _ in range(2)]
        shopper, friend = (context.new_page() for context in contexts)
        shopper.goto(shop.www)
        join_plain(friend, start_session(shopper)["link"])
        both = Together(shopper, friend)
        both.in_step("one")
        ways: list[str] = []
        shopper.on("request", lambda request: ways.append(request.url))
        both.mirror.get_by_role("link", name="To the cart").click()
        shopper.wait_for_url(f"{shop.pay}/cart")
        expect(both.mirror.get_by_role("heading", name="Your cart")).to_be_visible()
        both.in_step("two")
        looks_like(both, "rgb(1, 0, 200)", 40)
        assert {cookie["domain"] for cookie in contexts[0].cookies()} == {
            "shop-one.localhost",
            "shop-two.localhost",
        }

        (used,) = (way for way in ways if "/arrive?" in way)
        host, _, target = used.removeprefix("http://").partition("/")
        again = fetch(shop.product.shop_port, f"/{target}", {"Host": host, "Referer": f"{shop.www}/"})
        assert (again.status, again.all("set-cookie")) == (303, [])
        shopper.get_by_role("link", name="Go on").click()
        expect(both.mirror.get_by_role("heading", name="Bowls")).to_be_visible()
        for context in contexts:
            context.close()
