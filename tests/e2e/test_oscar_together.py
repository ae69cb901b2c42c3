"""A shop that we did not write (django-oscar), shopped together through the real road: equal after every step."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.e2e.product import Product
from tests.e2e.together import Together, join_plain, start_session
from tests.shops.oscar_server import OscarShop

pytestmark = [pytest.mark.system, pytest.mark.browser]
PASSWORD = "harbour-lane-4711"


@pytest.fixture(scope="module")
def shop() -> Iterator[OscarShop]:
    with OscarShop() as running:
        yield running


@pytest.fixture(params=["none", "nginx"])
def product(request: pytest.FixtureRequest, shop: OscarShop, tmp_path: Path) -> Iterator[Product]:
    with Product(tmp_path, shop.url, edge=request.param) as running:
        yield running


def test_a_friend_shops_along_from_the_first_page_to_the_order(
    product: Product, desktop: BrowserContext, elsewhere: BrowserContext
) -> None:
    host, viewer = desktop.new_page(), elsewhere.new_page()
    host.goto(product.shop + "/")
    started = start_session(host)
    join_plain(viewer, started["link"])
    both = Together(host, viewer)
    both.in_step("home")
    assert elsewhere.cookies(product.shop) == [] or not [
        cookie for cookie in elsewhere.cookies() if "sessionid" in cookie["name"]
    ]

    host.get_by_role("link", name="Login or register").first.click()
    both.in_step("login")
    email = f"ada-{product.shop_port}@example.com"
    host.fill("#id_registration-email", email)
    host.fill("#id_registration-password1", PASSWORD)
    host.fill("#id_registration-password2", PASSWORD)
    both.in_step("registering")
    assert PASSWORD not in viewer.frames[1].content()
    host.click("#register_form [type=submit]")
    expect(host.get_by_text("Thanks for registering")).to_be_visible()
    both.in_step("registered")

    host.get_by_role("link", name="Logout").first.click()
    both.in_step("logged-out")
    host.get_by_role("link", name="Login or register").first.click()
    host.fill("#id_login-username", email)
    host.fill("#id_login-password", PASSWORD)
    host.click("#login_form [type=submit]")
    expect(host.get_by_text("Welcome back")).to_be_visible()
    both.in_step("logged-in")

    host.goto(product.shop + "/")
    host.locator(".side_categories a").nth(1).click()
    both.in_step("category")
    both.mirror.locator("#id_q").fill("compass")
    both.in_step("searching-by-the-friend")
    both.mirror.locator("#id_q").press("Enter")
    host.wait_for_url("**/search/?q=compass")
    both.in_step("found")

    both.mirror.locator(".product_pod h3 a").first.click()
    host.wait_for_selector("#add_to_basket_form")
    both.in_step("product-by-the-friend")
    both.mirror.locator("#add_to_basket_form [type=submit]").click()
    expect(host.get_by_text("has been added to your basket")).to_be_visible()
    both.in_step("basket-filled-by-the-friend")

    host.goto(product.shop + "/basket/")
    both.in_step("basket")
    host.go_back()
    both.in_step("back")
    host.go_forward()
    both.in_step("forward")
    host.reload()
    both.in_step("reloaded")

    host.get_by_role("link", name="Proceed to checkout").first.click()
    fields = {
        "first_name": "Ada",
        "last_name": "Hill",
        "line1": "4 Quay Street",
        "line4": "Bristol",
        "postcode": "BS1 4RR",
    }
    for name, value in fields.items():
        host.fill(f"#id_{name}", value)
    host.select_option("#id_country", "GB")
    both.in_step("address")
    host.click("#new_shipping_address [type=submit]")
    host.wait_for_selector("#payment_form")
    for name, value in {
        "name": "Ada Hill",
        "number": "4242 4242 4242 4242",
        "expiry": "12 / 30",
        "ccv": "123",
    }.items():
        host.fill(f"#payment_form [name={name}]", value)
    both.in_step("payment", secret="#payment_form input")
    assert "4242" not in viewer.frames[1].evaluate(
        "[...document.querySelectorAll('input')].map(i => i.value).join()"
    )
    host.click("#payment_form [type=submit]")
    host.wait_for_selector("#place_order_form")
    both.in_step("preview")
    host.click("#place_order_form [type=submit]")
    host.wait_for_url("**/thank-you/")
    both.in_step("thank-you")
    assert both.steps == 19
