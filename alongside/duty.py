"""Whether a rep is there for shoppers now. Pure; desks tell, the store keeps, and time is passed in (Unix seconds).

A rep chooses to be available, busy or away. Whatever was chosen, nobody is there whose desk is closed or was not touched for long.
"""

from typing import Literal

import msgspec

Status = Literal["available", "busy", "away"]


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What a rep has said of themselves, and when."""

    status: Status = "available"
    at: float = 0.0


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """How many sessions a rep is in, and since when it is this many; a shopper who rang in vain counts as a change."""

    sessions: int = 0
    since: float = 0.0


class Duty(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one rep. `touched`: when keyboard or pointer last moved at a desk of theirs; 0 when no desk has said so."""

    choice: Choice = Choice()
    touched: float = 0.0
    work: Work = Work()
    is_open: bool = False


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How a rep stands. `by_itself`: away though they did not say so; the first touch brings them back."""

    status: Status
    since: float
    by_itself: bool = False


def stand(duty: Duty, now: float, untouched: float) -> Standing:
    """How this rep stands; `untouched` is after how many seconds without a touch somebody counts as away."""
    choice, touched = duty.choice, duty.touched
    if not duty.is_open:
        return Standing(status="away", since=max(choice.at, touched), by_itself=choice.status != "away")
    if touched and now - touched > untouched and choice.status != "away":
        return Standing(status="away", since=touched + untouched, by_itself=True)
    return Standing(status=choice.status, since=choice.at)


def follow_work(before: Work, sessions: int, now: float) -> Work:
    """The rep is in this many sessions now. The same value when it was so before."""
    return before if before.sessions == sessions else Work(sessions=sessions, since=now)
