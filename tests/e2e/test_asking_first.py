"""Asked first: a visitor is seen on the desk, asked by a rep, says no and is left alone; another says yes and is helped."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.demo.demo_server import DemoShop
from tests.e2e.people import signed_in_rep
from tests.e2e.product import Product
from tests.e2e.test_looking_around import DESK, PHONE
from tests.page.our_panel import OurPanel, eventually

pytestmark = [pytest.mark.system, pytest.mark.browser]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    product: Product
    rep: Page
    desktop: Page
    phone: Page


@pytest.fixture(scope="module")
def shop(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A rep at the desk, and two visitors: an English one at a desktop, a Japanese one with a phone."""
    desk = browser.new_context(viewport=DESK, locale="en-GB")
    desktop = browser.new_context(viewport=DESK, locale="en-GB")
    phone = browser.new_context(
        viewport=PHONE, device_scale_factor=2, is_mobile=True, has_touch=True, locale="ja-JP"
    )
    with DemoShop() as origin, Product(tmp_path_factory.mktemp("asking"), origin.url) as product:
        rep = signed_in_rep(desk, product)
        pages = [context.new_page() for context in (desktop, phone)]
        yield Shop(product=product, rep=rep, desktop=pages[0], phone=pages[1])
        for context in (desk, desktop, phone):
            context.close()


def offer(shop: Shop, visitor: Page) -> None:
    """The rep offers help to whoever looks at this page."""
    row = shop.rep.get_by_role("listitem").filter(has_text=visitor.title())
    row.get_by_role("button").click()
    expect(row).to_contain_text("asked")


def say_again(visitor: Page) -> None:
    """The next word of a page that is just loaded; otherwise it comes within 15 seconds."""
    visitor.reload()


def test_a_visitor_is_seen_and_asked_and_may_say_no(shop: Shop) -> None:
    shop.desktop.goto(f"{shop.product.shop}/en/finder")
    panel = OurPanel(shop.desktop)
    offer(shop, shop.desktop)
    say_again(shop.desktop)
    panel.wait_for_text("Can we help you with anything?")
    panel.wait_for_text("Bea")
    assert shop.desktop.evaluate("document.activeElement.localName") == "body"
    panel.press("No, thanks")

    def gone() -> None:
        assert "Can we help you with anything?" not in panel.text()

    eventually(shop.desktop, gone)
    row = shop.rep.get_by_role("listitem").filter(has_text=shop.desktop.title())
    say_again(shop.desktop)
    expect(row.get_by_role("button")).to_have_count(0)


def test_a_visitor_on_a_phone_says_yes_and_is_helped(shop: Shop) -> None:
    shop.phone.goto(f"{shop.product.shop}/ja/")
    panel = OurPanel(shop.phone)
    offer(shop, shop.phone)
    say_again(shop.phone)
    panel.wait_for_text("何かお手伝いできることはありますか？")
    panel.press("お願いします")
    panel.press("共有する")
    waiting = shop.rep.get_by_role("navigation").get_by_role("button").filter(has_text="JA")
    expect(waiting.first).to_be_visible()
