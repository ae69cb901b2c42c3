"""The demo shop: a rep by code, a friend who comes late, a wire that is cut, a live host that is killed; equal after every step."""

import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.demo.demo_server import DemoShop
from tests.desk.people import click_in_mirror
from tests.e2e.flaky_wire import FlakyWire
from tests.e2e.people import open_by_code, signed_in_rep
from tests.e2e.product import Product
from tests.e2e.together import Together, join_plain, start_session
from tests.mirror_equality import mirror_frame, watch_roots
from tests.ports import free_ports

pytestmark = [pytest.mark.system, pytest.mark.browser]
EMAIL = "mika@example.com"
PASSWORD = "tea-and-clay"
ADDRESS = {
    "email": "ada@example.com",
    "given_name": "Ada",
    "family_name": "Hill",
    "street": "4 Quay Street",
    "city": "Bristol",
    "postcode": "BS1 4RR",
    "phone": "0117 496 0123",
}
CARD = {
    "card_name": "Ada Hill",
    "card_number": "4242 4242 4242 4242",
    "card_expiry": "12/39",
    "card_code": "123",
}


@pytest.fixture(scope="module")
def shop() -> Iterator[DemoShop]:
    with DemoShop() as running:
        yield running


@pytest.fixture
def product(shop: DemoShop, tmp_path: Path) -> Iterator[Product]:
    with Product(tmp_path, shop.url) as running:
        yield running


@pytest.fixture(autouse=True)
def seen_roots(desktop: BrowserContext, elsewhere: BrowserContext, phone: BrowserContext) -> None:
    for context in (desktop, elsewhere, phone):
        watch_roots(context)


def test_friends_shop_together_in_both_languages(
    product: Product, desktop: BrowserContext, elsewhere: BrowserContext
) -> None:
    host, viewer = desktop.new_page(), elsewhere.new_page()
    host.goto(product.shop + "/en/")
    join_plain(viewer, start_session(host)["link"])
    both = Together(host, viewer)
    both.in_step("demo-home")
    both.mirror.locator("[data-test=card] a").first.click()
    host.wait_for_selector("#add")
    both.in_step("demo-product")
    both.mirror.locator("#quantity").fill("2")
    both.mirror.locator("[data-test=size-guide]").click()
    expect(host.locator("dialog#size-guide")).to_be_visible()
    both.in_step("demo-dialog")
    both.viewer.keyboard.press("Escape")
    expect(host.locator("dialog#size-guide")).to_be_hidden()
    both.mirror.locator("#add").click()
    host.wait_for_url("**/basket")
    both.in_step("demo-basket")
    host.goto(product.shop + "/ja/guide")
    both.in_step("demo-shift-jis")
    host.goto(product.shop + "/en/finder")
    both.in_step("demo-finder")
    host.go_back()
    both.in_step("demo-back")
    host.goto(product.shop + "/en/stores")
    both.in_step("demo-frame")
    host.goto(product.shop + "/en/help")
    both.mirror.locator("summary").nth(1).click()
    both.in_step("demo-details")


def test_a_rep_by_code_sees_no_card_and_the_shopper_orders(
    product: Product, desktop: BrowserContext, elsewhere: BrowserContext
) -> None:
    host = desktop.new_page()
    host.goto(product.shop + "/en/")
    started = start_session(host, "help")
    desk = signed_in_rep(elsewhere, product)
    expect(desk.locator(f'[data-session="{started["session"]}"]')).to_be_visible()
    open_by_code(desk, started["code"])
    both = Together(host, desk)
    both.trees_equal()
    host.goto(product.shop + "/en/p/bird-bath")
    both.trees_equal()
    click_in_mirror(desk, both.mirror.locator("#add"))
    host.wait_for_url("**/basket")
    both.trees_equal()
    host.goto(product.shop + "/en/checkout")
    for name, value in (ADDRESS | CARD).items():
        host.fill(f"#{name}", value)
    host.check("#terms")
    both.trees_equal()
    assert not seen_in_mirror(desk, "4242")
    assert seen_in_mirror(desk, "Quay Street")
    host.click("#place-order")
    expect(host.locator("[data-test=thanks]")).to_be_visible()
    both.trees_equal()


def test_a_late_friend_and_a_cut_wire_get_exactly_what_they_need(
    shop: DemoShop, tmp_path: Path, desktop: BrowserContext, elsewhere: BrowserContext
) -> None:
    live_port, wire_port = free_ports(2)
    options = {"live": f"127.0.0.1:{live_port}", "live_public": f"http://localhost:{wire_port}"}
    with Product(tmp_path, shop.url, **options) as product, FlakyWire(live_port, wire_port) as wire:
        host, early, late = desktop.new_page(), elsewhere.new_page(), elsewhere.new_page()
        host.goto(product.shop + "/en/finder")
        started = start_session(host)
        join_plain(early, started["link"])
        first = Together(host, early)
        first.trees_equal()
        host.fill("#q", "kettle")
        join_plain(late, host.evaluate("window.alongside.invite()"))
        second = Together(host, late)
        second.trees_equal()
        wire.cut()
        host.fill("#q", "tea bowl")
        host.evaluate(
            "document.body.append(Object.assign(document.createElement('p'), {textContent: 'in the dark'}))"
        )
        wire.mend()
        for both in (first, second):
            both.trees_equal()
            expect(both.mirror.get_by_text("in the dark")).to_have_count(1)


