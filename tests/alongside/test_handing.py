"""A session goes from rep to rep: asked, answered, completed; and what a supervisor takes over."""

from alongside import joining
from alongside import session as rules
from alongside.handing import (
    accept_request,
    arrive,
    ask_colleague,
    call_off_request,
    decline_request,
    expire_request,
    giver_of,
    take_over,
)
from alongside.joining import Joining
from alongside.requests import REQUEST_SECONDS, Request, RequestKind
from alongside.roles import ACTS, may_do
from alongside.session import Participant, Session, find_participant
from tests.alongside.test_session import BOSS, NOW, REI, SAM, refused, roles, start

LATER = NOW + REQUEST_SECONDS


def asked(kind: RequestKind = "hand-over") -> tuple[Session, Participant]:
    """Rei, who is in, asks Sam."""
    session, rei = joining.take_session(start(), REI, NOW)
    session = rules.set_here(session, rei.id, True, NOW)
    request = Request(
        kind=kind,
        by=rei.id,
        by_name="Rei",
        by_account=REI.account,
        to=SAM.account,
        to_name="Sam",
        note="Asks for oak",
        at=NOW,
    )
    return ask_colleague(session, request, NOW), rei


def state_of(session: Session) -> str:
    assert session.request
    return session.request.state


def test_who_hands_over_stays_until_the_other_one_is_in() -> None:
    session, rei = asked()
    session, sam = accept_request(session, SAM, NOW + 1)
    assert roles(session) == ["shopper", "rep", "rep"]
    session = arrive(session, sam.id, NOW + 2)
    assert [person.name for person in session.participants] == ["Aiko", "Sam"]
    assert session.relieved == (rei.id,)
    assert (session.state, state_of(session)) == ("active", "accepted")


def test_a_watcher_who_is_asked_and_is_there_takes_over_at_once() -> None:
    session, _ = asked()
    session, sam = joining.bring_in(session, Joining(role="supervisor", name="Sam", account=SAM.account), NOW)
    session, sam = accept_request(arrive(session, sam.id, NOW), SAM, NOW)
    assert [(person.name, person.role) for person in session.participants] == [
        ("Aiko", "shopper"),
        ("Sam", "rep"),
    ]
    assert sam.role == "rep"


def test_who_is_invited_comes_in_beside_the_first() -> None:
    session, rei = asked("invite")
    session, sam = accept_request(session, SAM, NOW)
    session = arrive(session, sam.id, NOW)
    assert find_participant(session, rei.id)
    assert roles(session) == ["shopper", "rep", "rep"]


def test_a_request_is_answered_by_whom_it_is_for_once_and_in_time() -> None:
    session, _ = asked()
    with refused("not-asked"):
        accept_request(session, BOSS, NOW)
    with refused("not-asked"):
        decline_request(session, REI.account, NOW)
    with refused("not-asked"):
        accept_request(session, SAM, LATER)
    declined = decline_request(session, SAM.account, NOW)
    assert state_of(declined) == "declined"
    with refused("not-asked"):
        accept_request(declined, SAM, NOW)


def test_who_asked_may_take_it_back_and_time_does_it_too() -> None:
    session, _ = asked()
    assert state_of(call_off_request(session, REI.account, NOW)) == "called-off"
    assert expire_request(session, LATER - 1) is session
    expired = expire_request(session, LATER)
    assert state_of(expired) == "expired"
    assert expire_request(expired, LATER) is expired


def test_one_is_asked_at_a_time_and_nobody_who_has_the_session() -> None:
    session, _ = asked()
    request = session.request
    assert request
    with refused("asked-already"):
        ask_colleague(session, request, NOW)
    again = ask_colleague(decline_request(session, SAM.account, NOW), request, NOW)
    assert state_of(again) == "open"
    accepted, _ = accept_request(session, SAM, NOW)
    with refused("in-already"):
        ask_colleague(accepted, request, NOW)
    with refused("session-ended"):
        ask_colleague(rules.end_session(session, NOW), request, NOW)


def test_reps_hand_over_their_own_sessions_and_overseers_those_of_others() -> None:
    session, rei = asked()
    assert giver_of(session, REI.account, "rep") == find_participant(session, rei.id)
    assert giver_of(session, SAM.account, "rep") is None
    assert giver_of(session, BOSS.account, "supervisor") == find_participant(session, rei.id)
    assert giver_of(start(), BOSS.account, "admin") is None


def test_a_supervisor_who_takes_over_acts_and_the_rep_is_out() -> None:
    session, rei = asked()
    session, boss = joining.take_session(session, BOSS, NOW)
    assert may_do(boss.role) == ()
    session, acting = take_over(session, BOSS, NOW)
    assert (acting.id, may_do(acting.role)) == (boss.id, ACTS)
    assert [(person.name, person.role) for person in session.participants] == [
        ("Aiko", "shopper"),
        ("Boss", "rep"),
    ]
    assert session.relieved == (rei.id,)


def test_a_supervisor_takes_over_whoever_waits_but_no_friends() -> None:
    session, _ = take_over(start(), BOSS, NOW)
    assert (session.state, roles(session)) == ("active", ["shopper", "rep"])
    with refused("not-allowed"):
        take_over(start("friend"), BOSS, NOW)
