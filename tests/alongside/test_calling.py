"""Who may talk with whom, and what becomes of a call: the rules of calling.py and call.py."""

import pytest

from alongside import calling
from alongside.call import LOST_SECONDS, RING_SECONDS, Call, speaker_of
from alongside.joining import Joining, Opening, join_by_link, start_session
from alongside.session import Session, end_session, expire_session, leave_session, set_here
from alongside.wire.words import Role

NOW = 1_790_000_000.0
SHOPPER, ADA, BEN, CHIE, DAN = "p1", "p2", "p3", "p4", "p5"


def session_with(*roles: Role) -> Session:
    """The shopper is p1; the others come in this order, all of them here."""
    opening = Opening(
        id="s", kind="friend", shopper="h", link="l", code="123456", name="", lang="en", url="", title=""
    )
    session = set_here(start_session(opening, NOW), SHOPPER, True, NOW)
    for number, role in enumerate(roles):
        joining = Joining(role=role, name=f"n{number}", place=f"place{number}")
        session, person = join_by_link(session, "l", joining, NOW)
        session = set_here(session, person.id, True, NOW)
    return session


def talking(session: Session, *others: str) -> Session:
    """The shopper talks with these."""
    for who in others:
        session = calling.ring(session, who, SHOPPER, f"k-{who}", NOW)
        session = calling.accept(session, SHOPPER, who, "k-p1", NOW)
    return session


def in_call(session: Session) -> list[str]:
    return [one.id for one in session.call.speakers]


def test_who_was_asked_agrees_and_both_talk() -> None:
    asked = calling.ring(session_with("rep"), ADA, SHOPPER, "k2", NOW)
    assert in_call(asked) == []
    both = calling.accept(asked, SHOPPER, ADA, "k1", NOW + 5)
    assert [(one.id, one.key) for one in both.call.speakers] == [(ADA, "k2"), (SHOPPER, "k1")]
    assert (both.call.rings, both.call.began) == ((), NOW + 5)


def test_two_who_ask_each_other_talk_at_once() -> None:
    asked = calling.ring(session_with("rep"), ADA, SHOPPER, "k2", NOW)
    assert in_call(calling.ring(asked, SHOPPER, ADA, "k1", NOW)) == [ADA, SHOPPER]


def test_nobody_who_was_not_asked_can_agree() -> None:
    session = session_with("rep", "friend")
    asked = calling.ring(session, ADA, SHOPPER, "k2", NOW)
    assert calling.accept(asked, BEN, ADA, "k3", NOW) is asked
    assert calling.accept(calling.decline(asked, SHOPPER, ADA), SHOPPER, ADA, "k1", NOW).call == Call()


@pytest.mark.parametrize(
    ("by", "to", "why"),
    [
        (ADA, BEN, "not-allowed"),  # a call is the shopper's
        (CHIE, SHOPPER, "not-allowed"),  # a supervisor watches and whispers
        (SHOPPER, CHIE, "not-allowed"),
        (SHOPPER, SHOPPER, "not-allowed"),
        (SHOPPER, "p9", "not-allowed"),
        ("p9", SHOPPER, "not-allowed"),
        (SHOPPER, ADA, ""),
        (BEN, SHOPPER, ""),
    ],
)
def test_who_may_ask_whom(by: str, to: str, why: str) -> None:
    session = session_with("rep", "friend", "supervisor")
    assert calling.why_not(session, by, to) == why
    assert bool(calling.ring(session, by, to, "k", NOW).call.rings) is (why == "")


def test_who_is_away_or_asks_another_cannot_be_asked() -> None:
    session = session_with("rep", "friend")
    assert calling.why_not(set_here(session, ADA, False, NOW), SHOPPER, ADA) == "away"
    asked = calling.ring(session, SHOPPER, ADA, "k1", NOW)
    assert calling.why_not(asked, SHOPPER, BEN) == "busy"


def test_a_third_and_a_fourth_join_the_same_call_and_a_fifth_does_not() -> None:
    four = talking(session_with("rep", "friend", "friend", "friend"), ADA, BEN, CHIE)
    assert in_call(four) == [ADA, SHOPPER, BEN, CHIE]
    assert calling.why_not(four, DAN, SHOPPER) == "full"
    assert calling.why_not(four, SHOPPER, ADA) == "busy"