def test_a_live_host_killed_in_mid_session_comes_back_to_the_same_page(
    product: Product, desktop: BrowserContext, elsewhere: BrowserContext
) -> None:
    host, viewer = desktop.new_page(), elsewhere.new_page()
    host.goto(product.shop + "/en/")
    started = start_session(host)
    join_plain(viewer, started["link"])
    both = Together(host, viewer)
    both.trees_equal()
    product.kill("-m console")
    host.evaluate(
        "document.body.append(Object.assign(document.createElement('p'), {textContent: 'meanwhile'}))"
    )
    expect(both.mirror.get_by_text("meanwhile")).to_have_count(1, timeout=20_000)
    both.trees_equal()
    both.mirror.locator("[data-test=card] a").first.click()
    host.wait_for_selector("#add")
    both.trees_equal()
    assert host.evaluate("window.alongside.state") == "active"


def test_a_phone_in_japanese_looks_the_same_at_the_other_end(
    product: Product, phone: BrowserContext, elsewhere: BrowserContext
) -> None:
    host, viewer = phone.new_page(), elsewhere.new_page()
    host.goto(product.shop + "/ja/")
    join_plain(viewer, start_session(host)["link"])
    both = Together(host, viewer)
    both.trees_equal()
    assert viewer.locator("iframe#mirror").bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    host.locator("[data-test=card] a").first.tap()
    host.wait_for_selector("#add")
    both.trees_equal()


def test_a_session_survives_form_posts_redirects_and_reloads_without_a_second_question(
    product: Product, desktop: BrowserContext, elsewhere: BrowserContext
) -> None:
    host, viewer = desktop.new_page(), elsewhere.new_page()
    host.goto(product.shop + "/en/account")
    started = start_session(host)
    join_plain(viewer, started["link"])
    both = Together(host, viewer)
    host.fill("#login-email", EMAIL)
    host.fill("#login-password", "a secret of mine")
    both.trees_equal()
    assert not seen_in_mirror(viewer, "a secret of mine")
    host.click("[data-reveal]")
    both.trees_equal()
    assert not seen_in_mirror(viewer, "a secret of mine")
    host.fill("#login-password", PASSWORD)
    host.click("[data-test=login]")
    expect(host.locator("[data-test=customer]")).to_be_visible()
    both.trees_equal()
    host.reload()
    both.trees_equal()
    host.evaluate("window.alongside.stop()")
    expect(viewer.locator("iframe#mirror")).to_have_count(0)


def test_what_changed_behind_the_mirror_s_back_is_noticed_mended_and_counted(
    product: Product, desktop: BrowserContext, elsewhere: BrowserContext
) -> None:
    host, viewer = desktop.new_page(), elsewhere.new_page()
    host.goto(product.shop + "/en/")
    join_plain(viewer, start_session(host)["link"])
    both = Together(host, viewer)
    both.trees_equal()
    assert divergences(product) == 0
    said: list[str] = []
    viewer.on("console", lambda message: said.append(message.text))
    viewer.screenshot()  # which leaves an empty style attribute on every field, as extensions do
    assert mirror_frame(viewer).evaluate("document.querySelectorAll('input[style=\"\"]').length") > 0
    mirror_frame(viewer).evaluate("document.querySelector('h1').firstChild.data = 'Planted words'")
    expect(both.mirror.get_by_text("Planted words")).to_have_count(0, timeout=20_000)
    both.trees_equal()
    assert divergences(product) == 1
    assert [words for words in said if "differs" in words] == [
        "Alongside: the mirror differs from its page in text"
    ]


def divergences(product: Product) -> float:
    """How often a copy was found to differ, in all."""
    with urllib.request.urlopen(f"{product.live}/metrics", timeout=5) as answer:
        lines = answer.read().decode().splitlines()
    return sum(float(line.split()[-1]) for line in lines if line.startswith("alongside_divergences_total{"))


def seen_in_mirror(viewer: Page, text: str) -> bool:
    """Whether the text stands anywhere in any document of the viewer's page, form values included."""
    values = "[...document.querySelectorAll('input, textarea')].map(field => field.value).join(' ')"
    return any(text in frame.content() + frame.evaluate(values) for frame in viewer.frames)
