"""Who would have been asked today by these rules: each visit of the day is gone through again, page by page. Pure.

What nobody wrote down cannot be gone through: whether a hand was still or left at the top (such rules are counted apart, as what
they may have asked at most), and whether a rep was free (taken for given). Of answers only a no before the visit counts.
"""

from collections import Counter
from collections.abc import Iterator
from math import ceil
from typing import Final, NamedTuple

import msgspec
from msgspec.structs import replace

from alongside.asking import AskLimits, AskRule, Moment, fits, is_held_out, may_ask
from alongside.hours import Hours, is_open, next_opening
from alongside.visits import Seen, Visit

BEAT_SECONDS: Final = 15
"""Pages speak so often, and only then is anybody asked."""
MOST_ROWS: Final = 100


class WouldAsk(msgspec.Struct, frozen=True, kw_only=True):
    """One question: when (Unix seconds), on which page, by which rule."""

    at: float
    url: str
    title: str
    rule: str
    lang: str
    device: str
    returning: bool


class RuleCount(msgspec.Struct, frozen=True, kw_only=True):
    """How often a rule would have asked. `maybe`: how often at most, where it waits for what nobody wrote down."""

    name: str
    asked: int
    maybe: int


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """Of `visits`, so many would have been `asked`. So many more had said no before, or are held out."""

    visits: int
    asked: int
    refused: int
    held_out: int
    rules: tuple[RuleCount, ...]
    rows: tuple[WouldAsk, ...]


class _Ask(NamedTuple):
    at: float
    order: int
    page: Seen
    rule: AskRule


def preview(rules: tuple[AskRule, ...], limits: AskLimits, hours: Hours, visits: list[Visit]) -> Preview:
    """What these rules would have done. Of the questions the latest MOST_ROWS are told one by one."""
    certain = [rule for rule in rules if not is_unsure(rule)]
    asked, maybe, rows = Counter[str](), Counter[str](), list[WouldAsk]()
    counts = Counter[str]()
    for visit in visits:
        fate = _fate(limits, visit)
        asks = list(_replay(certain, limits, hours, visit))
        counts[fate] += bool(asks)
        if fate == "asked":
            asked.update(ask.rule.name for ask in asks)
            rows += (_row(visit, ask) for ask in asks)
            for rule in rules:
                maybe[rule.name] += is_unsure(rule) and any(_replay([rule], limits, hours, visit))
    rows.sort(key=lambda row: -row.at)
    return Preview(
        visits=len(visits),
        asked=counts["asked"],
        refused=counts["refused"],
        held_out=counts["held-out"],
        rules=tuple(
            RuleCount(name=rule.name, asked=asked[rule.name], maybe=maybe[rule.name]) for rule in rules
        ),
        rows=tuple(rows[:MOST_ROWS]),
    )


def is_unsure(rule: AskRule) -> bool:
    """Whether it waits for what nobody wrote down."""
    return rule.idle > 0 or rule.leaving


def _fate(limits: AskLimits, visit: Visit) -> str:
    before = visit.refused if visit.refused < visit.began else 0.0
    if not may_ask(limits, replace(visit, asked=0, refused=before), visit.began):
        return "refused"
    return "held-out" if is_held_out(limits, visit.id) else "asked"


def _replay(rules: list[AskRule], limits: AskLimits, hours: Hours, visit: Visit) -> Iterator[_Ask]:
    """The questions of one visit, in order, at most as many as the limits allow."""
    left, now = limits.per_visit, visit.began
    for then in _pages(visit):
        while left > 0:
            found = (_first(rule, order, then, now, hours) for order, rule in enumerate(rules))
            ask = min((one for one in found if one), default=None, key=lambda one: (one.at, one.order))
            if ask is None:
                break
            yield ask
            left, now = left - 1, ask.at + BEAT_SECONDS


def _pages(visit: Visit) -> Iterator[Visit]:
    """The visit as it stood on each of its pages."""
    after = sum(one.url != next_.url for one, next_ in zip(visit.trail, visit.trail[1:], strict=False))
    pages = visit.pages - after
    for at, page in enumerate(visit.trail):
        pages += at > 0 and visit.trail[at - 1].url != page.url
        troubles = dict.fromkeys(page.troubles, page.at)
        yield replace(visit, trail=(page,), pages=pages, basket=page.basket, troubles=troubles)


def _first(rule: AskRule, order: int, then: Visit, now: float, hours: Hours) -> _Ask | None:
    """When a rule would first have asked on the page on which the visit is, from `now` on."""
    page = then.page
    at = _beat(page, max(page.at + rule.wait, now))
    if rule.in_hours and not is_open(hours, at):
        opens = next_opening(hours, at)
        if opens is None:
            return None
        at = _beat(page, opens)
    moment = Moment(idle=rule.idle, leaving=rule.leaving, is_open=is_open(hours, at))
    return _Ask(at, order, page, rule) if at <= page.until and fits(rule, then, at, moment) else None


def _beat(page: Seen, at: float) -> float:
    """The first word of the page from then on."""
    return page.at + max(0, ceil((at - page.at) / BEAT_SECONDS)) * BEAT_SECONDS


def _row(visit: Visit, ask: _Ask) -> WouldAsk:
    return WouldAsk(
        at=ask.at,
        url=ask.page.url,
        title=ask.page.title,
        rule=ask.rule.name,
        lang=visit.lang,
        device=visit.device,
        returning=visit.visits > 1,
    )
