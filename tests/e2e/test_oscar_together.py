"""A shop that we did not write (django-oscar), shopped together through the real road: equal after every step."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.e2e.flaky_wire import FlakyWire
from tests.e2e.people import signed_in_rep
from tests.e2e.product import Product
from tests.e2e.together import Together, join_plain, start_session
from tests.mirror_equality import watch_roots
from tests.ports import free_ports
from tests.shops.oscar_server import OscarShop

pytestmark = [pytest.mark.system, pytest.mark.browser]
PASSWORD = "harbour-lane-4711"
ADDRESS = {
    "first_name": "Ada",
    "last_name": "Hill",
    "line1": "4 Quay Street",
    "line4": "Bristol",
    "postcode": "BS1 4RR",
}
CARD = {"name": "Ada Hill", "number": "4242 4242 4242 4242", "expiry": "12 / 30", "ccv": "123"}


@pytest.fixture(scope="module")
def shop() -> Iterator[OscarShop]:
    with OscarShop() as running:
        yield running


@pytest.fixture(autouse=True)
def seen_roots(desktop: BrowserContext, elsewhere: BrowserContext) -> None:
    for context in (desktop, elsewhere):
        watch_roots(context)


@pytest.mark.parametrize("edge", ["none", "nginx"])
def test_a_friend_shops_along_from_the_first_page_to_the_order(
    shop: OscarShop, edge: str, tmp_path: Path, desktop: BrowserContext, elsewhere: BrowserContext
) -> None:
    with Product(tmp_path, shop.url, edge=edge) as product:
        host, viewer = desktop.new_page(), elsewhere.new_page()
        host.goto(product.shop + "/")
        join_plain(viewer, start_session(host)["link"])
        both = Together(host, viewer)
        both.in_step("home")
        register(both, f"ada-{edge}@example.com")
        log_out_and_in(both, f"ada-{edge}@example.com")
        browse(both, product)
        fill_the_basket_by_the_other(both)
        walk_the_history(both, product)
        check_out(both)
        assert both.steps == 21
        assert not [cookie for cookie in elsewhere.cookies() if "session" in cookie["name"]]


def test_a_rep_by_code_comes_in_the_middle_and_is_cut_off_for_a_while(
    shop: OscarShop, tmp_path: Path, desktop: BrowserContext, elsewhere: BrowserContext
) -> None:
    live_port, wire_port = free_ports(2)
    options = {"live": f"127.0.0.1:{live_port}", "live_public": f"http://localhost:{wire_port}"}
    with Product(tmp_path, shop.url, **options) as product, FlakyWire(live_port, wire_port) as wire:
        product.live = options["live_public"]
        host = desktop.new_page()
        host.goto(product.shop + "/")
        code = start_session(host, "help")["code"]
        rep = signed_in_rep(elsewhere, product)
        host.locator(".side_categories a").nth(1).click()
        join_plain(rep, f"{product.live}/s/{code}")
        both = Together(host, rep)
        both.in_step("rep-comes-in-the-middle")
        wire.cut()
        search(both, "lantern")
        wire.mend()
        both.in_step("rep-is-back")
        fill_the_basket_by_the_other(both)
        register(both, "ada-helped@example.com")
        check_out(both)
        assert both.steps == 13


def register(both: Together, email: str) -> None:
    host = both.host
    host.get_by_role("link", name="Login or register").first.click()
    both.in_step("login")
    host.fill("#id_registration-email", email)
    host.fill("#id_registration-password1", PASSWORD)
    host.fill("#id_registration-password2", PASSWORD)
    both.in_step("registering")
    assert PASSWORD not in "".join(frame.content() for frame in both.viewer.frames)
    host.click("#register_form [type=submit]")
    expect(host.get_by_text("Thanks for registering")).to_be_visible()
    both.in_step("registered")


def log_out_and_in(both: Together, email: str) -> None:
    host = both.host
    host.get_by_role("link", name="Logout").first.click()
    both.in_step("logged-out")
    host.get_by_role("link", name="Login or register").first.click()
    host.fill("#id_login-username", email)
    host.fill("#id_login-password", PASSWORD)
    host.click("#login_form [type=submit]")
    expect(host.get_by_text("Welcome back")).to_be_visible()
    both.in_step("logged-in")


def browse(both: Together, product: Product) -> None:
    """The shopper: a category, a search, a product."""
    both.host.goto(product.shop + "/")
    both.host.locator(".side_categories a").nth(1).click()
    both.in_step("category")
    search(both, "lantern")
    both.in_step("found")
    both.host.locator(".product_pod h3 a").first.click()
    both.host.wait_for_selector("#add_to_basket_form")
    both.in_step("product")


def search(both: Together, words: str) -> None:
    both.host.fill("#id_q", words)
    both.host.press("#id_q", "Enter")
    both.host.wait_for_url(f"**/search/?q={words}")


def fill_the_basket_by_the_other(both: Together) -> None:
    """The friend or the rep searches, opens a product and puts it into the shopper's basket."""
    both.mirror.locator("#id_q").fill("compass")
    both.in_step("searching-by-the-other")
    both.mirror.locator("#id_q").press("Enter")
    both.host.wait_for_url("**/search/?q=compass")
    both.in_step("found-by-the-other")
    both.mirror.locator(".product_pod h3 a").first.click()
    both.host.wait_for_selector("#add_to_basket_form")
    both.in_step("product-by-the-other")
    both.mirror.locator("#add_to_basket_form [type=submit]").click()
    expect(both.host.get_by_text("has been added to your basket")).to_be_visible()
    both.in_step("basket-filled-by-the-other")


def walk_the_history(both: Together, product: Product) -> None:
    both.host.goto(product.shop + "/basket/")
    both.in_step("basket")
    both.host.go_back()
    both.in_step("back")
    both.host.go_forward()
    both.in_step("forward")
    both.host.reload()
    both.in_step("reloaded")


def check_out(both: Together) -> None:
    host = both.host
    host.goto(urljoin(host.url, "/checkout/"))
    for name, value in ADDRESS.items():
        host.fill(f"#id_{name}", value)
    host.select_option("#id_country", "GB")
    both.in_step("address")
    host.click("#new_shipping_address [type=submit]")
    host.wait_for_selector("#payment_form")
    for name, value in CARD.items():
        host.fill(f"#payment_form [name={name}]", value)
    both.in_step("payment", secret="#payment_form input")
    values = "[...document.querySelectorAll('input')].map(field => field.value).join()"
    assert "4242" not in "".join(frame.evaluate(values) for frame in both.viewer.frames)
    host.click("#payment_form [type=submit]")
    host.wait_for_selector("#place_order_form")
    both.in_step("preview")
    host.click("#place_order_form [type=submit]")
    host.wait_for_url("**/thank-you/")
    both.in_step("thank-you")
