"""Pages that people show each other, as cards of the conversation, and suggestions that the shopper answers. Pure.

A suggestion is a line that is kept, and so is its answer, so both outlive page loads, lost connections and restarts. What a card says
of a product is what the hub knows of that page, whatever its sender claims.
"""

from collections.abc import Sequence
from typing import Final
from urllib.parse import SplitResult, urlsplit

import msgspec

from alongside.facts.pages import PageFacts, Product
from alongside.roles import may
from alongside.session import Participant
from alongside.wire.talk import Card, Reply, Spoken, Why
from alongside.wire.words import Page

BURST: Final = 4
BURST_MS: Final = 60_000
"""As many suggestions of one person within this are help; more would be a nuisance."""
REST_MS: Final = 60_000
"""Nobody suggests anything so long after a no to a suggestion of theirs; twice as long after each further no in a row."""
LONGEST_REST_MS: Final = 15 * 60_000
MAX_TITLE: Final = 300
PORTS: Final = {"http": 80, "https": 443}

Shop = tuple[str, ...]
"""The public addresses of a shop's hosts."""


SIGNS: Final = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "KRW": "₩", "INR": "₹"}
WHOLE: Final = frozenset({"JPY", "KRW", "VND", "CLP"})
"""Money without a smaller part."""


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the shop as people are shown it. Picture and price are a product's, "" where there is none."""

    url: str
    title: str
    picture: str = ""
    price: str = ""


class NotTaken(Exception):  # noqa: N818  # it is an answer, not a fault
    """A line that is not kept."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why: Why = why


def is_of_shop(url: str, shop: Shop) -> bool:
    """Whether an address is one of the shop's, by the addresses that browsers know its hosts by."""
    if any(char <= " " or char == "\\" for char in url):
        return False  # browsers read these in more than one way
    try:
        origin = _origin(urlsplit(url))
        return origin != ("", "", 0) and origin in [_origin(urlsplit(host)) for host in shop]
    except ValueError:
        return False


def show_card(card: Card, page: Page, shop: Shop, known: Known | None) -> Card:
    """The card as it is kept: of the page that is shown where it has no address. Raises NotTaken when the page is elsewhere."""
    asked = card if card.url else Card(url=page.url, title=page.title)
    if not is_of_shop(asked.url, shop):
        raise NotTaken("elsewhere")
    if known is None:
        return Card(url=asked.url, title=asked.title.strip()[:MAX_TITLE])
    return Card(url=asked.url, title=known.title or asked.title, picture=known.picture, price=known.price)


def known_of(facts: PageFacts, shop: Shop) -> Known:
    """What people are shown of a page by what it says; a picture only from the shop's own hosts."""
    product = facts.product
    if product is None:
        return Known(url=facts.url, title=facts.title)
    picture = product.picture if is_of_shop(product.picture, shop) else ""
    return Known(
        url=facts.url, title=product.name or facts.title, picture=picture, price=price_words(product)
    )


def price_words(product: Product) -> str:
    """A product's price as people read it, `€24`, and `£9.50–` where there are dearer forms of it; "" when the page does not say."""
    if product.price is None:
        return ""
    digits = 0 if product.currency in WHOLE or product.price == int(product.price) else 2
    amount = f"{product.price:,.{digits}f}"
    sign = SIGNS.get(product.currency)
    price = f"{sign}{amount}" if sign else f"{product.currency} {amount}".strip()
    return f"{price}–" if product.most and product.most > product.price else price


def check_suggestion(person: Participant, first: int, lines: Sequence[Spoken], now: float) -> None:
    """Whether this person may suggest a page at `now` (Unix ms), by the latest lines, from number `first`. Raises NotTaken."""
    if not may(person.role, "suggest"):
        raise NotTaken("")
    latest = [line for line in lines if line.suggest and line.who == person.id and now - line.at < BURST_MS]
    if len(latest) >= BURST or now < _rests_until(person, first, lines):
        raise NotTaken("rests")


def check_reply(person: Participant, first: int, lines: Sequence[Spoken], reply: Reply) -> None:
    """Whether this person answers a suggestion that is there, by the latest lines, from number `first`. Raises NotTaken."""
    place = reply.to - first
    is_there = 0 <= place < len(lines) and lines[place].suggest
    if person.role != "shopper" or not is_there:
        raise NotTaken("")


def _rests_until(person: Participant, first: int, lines: Sequence[Spoken]) -> float:
    """When a person who heard no may suggest again; the distant past when they heard none, or a yes after it."""
    asked = {(line.who, number) for number, line in enumerate(lines, first) if line.suggest}
    until, rest = 0.0, REST_MS
    for line in lines:
        if line.reply is None or (person.id, line.reply.to) not in asked:
            continue
        if line.reply.answer == "no":
            until, rest = line.at + min(rest, LONGEST_REST_MS), rest * 2
        elif line.reply.answer == "yes":
            until, rest = 0.0, REST_MS
    return until


def _origin(parts: SplitResult) -> tuple[str, str, int]:
    """Scheme, host and port; nothing for what no page of a shop has."""
    port = PORTS.get(parts.scheme)
    if port is None or not parts.hostname or "@" in parts.netloc:
        return ("", "", 0)
    return (parts.scheme, parts.hostname, parts.port or port)
