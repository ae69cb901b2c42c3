"""Whom it may be right to ask whether help is wanted, and when: pure. Times are Unix seconds."""

import hashlib
from fnmatch import fnmatchcase
from typing import Annotated, Final
from urllib.parse import urlsplit

import msgspec

from alongside.visits import Device, Trouble, Visit, is_in_trouble

DAY: Final = 24 * 60 * 60
USUAL_SECONDS: Final = 150

Text = Annotated[str, msgspec.Meta(max_length=300)]


class AskRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When to ask a visitor whether help is wanted. What is not given does not matter; of several rules the first that fits counts.

    `path`: patterns such as `/checkout/*`. `seconds` on this page; 2 to 3 minutes are best, 10 to 30 seconds the worst. `basket`: worth at
    least so much, in the shop's own money. `idle`: seconds without a hand. `leaving`: the pointer leaves at the top.
    """

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
    path: tuple[str, ...] = ()
    seconds: Annotated[int, msgspec.Meta(ge=0, le=3600)] | None = None
    pages: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 0
    returning: bool | None = None
    referrer: str = ""
    campaign: str = ""
    lang: str = ""
    device: Device | None = None
    basket: Annotated[float, msgspec.Meta(ge=0)] = 0.0
    idle: Annotated[int, msgspec.Meta(ge=0, le=3600)] = 0
    leaving: bool = False
    trouble: tuple[Trouble, ...] = ()
    in_hours: bool = True
    rep_free: bool = True
    text: dict[str, Text] = {}

    @property
    def wait(self) -> int:
        """Seconds on the page before this rule asks: where none are given, none for a rule that waits for a sign."""
        if self.seconds is not None:
            return self.seconds
        return 0 if self.idle or self.leaving or self.trouble else USUAL_SECONDS


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """What is so just now: of the visitor's hand, and of those who could help."""

    idle: int = 0
    leaving: bool = False
    is_open: bool = True
    is_free: bool = True


USUAL: Final = Moment()


class AskLimits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nobody is asked twice after a no for `again_days`, nor more than `per_visit` times; a `hold_out` share never is, to compare with."""

    again_days: Annotated[int, msgspec.Meta(ge=0, le=3650)] = 14
    per_visit: Annotated[int, msgspec.Meta(ge=0, le=20)] = 1
    hold_out: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.1


def choose_rule(
    rules: tuple[AskRule, ...], limits: AskLimits, visit: Visit, now: float, moment: Moment = USUAL
) -> AskRule | None:
    """The rule by which this visitor is asked now, if any."""
    if not may_ask(limits, visit, now) or is_held_out(limits, visit.id):
        return None
    return next((rule for rule in rules if fits(rule, visit, now, moment)), None)


def may_ask(limits: AskLimits, visit: Visit, now: float) -> bool:
    """Whether the visitor's own answers leave room for a question, by a rule or by a rep."""
    is_refused = visit.refused > 0 and now - visit.refused < limits.again_days * DAY
    return not is_refused and visit.asked < limits.per_visit


def is_held_out(limits: AskLimits, visitor: str) -> bool:
    """Whether this visitor is one of those who are never asked by rules: always the same ones."""
    first = int.from_bytes(hashlib.sha256(f"hold-out {visitor}".encode()).digest()[:4])
    return first / 2**32 < limits.hold_out


def fits(rule: AskRule, visit: Visit, now: float, moment: Moment = USUAL) -> bool:
    """Whether all that a rule asks for holds."""
    return _fits_visit(rule, visit, now) and _fits_visitor(rule, visit) and _fits_moment(rule, moment)


def _fits_path(rule: AskRule, visit: Visit) -> bool:
    path = urlsplit(visit.page.url).path
    return not rule.path or any(fnmatchcase(path, pattern) for pattern in rule.path)


def _fits_visit(rule: AskRule, visit: Visit, now: float) -> bool:
    return (
        now - visit.page.at >= rule.wait
        and visit.pages >= rule.pages
        and _fits_path(rule, visit)
        and (not rule.basket or (visit.basket is not None and visit.basket.value >= rule.basket))
        and (not rule.trouble or any(is_in_trouble(visit, trouble) for trouble in rule.trouble))
    )


def _fits_visitor(rule: AskRule, visit: Visit) -> bool:
    return (
        rule.returning in (None, visit.visits > 1)
        and rule.referrer in visit.referrer
        and rule.campaign in visit.campaign
        and visit.lang.lower().startswith(rule.lang.lower())
        and rule.device in (None, visit.device)
    )


def _fits_moment(rule: AskRule, moment: Moment) -> bool:
    return (
        moment.idle >= rule.idle
        and (moment.leaving or not rule.leaving)
        and (moment.is_open or not rule.in_hours)
        and (moment.is_free or not rule.rep_free)
    )


class Watch(msgspec.Struct, frozen=True, kw_only=True):
    """What a page looks out for: a hand that rests for so many seconds (0: for none), a pointer that leaves at the top."""

    idle: int = 0
    leaving: bool = False


def what_to_watch(rules: tuple[AskRule, ...], limits: AskLimits, visit: Visit, now: float) -> Watch | None:
    """The moments that a rule for this visitor waits for on this page; None when there are none, or nothing will be asked anyway."""
    if not may_ask(limits, visit, now) or is_held_out(limits, visit.id):
        return None
    ours = [rule for rule in rules if _fits_visitor(rule, visit) and _fits_path(rule, visit)]
    rests = [rule.idle for rule in ours if rule.idle]
    leaving = visit.device == "desktop" and any(rule.leaving for rule in ours)
    return Watch(idle=min(rests, default=0), leaving=leaving) if rests or leaving else None


def list_troubles(visit: Visit) -> list[Trouble]:
    """What goes wrong just now."""
    return [trouble for trouble in visit.troubles if is_in_trouble(visit, trouble)]
