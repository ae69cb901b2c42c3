"""Cards, suggestions and answers before they are kept: reads what the rules in alongside/guiding.py ask for."""

import time

from msgspec.structs import replace

from alongside.guiding import Known, Shop, check_reply, check_suggestion, known_of, show_card
from alongside.session import Participant
from alongside.store import Store
from alongside.talk import MILLISECONDS
from alongside.wire.talk import Line, Say
from alongside.wire.words import Page


async def complete(store: Store, session: str, shop: Shop, person: Participant, say: Say, page: Page) -> Line:
    """The line as it is to be kept; `page` is the one that is shown. Raises NotTaken, StoreError."""
    line = say.line
    if line.reply or (line.suggest and line.card):
        await _check(store, session, person, say)
    if line.reply:
        return Line(reply=line.reply)
    if line.card:
        known = await _known(store, line.card.url or page.url, shop)
        return replace(line, card=show_card(line.card, page, shop, known))
    return line


async def _check(store: Store, session: str, person: Participant, say: Say) -> None:
    """What was kept already was allowed, and is only said again after a loss."""
    found = await store.talks.read(session, 0)
    if any((line.who, line.key) == (person.id, say.key) for line in found.lines):
        return
    if say.line.reply:
        check_reply(person, found.first, found.lines, say.line.reply)
    else:
        check_suggestion(person, found.first, found.lines, time.time() * MILLISECONDS)


async def _known(store: Store, url: str, shop: Shop) -> Known | None:
    facts = await store.pages.get(url)
    return known_of(facts, shop) if facts else None
