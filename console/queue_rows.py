"""The queue as a rep sees it: who waits and what they need, at whom they ring, what is in progress, what colleagues ask."""

import time
from collections.abc import Mapping
from typing import Final

import msgspec

from alongside.accounts import Rep
from alongside.handing import open_request
from alongside.records import Record
from alongside.requests import REQUEST_SECONDS
from alongside.routing import Need, Offer, fits
from alongside.session import Session, find_account, show_participants
from console.live import Live
from console.paging import Place, Row
from console.record_calls import list_earlier

STATE_ORDER: Final = {"waiting": 0, "active": 1, "ended": 2}


def need_of(session: Session) -> Need:
    """What a rep must have for this session."""
    return Need(skill=session.skill, lang=session.lang)


async def list_queue(live: Live, rep: Rep, running: list[Session]) -> list[Row]:
    """What a rep may see of the running sessions: waiting first, longest first. Friends among themselves are not on it."""
    return (await list_queue_and_records(live, rep, running))[0]


async def list_queue_and_records(
    live: Live, rep: Rep, running: list[Session]
) -> tuple[list[Row], list[Record]]:
    """The same, with what is noted of them."""
    visible = [s for s in running if s.kind != "friend" or find_account(s, rep.email)]
    visible.sort(key=lambda session: (STATE_ORDER[session.state], session.created))
    records = await live.store.records.get_many([session.id for session in visible])
    tags, earlier = {one.session: one.tags for one in records}, await list_earlier(live, records)
    offers = await live.store.duties.list_offers()
    now = time.time()
    rows = [
        {
            **_row(session, rep),
            "tags": tags.get(session.id, ()),
            "earlier": earlier.get(session.id, ()),
            "fits": fits(need_of(session), rep.skills, rep.langs),
            "offer": _show_offer(session, offers.get(session.id), live.reps.now, rep),
            "request": _show_request(session, rep, now),
        }
        for session in visible
    ]
    return rows, records


def place_of(row: Row) -> Place:
    """Where a row stands in the queue."""
    return STATE_ORDER[row["state"]], row["since"], row["session"]


def _row(session: Session, rep: Rep) -> Row:
    return {
        "session": session.id,
        "kind": session.kind,
        "state": session.state,
        "since": int(session.created),
        "shopper": {"name": session.participants[0].name, "lang": session.lang},
        "url": session.url,
        "title": session.title,
        "participants": msgspec.to_builtins(show_participants(session)),
        "mine": find_account(session, rep.email) is not None,
        "skill": session.skill,
    }


def _show_offer(session: Session, offer: Offer | None, reps: Mapping[str, Rep], rep: Rep) -> Row | None:
    if session.state != "waiting" or offer is None or not offer.account:
        return None
    ringing = reps.get(offer.account)
    return {
        "name": ringing.name if ringing else offer.account,
        "mine": offer.account == rep.email,
        "until": int(offer.until),
    }


def _show_request(session: Session, rep: Rep, now: float) -> Row | None:
    """To those whom it concerns: who asked, who is asked, and whoever is in the session."""
    request = session.request
    if request is None:
        return None
    to_me, by_me = request.to == rep.email, request.by_account == rep.email
    if not to_me and not by_me and find_account(session, rep.email) is None:
        return None
    is_over = request.state == "open" and open_request(session, now) is None
    return {
        "kind": request.kind,
        "state": "expired" if is_over else request.state,
        "by": request.by_name,
        "to": request.to_name,
        "note": request.note,
        "at": int(request.at),
        "until": int(request.at + REQUEST_SECONDS),
        "toMe": to_me,
        "byMe": by_me,
    }
