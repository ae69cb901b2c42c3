"""Visits and rules: who is on the shop, and whom it is right to ask."""

import pytest
from msgspec.structs import replace

from alongside.asking import (
    DAY,
    USUAL,
    AskLimits,
    AskRule,
    Moment,
    Watch,
    choose_rule,
    is_held_out,
    may_ask,
    what_to_watch,
)
from alongside.facts import Basket
from alongside.visits import Beat, Learned, Visit, Visitor, bare_url, campaign_of, device_of, follow

WHO = Visitor(id="v1", device="desktop", country="JP")
ALL = AskLimits(hold_out=0)
SHOP = "https://shop.example"


def page(path: str = "/", referrer: str = "") -> Beat:
    return Beat(url=f"{SHOP}{path}", title=path, referrer=referrer)


def visit(*steps: tuple[float, str], referrer: str = "") -> Visit:
    """After pages opened at these times."""
    known: Visit | None = None
    for at, path in steps:
        known = follow(known, page(path, "" if known else referrer), WHO, at)
    assert known
    return known


def test_pages_are_counted_and_the_one_looked_at_keeps_its_time() -> None:
    now = visit((0, "/"), (15, "/"), (30, "/tea"), (45, "/tea"))
    assert (now.pages, now.page.url, now.page.at, now.seen) == (2, f"{SHOP}/tea", 30, 45)
    assert [seen.url for seen in now.trail] == [f"{SHOP}/", f"{SHOP}/tea"]


def test_a_title_that_comes_later_is_no_other_page() -> None:
    first = visit((0, "/"))
    later = follow(first, replace(page(), title="Welcome"), WHO, 15)
    assert (later.pages, later.page.title) == (1, "Welcome")


def test_half_an_hour_without_a_page_ends_a_visit() -> None:
    again = visit((0, "/"), (1801, "/"))
    assert (again.visits, again.pages, again.began) == (2, 1, 1801)


def test_the_trail_is_bounded() -> None:
    now = visit(*((at, f"/{at}") for at in range(50)))
    assert (len(now.trail), now.pages, now.trail[-1].url) == (20, 50, f"{SHOP}/49")


def test_queries_are_not_kept_but_for_the_campaign() -> None:
    now = visit((0, "/tea?q=my+illness&utm_source=mail#part"), referrer="https://search.example/?q=secret")
    assert (now.page.url, now.campaign, now.referrer) == (f"{SHOP}/tea", "mail", "search.example")
    assert campaign_of("/?utm_campaign=may&utm_source=mail") == "may"
    assert bare_url("/only?x=1") == "/only"


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Mobile/15E148", "phone"),
        ("Mozilla/5.0 (Linux; Android 15; Pixel 9) Mobile Safari", "phone"),
        ("Mozilla/5.0 (Linux; Android 15; Tab) Safari", "tablet"),
        ("Mozilla/5.0 (iPad; CPU OS 18_0) Mobile", "tablet"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64)", "desktop"),
        ("", "desktop"),
    ],
)
def test_devices_by_what_they_say(agent: str, device: str) -> None:
    assert device_of(agent) == device


@pytest.mark.parametrize(
    ("rule", "asked"),
    [
        (AskRule(name="by default after two and a half minutes"), True),
        (AskRule(name="too early", seconds=201), False),
        (AskRule(name="path", path=("/cart", "/te*")), True),
        (AskRule(name="other path", path=("/cart",)), False),
        (AskRule(name="pages", pages=2), True),
        (AskRule(name="more pages", pages=3), False),
        (AskRule(name="returning", returning=True), False),
        (AskRule(name="new", returning=False), True),
        (AskRule(name="referrer", referrer="search"), True),
        (AskRule(name="other referrer", referrer="news"), False),
        (AskRule(name="campaign", campaign="may"), True),
        (AskRule(name="language", lang="ja"), True),
        (AskRule(name="other language", lang="en"), False),
        (AskRule(name="device", device="phone"), False),
    ],
    ids=lambda value: value.name if isinstance(value, AskRule) else "",
)
def test_a_rule_fits_when_all_that_it_names_holds(rule: AskRule, asked: bool) -> None:
    now = visit((0, "/?utm_campaign=may"), (100, "/tea"), referrer="https://search.example/")
    now = replace(now, lang="ja-JP")
    assert (choose_rule((rule,), ALL, now, 300) is rule) is asked


@pytest.mark.parametrize(
    ("rule", "asked"),
    [
        (AskRule(name="basket", seconds=0, basket=50), True),
        (AskRule(name="larger basket", seconds=0, basket=50.01), False),
        (AskRule(name="no result", trouble=("no-results",)), True),
        (AskRule(name="any trouble of these", trouble=("declined", "no-results")), True),
        (AskRule(name="other trouble", trouble=("declined", "error-page", "refused-form")), False),
        (AskRule(name="trouble of an earlier page", trouble=("refused-form",)), False),
        (AskRule(name="trouble, but not yet", seconds=60, trouble=("no-results",)), False),
    ],
    ids=lambda value: value.name if isinstance(value, AskRule) else "",
)
def test_a_rule_may_wait_for_what_the_road_has_read(rule: AskRule, asked: bool) -> None:
    learned = Learned(basket=Basket(value=50.0, currency="GBP"), troubles={"refused-form": 30.0})
    now = follow(visit((0, "/")), page("/search"), WHO, 100, learned)
    now = follow(now, page("/search"), WHO, 101, Learned(troubles={"no-results": 99.0}))
    assert (choose_rule((rule,), ALL, now, 105) is rule) is asked


