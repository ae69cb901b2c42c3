"""Who may act: the lead among friends, the pause, and friends who were removed."""

import pytest

from alongside import joining
from alongside.leading import (
    EVERYONE,
    NARROWED,
    acts_now,
    check_not_removed,
    freeze,
    hand_lead,
    leader_of,
    may_now,
    remove_friend,
)
from alongside.roles import ACTS, TABLE, may, may_do
from alongside.session import SHOPPER_ID, Participant, Refusal, Session, leave_session
from tests.alongside.test_session import NOW, REI, friend, refused, start

INVITED = "invited"


def among_friends() -> tuple[Session, Participant, Participant, Participant]:
    """A session, two friends who came by one link, and a rep."""
    session = joining.invite_friend(start(), INVITED, NOW)
    session, ann = joining.join_by_link(session, INVITED, friend("ann's"), NOW)
    session, ben = joining.join_by_link(session, INVITED, friend("ben's"), NOW)
    session, rei = joining.take_session(session, REI, NOW)
    return session, ann, ben, rei


def test_everyone_leads_until_the_shopper_says_otherwise() -> None:
    session, *people = among_friends()
    assert (leader_of(session), session.frozen) == (EVERYONE, False)
    assert all(acts_now(session, person) == may_do(person.role) for person in people)


def test_of_the_friends_only_who_leads_acts_and_the_rep_as_before() -> None:
    session, ann, ben, rei = among_friends()
    session = hand_lead(session, ann.id)
    assert acts_now(session, ann) == ACTS
    assert acts_now(session, ben) == ()
    assert acts_now(session, rei) == ACTS


def test_the_shopper_may_keep_the_lead() -> None:
    session, ann, ben, _ = among_friends()
    session = hand_lead(session, SHOPPER_ID)
    assert (acts_now(session, ann), acts_now(session, ben)) == ((), ())


def test_in_a_pause_nobody_acts_not_even_who_leads_nor_a_rep() -> None:
    session, *people = among_friends()
    session = freeze(hand_lead(session, people[0].id), True)
    assert [acts_now(session, person) for person in people] == [(), (), ()]
    assert acts_now(freeze(session, False), people[0]) == ACTS


@pytest.mark.parametrize("deed", sorted(set(TABLE) - NARROWED))
def test_a_pause_takes_nothing_but_acting_from_anyone(deed: str) -> None:
    session, *people = among_friends()
    session = freeze(hand_lead(session, SHOPPER_ID), True)
    assert all(may_now(session, person, deed) == may(person.role, deed) for person in people)  # type: ignore[arg-type]  # from the table


@pytest.mark.parametrize("lead", ["p4", "p9"])
def test_a_rep_or_a_stranger_is_not_handed_the_lead(lead: str) -> None:
    session, *_, rei = among_friends()
    assert rei.id == "p4"
    assert hand_lead(session, lead) is session


def test_nothing_changes_when_it_is_so_already() -> None:
    session, *_ = among_friends()
    assert hand_lead(session, EVERYONE) is session
    assert freeze(session, False) is session


def test_everyone_leads_again_when_the_leader_is_gone() -> None:
    session, ann, ben, _ = among_friends()
    session = leave_session(hand_lead(session, ann.id), ann.id)
    assert leader_of(session) == EVERYONE
    assert acts_now(session, ben) == ACTS


def test_a_removed_friend_comes_back_neither_by_place_nor_by_link() -> None:
    session, ann, *_ = among_friends()
    session = remove_friend(session, ann.id)
    assert joining.come_back(session, "ann's") is None
    with refused("removed"):
        check_not_removed(session, "ann's")
    with refused("link-expired"):
        joining.join_by_link(session, INVITED, friend("another place"), NOW)


def test_who_came_by_the_same_link_keeps_their_place() -> None:
    session, ann, ben, _ = among_friends()
    session = remove_friend(session, ann.id)
    back = joining.come_back(session, "ben's")
    assert back is not None
    assert back.id == ben.id
    check_not_removed(session, "ben's")


def test_a_new_link_lets_a_removed_friend_in_again() -> None:
    session, ann, *_ = among_friends()
    session = joining.invite_friend(remove_friend(session, ann.id), "second chance", NOW)
    session, again = joining.join_by_link(session, "second chance", friend("new place"), NOW)
    assert acts_now(session, again) == ACTS


@pytest.mark.parametrize("participant", [SHOPPER_ID, "p4", "p9"])
def test_only_friends_are_removed(participant: str) -> None:
    session, *_ = among_friends()
    assert remove_friend(session, participant) is session


def test_a_refusal_says_what_it_is() -> None:
    assert str(Refusal("removed")) == "removed"
