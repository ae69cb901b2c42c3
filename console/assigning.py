"""Carries out alongside/routing.py: shoppers who wait ring at reps. One worker at a time does it; what rings is in the store.

A round that overlaps with another one, or is repeated, changes nothing: an offer is replaced only where it is still as it was read.
"""

import logging
import time
from collections.abc import Iterable
from typing import Final

from alongside.duty import Work, follow_work
from alongside.routing import NOBODY, Offer, Waiting, refuse, route
from alongside.session import Session
from alongside.store import Store, StoreError
from console.colleagues import Colleague, is_free, list_colleagues, ready_of
from console.live import Live
from console.queue_rows import need_of

EVERY_SECONDS: Final = 1.0
"""Times for an answer run out; changes of the queue are looked at at once."""
TURN_SECONDS: Final = 0.2

log = logging.getLogger("alongside.live")


async def assign_forever(live: Live) -> None:
    """Let waiting shoppers ring until cancelled."""
    async for _ in live.queue.beats(EVERY_SECONDS):
        try:
            if await live.store.sessions.win_turn("assigning", TURN_SECONDS):
                await assign(live, time.time())
        except StoreError as error:
            log.warning("nobody is assigned: %s", error)


async def assign(live: Live, now: float) -> None:
    """One round. Raises StoreError."""
    store = live.store
    running = await store.sessions.list_live()
    here = await list_colleagues(live, running)
    await _follow_works(store, here, now)
    before = await store.duties.list_offers()
    routed = _route(live, running, here, before, now)
    changes = [
        (before.get(session), routed.get(session))
        for session in {*before, *routed}
        if before.get(session) != routed.get(session)
    ]
    changed = [after for was, after in changes if await _change(store, was, after, now)]
    if changed:
        live.hub.announce_cases()


def _route(
    live: Live, running: list[Session], here: list[Colleague], before: dict[str, Offer], now: float
) -> dict[str, Offer]:
    """The offers as they have to be, by session; none to nobody who has never been asked."""
    if live.settings.assign == "none":
        return {}
    waiting = [
        Waiting(session=session.id, since=session.created, need=need_of(session))
        for session in running
        if session.kind == "help" and session.state == "waiting" and session.participants[0].here
    ]
    reps = [ready_of(one) for one in here if is_free(one)]
    routed = route(waiting, reps, before, now, live.settings.assign_seconds)
    return {offer.session: offer for offer in routed if offer.account or offer.asked}


async def decline_offer(live: Live, session: str, account: str, now: float) -> bool:
    """This rep would rather not; it rings at the next one. False when it does not ring at them. Raises StoreError."""
    before = await live.store.duties.get_offer(session)
    if before is None or before.account != account:
        return False
    if await _change(live.store, before, refuse(before, account), now):
        live.hub.announce_cases()
    return True


async def _change(store: Store, before: Offer | None, after: Offer | None, now: float) -> bool:
    session = (before or after or Offer(session="")).session
    if not await store.duties.change_offer(session, before, after):
        return False
    if before and before.account and after and before.account in after.asked:
        await _count_miss(store, before.account, now)
    if after and after.account != NOBODY:
        log.info("session %s rings at %s", session, after.account)
    return True


async def _count_miss(store: Store, account: str, now: float) -> None:
    """Whoever let it ring comes last among those who are equally free."""
    duty = (await store.duties.list([account], ()))[account]
    await store.duties.keep_work({account: Work(sessions=duty.work.sessions, since=now)})


async def _follow_works(store: Store, here: Iterable[Colleague], now: float) -> None:
    works = {one.rep.email: (one.duty.work, follow_work(one.duty.work, one.sessions, now)) for one in here}
    await store.duties.keep_work(
        {account: after for account, (before, after) in works.items() if after is not before}
    )
