"""Who is on the shop now: pure. A visitor is nobody yet; what is kept is what a shop assistant would see. Whom to ask is in asking.py.

Addresses are kept without their queries, but for the campaign's. Times are Unix seconds.
"""

from typing import Annotated, Final, Literal
from urllib.parse import parse_qs, urlsplit

import msgspec
from msgspec.structs import replace

from alongside.facts.pages import Basket, Product

VISIT_SECONDS: Final = 30 * 60
"""Who comes back after this is on a new visit."""
NOW_SECONDS: Final = 50.0
"""A page says that it is there every 15 s while it is in front."""
TROUBLE_BEFORE: Final = 60.0
"""Trouble comes with a page, a little before the page says that it is there; or on the page before."""
TRAIL: Final = 20
MOST_URL: Final = 1000
MOST_TITLE: Final = 300
MOST_LANG: Final = 35

Device = Literal["desktop", "phone", "tablet"]
Trouble = Literal["error-page", "declined", "no-results", "refused-form"]
"""What the road sees go wrong: a page that is an error, a payment that is declined, a search without a result, a form refused twice."""


class Beat(msgspec.Struct, frozen=True, kw_only=True):
    """What a page of the shop says of itself while somebody looks at it."""

    url: str
    title: str = ""
    referrer: str = ""
    lang: str = ""
    idle: Annotated[int, msgspec.Meta(ge=0, le=86_400)] = 0
    """Seconds since a hand was last felt; told when a rule waits for it."""
    leaving: bool = False
    """The pointer has just left at the top."""


class Learned(msgspec.Struct, frozen=True, kw_only=True):
    """What the road has read meanwhile. `troubles`: when each was last met."""

    product: Product | None = None
    basket: Basket | None = None
    troubles: dict[Trouble, float] = {}


NOTHING_LEARNED: Final = Learned()


class Seen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One page of a visit, when it was opened and looked at last, and what held of basket and troubles then."""

    url: str
    title: str
    at: float
    until: float = 0.0
    basket: Basket | None = None
    troubles: tuple[Trouble, ...] = ()


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """What the request tells: who, on what, from where as far as the edge says so."""

    id: str
    device: Device
    country: str


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a visitor. `visits` counts them, `asked` the invitations of this one; `refused`: when they last said no;
    `tags`: what reps have put on earlier sessions, kept beside it.
    """

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
    product: Product | None = None
    basket: Basket | None = None
    troubles: dict[Trouble, float] = {}
    tags: tuple[str, ...] = ()

    @property
    def page(self) -> Seen:
        """The page that is looked at."""
        return self.trail[-1]


def follow(
    known: Visit | None, beat: Beat, visitor: Visitor, now: float, learned: Learned = NOTHING_LEARNED
) -> Visit:
    """The visit after this word of a page, with what the road has read of it."""
    visit = _follow_page(known, beat, visitor, now)
    visit = replace(
        visit,
        product=learned.product,
        basket=learned.basket or visit.basket,
        troubles={**visit.troubles, **learned.troubles},
    )
    return replace(visit, trail=(*visit.trail[:-1], _page_now(visit)))


def _page_now(visit: Visit) -> Seen:
    troubles = tuple(sorted(name for name in visit.troubles if is_in_trouble(visit, name)))
    return replace(visit.page, until=visit.seen, basket=visit.basket, troubles=troubles)


def is_in_trouble(visit: Visit, trouble: Trouble) -> bool:
    """Whether this was met on the page that is looked at, or on the way to it."""
    return visit.troubles.get(trouble, 0.0) >= visit.page.at - TROUBLE_BEFORE


def _follow_page(known: Visit | None, beat: Beat, visitor: Visitor, now: float) -> Visit:
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