@pytest.mark.parametrize(
    ("rule", "moment", "asked"),
    [
        (AskRule(name="idle", idle=60), Moment(idle=60), True),
        (AskRule(name="not yet idle", idle=60), Moment(idle=59), False),
        (AskRule(name="leaving", leaving=True), Moment(leaving=True), True),
        (AskRule(name="staying", leaving=True), USUAL, False),
        (AskRule(name="closed", seconds=0), Moment(is_open=False), False),
        (AskRule(name="closed, asked all the same", seconds=0, in_hours=False), Moment(is_open=False), True),
        (AskRule(name="all busy", seconds=0), Moment(is_free=False), False),
        (
            AskRule(name="all busy, asked all the same", seconds=0, rep_free=False),
            Moment(is_free=False),
            True,
        ),
    ],
    ids=lambda value: value.name if isinstance(value, AskRule) else "",
)
def test_a_rule_may_wait_for_a_moment(rule: AskRule, moment: Moment, asked: bool) -> None:
    assert (choose_rule((rule,), ALL, visit((0, "/")), 1, moment) is rule) is asked


def test_a_page_looks_out_for_what_a_rule_for_its_visitor_waits_for() -> None:
    rules = (
        AskRule(name="rests", idle=90),
        AskRule(name="rests less, elsewhere", idle=30, path=("/cart",)),
        AskRule(name="leaves", leaving=True),
        AskRule(name="speaks German", leaving=True, idle=20, lang="de"),
    )
    now = visit((0, "/tea"))
    assert what_to_watch(rules, ALL, now, 1) == Watch(idle=90, leaving=True)
    assert what_to_watch(rules, ALL, replace(now, device="phone"), 1) == Watch(idle=90)
    assert what_to_watch(rules[2:], ALL, replace(now, device="phone"), 1) is None
    assert what_to_watch(rules, ALL, replace(now, asked=1), 1) is None
    assert what_to_watch(rules, AskLimits(hold_out=1), now, 1) is None


def test_a_basket_stays_known_until_another_is_read_and_the_visit_ends() -> None:
    full = follow(None, page(), WHO, 0, Learned(basket=Basket(value=5.0)))
    assert follow(full, page("/tea"), WHO, 10).basket == Basket(value=5.0)
    assert follow(full, page("/tea"), WHO, 10, Learned(basket=Basket(value=0.0))).basket == Basket(value=0.0)
    assert follow(full, page(), WHO, 5000).basket is None


def test_of_several_rules_the_first_that_fits_counts() -> None:
    rules = (AskRule(name="no", pages=9), AskRule(name="first", seconds=0), AskRule(name="second", seconds=0))
    chosen = choose_rule(rules, ALL, visit((0, "/")), 1)
    assert chosen is rules[1]


def test_nobody_is_asked_again_after_a_no_or_too_often() -> None:
    rule = (AskRule(name="any", seconds=0),)
    refused = replace(visit((0, "/")), refused=100.0)
    assert choose_rule(rule, ALL, refused, 100 + 14 * DAY - 1) is None
    assert choose_rule(rule, ALL, refused, 100 + 14 * DAY) is rule[0]
    assert choose_rule(rule, ALL, replace(visit((0, "/")), asked=1), 1) is None
    assert not may_ask(ALL, refused, 200)


def test_a_no_is_remembered_over_visits_and_questions_are_counted_anew() -> None:
    first = replace(visit((0, "/")), refused=10.0, asked=1)
    again = follow(first, page(), WHO, 5000)
    assert (again.refused, again.asked) == (10.0, 0)


def test_the_held_out_share_is_always_the_same_and_about_as_large_as_said() -> None:
    limits = AskLimits(hold_out=0.2)
    out = [is_held_out(limits, f"v{number}") for number in range(5000)]
    assert 0.17 < sum(out) / len(out) < 0.23
    assert out == [is_held_out(limits, f"v{number}") for number in range(5000)]
    held = replace(visit((0, "/")), id=f"v{out.index(True)}")
    assert choose_rule((AskRule(name="any", seconds=0),), limits, held, 1) is None


def test_what_is_no_address_or_far_too_long_does_no_harm() -> None:
    beat = Beat(url="http://[broken", title="x" * 5000, referrer="http://[broken", lang="y" * 99)
    now = follow(None, beat, WHO, 0)
    assert (now.page.url, len(now.page.title), now.referrer, len(now.lang)) == ("", 300, "", 35)
