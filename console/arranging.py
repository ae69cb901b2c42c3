"""How things are arranged, and who the reps are, at hand in every worker."""

from collections.abc import Callable, Mapping

from alongside.accounts import Rep, list_reps
from alongside.arrangements import Arrangements, Edits, arrange
from alongside.store import Store
from alongside.store.bus import ARRANGEMENTS, PEOPLE
from alongside.wire.host import Rules
from console.standing import Standing


class Arranging:
    """`now` is what holds. `tell` hears of every change, with what held before."""

    def __init__(
        self, store: Store, defaults: Arrangements, tell: Callable[[Arrangements, Arrangements], None]
    ) -> None:
        self.now = defaults
        self.edits = Edits()
        self.defaults = defaults
        self.standing = Standing(store.bus, ARRANGEMENTS, self._read)
        self._store = store
        self._tell = tell

    async def change(self, rule: Callable[[Edits], Edits]) -> Edits:
        """Edit by a pure rule, on disk when this returns, and at work here. Raises StoreError and what the rule raises."""
        async with self.standing.lock:
            self._take(await self._store.arrangements.change(rule))
            return self.edits

    async def _read(self) -> None:
        self._take(await self._store.arrangements.get())

    def _take(self, edits: Edits) -> None:
        before, self.edits = self.now, edits
        self.now = arrange(self.defaults, edits)
        if self.now != before:
            self._tell(before, self.now)


class Reps:
    """`now`: every rep by email; `tell` is called when it may have changed.

    `turn` counts how often accounts were read anew: who was signed in before may not be any more.
    """

    def __init__(self, store: Store, tell: Callable[[], None]) -> None:
        self.now: Mapping[str, Rep] = {}
        self.turn = 0
        self.standing = Standing(store.bus, PEOPLE, self._read)
        self._store = store
        self._tell = tell

    async def _read(self) -> None:
        self.now = {rep.email: rep for rep in await list_reps(self._store)}
        self.turn += 1
        self._tell()


def rules_of(arrangements: Arrangements) -> Rules:
    """As host pages are told."""
    return Rules(mask=arrangements.mask, block=arrangements.block, noremote=arrangements.noremote)
