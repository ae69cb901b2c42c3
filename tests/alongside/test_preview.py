"""Who would have been asked today: every visit of the day gone through again, by rules that are only thought of yet."""

from msgspec.structs import replace

from alongside.asking import AskLimits, AskRule
from alongside.facts import Basket
from alongside.hours import Hours
from alongside.preview import MOST_ROWS, Preview, preview
from alongside.visits import NOTHING_LEARNED, Beat, Learned, Visit, Visitor, follow

WHO = Visitor(id="v1", device="phone", country="JP")
ALL = AskLimits(hold_out=0)
ALWAYS = Hours()
SHOP = "https://shop.example"
NOON = 1_790_078_400.0
"""A Tuesday, 12:00 UTC."""


def visit(
    *pages: tuple[str, int], who: Visitor = WHO, learned: Learned = NOTHING_LEARNED, lang: str = "ja"
) -> Visit:
    """Each page looked at for so many seconds, from noon on."""
    known, now = None, NOON
    for path, seconds in pages:
        for after in range(0, seconds + 1, 15):
            known = follow(known, Beat(url=SHOP + path, title=path, lang=lang), who, now + after, learned)
        now += seconds
    assert known
    return known


def look(*rules: AskRule, visits: list[Visit], limits: AskLimits = ALL, hours: Hours = ALWAYS) -> Preview:
    return preview(rules, limits, hours, visits)


def times(shown: Preview) -> list[tuple[str, str, int]]:
    """Rule, page, seconds after noon."""
    return [(row.rule, row.url.removeprefix(SHOP), round(row.at - NOON)) for row in shown.rows]


CART = AskRule(name="cart", path=("/cart",), seconds=60)
ANYWHERE = AskRule(name="anywhere", seconds=90)


def test_it_says_when_on_which_page_and_by_which_rule() -> None:
    shown = look(CART, ANYWHERE, visits=[visit(("/", 45), ("/cart", 120))])
    assert (shown.visits, shown.asked, times(shown)) == (1, 1, [("cart", "/cart", 105)])


def test_a_page_that_was_left_too_soon_asks_nobody() -> None:
    assert look(CART, ANYWHERE, visits=[visit(("/cart", 45), ("/", 75))]).asked == 0


def test_a_page_in_the_background_is_not_looked_at() -> None:
    away = follow(visit(("/cart", 30)), Beat(url=f"{SHOP}/"), WHO, NOON + 600)
    assert look(CART, visits=[away]).asked == 0


def test_of_two_rules_that_fit_at_once_the_first_counts() -> None:
    first = AskRule(name="first", seconds=61)  # at the same word of the page
    last = AskRule(name="last", seconds=75)
    assert times(look(first, last, visits=[visit(("/", 90))])) == [("first", "/", 75)]


def test_pages_are_counted_as_they_were_then() -> None:
    rule = AskRule(name="third", seconds=0, pages=3)
    shown = look(rule, visits=[visit(("/", 15), ("/a", 15), ("/b", 30), ("/c", 30))])
    assert times(shown) == [("third", "/b", 30)]


def test_the_limits_hold() -> None:
    visits = [visit(("/", 120), ("/cart", 120))]
    twice = AskLimits(hold_out=0, per_visit=2)
    assert times(look(ANYWHERE, visits=visits)) == [("anywhere", "/", 90)]
    assert times(look(ANYWHERE, visits=visits, limits=twice)) == [
        ("anywhere", "/", 105),
        ("anywhere", "/", 90),
    ]
    assert look(ANYWHERE, visits=visits, limits=AskLimits(hold_out=1)).held_out == 1


def test_who_said_no_before_the_visit_is_counted_apart_and_who_said_no_in_it_is_not() -> None:
    before = replace(visit(("/", 120)), refused=NOON - 60)
    within = replace(visit(("/", 120)), refused=NOON + 110, asked=1)
    shown = look(ANYWHERE, visits=[before, within])
    assert (shown.asked, shown.refused) == (1, 1)


def test_baskets_and_troubles_are_those_of_the_page() -> None:
    full = AskRule(name="full", seconds=0, basket=100)
    nothing = AskRule(name="nothing found", trouble=("no-results",))
    rich = follow(visit(("/", 30)), Beat(url=f"{SHOP}/b"), WHO, NOON + 45, Learned(basket=Basket(value=120)))
    lost = visit(("/search", 30), learned=Learned(troubles={"no-results": NOON}))
    assert times(look(full, visits=[rich])) == [("full", "/b", 45)]
    assert times(look(nothing, visits=[rich, lost])) == [("nothing found", "/search", 0)]


def test_nobody_is_asked_while_the_shop_is_closed_unless_a_rule_says_so() -> None:
    hours = Hours(tuesday=("12:01-18:00",))
    at_once = AskRule(name="at once", seconds=0)
    assert times(look(at_once, visits=[visit(("/", 90))], hours=hours)) == [("at once", "/", 60)]
    assert look(at_once, visits=[visit(("/", 30))], hours=hours).asked == 0
    assert times(look(replace(at_once, in_hours=False), visits=[visit(("/", 30))], hours=hours)) == [
        ("at once", "/", 0)
    ]


def test_what_nobody_wrote_down_is_counted_apart_and_takes_nothing_from_the_other_rules() -> None:
    leaving = AskRule(name="leaving", leaving=True, path=("/cart",))
    shown = look(leaving, CART, visits=[visit(("/cart", 90)), visit(("/", 90))])
    assert [(rule.name, rule.asked, rule.maybe) for rule in shown.rules] == [
        ("leaving", 0, 1),
        ("cart", 1, 0),
    ]
    assert shown.asked == 1


def test_language_device_and_returning_are_the_visits() -> None:
    rule = AskRule(name="x", seconds=0, lang="ja", device="phone", returning=True)
    again = replace(visit(("/", 15)), visits=2)
    assert look(rule, visits=[visit(("/", 15)), visit(("/", 15), lang="en"), again]).asked == 1


def test_the_list_is_bounded_and_the_count_is_not() -> None:
    visits = [visit(("/", 90))] * (MOST_ROWS + 1)
    shown = look(ANYWHERE, visits=visits)
    assert (len(shown.rows), shown.asked) == (MOST_ROWS, MOST_ROWS + 1)
