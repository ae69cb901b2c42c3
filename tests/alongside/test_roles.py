"""The table of roles is total, and says what the product promises."""

from typing import get_args

import pytest

from alongside.roles import ACTS, TABLE, Act, Deed, may, may_do
from alongside.wire.words import Role

ROLES: tuple[Role, ...] = get_args(Role)


def test_the_table_has_every_deed_and_every_role() -> None:
    deeds = set(get_args(Act)) | {deed for part in get_args(Deed) for deed in get_args(part)}
    assert set(TABLE) == deeds
    assert all(set(row._fields) == set(ROLES) for row in TABLE.values())


@pytest.mark.parametrize("role", ROLES)
def test_what_a_welcome_lists_is_what_may_be_done(role: Role) -> None:
    assert set(may_do(role)) == {act for act in ACTS if may(role, act)}


@pytest.mark.parametrize("role", ["rep", "friend"])
def test_reps_and_friends_do_everything_in_the_page(role: Role) -> None:
    assert set(may_do(role)) == set(get_args(Act))


@pytest.mark.parametrize("role", ["supervisor", "shopper"])
def test_supervisors_only_watch_and_shoppers_act_in_their_own_page(role: Role) -> None:
    assert may_do(role) == ()


@pytest.mark.parametrize(
    ("role", "ends"), [("shopper", True), ("rep", True), ("friend", False), ("supervisor", False)]
)
def test_who_may_end_a_session(role: Role, ends: bool) -> None:
    assert may(role, "end") is ends
