"""The rules of a session, as pure as they are."""

import pytest

from alongside import joining
from alongside import session as rules
from alongside.joining import Joining, Opening
from alongside.session import Participant, Refusal, Session
from alongside.wire.words import Kind, Page, Role

NOW = 1_000_000.0
MINUTE = 60.0
REI = Joining(role="rep", name="Rei", account="rei@example.com")
SAM = Joining(role="rep", name="Sam", account="sam@example.com")
BOSS = Joining(role="supervisor", name="Boss", account="boss@example.com")


def start(kind: Kind = "help") -> Session:
    opening = Opening(
        id="s", kind=kind, shopper="h", link="link", code="123456", name="Aiko", lang="ja", url="u", title="t"
    )
    return rules.set_here(joining.start_session(opening, NOW), "p1", True, NOW)


def friend(place: str) -> Joining:
    return Joining(role="friend", name="Ann", place=place)


def refused(code: str) -> "pytest.RaisesExc[Refusal]":
    return pytest.RaisesExc(Refusal, match=f"^{code}")


def roles(session: Session) -> list[Role]:
    return [person.role for person in session.participants]


def test_a_friend_may_take_another_name_and_a_rep_may_not() -> None:
    session, rei = joining.take_session(start(), REI, NOW)
    session = joining.invite_friend(session, "f", NOW)
    session, ann = joining.join_by_link(session, "f", friend("a"), NOW)
    assert _named(rules.rename(session, ann.id, "Anna"), ann.id) == "Anna"
    assert rules.rename(session, ann.id, "") is session
    assert rules.rename(session, rei.id, "Boss") is session


def _named(session: Session, participant: str) -> str:
    person = rules.find_participant(session, participant)
    assert person
    return person.name


def test_the_shopper_does_not_leave() -> None:
    assert rules.leave_session(start(), "p1") == start()


def test_what_does_not_change_anything_is_the_same_session() -> None:
    session = start()
    assert rules.set_here(session, "p1", True, NOW + 5) is session
    assert rules.set_page(session, Page(url="u", title="t")) is session
    assert rules.expire_session(session, {}, NOW) is session
    ended = rules.end_session(session, NOW)
    assert rules.end_session(ended, NOW + 1) is ended


def with_friend(*, here: bool) -> tuple[Session, Participant]:
    session, ann = joining.join_by_link(start("friend"), "link", friend("a"), NOW)
    return rules.set_here(session, ann.id, here, NOW), ann


@pytest.mark.parametrize(("seconds", "kept"), [(120, True), (120.1, False)])
def test_a_place_is_kept_for_two_minutes(seconds: float, kept: bool) -> None:
    session, ann = with_friend(here=False)
    after = rules.expire_session(session, {"p1": NOW + seconds}, NOW + seconds)
    assert (rules.find_participant(after, ann.id) is not None) is kept


@pytest.mark.parametrize(("seconds", "here"), [(45, True), (45.1, False)])
def test_a_connection_without_a_sign_of_life_is_taken_for_lost(seconds: float, here: bool) -> None:
    session, ann = with_friend(here=True)
    later = NOW + 300
    after = rules.expire_session(session, {"p1": later, ann.id: later - seconds}, later)
    person = rules.find_participant(after, ann.id)
    assert person
    assert person.here is here


@pytest.mark.parametrize(("minutes", "state"), [(10, "waiting"), (10.01, "ended")])
def test_a_session_ends_ten_minutes_after_its_shopper_is_gone(minutes: float, state: str) -> None:
    session = rules.set_here(start(), "p1", False, NOW)
    assert rules.expire_session(session, {}, NOW + minutes * MINUTE).state == state


@pytest.mark.parametrize(("hours", "state"), [(8, "waiting"), (8.01, "ended")])
def test_a_session_ends_after_eight_hours_in_any_case(hours: float, state: str) -> None:
    now = NOW + hours * 60 * MINUTE
    assert rules.expire_session(start(), {"p1": now}, now).state == state


def test_the_roster_shows_neither_accounts_nor_places() -> None:
    session, _ = joining.take_session(start(), REI, NOW)
    shown = rules.show_participants(session)
    assert [(p.id, p.role, p.name, p.here) for p in shown] == [
        ("p1", "shopper", "Aiko", True),
        ("p2", "rep", "Rei", False),
    ]
