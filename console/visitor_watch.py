"""The list of visitors as the desks of a worker follow it: looked at once a second for all of them, and only what has changed is told."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from typing import Any, Final

from alongside.store import Store, StoreError
from alongside.visits import NOW_SECONDS, Visit
from console.tasks import Tasks

LOOK_SECONDS: Final = 1.0
LATE_SECONDS: Final = 2.0
"""A word of a page may reach the store so long after its own time."""

Row = dict[str, object]
Changes = dict[str, Any]
"""`{"all": [row, …]}` at first, then `{"set": [row, …], "gone": [id, …]}`."""


class Rows:
    """Who is on the shop, as rows; pure but for what it remembers."""

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}
        self._seen: dict[str, float] = {}

    def follow(self, changed: list[tuple[Visit, Row]], now: float) -> set[str]:
        """The ids of what is otherwise after these visits, and of who is gone."""
        told: set[str] = set()
        for visit, row in changed:
            self._seen[visit.id] = visit.seen
            if self.rows.get(visit.id) != row:
                self.rows[visit.id] = row
                told.add(visit.id)
        gone = [visitor for visitor, seen in self._seen.items() if seen < now - NOW_SECONDS]
        for visitor in gone:
            del self.rows[visitor], self._seen[visitor]
        return told | set(gone)


class VisitorWatch:
    """Looks while a desk is open. `show` makes a row of a visit."""

    def __init__(self, store: Store, show: Callable[[Visit, float], Row]) -> None:
        self._store = store
        self._show = show
        self._rows = Rows()
        self._looked = 0.0
        self._desks: set[Desk] = set()
        self._tasks = Tasks()

    async def changes(self) -> AsyncIterator[Changes]:
        """The list now, then what changes, for one desk."""
        desk = Desk()
        if not self._desks:
            self._tasks.start(self._look_forever(), "visitors")
        self._desks.add(desk)
        try:
            await self._look()
            desk.pending.clear()
            yield {"all": list(self._rows.rows.values())}
            while True:
                ids = await desk.wait()
                there = [self._rows.rows[visitor] for visitor in ids if visitor in self._rows.rows]
                yield {"set": there, "gone": [visitor for visitor in ids if visitor not in self._rows.rows]}
        finally:
            self._desks.discard(desk)
            if not self._desks:
                await self._tasks.stop()

    async def _look_forever(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                await self._look()
            except StoreError:
                continue  # the desks keep what they have; the next look brings what was missed

    async def _look(self) -> None:
        now = time.time()
        since = max(self._looked - LATE_SECONDS, now - NOW_SECONDS)
        visits = await self._store.visits.list_changed(since)
        told = self._rows.follow([(visit, self._show(visit, now)) for visit in visits], now)
        self._looked = now
        for desk in self._desks:
            desk.tell(told)


class Desk:
    """What one desk has not been told yet: ids alone, so that a slow one costs no more than the list has rows."""

    def __init__(self) -> None:
        self.pending: set[str] = set()
        self._changed = asyncio.Event()

    def tell(self, ids: set[str]) -> None:
        """These are otherwise now."""
        if ids:
            self.pending |= ids
            self._changed.set()

    async def wait(self) -> list[str]:
        """What is otherwise, once something is."""
        while not self.pending:
            self._changed.clear()
            await self._changed.wait()
        ids, self.pending = list(self.pending), set()
        return ids
