"""Basket, checkout and order: the pages that cost something."""

from datetime import UTC, datetime
from typing import Final

from starlette.responses import Response

from .catalogue import NO_CHOICE, Variant
from .forms import Check, Form, card_code, card_number, email, expiry_after, find_problems, given
from .pages import not_found
from .store import DELIVERY, FREE_DELIVERY_FROM, Order, Sum, sum_up
from .visit import KEPT, Visit

DECLINED: Final = "4000000000000002"
"""The card that is always declined, for trying that out."""

COUNTRIES: Final[tuple[tuple[str, str, str], ...]] = (
    ("GB", "United Kingdom", "イギリス"), ("JP", "Japan", "日本"), ("IE", "Ireland", "アイルランド"),
    ("FR", "France", "フランス"), ("DE", "Germany", "ドイツ"), ("US", "United States", "アメリカ合衆国"),
)  # fmt: skip


def show_basket(visit: Visit) -> Response:
    lines = visit.shop.store.lines_of(visit.session)
    total = sum_up(lines)
    return visit.render("basket.html", lines=lines, sum=total, gap=max(0, FREE_DELIVERY_FROM - total.goods))


def add_to_basket(visit: Visit, form: Form) -> Response:
    variant = _find_variant(visit, form)
    if variant is None:
        return not_found(visit)
    wanted = visit.session.basket.get(variant.key, 0) + _number(form.get("quantity", "1"))
    name, placed = variant.product.name[visit.lang], visit.shop.store.put(visit.session, variant.key, wanted)
    if placed >= wanted:
        visit.note("added", name=name)
    else:
        visit.note("not_enough", name=name, n=placed)
    return visit.go(visit.path("basket"))


def change_basket(visit: Visit, form: Form) -> Response:
    """Sets quantities from fields named by variant; the button `remove` names one to take out."""
    for key in list(visit.session.basket):
        if key in form:
            visit.shop.store.put(visit.session, key, _number(form[key]))
    visit.session.basket.pop(form.get("remove", ""), None)
    return visit.go(visit.path("basket"))


def show_checkout(visit: Visit) -> Response:
    if not visit.session.basket:
        return visit.go(visit.path("basket"))
    lines = visit.shop.store.lines_of(visit.session)
    ways: dict[str, Sum] = {way: sum_up(lines, way) for way in DELIVERY}
    refused = visit.take_refused("checkout")
    values = dict.fromkeys(KEPT, "") | (dict(refused.values) if refused.form else _known_address(visit))
    way = values["delivery"] if values["delivery"] in ways else "standard"
    return visit.render(
        "checkout.html",
        lines=lines,
        ways=ways,
        way=way,
        values=values,
        problems=refused.problems,
        countries=COUNTRIES,
    )


def place_order(visit: Visit, form: Form) -> Response:
    if not visit.session.basket:
        return visit.go(visit.path("basket"))
    problems = find_problems(form, _checks())
    if problems:
        return visit.refuse(visit.path("checkout"), "checkout", form, problems)
    digits = form["card_number"].replace(" ", "").replace("-", "")
    if digits == DECLINED:
        return visit.refuse(visit.path("checkout"), "checkout", form, {"card_number": "card_declined"})
    address = {name: form.get(name, "") for name in KEPT}
    order = visit.shop.store.place_order(visit.session, visit.lang, address, form["delivery"], digits[-4:])
    if order is None:
        _tell_shortage(visit)
        return visit.go(visit.path("basket"))
    return visit.go(visit.path("order", order.number))


def show_order(visit: Visit) -> Response:
    """Only for the browser that placed it, or the account that did."""
    number = visit.request.path_params["number"]
    own = set(visit.session.orders) | set(visit.session.account.orders if visit.session.account else ())
    order: Order | None = visit.shop.store.orders.get(number) if number in own else None
    if order is None:
        return not_found(visit)
    country = next(entry for entry in COUNTRIES if entry[0] == order.address["country"])
    return visit.render("order.html", order=order, country=country[2 if visit.lang == "ja" else 1])


def _known_address(visit: Visit) -> dict[str, str]:
    """What can be filled in before anything was typed."""
    account = visit.session.account
    given_name, _, family_name = account.name.partition(" ") if account else ("", "", "")
    known = {"email": account.email if account else "", "given_name": given_name, "family_name": family_name}
    return known | {"country": "JP" if visit.lang == "ja" else "GB"}


def _tell_shortage(visit: Visit) -> None:
    """Bring the basket down to what is left and say so."""
    for line in visit.shop.store.lines_of(visit.session):
        left = visit.shop.store.put(visit.session, line.variant.key, line.quantity)
        if left < line.quantity:
            visit.note("not_enough", name=line.variant.product.name[visit.lang], n=left)


def _checks() -> dict[str, tuple[Check, ...]]:
    today = datetime.now(UTC)
    return {
        "email": (given, email), "given_name": (given,), "family_name": (given,), "street": (given,),
        "city": (given,), "postcode": (given,), "country": (_one_of({code for code, *_ in COUNTRIES}),),
        "delivery": (_one_of(set(DELIVERY)),), "card_name": (given,), "card_number": (given, card_number),
        "card_expiry": (given, expiry_after(today.year, today.month)), "card_code": (given, card_code),
        "terms": (given,),
    }  # fmt: skip


def _one_of(allowed: set[str]) -> Check:
    return lambda value: None if value in allowed else "missing"


def _find_variant(visit: Visit, form: Form) -> Variant | None:
    key = "/".join((form.get("product", ""), form.get("colour", NO_CHOICE), form.get("size", NO_CHOICE)))
    return visit.shop.catalogue.variants.get(key)


def _number(text: str) -> int:
    """A quantity; what is none counts as nothing."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
