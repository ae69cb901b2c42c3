"""Who may come into a session: by link, by code, from the queue, back to one's place."""

import pytest

from alongside import joining
from alongside import session as rules
from alongside.joining import Joining
from alongside.wire.words import Kind
from tests.alongside.test_session import BOSS, MINUTE, NOW, REI, SAM, friend, refused, roles, start


def test_a_session_begins_waiting_with_its_shopper() -> None:
    session = start()
    assert (session.state, roles(session)) == ("waiting", ["shopper"])


@pytest.mark.parametrize(("kind", "role"), [("help", "rep"), ("callback", "rep"), ("friend", "friend")])
def test_the_first_link_is_for_whom_the_session_is(kind: Kind, role: str) -> None:
    assert start(kind).links[0].role == role


def test_the_first_who_joins_makes_it_active() -> None:
    session, rei = joining.take_session(start(), REI, NOW)
    assert (session.state, rei.id, rei.role) == ("active", "p2", "rep")


def test_a_supervisor_who_watches_leaves_it_waiting() -> None:
    session, _ = joining.take_session(start(), BOSS, NOW)
    assert session.state == "waiting"
    assert joining.take_session(session, REI, NOW)[0].state == "active"


def test_the_second_rep_hears_who_was_faster() -> None:
    session, _ = joining.take_session(start(), REI, NOW)
    with refused("taken") as caught:
        joining.take_session(session, SAM, NOW)
    assert caught.value.who == "Rei"


def test_a_rep_who_has_it_already_comes_back_to_the_same_place() -> None:
    session, first = joining.take_session(start(), REI, NOW)
    again, second = joining.take_session(session, REI, NOW + 1)
    assert again == session
    assert second == first


def test_a_session_among_friends_is_not_in_the_queue() -> None:
    with refused("not-allowed"):
        joining.take_session(start("friend"), REI, NOW)


def test_a_second_rep_may_come_by_link_or_code() -> None:
    session, _ = joining.take_session(start(), REI, NOW)
    session, _ = joining.join_by_link(session, "link", SAM, NOW)
    session, _ = joining.join_by_code(session, "123456", replace_account(SAM, "tom@example.com"), NOW)
    assert roles(session) == ["shopper", "rep", "rep", "rep"]


def replace_account(who: Joining, account: str) -> Joining:
    return Joining(role=who.role, name=who.name, account=account)


@pytest.mark.parametrize(("minutes", "opens"), [(29.99, True), (30, False)])
def test_an_unused_link_opens_for_half_an_hour(minutes: float, opens: bool) -> None:
    session = start("friend")
    if opens:
        assert joining.find_link(session, "link", NOW + minutes * MINUTE).role == "friend"
    else:
        with refused("link-expired"):
            joining.find_link(session, "link", NOW + minutes * MINUTE)


def test_a_used_link_opens_as_long_as_the_session() -> None:
    session, _ = joining.join_by_link(start("friend"), "link", friend("a"), NOW)
    session, second = joining.join_by_link(session, "link", friend("b"), NOW + 300 * MINUTE)
    assert second.id == "p3"


def test_a_link_of_nobody_opens_nothing() -> None:
    with refused("link-expired"):
        joining.find_link(start(), "other", NOW)


@pytest.mark.parametrize(("minutes", "opens"), [(14.99, True), (15, False)])
def test_a_code_is_good_for_a_quarter_of_an_hour(minutes: float, opens: bool) -> None:
    at = NOW + minutes * MINUTE
    assert (joining.valid_code(start(), at) is not None) is opens
    if opens:
        assert joining.join_by_code(start(), "123456", REI, at)[1].role == "rep"
    else:
        with refused("link-expired"):
            joining.join_by_code(start(), "123456", REI, at)


def test_a_code_is_used_once_but_opens_again_for_who_used_it() -> None:
    session, rei = joining.join_by_code(start(), "123456", REI, NOW)
    assert joining.valid_code(session, NOW) is None
    with refused("link-used"):
        joining.join_by_code(session, "123456", SAM, NOW)
    assert joining.join_by_code(session, "123456", REI, NOW + 100 * MINUTE)[1] == rei


def test_a_fresh_code_ends_the_old_one() -> None:
    session = joining.renew_code(start(), "654321", NOW)
    with refused("link-expired"):
        joining.join_by_code(session, "123456", REI, NOW)
    assert joining.join_by_code(session, "654321", REI, NOW)


def test_eight_friends_and_no_ninth() -> None:
    session = start("friend")
    for number in range(8):
        session, _ = joining.join_by_link(session, "link", friend(str(number)), NOW)
    with refused("full"):
        joining.join_by_link(session, "link", friend("9"), NOW)


def test_sixteen_people_and_no_seventeenth() -> None:
    session = start()
    for number in range(15):
        watcher = Joining(role="supervisor", name="W", account=f"w{number}@example.com")
        session, _ = joining.take_session(session, watcher, NOW)
    with refused("full"):
        joining.take_session(session, REI, NOW)


def test_sixteen_links_and_no_seventeenth() -> None:
    session = start()
    for number in range(15):
        session = joining.invite_friend(session, f"l{number}", NOW)
    with refused("too-many"):
        joining.invite_friend(session, "one more", NOW)


def test_everyone_has_a_colour_of_their_own_while_there_are_eight() -> None:
    session = start("friend")
    for number in range(7):
        session, _ = joining.join_by_link(session, "link", friend(str(number)), NOW)
    assert len({person.color for person in session.participants}) == 8


def test_a_colour_that_is_given_back_is_given_again_but_an_id_is_not() -> None:
    session, ann = joining.join_by_link(start("friend"), "link", friend("a"), NOW)
    session, bea = joining.join_by_link(rules.leave_session(session, ann.id), "link", friend("b"), NOW)
    assert bea.color == ann.color
    assert bea.id != ann.id


def test_a_place_brings_back_the_same_participant() -> None:
    session, ann = joining.join_by_link(start("friend"), "link", friend("a"), NOW)
    assert joining.come_back(session, "a") == ann
    assert joining.come_back(session, "b") is None
    assert joining.come_back(session, "") is None


def test_nothing_opens_an_ended_session() -> None:
    session = rules.end_session(start(), NOW)
    assert (session.state, session.participants, session.code) == ("ended", (), None)
    for attempt in (
        lambda: joining.find_link(session, "link", NOW),
        lambda: joining.check_code(session, "123456", "a", NOW),
        lambda: joining.take_session(session, REI, NOW),
        lambda: joining.come_back(session, "a"),
        lambda: joining.invite_friend(session, "l", NOW),
        lambda: joining.renew_code(session, "111111", NOW),
    ):
        with refused("session-ended"):
            attempt()
