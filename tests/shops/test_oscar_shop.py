"""The real test shop by itself, so that a failing co-browsing test is never the shop's own fault."""

from collections.abc import Iterator

import pytest

from tests.shops.oscar_server import OscarShop
from tests.shops.plain_shopper import Answer, PlainShopper

pytestmark = pytest.mark.system

ADDRESS = {
    "first_name": "Ada",
    "last_name": "Hill",
    "line1": "4 Quay Street",
    "line4": "Bristol",
    "postcode": "BS1 4RR",
    "country": "GB",
}
CARD = {"name": "Ada Hill", "number": "4242 4242 4242 4242", "expiry": "12 / 30", "ccv": "123"}


@pytest.fixture(scope="module")
def shop() -> Iterator[OscarShop]:
    with OscarShop() as running:
        yield running


def register(shopper: PlainShopper, email: str) -> Answer:
    page = shopper.open("/accounts/login/")
    password = "harbour-lane-4711"
    return shopper.submit(
        page,
        "#register_form",
        {
            "registration-email": email,
            "registration-password1": password,
            "registration-password2": password,
            "registration_submit": "Register",
        },
    )


def add_first_search_result(shopper: PlainShopper, words: str) -> Answer:
    results = shopper.open(f"/search/?q={words}")
    link = results.tree.cssselect(".product_pod h3 a")[0].get("href")
    return shopper.submit(shopper.open(link), "#add_to_basket_form", {"quantity": "2"})


def test_lists_its_products_in_three_categories_over_several_pages(shop: OscarShop) -> None:
    shopper = PlainShopper(shop.url)
    home = shopper.open("/")
    assert len(home.tree.cssselect(".product_pod")) == 12
    links = [a.get("href") for a in home.tree.cssselect(".side_categories a")]
    assert [len(shopper.open(link).tree.cssselect(".product_pod")) for link in links] == [9, 9, 9]


def test_serves_its_styles_scripts_and_pictures(shop: OscarShop) -> None:
    shopper = PlainShopper(shop.url)
    home = shopper.open("/")
    addresses = [
        *(link.get("href") for link in home.tree.cssselect("link[rel=stylesheet]")),
        *(script.get("src") for script in home.tree.cssselect("script[src]")),
        *(image.get("src") for image in home.tree.cssselect(".product_pod img")),
    ]
    assert len(addresses) > 15
    assert {shopper.open(address).status for address in addresses} == {200}
    assert not [address for address in addresses if address.startswith("http")]


def test_a_shopper_registers_fills_a_basket_and_places_an_order(shop: OscarShop) -> None:
    shopper = PlainShopper(shop.url)
    assert "ada@example.com" in register(shopper, "ada@example.com").text
    add_first_search_result(shopper, "compass")
    assert "Brass Compass" in shopper.open("/basket/").text
    address = shopper.open("/checkout/")
    assert address.url.endswith("/checkout/shipping-address/")
    payment = shopper.submit(address, "#new_shipping_address", ADDRESS)
    assert payment.url.endswith("/checkout/payment-details/"), payment.text
    preview = shopper.submit(payment, "#payment_form", CARD)
    assert "£4.50" in preview.text
    thanks = shopper.submit(preview, "#place_order_form")
    assert thanks.url.endswith("/checkout/thank-you/"), thanks.text
    assert "Brass Compass" in thanks.text


def test_a_form_from_a_foreign_site_is_refused(shop: OscarShop) -> None:
    shopper = PlainShopper(shop.url)
    page = shopper.open("/accounts/login/")
    token = page.tree.cssselect("#login_form [name=csrfmiddlewaretoken]")[0].get("value")
    answer = shopper.post(
        "/accounts/login/", {"csrfmiddlewaretoken": token}, headers={"Origin": "https://elsewhere.example"}
    )
    assert answer.status == 403


def test_two_shops_side_by_side_share_nothing(shop: OscarShop) -> None:
    register(PlainShopper(shop.url), "twice@example.com")
    with OscarShop() as other:
        assert "already exists" not in register(PlainShopper(other.url), "twice@example.com").text
    assert "already exists" in register(PlainShopper(shop.url), "twice@example.com").text
