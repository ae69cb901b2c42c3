"""Reads what the road tells and keeps what is worth it: public facts by page, personal ones by visit. One answer after another."""

import time
from typing import Final

from alongside.facts.addresses import page_key
from alongside.facts.answers import Answer
from alongside.facts.reading import Reader, Reading
from alongside.facts.signs import Seer, Signs
from alongside.settings import Settings
from alongside.store import Store
from alongside.store.trails import Trail
from alongside.visits import Trouble

SHARED_KINDS: Final = ("page", "list", "product")
"""Pages that somebody else may have got just so; a basket, an order and a search are somebody's own whatever their titles."""


class Keeping:
    """One for a reading process."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self._settings = settings
        self._store = store
        self._reader = Reader(settings.facts, settings.public_url)
        self._seer = Seer(self._reader, settings.facts.declined_path)

    async def take(self, answer: Answer) -> None:
        """Read an answer and keep what it says. Raises StoreError, and whatever a page can make a library raise."""
        reading = self._reader.read(answer.target, answer.body, answer.charset) if answer.body else None
        signs, now = self._seer.look(answer, reading), time.time()
        if answer.visit:
            await self._keep_visit(answer, reading, signs, now)
        elif signs.error:
            await self._store.trails.keep_fault(page_key(answer.target, self._settings.facts.telling))
        if reading and answer.status == 200 and answer.method == "GET":
            await self._keep_page(reading, answer.visit, now)

    async def _keep_visit(self, answer: Answer, reading: Reading | None, signs: Signs, now: float) -> None:
        met = {"error-page": signs.error, "declined": signs.declined, "no-results": signs.no_results}
        troubles: dict[Trouble, float] = {name: now for name, is_so in met.items() if is_so}  # type: ignore[misc]
        trails = self._store.trails
        if signs.form and await trails.refuse(answer.visit, signs.form) > 1:
            troubles["refused-form"] = now
        elif signs.is_form_fine and not signs.form:
            await trails.accept(answer.visit, answer.target.partition("?")[0])
        trail = Trail(
            basket=reading.facts.basket if reading else None,
            order=reading.order if reading else "",
            troubles=troubles,
        )
        await trails.keep(answer.visit, trail)

    async def _keep_page(self, reading: Reading, visit: str, now: float) -> None:
        facts = reading.facts
        if not reading.is_public:
            may_be_shared = facts.kind in SHARED_KINDS and not reading.hides and bool(facts.title and visit)
            if not may_be_shared or not await self._store.pages.is_shared(facts, visit):
                return
        await self._store.pages.keep(facts, now)
