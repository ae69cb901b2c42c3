"""Accounts, baskets, stock and orders without a server."""

import pytest

from demo.catalogue import load_catalogue
from demo.forms import card_code, card_number, email, expiry_after
from demo.store import FREE_DELIVERY_FROM, MAX_LINES, MAX_QUANTITY, MAX_SESSIONS, Store, sum_up

MUG, PLATE, SCARCE = "speckled-mug/ash/-", "ripple-plate/snow/21cm", "bird-bath/ash/-"


@pytest.fixture
def store() -> Store:
    return Store(load_catalogue())


def test_a_basket_sums_up_goods_and_delivery(store: Store) -> None:
    session = store.open_session()
    store.put(session, MUG, 2)
    total = sum_up(store.lines_of(session))
    assert (total.goods, total.delivery, total.total) == (4800, 450, 5250)


def test_delivery_is_free_from_the_limit_on_but_express_never(store: Store) -> None:
    session = store.open_session()
    store.put(session, PLATE, 2)
    lines = store.lines_of(session)
    assert sum_up(lines).goods == FREE_DELIVERY_FROM
    assert (sum_up(lines).delivery, sum_up(lines, "express").delivery) == (0, 950)


def test_no_more_lies_in_a_basket_than_is_in_stock_or_allowed(store: Store) -> None:
    session = store.open_session()
    assert store.put(session, SCARCE, 5) == 1
    assert store.put(session, MUG, MAX_QUANTITY + 1) == MAX_QUANTITY
    assert store.put(session, MUG, 0) == 0
    assert list(session.basket) == [SCARCE]


def test_a_basket_holds_so_many_lines_and_not_one_more(store: Store) -> None:
    session = store.open_session()
    buyable = [key for key, left in store.stock.items() if left]
    for key in buyable[: MAX_LINES + 1]:
        store.put(session, key, 1)
    assert list(session.basket) == buyable[:MAX_LINES]


def test_the_last_piece_goes_to_whoever_orders_first() -> None:
    told: list[tuple[str, int]] = []
    store = Store(load_catalogue(), on_stock=lambda key, left: told.append((key, left)))
    first, second = store.open_session(), store.open_session()
    for session in (first, second):
        store.put(session, SCARCE, 1)
    assert store.place_order(first, "en", {}, "standard", "4242") is not None
    assert store.place_order(second, "en", {}, "standard", "4242") is None
    assert told == [(SCARCE, 0)]
    assert (first.basket, second.basket) == ({}, {SCARCE: 1})


def test_a_login_needs_the_right_password_and_any_spelling_of_the_email(store: Store) -> None:
    store.register("Ada@example.com", "Ada", "long-enough")
    assert store.check_login("ada@EXAMPLE.com", "long-enough") is not None
    assert store.check_login("ada@example.com", "long-enougH") is None
    assert store.check_login("nobody@example.com", "long-enough") is None
    assert store.register("ada@example.com", "Eve", "long-enough") is None


def test_a_renewed_session_is_not_found_by_its_old_name(store: Store) -> None:
    session = store.open_session()
    old_id, old_token = session.id, session.csrf
    store.renew_session(session)
    assert store.find_session(old_id) is None
    assert store.find_session(session.id) is session
    assert session.csrf != old_token


def test_the_session_not_used_for_longest_is_forgotten_beyond_the_bound(store: Store) -> None:
    first, second = store.open_session(), store.open_session()
    store.find_session(first.id)
    for _ in range(MAX_SESSIONS - 1):
        store.open_session()
    assert store.find_session(first.id) is first
    assert store.find_session(second.id) is None


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("4242 4242 4242 4242", None),
        ("4242-4242-4242-4241", "bad_card"),
        ("4242", "bad_card"),
        ("４２４２", "bad_card"),
    ],
)
def test_card_numbers_are_checked_by_their_last_digit(number: str, problem: str | None) -> None:
    assert card_number(number) == problem


@pytest.mark.parametrize(
    ("value", "problem"),
    [("11/26", None), ("10/26", "bad_expiry"), ("01 / 27", None), ("13/30", "bad_expiry")],
)
def test_a_card_may_not_have_expired(value: str, problem: str | None) -> None:
    assert expiry_after(2026, 11)(value) == problem


def test_codes_and_emails_are_checked_by_shape() -> None:
    assert (card_code("123"), card_code("12a")) == (None, "bad_code")
    assert (email("a@b.co"), email("a@b"), email("a b@c.de")) == (None, "bad_email", "bad_email")
