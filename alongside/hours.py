"""When the shop's people are there: opening hours by weekday in a time zone, and holidays. Pure; times are Unix seconds.

An Hours without any weekday stands for a shop that is always open.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Annotated, Final, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
AHEAD_DAYS: Final = 400
"""Who is closed for longer than a year does not open again."""

_SPAN: Final = re.compile(r"(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)")
_DAY_MINUTES: Final = 24 * 60

Spans = Annotated[tuple[str, ...], msgspec.Meta(max_length=8)]


class Span(NamedTuple):
    """From `start` until before `end`, Unix seconds."""

    start: float
    end: float


class Hours(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Spans such as `9:00-12:30`; one that ends before it begins goes on into the next day. Raises ValueError when made otherwise."""

    time_zone: str = "UTC"
    monday: Spans = ()
    tuesday: Spans = ()
    wednesday: Spans = ()
    thursday: Spans = ()
    friday: Spans = ()
    saturday: Spans = ()
    sunday: Spans = ()
    holidays: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        _zone(self.time_zone)
        for day in DAYS:
            for span in self.on(day):
                _check(day, span)

    def on(self, day: str) -> Spans:
        """The spans of a weekday."""
        spans: Spans = getattr(self, day)
        return spans

    @property
    def is_always(self) -> bool:
        """No hours are given: open day and night, but on holidays."""
        return not any(self.on(day) for day in DAYS)


def is_open(hours: Hours, now: float) -> bool:
    """Whether the shop's people are there."""
    return any(span.start <= now < span.end for span in open_spans(hours, now, days=1))


def begin_of_day(hours: Hours, now: float) -> float:
    """Midnight of today by the shop's clock."""
    zone = _zone(hours.time_zone)
    return _at(datetime.fromtimestamp(now, zone).date(), 0, zone)


def next_opening(hours: Hours, now: float) -> float | None:
    """When it opens next; None while it is open, and when it does not open again."""
    first = next(open_spans(hours, now, days=AHEAD_DAYS), None)
    return first.start if first and first.start > now else None


def open_spans(hours: Hours, now: float, *, days: int) -> Iterator[Span]:
    """The spans of these days from now on, in order, those that touch as one; the first may have begun before."""
    last: Span | None = None
    for span in _spans(hours, now, days):
        if last is None or span.start > last.end:
            if last:
                yield last
            last = span
        else:
            last = Span(last.start, max(last.end, span.end))
    if last:
        yield last


def _spans(hours: Hours, now: float, days: int) -> Iterator[Span]:
    zone = _zone(hours.time_zone)
    first = datetime.fromtimestamp(now, zone).date() - timedelta(days=1)  # may go on into today
    for number in range(days + 2):
        day = first + timedelta(days=number)
        if day in hours.holidays:
            continue
        texts = ("0:00-24:00",) if hours.is_always else hours.on(DAYS[day.weekday()])
        for begin, end in sorted(_minutes(text) for text in texts):
            span = Span(_at(day, begin, zone), _at(day, end, zone))
            if span.end > now:
                yield span


def _check(day: str, text: str) -> None:
    try:
        _minutes(text)
    except ValueError as error:
        raise ValueError(f"{day}: {error}") from error


def _minutes(text: str) -> tuple[int, int]:
    """Minutes of the day at which a span begins and ends. Raises ValueError."""
    found = _SPAN.fullmatch(text.replace(" ", ""))
    if not found:
        raise ValueError(f"{text!r} is no span such as 9:00-18:30")
    hours_from, from_, hours_to, to = (int(group) for group in found.groups())
    begin, end = hours_from * 60 + from_, hours_to * 60 + to
    if from_ > 59 or to > 59 or begin >= _DAY_MINUTES or end > _DAY_MINUTES or begin == end:
        raise ValueError(f"{text!r} is no span such as 9:00-18:30")
    return begin, end if end > begin else end + _DAY_MINUTES


def _at(day: date, minutes: int, zone: ZoneInfo) -> float:
    """By the clock on the wall, so that a change to summer time moves nothing."""
    days, rest = divmod(minutes, _DAY_MINUTES)
    wall = datetime.combine(day + timedelta(days=days), time(*divmod(rest, 60)), zone)
    return wall.timestamp()


@cache
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError) as error:
        raise ValueError(f"{name!r} is no time zone such as Asia/Tokyo") from error
