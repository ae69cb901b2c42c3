"""Asked at the right moment, through the whole product: a search that finds nothing, a payment that is declined, a pointer that leaves."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.demo.demo_server import DemoShop
from tests.e2e.people import signed_in_rep
from tests.e2e.product import Product
from tests.e2e.test_looking_around import DESK, PHONE
from tests.page.our_panel import OurPanel, eventually

pytestmark = [pytest.mark.system, pytest.mark.browser]

HERE = "**/__alongside/here"
RULES = """
[facts]
basket_value = '.sum [data-test="total"]'
[ask_limits]
hold_out = 0
[[ask]]
name = "nothing found"
trouble = ["no-results"]
text = { en = "Not what you were looking for?", ja = "お探しの商品をご案内します。" }
[[ask]]
name = "declined"
trouble = ["declined"]
text = { en = "Trouble with the card?", ja = "お支払いでお困りですか？" }
[[ask]]
name = "leaves a full basket"
path = ["/*/basket"]
basket = 30
leaving = true
text = { en = "A question before you go?", ja = "ご不明な点はありませんか？" }
"""
CARD = {
    "card_name": "Aoi Sato",
    "card_number": "4000 0000 0000 0002",
    "card_expiry": "12/39",
    "card_code": "123",
}
ADDRESS = {
    "email": "aoi@shop.example", "family_name": "佐藤", "given_name": "葵", "postcode": "605-0001", "city": "京都市", "street": "三条1-2",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    url: str
    rep: Page
    browser: Browser

    def expect_row(self, page: str, *words: str) -> None:
        """The desk says this of the visitor on this page, within a second or two."""
        row = self.rep.get_by_role("listitem").filter(has_text=page)
        for word in words:
            expect(row).to_contain_text(word)


@pytest.fixture(scope="module")
def shop(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    folder = tmp_path_factory.mktemp("in-time")
    config = Path(folder / "alongside.toml")
    config.write_text(RULES)
    desk = browser.new_context(viewport=DESK, locale="en-GB")
    with DemoShop() as origin, Product(folder, origin.url, config=str(config)) as product:
        yield Shop(url=product.shop, rep=signed_in_rep(desk, product), browser=browser)
        desk.close()


@pytest.fixture
def english(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=DESK, locale="en-GB")
    yield context.new_page()
    context.close()


@pytest.fixture
def japanese(browser: Browser) -> Iterator[Page]:
    context: BrowserContext = browser.new_context(
        viewport=PHONE, device_scale_factor=2, is_mobile=True, has_touch=True, locale="ja-JP"
    )
    yield context.new_page()
    context.close()


def come_in(page: Page, url: str) -> None:
    """The first page of a visit."""
    with page.expect_response(HERE):
        page.goto(url)


def expect_told(page: Page, act: Callable[[], object]) -> None:
    """What comes of it is told to this page or after a reload: what the road saw may be read a moment later."""
    for step in (act, *[page.reload] * 10):
        with page.expect_response(HERE) as said:
            step()
        if said.value.status == 200:
            break


def test_who_finds_nothing_is_asked(shop: Shop, english: Page) -> None:
    come_in(english, f"{shop.url}/en/")
    expect_told(english, lambda: english.goto(f"{shop.url}/en/search?q=unicorn"))
    OurPanel(english).wait_for_text("Not what you were looking for?")
    shop.expect_row("“unicorn”", "found nothing")


def test_whose_payment_is_declined_is_asked(shop: Shop, japanese: Page) -> None:
    come_in(japanese, f"{shop.url}/ja/p/harvest-jug")
    japanese.locator("#add").click()
    japanese.wait_for_url("**/basket")
    japanese.goto(f"{shop.url}/ja/checkout")
    for name, value in {**ADDRESS, **CARD}.items():
        japanese.locator(f"#{name}").fill(value)
    japanese.locator("#terms").check()
    expect_told(japanese, japanese.locator("#place-order").click)
    OurPanel(japanese).wait_for_text("お支払いでお困りですか？")
    shop.expect_row(japanese.title(), "payment declined")


def test_who_leaves_a_full_basket_is_asked(shop: Shop, english: Page) -> None:
    come_in(english, f"{shop.url}/en/p/harvest-jug")
    expect_told(english, english.locator("#add").click)

    def watches() -> None:
        assert english.evaluate("typeof alongside.hear") == "function"

    eventually(english, watches)
    english.mouse.move(700, 300)
    english.evaluate(
        "document.documentElement.dispatchEvent(new MouseEvent('mouseout', {bubbles: true, clientY: -1, relatedTarget: null}))"
    )
    OurPanel(english).wait_for_text("A question before you go?")
    shop.expect_row(english.title(), "£", "new")
