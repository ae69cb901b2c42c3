"""Who is on the shop now, and whom it may be right to ask: pure. A visitor is nobody yet; what is kept is what a shop assistant would see.

Addresses are kept without their queries, but for the campaign's. Times are Unix seconds.
"""

import hashlib
from fnmatch import fnmatchcase
from typing import Annotated, Final, Literal
from urllib.parse import parse_qs, urlsplit

import msgspec
from msgspec.structs import replace

VISIT_SECONDS: Final = 30 * 60
"""Who comes back after this is on a new visit."""
NOW_SECONDS: Final = 50.0
"""A page says that it is there every 15 s while it is in front."""
TRAIL: Final = 20
MOST_URL: Final = 1000
MOST_TITLE: Final = 300
MOST_LANG: Final = 35
DAY: Final = 24 * 60 * 60

Device = Literal["desktop", "phone", "tablet"]


class Beat(msgspec.Struct, frozen=True, kw_only=True):
    """What a page of the shop says of itself while somebody looks at it."""

    url: str
    title: str = ""
    referrer: str = ""
    lang: str = ""


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """One page of a visit and when it was opened."""

    url: str
    title: str
    at: float


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """What the request tells: who, on what, from where as far as the edge says so."""

    id: str
    device: Device
    country: str


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a visitor. `visits` counts them, `asked` the invitations of this one; `refused`: when they last said no."""

    id: str
    device: Device
    country: str
    lang: str
    began: float
    seen: float
    visits: int
    trail: tuple[Seen, ...]
    pages: int
    referrer: str = ""
    campaign: str = ""
    asked: int = 0
    refused: float = 0.0

    @property
    def page(self) -> Seen:
        """The page that is looked at."""
        return self.trail[-1]


def follow(known: Visit | None, beat: Beat, visitor: Visitor, now: float) -> Visit:
    """The visit after this word of a page."""
    page = Seen(url=bare_url(beat.url)[:MOST_URL], title=beat.title[:MOST_TITLE], at=now)
    if known is None or now - known.seen > VISIT_SECONDS:
        return _begin(known, beat, visitor, page)
    is_same = (known.page.url, known.page.title) == (page.url, page.title)
    trail = known.trail if is_same else (*known.trail[1 - TRAIL :], page)
    pages = known.pages + (known.page.url != page.url)
    return replace(known, seen=now, lang=beat.lang[:MOST_LANG], trail=trail, pages=pages)


def _begin(known: Visit | None, beat: Beat, visitor: Visitor, page: Seen) -> Visit:
    return Visit(
        id=visitor.id,
        device=visitor.device,
        country=visitor.country,
        lang=beat.lang[:MOST_LANG],
        began=page.at,
        seen=page.at,
        visits=known.visits + 1 if known else 1,
        trail=(page,),
        pages=1,
        referrer=_host_of(beat.referrer),
        campaign=campaign_of(beat.url),
        refused=known.refused if known else 0.0,
    )


def _host_of(url: str) -> str:
    try:
        return urlsplit(url).netloc[:MOST_TITLE]
    except ValueError:
        return ""


def bare_url(url: str) -> str:
    """Without query and fragment, in which personal things may stand."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}{parts.path}" if parts.netloc else parts.path


def campaign_of(url: str) -> str:
    """`utm_campaign`, else `utm_source`."""
    try:
        query = parse_qs(urlsplit(url).query, max_num_fields=100)
    except ValueError:
        return ""
    return next((query[name][0][:100] for name in ("utm_campaign", "utm_source") if name in query), "")


def device_of(user_agent: str) -> Device:
    """As far as a browser says it."""
    if "iPad" in user_agent or ("Android" in user_agent and "Mobile" not in user_agent):
        return "tablet"
    return "phone" if "Mobi" in user_agent else "desktop"


Text = Annotated[str, msgspec.Meta(max_length=300)]


class AskRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When to ask a visitor whether help is wanted. What is not given does not matter; of several rules the first that fits counts.

    `path`: patterns such as `/checkout/*`. `seconds` on this page; 2 to 3 minutes are best, 10 to 30 seconds the worst.
    """

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
    path: tuple[str, ...] = ()
    seconds: Annotated[int, msgspec.Meta(ge=0, le=3600)] = 150
    pages: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 0
    returning: bool | None = None
    referrer: str = ""
    campaign: str = ""
    lang: str = ""
    device: Device | None = None
    text: dict[str, Text] = {}


class AskLimits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nobody is asked twice after a no for `again_days`, nor more than `per_visit` times; a `hold_out` share never is, to compare with."""

    again_days: Annotated[int, msgspec.Meta(ge=0, le=3650)] = 14
    per_visit: Annotated[int, msgspec.Meta(ge=0, le=20)] = 1
    hold_out: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.1


def choose_rule(rules: tuple[AskRule, ...], limits: AskLimits, visit: Visit, now: float) -> AskRule | None:
    """The rule by which this visitor is asked now, if any."""
    if not may_ask(limits, visit, now) or is_held_out(limits, visit.id):
        return None
    return next((rule for rule in rules if fits(rule, visit, now)), None)


def may_ask(limits: AskLimits, visit: Visit, now: float) -> bool:
    """Whether the visitor's own answers leave room for a question, by a rule or by a rep."""
    is_refused = visit.refused > 0 and now - visit.refused < limits.again_days * DAY
    return not is_refused and visit.asked < limits.per_visit


def is_held_out(limits: AskLimits, visitor: str) -> bool:
    """Whether this visitor is one of those who are never asked by rules: always the same ones."""
    first = int.from_bytes(hashlib.sha256(f"hold-out {visitor}".encode()).digest()[:4])
    return first / 2**32 < limits.hold_out


def fits(rule: AskRule, visit: Visit, now: float) -> bool:
    """Whether all that a rule asks for holds."""
    path = urlsplit(visit.page.url).path
    return (
        now - visit.page.at >= rule.seconds
        and visit.pages >= rule.pages
        and (not rule.path or any(fnmatchcase(path, pattern) for pattern in rule.path))
        and rule.returning in (None, visit.visits > 1)
        and rule.referrer in visit.referrer
        and rule.campaign in visit.campaign
        and visit.lang.lower().startswith(rule.lang.lower())
        and rule.device in (None, visit.device)
    )
