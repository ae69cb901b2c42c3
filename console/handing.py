"""A session goes from rep to rep, at the edge: carries out alongside/handing.py, on disk before anybody hears of it."""

import logging
import os
import time
from collections.abc import Callable

from alongside.accounts import Rep
from alongside.codes import SECRET_BYTES, make_secret
from alongside.handing import (
    accept_request,
    ask_colleague,
    call_off_request,
    decline_request,
    giver_of,
    take_over,
)
from alongside.joining import Joining
from alongside.requests import Request, RequestKind
from alongside.session import Participant, Refusal, Session
from alongside.store.sessions import AuditEntry
from alongside.wire.talk import Spoken
from console.errors import ApiError
from console.joining import make_ticket
from console.live import Live
from console.saying import keep_line
from console.telling import session_taken

Entering = Callable[[Session, float], tuple[Session, Participant]]

log = logging.getLogger("alongside.live")


async def ask(live: Live, session_id: str, rep: Rep, kind: RequestKind, to: Rep, note: str) -> None:
    """Ask a colleague; the note is kept among the words for staff as well. Raises ApiError, Refusal, StoreError."""
    now = time.time()
    asked: list[Participant] = []

    def rule(session: Session) -> Session:
        giver = giver_of(session, rep.email, rep.role)
        if giver is None:
            raise Refusal("not-allowed")
        asked[:] = [giver]
        request = Request(
            kind=kind,
            by=giver.id,
            by_name=rep.name,
            by_account=rep.email,
            to=to.email,
            to_name=to.name,
            note=note,
            at=now,
        )
        return ask_colleague(session, request, now)

    session = await _change(live, session_id, rule, f"asked-{kind}", rep, to.email)
    if note:
        await _note(live, session, asked[0], rep.name, note, now)


async def accept(live: Live, session_id: str, rep: Rep) -> dict[str, str]:
    """Come in upon a request. Raises ApiError, Refusal, StoreError."""
    joining = Joining(role="rep", name=rep.name, account=rep.email)
    return await _enter(live, session_id, lambda s, now: accept_request(s, joining, now), "accepted", rep)


async def take(live: Live, session_id: str, rep: Rep) -> dict[str, str]:
    """A supervisor takes a session over. Raises ApiError, Refusal, StoreError."""
    joining = Joining(role="supervisor", name=rep.name, account=rep.email)
    return await _enter(live, session_id, lambda s, now: take_over(s, joining, now), "took-over", rep)


async def decline(live: Live, session_id: str, rep: Rep) -> None:
    """Whoever was asked would rather not. Raises ApiError, Refusal, StoreError."""
    now = time.time()
    await _change(live, session_id, lambda s: decline_request(s, rep.email, now), "declined", rep)


async def call_off(live: Live, session_id: str, rep: Rep) -> None:
    """Whoever asked takes it back. Raises ApiError, Refusal, StoreError."""
    now = time.time()
    await _change(live, session_id, lambda s: call_off_request(s, rep.email, now), "called-off", rep)


async def _enter(live: Live, session_id: str, rule: Entering, deed: str, rep: Rep) -> dict[str, str]:
    now = time.time()
    entered: list[Participant] = []

    def enter(session: Session) -> Session:
        after, person = rule(session, now)
        entered[:] = [person]
        return after

    session = await _change(live, session_id, enter, deed, rep, "rep")
    await live.store.afters.keep_rep(session_id, rep.name)
    await live.hub.tell(*session_taken(session, entered[0]))
    return {"session": session.id, "ticket": await make_ticket(live, session.id, entered[0])}


async def _change(
    live: Live, session_id: str, rule: Callable[[Session], Session], deed: str, rep: Rep, detail: str = ""
) -> Session:
    changed = await live.store.sessions.change(session_id, rule)
    if changed is None:
        raise ApiError("no-such-session")
    _, after = changed
    entry = AuditEntry(at=time.time(), deed=deed, session=session_id, who=rep.email, detail=detail)
    await live.store.sessions.audit(entry)
    live.hub.announce(after)
    log.info("session %s: %s %s", session_id, rep.email, deed)
    return after


async def _note(live: Live, session: Session, giver: Participant, name: str, note: str, now: float) -> None:
    """What a colleague should know, in the conversation of staff: whoever comes later finds it there."""
    spoken = Spoken(
        at=int(now * 1000),
        who=giver.id,
        role=giver.role,
        name=name,
        key=make_secret(os.urandom(SECRET_BYTES)),
        text=note,
        aside=True,
    )
    kept = await keep_line(live.hub, session, spoken)
    if kept:
        live.hub.tell_spoken(session.id, kept)
