"""The demo shop in a real browser, without Alongside: its scripts do what the pages promise, and nothing complains."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.demo.demo_server import DemoShop

pytestmark = [pytest.mark.browser, pytest.mark.system]

PAGES = [
    "/",
    "/c/all",
    "/c/tea",
    "/search?q=mug",
    "/p/tokoname-kyusu",
    "/finder",
    "/guide",
    "/help",
    "/stores",
    "/basket",
    "/account",
]


def listen(page: Page) -> list[str]:
    """Everything that a page complains about, as it comes: console errors, exceptions, answers of 400 and above."""
    complaints: list[str] = []
    page.on(
        "console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "response", lambda got: complaints.append(f"{got.status} {got.url}") if got.status >= 400 else None
    )
    return complaints


@pytest.fixture
def page(desktop: BrowserContext) -> Iterator[Page]:
    """A desktop page that ends its test without a single complaint."""
    opened = desktop.new_page()
    complaints = listen(opened)
    yield opened
    assert complaints == []


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_no_page_complains_or_is_wider_than_a_phone(demo: DemoShop, phone: BrowserContext, lang: str) -> None:
    page = phone.new_page()
    complaints = listen(page)
    for path in PAGES:
        page.goto(f"{demo.url}/{lang}{path}")
        page.wait_for_load_state("networkidle" if path == "/finder" else "load")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert complaints == []


def test_price_stock_and_pictures_follow_the_chosen_variant(demo: DemoShop, page: Page) -> None:
    page.goto(f"{demo.url}/en/p/tokoname-kyusu")
    page.get_by_role("radio", name="Celadon").check()
    page.get_by_label("Size", exact=True).select_option("400ml")
    expect(page.locator("#price")).to_have_text("£80.00")
    expect(page.locator("#stock")).to_have_text("Sold out")
    expect(page.get_by_role("button", name="Add to basket")).to_be_disabled()
    assert "/celadon/" in (page.locator("#picture-near").get_attribute("src") or "")
    assert page.url.endswith("?colour=celadon&size=400ml")
    page.get_by_role("radio", name="Iron").check()
    expect(page.locator("#stock")).to_have_text("Only 2 left")
    page.reload()
    expect(page.get_by_role("radio", name="Iron")).to_be_checked()


def test_the_stepper_counts_and_the_basket_follows(demo: DemoShop, page: Page) -> None:
    page.goto(f"{demo.url}/en/p/speckled-mug")
    page.get_by_role("button", name="One more").click()
    page.locator("#add").click()
    expect(page.locator("[data-test=basket-count]")).to_have_text("2")
    page.get_by_role("button", name="One fewer").click()
    expect(page.locator("[data-test=total]")).to_have_text("£28.50")


def test_a_dialog_a_details_and_the_pictures_move(demo: DemoShop, page: Page) -> None:
    page.goto(f"{demo.url}/en/p/ripple-plate")
    page.locator("[data-test=size-guide]").click()
    expect(page.locator("dialog")).to_be_visible()
    page.locator("dialog").get_by_role("button", name="Close").click()
    expect(page.locator("dialog")).to_be_hidden()
    page.get_by_text("Delivery & returns").click()
    expect(page.get_by_text("Posted the next working day")).to_be_visible()
    page.locator("[data-show='2']").click()
    expect(page.locator("[data-show='2']")).to_have_attribute("aria-current", "true")


def test_two_onlookers_see_each_other(demo: DemoShop, page: Page, elsewhere: BrowserContext) -> None:
    address = f"{demo.url}/en/p/forged-snips"
    page.goto(address)
    expect(page.locator("#viewers")).to_have_text("You are the only one looking at this now")
    other = elsewhere.new_page()
    other.goto(address)
    expect(page.locator("#viewers")).to_have_text("2 people are looking at this now")
    other.goto(f"{demo.url}/en/help")
    expect(page.locator("#viewers")).to_have_text("You are the only one looking at this now")


def test_suggestions_open_while_typing_and_close_on_escape(demo: DemoShop, page: Page) -> None:
    page.goto(f"{demo.url}/ja/")
    box = page.get_by_role("combobox")
    box.press_sequentially("茶")
    expect(page.get_by_role("option")).to_have_count(6)
    box.press("Escape")
    expect(page.locator("#suggestions")).to_be_hidden()
    box.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("「茶」")


def test_the_finder_filters_and_its_address_remembers(demo: DemoShop, page: Page) -> None:
    page.goto(f"{demo.url}/en/finder")
    count = page.locator(".found-count")
    expect(count).to_have_text("30 things")
    page.get_by_label("Garden").check()
    expect(count).to_have_text("5 things")
    page.get_by_role("button", name="Charcoal").click()
    expect(count).to_have_text("2 things")
    assert page.url.endswith("?shelf=garden&colour=charcoal")
    page.go_back()
    expect(count).to_have_text("5 things")
    page.get_by_label("Up to").fill("3000")
    expect(page.locator("#found h3")).to_have_text(["Rimmed Planter"])
    page.reload()
    expect(page.locator("#found h3")).to_have_text(["Rimmed Planter"])


def test_a_pin_on_the_map_marks_the_shop_beside_it(demo: DemoShop, page: Page) -> None:
    page.goto(f"{demo.url}/en/stores")
    page.frame_locator("iframe.map").get_by_role("button", name="Edinburgh").click()
    expect(page.locator("#store-edinburgh")).to_have_class("here")
    expect(page.frame_locator("iframe.map").get_by_text("12 Candle Row")).to_be_visible()


def test_the_shift_jis_page_reads_right_and_searches(demo: DemoShop, page: Page) -> None:
    page.goto(f"{demo.url}/ja/guide")
    assert page.evaluate("document.characterSet") == "Shift_JIS"
    expect(page.get_by_text("髙島町の工房まで")).to_contain_text("「Été」")
    page.get_by_role("combobox").fill("急須")
    page.get_by_role("combobox").press("Enter")
    expect(page.locator(".card h3").first).to_have_text("常滑 急須")


def test_a_password_is_shown_on_request(demo: DemoShop, page: Page) -> None:
    page.goto(f"{demo.url}/en/account")
    page.locator("#login-password").fill("tea-and-clay")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#login-password")).to_have_attribute("type", "text")


def test_a_guest_checks_out_from_first_page_to_thanks(demo: DemoShop, page: Page) -> None:
    page.goto(f"{demo.url}/en/")
    page.get_by_role("link", name="Tableware").first.click()
    page.get_by_role("link", name="Harvest Jug").click()
    page.locator("#add").click()
    page.locator("[data-test=checkout]").click()
    page.locator("#place-order").click()
    expect(page.locator("[data-test=problems]")).to_have_text("A few fields need another look.")
    for name, value in {
        "email": "ada@example.com", "given_name": "Ada", "family_name": "Hill", "street": "4 Quay Street",
        "city": "Bristol", "postcode": "BS1 4RR", "card_name": "Ada Hill", "card_code": "123",
    }.items():  # fmt: skip
        page.locator(f"#{name}").fill(value)
    page.locator("#card_number").press_sequentially("4242424242424242")
    page.locator("#card_expiry").press_sequentially("1239")
    expect(page.locator("#card_number")).to_have_value("4242 4242 4242 4242")
    page.get_by_label("Express, next day").check()
    expect(page.locator("#total")).to_have_text("£55.50")
    page.locator("#terms").check()
    page.locator("#place-order").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you, Ada.")
    expect(page.locator("[data-test=total]")).to_have_text("£55.50")


def test_the_phone_menu_leads_to_a_shelf(demo: DemoShop, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto(f"{demo.url}/ja/")
    page.get_by_role("button", name="メニュー").tap()
    page.locator("#menu").get_by_role("link", name="庭しごと").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("庭しごと")


def test_a_product_page_comes_back_alive_from_the_browsers_cache(demo: DemoShop, page: Page) -> None:
    page.goto(f"{demo.url}/en/p/watering-can")
    expect(page.locator("#viewers")).to_be_visible()
    page.locator(".crumbs a").first.click()
    page.wait_for_url("**/en/")
    page.go_back()
    expect(page.locator("#viewers")).to_have_text("You are the only one looking at this now")