def test_who_is_asked_counts_as_one_of_four() -> None:
    session = talking(session_with("rep", "friend", "friend", "friend"), ADA, BEN)
    asked = calling.ring(session, CHIE, SHOPPER, "k4", NOW)
    assert calling.why_not(asked, DAN, SHOPPER) == "full"


def test_a_call_goes_on_when_one_of_three_hangs_up_and_ends_with_the_second() -> None:
    three = talking(session_with("rep", "friend"), ADA, BEN)
    two = calling.hang_up(three, ADA)
    assert in_call(two) == [SHOPPER, BEN]
    assert calling.hang_up(two, BEN).call == Call()


def test_a_call_ends_when_the_shopper_hangs_up() -> None:
    assert calling.hang_up(talking(session_with("rep", "friend"), ADA, BEN), SHOPPER).call == Call()


def test_who_hangs_up_is_still_asked_by_whoever_asked() -> None:
    session = calling.ring(talking(session_with("rep", "friend"), ADA), BEN, SHOPPER, "k3", NOW)
    after = calling.hang_up(session, SHOPPER)
    assert [(ring.by, ring.to) for ring in after.call.rings] == [(BEN, SHOPPER)]


def test_a_page_that_is_gone_is_waited_for_and_the_next_one_takes_its_place() -> None:
    session = talking(session_with("rep"), ADA)
    lost = calling.lose(session, SHOPPER, "k-p1", NOW + 1)
    shopper = speaker_of(lost.call, SHOPPER)
    assert shopper
    assert shopper.lost == NOW + 1
    back = calling.go_on(lost, SHOPPER, "k-new")
    shopper = speaker_of(back.call, SHOPPER)
    assert shopper
    assert (shopper.key, shopper.lost) == ("k-new", 0.0)
    assert calling.lose(back, SHOPPER, "k-p1", NOW + 2) is back


def test_a_caller_whose_page_is_gone_is_known_to_be_so_when_the_other_agrees() -> None:
    asked = calling.ring(session_with("rep"), SHOPPER, ADA, "k1", NOW)
    both = calling.accept(calling.lose(asked, SHOPPER, "k1", NOW + 1), ADA, SHOPPER, "k2", NOW + 2)
    shopper = speaker_of(both.call, SHOPPER)
    assert shopper
    assert shopper.lost == NOW + 1


def test_nobody_goes_on_in_a_call_that_they_are_not_in() -> None:
    session = talking(session_with("rep", "friend"), ADA)
    assert calling.go_on(session, BEN, "k3") is session
    assert calling.mute(session, BEN, True) is session


@pytest.mark.parametrize(("seconds", "stands"), [(RING_SECONDS, True), (RING_SECONDS + 1, False)])
def test_nobody_rings_for_ever(seconds: int, stands: bool) -> None:
    asked = calling.ring(session_with("rep"), ADA, SHOPPER, "k2", NOW)
    seen = {SHOPPER: NOW + seconds, ADA: NOW + seconds}
    assert bool(expire_session(asked, seen, NOW + seconds).call.rings) is stands


@pytest.mark.parametrize(("seconds", "stands"), [(LOST_SECONDS, True), (LOST_SECONDS + 1, False)])
def test_a_page_that_does_not_come_back_is_out_of_the_call(seconds: int, stands: bool) -> None:
    lost = calling.lose(talking(session_with("rep"), ADA), ADA, f"k-{ADA}", NOW)
    seen = {SHOPPER: NOW + seconds, ADA: NOW + seconds}
    assert bool(expire_session(lost, seen, NOW + seconds).call.speakers) is stands


def test_who_is_not_here_any_more_is_lost_in_the_call() -> None:
    session = set_here(talking(session_with("rep"), ADA), ADA, False, NOW)
    ada = speaker_of(expire_session(session, {SHOPPER: NOW}, NOW + 1).call, ADA)
    assert ada
    assert ada.lost == NOW + 1


def test_who_leaves_the_session_leaves_the_call_and_its_end_ends_it() -> None:
    three = talking(session_with("rep", "friend"), ADA, BEN)
    assert in_call(leave_session(three, BEN)) == [ADA, SHOPPER]
    assert end_session(three, NOW).call == Call()
