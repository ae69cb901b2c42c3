"""Cards of the shop's pages, suggestions and the shopper's answers to them."""

from typing import Any

import pytest

from alongside.facts import PageFacts, Product
from alongside.guiding import (
    BURST,
    BURST_MS,
    LONGEST_REST_MS,
    REST_MS,
    Known,
    NotTaken,
    check_reply,
    check_suggestion,
    is_of_shop,
    known_of,
    price_words,
    show_card,
)
from alongside.leading import ask_first, freeze, may_now
from alongside.session import Participant
from alongside.talk import speak
from alongside.wire.talk import Answer, Card, Line, Reply, Spoken
from alongside.wire.words import Page
from tests.alongside.test_leading import among_friends

SHOP = "https://shop.example"
HOSTS = (SHOP, "https://checkout.shop.example")
SHOWN = Page(url=f"{SHOP}/p/kyusu", title="Kyusu")
BOWL = Card(url=f"{SHOP}/p/bowl", title="a bowl", price="free!", picture="https://elsewhere.example/x.png")
KNOWN = Known(url=f"{SHOP}/p/bowl", title="Tea bowl", price="€24", picture=f"{SHOP}/bowl.jpg")
MINUTE = 60_000


def person(role: Any, number: int = 2) -> Participant:
    return Participant(id=f"p{number}", role=role, name="Mika", color="#000", here=True, since=0.0)


SHOPPER, MIKA, ANN = person("shopper", 1), person("rep"), person("friend", 3)


def suggestion(at: int, who: Participant = MIKA) -> Spoken:
    spoken = speak(who, f"k{at}", Line(card=BOWL, suggest=True), at / 1000)
    assert spoken
    return spoken


def reply(at: int, to: int, answer: Answer) -> Spoken:
    spoken = speak(SHOPPER, f"k{at}", Line(reply=Reply(to=to, answer=answer)), at / 1000)
    assert spoken
    return spoken


def is_taken(lines: list[Spoken], now: float, who: Participant = MIKA, first: int = 1) -> bool:
    try:
        check_suggestion(who, first, lines, now)
    except NotTaken as refusal:
        return refusal.why != "rests"
    return True


@pytest.mark.parametrize(
    "url",
    [
        f"{SHOP}/",
        SHOP,
        f"{SHOP}/p/bowl?size=2#top",
        f"{SHOP}:443/p",
        "HTTPS://Shop.Example/p",
        f"{HOSTS[1]}/cart",
    ],
)
def test_an_address_of_the_shop(url: str) -> None:
    assert is_of_shop(url, HOSTS)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/p/bowl",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "http://shop.example/",
        f"{SHOP}:8443/",
        "https://shop.example.evil.example/",
        "https://evil.example/?https://shop.example/",
        "https://shop.example@evil.example/",
        "https://you@shop.example/",
        "https://shop.example\\@evil.example/",
        " https://shop.example/",
        "https://[shop.example/",
        "https://shop.example:port/",
    ],
)
def test_an_address_that_is_not_the_shop_s(url: str) -> None:
    assert not is_of_shop(url, HOSTS)


def test_what_is_known_of_a_page_counts_and_not_what_its_sender_claims() -> None:
    assert show_card(BOWL, SHOWN, HOSTS, KNOWN) == Card(
        url=BOWL.url, title="Tea bowl", price="€24", picture=f"{SHOP}/bowl.jpg"
    )
    assert show_card(BOWL, SHOWN, HOSTS, None) == Card(url=BOWL.url, title="a bowl")


def test_a_card_without_an_address_is_of_the_page_that_is_shown() -> None:
    assert show_card(Card(url="", title=""), SHOWN, HOSTS, None) == Card(url=SHOWN.url, title="Kyusu")


@pytest.mark.parametrize(
    ("picture", "shown"), [(f"{SHOP}/bowl.jpg", f"{SHOP}/bowl.jpg"), ("https://cdn.example/bowl.jpg", "")]
)
def test_what_a_page_says_of_its_product_is_shown_and_no_picture_from_elsewhere(
    picture: str, shown: str
) -> None:
    product = Product(name="Tea bowl", price=24.0, currency="EUR", picture=picture)
    facts = PageFacts(url=BOWL.url, title="Tea bowl - Shop", kind="product", product=product)
    assert known_of(facts, HOSTS) == Known(url=BOWL.url, title="Tea bowl", price="€24", picture=shown)
    assert known_of(PageFacts(url=BOWL.url, title="Guide"), HOSTS) == Known(url=BOWL.url, title="Guide")


