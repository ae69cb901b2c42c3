"""Shopping over plain HTTP: basket, account, checkout."""

import pytest

from tests.shops.plain_shopper import Answer, PlainShopper

pytestmark = pytest.mark.system

ADDRESS = {
    "email": "ada@example.com",
    "given_name": "Ada",
    "family_name": "Hill",
    "street": '4 <b>Quay</b> & "Sons"',
    "city": "Bristol",
    "postcode": "BS1 4RR",
    "country": "GB",
    "delivery": "standard",
}
CARD = {
    "card_name": "Ada Hill",
    "card_number": "4242 4242 4242 4242",
    "card_expiry": "12/39",
    "card_code": "123",
    "terms": "yes",
}


def add(shopper: PlainShopper, slug: str, lang: str = "en", **choice: str) -> Answer:
    return shopper.submit(shopper.open(f"/{lang}/p/{slug}"), "#buy", choice)


def total(page: Answer) -> str:
    return page.texts("[data-test=total]")[0]


def register(shopper: PlainShopper, email: str, password: str = "long enough") -> Answer:
    fields = {"name": "Ada Hill", "email": email, "password": password}
    return shopper.submit(shopper.open("/en/account"), "#register", fields)


def test_looking_around_sets_no_cookie_and_a_basket_sets_a_safe_one(shopper: PlainShopper) -> None:
    for path in ("/en/", "/en/c/tea", "/en/search?q=mug", "/en/finder", "/ja/guide"):
        assert "Set-Cookie" not in shopper.open(path).headers
    cookie = shopper.open("/en/p/bud-vase").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie


def test_the_cookie_is_secure_where_the_shop_stands_behind_https(shopper: PlainShopper) -> None:
    answer = shopper.open("/en/p/bud-vase", {"X-Forwarded-Proto": "https"})
    assert "Secure" in answer.headers["Set-Cookie"]


def test_a_basket_adds_up_over_variants_and_languages(shopper: PlainShopper) -> None:
    add(shopper, "ripple-plate", colour="celadon", size="27cm", quantity="2")
    page = add(shopper, "kyoto-hojicha", size="80g", quantity="1")
    assert page.url.endswith("/en/basket")
    assert page.texts("[data-test=line-total]") == ["£82.00", "£9.80"]
    assert (total(page), page.texts("[data-test=delivery]")) == ("£91.80", ["free"])
    assert total(shopper.open("/ja/basket")) == "¥18,360"


def test_quantities_change_and_lines_go(shopper: PlainShopper) -> None:
    add(shopper, "speckled-mug", colour="moss")
    page = add(shopper, "bud-vase", colour="indigo")
    page = shopper.submit(page, "[data-test=basket-form]", {"speckled-mug/moss/-": "3"})
    assert total(page) == "£110.00"
    page = shopper.submit(page, "button[value='bud-vase/indigo/-']")
    assert total(page) == "£72.00"
    page = shopper.submit(page, "[data-test=basket-form]", {"speckled-mug/moss/-": "0"})
    assert "empty" in page.text


def test_what_is_sold_out_does_not_get_into_the_basket(shopper: PlainShopper) -> None:
    page = shopper.open("/en/p/moon-matcha-bowl?colour=sakura")
    assert page.tree.cssselect("#add[disabled]")
    answer = shopper.submit(page, "#buy")
    assert "only 0" in answer.texts("[data-test=note]")[0]
    assert "empty" in answer.text


def test_a_variant_that_does_not_exist_is_not_found(shopper: PlainShopper) -> None:
    assert add(shopper, "speckled-mug", colour="gold").status == 404


@pytest.mark.parametrize("form", [{}, {"csrf": "guessed"}])
def test_a_form_without_the_sessions_token_does_nothing(shopper: PlainShopper, form: dict[str, str]) -> None:
    shopper.open("/en/p/speckled-mug")
    refused = shopper.post("/en/basket/add", {"product": "speckled-mug", "colour": "ash", "size": "-"} | form)
    assert refused.status == 403
    assert "empty" in shopper.open("/en/basket").text


def test_a_body_over_the_bound_is_refused_and_one_at_the_bound_is_read(shopper: PlainShopper) -> None:
    page = shopper.open("/en/account")
    csrf = page.tree.cssselect("#login [name=csrf]")[0].get("value")
    fixed = len(f"csrf={csrf}&email=")
    assert shopper.post("/en/account/login", {"csrf": csrf, "email": "x" * (64 * 1024 - fixed)}).status == 200
    assert (
        shopper.post("/en/account/login", {"csrf": csrf, "email": "x" * (64 * 1024 - fixed + 1)}).status
        == 413
    )


