"""Opening hours, and the waiting time that shoppers are told."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from alongside.hours import Hours, is_open, next_opening, open_spans
from alongside.waiting import estimate_wait

TOKYO = ZoneInfo("Asia/Tokyo")
WEEK = Hours(
    time_zone="Asia/Tokyo",
    monday=("9:00-12:00", "13:00-18:00"),
    tuesday=("9:00-18:00",),
    friday=("22:00-2:00",),
    holidays=(date(2026, 11, 24),),
)


def at(text: str, zone: ZoneInfo = TOKYO) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=zone).timestamp()


@pytest.mark.parametrize(
    ("now", "there"),
    [
        ("2026-11-23T08:59:59", False),
        ("2026-11-23T09:00", True),
        ("2026-11-23T12:00", False),
        ("2026-11-23T13:00", True),
        ("2026-11-24T10:00", False),  # a holiday
        ("2026-11-27T23:00", True),
        ("2026-11-28T01:59", True),
        ("2026-11-28T02:00", False),
    ],
)
def test_the_shop_is_open_by_its_own_clock(now: str, there: bool) -> None:
    assert is_open(WEEK, at(now)) is there


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-23T07:00", "2026-11-23T09:00"),
        ("2026-11-23T12:30", "2026-11-23T13:00"),
        ("2026-11-23T18:00", "2026-11-27T22:00"),
        ("2026-11-28T02:00", "2026-11-30T09:00"),
    ],
)
def test_a_closed_shop_says_when_it_opens(now: str, opens: str) -> None:
    assert next_opening(WEEK, at(now)) == at(opens)


def test_a_shop_without_hours_is_always_open_but_on_holidays() -> None:
    always = Hours(holidays=(date(2026, 1, 1),))
    noon = at("2026-01-01T12:00", ZoneInfo("UTC"))
    assert is_open(Hours(), noon)
    assert next_opening(Hours(), noon) is None
    assert not is_open(always, noon)
    assert next_opening(always, noon) == at("2026-01-02T00:00", ZoneInfo("UTC"))


def test_days_that_touch_are_one_span() -> None:
    (span,) = open_spans(Hours(), 0.0, days=7)
    assert span.end >= 7 * 86400


def test_summer_time_moves_no_opening() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    hours = Hours(time_zone="Europe/Berlin", sunday=("9:00-10:00",))
    assert next_opening(hours, at("2026-03-28T12:00", berlin)) == at("2026-03-29T09:00", berlin)


def test_a_shop_that_never_opens_again_says_so() -> None:
    every_monday = tuple(date.fromordinal(date(2026, 11, 23).toordinal() + 7 * week) for week in range(80))
    assert next_opening(Hours(monday=("9:00-10:00",), holidays=every_monday), at("2026-11-22T12:00")) is None


@pytest.mark.parametrize("span", ["9-18", "9:00-25:00", "9:60-10:00", "9:00-9:00", "24:00-1:00", ""])
def test_what_is_no_span_is_refused(span: str) -> None:
    with pytest.raises(ValueError, match="is no span"):
        Hours(monday=(span,))


def test_a_time_zone_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="is no time zone"):
        Hours(time_zone="Asia/Nowhere")


@pytest.mark.parametrize(
    ("answered", "waiting", "told"),
    [
        ([10.0, 20.0], [], None),
        ([10.0, 20.0, 30.0, 400.0], [], 30.0),
        ([10.0, 20.0, 30.0], [5.0], 30.0),
        ([10.0, 20.0, 30.0], [5.0, 90.0], 90.0),
        ([], [90.0], None),
    ],
)
def test_the_wait_that_is_told_held_for_three_in_four(
    answered: list[float], waiting: list[float], told: float | None
) -> None:
    assert estimate_wait(answered, waiting) == told
