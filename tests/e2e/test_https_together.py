"""The whole product over https: shop and live host at one port behind nginx, by HTTP/2, in a browser that believes our authority."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.certificates import Authority
from tests.demo.demo_server import DemoShop
from tests.e2e.product import Product
from tests.e2e.together import Together, join_plain, start_session
from tests.mirror_equality import watch_roots

pytestmark = [pytest.mark.system, pytest.mark.browser]

PROTOCOLS = "() => performance.getEntries().map(entry => entry.nextHopProtocol).filter(Boolean)"


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    authority = Authority(tmp_path)
    certificates = {
        "certificate": authority.issue("shop", "localhost"),
        "live_certificate": authority.issue("live", "live.localhost"),
    }
    with DemoShop() as shop:
        product = Product(tmp_path, shop.url, edge="nginx", **certificates)
        product.shop = f"https://localhost:{product.shop_port}"
        product.live = f"https://live.localhost:{product.shop_port}"
        product.command += ["--live-public", product.live]
        with product:
            yield product


def test_a_shopper_and_a_friend_are_together_over_https(browser: Browser, product: Product) -> None:
    contexts = [
        browser.new_context(ignore_https_errors=True, viewport={"width": 1440, "height": 900})
        for _ in range(2)
    ]
    for context in contexts:
        watch_roots(context)
    shopper, friend = (context.new_page() for context in contexts)

    shopper.goto(f"{product.shop}/en/")
    started = start_session(shopper)
    assert started["link"].startswith(f"{product.live}/s/")
    join_plain(friend, started["link"])
    both = Together(shopper, friend)
    both.in_step("https-home")
    both.mirror.locator("[data-test=card] a").first.click()
    shopper.wait_for_selector("#add")
    both.in_step("https-product")
    both.mirror.locator("#add").click()
    shopper.wait_for_url("**/basket")
    both.in_step("https-basket")

    for page in (shopper, friend):
        assert set(page.evaluate(PROTOCOLS)) == {"h2"}
    ours = [cookie for cookie in contexts[0].cookies() if "alongside" in cookie["name"]]
    assert ours
    assert all(cookie["secure"] for cookie in ours)
    for context in contexts:
        context.close()