def test_a_shopper_registers_logs_out_and_logs_in_again(shopper: PlainShopper) -> None:
    page = register(shopper, "ada.again@example.com")
    assert page.texts("[data-test=customer]") == ["ada.again@example.com"]
    page = shopper.submit(page, "[data-test=logout-form]")
    assert page.url.endswith("/en/")
    wrong = {"email": "ada.again@example.com", "password": "not this one"}
    refused = shopper.submit(shopper.open("/en/account"), "#login", wrong)
    assert refused.texts("[data-test=problems]") == ["We know no account with this e-mail and password."]
    assert b"not this one" not in refused.body
    page = shopper.submit(refused, "#login", wrong | {"password": "long enough"})
    assert page.texts("[data-test=customer]") == ["ada.again@example.com"]


def test_an_email_registers_once_and_a_short_password_never(shopper: PlainShopper, demo: object) -> None:
    register(shopper, "once@example.com")
    assert "already an account" in register(PlainShopper(shopper.url), "once@example.com").text
    assert (
        "Eight characters or more, please."
        in register(PlainShopper(shopper.url), "short@example.com", "short").text
    )


def test_an_email_is_confirmed_by_a_code(shopper: PlainShopper) -> None:
    page = register(shopper, "code@example.com")
    page = shopper.submit(page, "[data-test=confirm-form]", {"code": "000000"})
    assert "That is not the code." in page.text
    page = shopper.submit(page, "[data-test=confirm-form]", {"code": "246810"})
    assert "Your e-mail is confirmed." in page.text


def test_logging_in_changes_the_session_and_keeps_the_basket(shopper: PlainShopper) -> None:
    add(shopper, "speckled-mug", colour="slate")
    before = {cookie.value for cookie in shopper.cookies}
    register(shopper, "keeps@example.com")
    assert before.isdisjoint({cookie.value for cookie in shopper.cookies})
    assert total(shopper.open("/en/basket")) == "£28.50"


def test_a_login_leads_nowhere_outside(shopper: PlainShopper) -> None:
    page = shopper.open("/en/account?next=//elsewhere.example")
    assert page.tree.cssselect("#login [name=next]")[0].get("value") == "account"


def test_an_order_is_placed_by_a_guest_and_seen_by_nobody_else(shopper: PlainShopper) -> None:
    add(shopper, "harvest-jug", colour="celadon")
    page = shopper.submit(shopper.open("/en/checkout"), "#checkout", ADDRESS | CARD | {"delivery": "express"})
    assert total(page) == "£55.50"
    assert "card ending in 4242" in page.text
    assert '4 <b>Quay</b> & "Sons"' in page.text
    assert PlainShopper(shopper.url).open(page.url).status == 404
    assert "empty" in shopper.open("/en/basket").text


def test_a_refused_checkout_keeps_the_address_but_never_the_card(shopper: PlainShopper) -> None:
    add(shopper, "harvest-jug", colour="snow")
    wrong = CARD | {"card_number": "4242 4242 4242 4241", "card_code": "987"}
    page = shopper.submit(shopper.open("/ja/checkout"), "#checkout", ADDRESS | wrong)
    assert page.url.endswith("/ja/checkout")
    assert page.texts("#card_number-problem") == ["カード番号が正しくありません。"]
    assert page.tree.cssselect("#street")[0].get("value") == ADDRESS["street"]
    assert page.tree.cssselect("#card_code")[0].get("value") == ""
    assert b"4241" not in page.body
    assert not shopper.open("/ja/checkout").texts("[data-test=problems]")


def test_one_card_is_always_declined(shopper: PlainShopper) -> None:
    add(shopper, "harvest-jug", colour="snow")
    declined = CARD | {"card_number": "4000 0000 0000 0002"}
    page = shopper.submit(shopper.open("/en/checkout"), "#checkout", ADDRESS | declined)
    assert page.texts("#card_number-problem") == [
        "Your payment was declined by the bank that issued this card."
    ]
    assert shopper.open("/en/basket").texts("[data-test=line-total]")


def test_an_account_sees_its_orders(shopper: PlainShopper) -> None:
    register(shopper, "orders@example.com")
    add(shopper, "genmaicha", size="250g")
    shopper.submit(shopper.open("/en/checkout"), "#checkout", ADDRESS | CARD)
    page = shopper.open("/en/account")
    assert "£22.90" in page.text
    number = page.texts(".orders a")[0]
    assert shopper.open(f"/en/order/{number}").texts("[data-test=order-number]") == [number]


def test_a_checkout_with_an_empty_basket_leads_back_to_it(shopper: PlainShopper) -> None:
    assert shopper.open("/en/checkout").url.endswith("/en/basket")
