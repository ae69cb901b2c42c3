"""At whom a waiting shopper rings: tables of who waits, who is ready and what rang before."""

import pytest

from alongside.arrangements import Skill
from alongside.routing import NOBODY, Need, Offer, Ready, Waiting, fits, refuse, route, skill_for

NOW = 1000.0
SECONDS = 20.0


def waits(session: str = "s", since: float = 900.0, skill: str = "", lang: str = "en") -> Waiting:
    return Waiting(session=session, since=since, need=Need(skill=skill, lang=lang))


def rep(account: str, sessions: int = 0, idle: float = 0.0, *, skills: str = "", langs: str = "") -> Ready:
    return Ready(
        account=account,
        skills=frozenset(skills.split()),
        langs=frozenset(langs.split()),
        capacity=2,
        sessions=sessions,
        idle=idle,
    )


def rings(account: str, *asked: str, session: str = "s", until: float = NOW + 5) -> Offer:
    return Offer(session=session, account=account, until=until, asked=asked)


def ring_at(waiting: list[Waiting], reps: list[Ready], *offers: Offer) -> dict[str, str]:
    """Session → at whom it rings."""
    routed = route(waiting, reps, {offer.session: offer for offer in offers}, NOW, SECONDS)
    return {offer.session: offer.account for offer in routed}


@pytest.mark.parametrize(
    ("reps", "account"),
    [
        ([], NOBODY),
        ([rep("ann", idle=50), rep("bea", idle=40)], "bea"),
        ([rep("ann", 1, idle=10), rep("bea", 0, idle=90)], "bea"),
        ([rep("bea"), rep("ann")], "ann"),
        ([rep("ann", 2)], NOBODY),
        ([rep("ann", langs="ja de"), rep("bea", idle=90, langs="ja en-GB")], "bea"),
        ([rep("ann", langs="ja")], NOBODY),
    ],
    ids=["nobody", "longest idle", "fewest sessions first", "equal", "no room", "language", "no language"],
)
def test_a_shopper_rings_at_the_rep_who_is_free_the_longest(reps: list[Ready], account: str) -> None:
    assert ring_at([waits(lang="en-US")], reps) == {"s": account}


@pytest.mark.parametrize(
    ("need", "skills", "langs", "can"),
    [
        (Need(), "", "", True),
        (Need(skill="returns"), "", "", False),
        (Need(skill="returns"), "sofas returns", "", True),
        (Need(lang="ja"), "", "", True),
        (Need(lang="ja-JP"), "", "ja", True),
        (Need(lang="ja"), "", "en", False),
        (Need(skill="returns", lang="ja"), "returns", "en", False),
    ],
)
def test_a_rep_needs_the_skill_and_without_languages_speaks_any(
    need: Need, skills: str, langs: str, can: bool
) -> None:
    assert fits(need, skills.split(), langs.split()) is can


@pytest.mark.parametrize(
    ("url", "lang", "skill"),
    [
        ("https://shop.example/sofas/oak?x=1#y", "en", "sofas"),
        ("https://shop.example/sofas/oak", "ja-JP", "sofas in Japanese"),
        ("https://shop.example/returns", "de", "anything"),
    ],
)
def test_the_first_skill_that_fits_page_and_language_is_needed(url: str, lang: str, skill: str) -> None:
    skills = (
        Skill(name="sofas in Japanese", paths=("/sofas/*",), langs=("ja",)),
        Skill(name="sofas", paths=("/tables/*", "/sofas/*")),
        Skill(name="anything"),
    )
    assert skill_for(skills, url, lang) == skill
    assert skill_for(skills[:2], "https://shop.example/", lang) == ""


def test_who_waits_longest_is_served_first_and_nobody_rings_twice_at_once() -> None:
    line = [waits("late", 950), waits("early", 900), waits("last", 990)]
    assert ring_at(line, [rep("ann"), rep("bea", idle=5)]) == {"early": "ann", "late": "bea", "last": NOBODY}


def test_an_offer_stands_while_its_time_runs_whoever_else_comes() -> None:
    assert ring_at([waits()], [rep("ann", 1), rep("bea")], rings("ann")) == {"s": "ann"}


def test_an_offer_that_is_not_answered_goes_to_the_next_and_gets_the_whole_time() -> None:
    offers = {"s": rings("ann", until=NOW)}
    (offer,) = route([waits()], [rep("ann"), rep("bea", 1)], offers, NOW, SECONDS)
    assert offer == rings("bea", "ann", until=NOW + SECONDS)


def test_who_was_asked_is_not_asked_again_and_nobody_left_leaves_it_to_everyone() -> None:
    assert ring_at([waits()], [rep("ann"), rep("bea")], rings(NOBODY, "ann", "bea", until=0)) == {"s": NOBODY}


def test_it_rings_again_when_somebody_comes_who_was_not_asked() -> None:
    reps = [rep("ann"), rep("bea"), rep("cy", 1)]
    assert ring_at([waits()], reps, rings(NOBODY, "ann", "bea", until=0)) == {"s": "cy"}


def test_a_rep_who_is_not_free_any_more_rings_no_longer() -> None:
    assert ring_at([waits()], [rep("bea")], rings("ann")) == {"s": "bea"}
    assert ring_at([waits()], [rep("ann", 2)], rings("ann")) == {"s": NOBODY}


def test_a_rep_who_was_not_free_for_a_moment_was_not_asked() -> None:
    (offer,) = route([waits()], [], {"s": rings("ann", "bea")}, NOW, SECONDS)
    assert offer == rings(NOBODY, "bea", until=0.0)


def test_who_waits_later_does_not_take_a_rep_at_whom_somebody_rings() -> None:
    line = [waits("first", 100), waits("second", 200)]
    ringing = rings("ann", session="second")
    assert ring_at(line, [rep("ann")], ringing) == {"first": NOBODY, "second": "ann"}


def test_a_refusal_counts_from_whom_it_rings_at_alone() -> None:
    offer = rings("ann", "bea")
    assert refuse(offer, "ann") == rings(NOBODY, "bea", "ann", until=0.0)
    assert refuse(offer, "bea") is offer


def test_a_round_that_is_repeated_changes_nothing() -> None:
    line, reps = [waits("a"), waits("b", 901, skill="none has it")], [rep("ann"), rep("bea")]
    offers = {offer.session: offer for offer in route(line, reps, {}, NOW, SECONDS)}
    assert {o.session: o for o in route(line, reps, offers, NOW + 1, SECONDS)} == offers