@pytest.mark.parametrize(
    ("price", "most", "currency", "words"),
    [
        (None, None, "EUR", ""),
        (24.0, None, "EUR", "€24"),
        (9.5, None, "GBP", "£9.50"),
        (12800.0, None, "JPY", "¥12,800"),
        (9.5, 12.0, "USD", "$9.50–"),
        (9.5, 9.5, "CHF", "CHF 9.50"),
        (1.0, None, "", "1"),
    ],
)
def test_a_price_as_people_read_it(
    price: float | None, most: float | None, currency: str, words: str
) -> None:
    assert price_words(Product(name="Tea bowl", price=price, most=most, currency=currency)) == words


def test_a_page_from_elsewhere_is_no_card() -> None:
    with pytest.raises(NotTaken, match="elsewhere"):
        show_card(Card(url="https://evil.example/", title="Tea bowl"), SHOWN, HOSTS, None)


def test_so_many_suggestions_a_minute_and_no_more() -> None:
    lines = [suggestion(count) for count in range(BURST)]
    assert is_taken(lines[:-1], BURST_MS - 1)
    assert not is_taken(lines, BURST_MS - 1)
    assert is_taken(lines, BURST_MS)
    assert is_taken(lines, BURST_MS - 1, ANN)


def test_after_a_no_its_sender_rests_and_longer_after_another() -> None:
    lines = [suggestion(0), reply(1000, 1, "no")]
    assert not is_taken(lines, 1000 + REST_MS - 1)
    assert is_taken(lines, 1000 + REST_MS)
    assert is_taken(lines, 2000, ANN)
    lines += [suggestion(2 * MINUTE), reply(2 * MINUTE, 3, "no")]
    assert not is_taken(lines, 4 * MINUTE - 1)
    assert is_taken(lines, 4 * MINUTE)


def test_nobody_rests_for_longer_than_a_quarter_of_an_hour() -> None:
    lines = [line for count in range(8) for line in (suggestion(count), reply(count, count * 2 + 1, "no"))]
    assert is_taken(lines, 7 + LONGEST_REST_MS)


def test_a_yes_makes_up_for_a_no_and_no_answer_means_nothing() -> None:
    lines = [suggestion(0), reply(1, 1, "no"), reply(2, 1, "yes")]
    assert is_taken(lines, 3)
    assert is_taken([suggestion(0), reply(1, 1, "late")], 3)


def test_an_answer_to_somebody_else_s_suggestion_is_not_mine_and_numbers_begin_where_they_do() -> None:
    lines = [suggestion(0, ANN), suggestion(0), reply(1, 41, "no")]
    assert not is_taken(lines, 2, ANN, first=41)
    assert is_taken(lines, 2, MIKA, first=41)


@pytest.mark.parametrize("role", ["shopper", "supervisor"])
def test_who_may_not_suggest(role: Any) -> None:
    with pytest.raises(NotTaken):
        check_suggestion(person(role), 1, [], 0)


@pytest.mark.parametrize(
    ("who", "to", "is_answer"),
    [(SHOPPER, 7, True), (SHOPPER, 8, False), (SHOPPER, 6, False), (MIKA, 7, False)],
)
def test_the_shopper_alone_answers_and_only_a_suggestion(who: Participant, to: int, is_answer: bool) -> None:
    lines = [suggestion(0), reply(1, 7, "yes")]
    if is_answer:
        check_reply(who, 7, lines, Reply(to=to, answer="yes"))
    else:
        with pytest.raises(NotTaken):
            check_reply(who, 7, lines, Reply(to=to, answer="yes"))


def test_a_whisper_is_no_suggestion() -> None:
    spoken = speak(MIKA, "k1", Line(card=BOWL, suggest=True, aside=True), 0)
    assert spoken
    assert not spoken.suggest


def test_who_is_asked_first_is_not_taken_to_a_page_by_its_address() -> None:
    session, ann, _, rei = among_friends()
    assert may_now(session, ann, "guide")
    asking = ask_first(session, True)
    for one in (ann, rei):
        assert not may_now(asking, one, "guide")
        assert may_now(asking, one, "go")
        assert may_now(asking, one, "suggest")
    assert ask_first(asking, False) == session


def test_a_pause_lets_nobody_guide_and_everybody_suggest() -> None:
    session, ann, _, _ = among_friends()
    paused = freeze(session, True)
    assert not may_now(paused, ann, "guide")
    assert may_now(paused, ann, "suggest")
