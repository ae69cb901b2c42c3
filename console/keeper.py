"""What the passing of time does to sessions, in all workers together: places given up, sessions ended. One worker at a time does it."""

import asyncio
import logging
import time
from typing import Final

from alongside.handing import expire_request
from alongside.session import Session, expire_session
from alongside.store import StoreError
from console.hub import Hub

EVERY_SECONDS: Final = 5.0
FORGET_SECONDS: Final = 60 * 60
"""Between two looks for events that are too old to keep."""

log = logging.getLogger("alongside.live")


async def keep_time(hub: Hub) -> None:
    """Look after all running sessions until cancelled."""
    while True:
        await asyncio.sleep(EVERY_SECONDS)
        try:
            if await hub.store.sessions.win_turn("keeper", EVERY_SECONDS * 0.9):
                await _look_after_all(hub)
            if await hub.store.sessions.win_turn("events", FORGET_SECONDS):
                await hub.store.events.forget_old(time.time())
        except StoreError as error:
            log.warning("sessions are not looked after: %s", error)


async def _look_after_all(hub: Hub) -> None:
    for session_id in await hub.store.sessions.list_live_ids():
        session = await hub.store.sessions.get(session_id)
        if session is None:
            await hub.store.sessions.forget_missing(session_id)
        elif session.state == "ended":
            await _finish(hub, session)
        else:
            await _look_after(hub, session)


async def _finish(hub: Hub, ended: Session) -> None:
    """A worker that died over the end of a session left the rest of it; one that is at it now is given the time."""
    now = time.time()
    if now - ended.ended > EVERY_SECONDS:
        await hub.finish(ended, "time", now)


async def _look_after(hub: Hub, session: Session) -> None:
    now, seen = time.time(), await hub.store.sessions.get_seen(session.id)
    after = _expire(session, seen, now)
    if after is session:
        return
    if after.state == "ended":
        await hub.end(session.id, "time", now)
    else:
        await hub.change(session.id, lambda current: _expire(current, seen, now))


def _expire(session: Session, seen: dict[str, float], now: float) -> Session:
    return expire_request(expire_session(session, seen, now), now)
