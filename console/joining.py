"""Ways into a session: from the queue, by code, by link, back to one's place. Each ends in a ticket for a socket."""

import logging
import os
import time
from collections.abc import Callable
from typing import Final

import msgspec

from alongside.accounts import Rep
from alongside.codes import SECRET_BYTES, hash_secret, is_code, make_secret
from alongside.events import Event
from alongside.joining import (
    Joining,
    check_code,
    come_back,
    find_link,
    join_by_code,
    join_by_link,
    take_session,
)
from alongside.leading import check_not_removed
from alongside.records import answer_record
from alongside.session import MAX_NAME, Participant, Refusal, Session, rename
from alongside.store.sessions import AuditEntry, Ticket, audit_command
from alongside.wire.words import Role
from console.embedding import open_embedded
from console.errors import ApiError
from console.live import Live
from console.telling import session_taken

MAX_CODE_TRIES: Final = 10
"""Wrong codes from one address in five minutes."""

FRIEND_NAMES: Final = {"ja": "お友だち", "en": "Friend"}

log = logging.getLogger("alongside.live")


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """A body of POST /api/v1/join."""

    token: str
    name: str = ""
    place: str = ""


async def open_from_queue(live: Live, session_id: str, rep: Rep) -> dict[str, str]:
    """A rep takes a waiting session; a supervisor watches. Raises ApiError, Refusal, StoreError."""
    session = await live.store.sessions.get(session_id)
    if session is None:
        raise ApiError("no-such-session")
    joining = Joining(role=_role_for(session, rep), name=rep.name, account=rep.email)
    session, person = await _enter(live, session_id, lambda s, now: take_session(s, joining, now))
    return {"session": session.id, "ticket": await make_ticket(live, session.id, person)}


async def open_by_code(live: Live, digits: str, rep: Rep, address: str) -> dict[str, str]:
    """A rep comes in by the code that the shopper read out. Raises ApiError, Refusal, StoreError."""
    digits = "".join(character for character in digits if not character.isspace() and character != "-")
    session_id = await find_code(live, digits, address)
    joining = Joining(role=_role_by_account(rep), name=rep.name, account=rep.email)
    session, person = await _enter(live, session_id, lambda s, now: join_by_code(s, digits, joining, now))
    return {"session": session.id, "ticket": await make_ticket(live, session.id, person)}


async def join(live: Live, way: Way, rep: Rep | None, address: str) -> dict[str, str]:
    """Come in by link or code, or back to a place. Raises ApiError, Refusal, StoreError."""
    embedded = await _join_embedded(live, way)
    if embedded:
        return embedded
    session = await find_way(live, way.token, rep, address)
    name = way.name.strip()[:MAX_NAME]
    back = come_back(session, hash_secret(way.place)) if way.place else None
    place = way.place if back else make_secret(os.urandom(SECRET_BYTES))
    if back:
        await live.hub.change(session.id, lambda current: rename(current, back.id, name))
        person = back
    else:
        check_not_removed(session, hash_secret(way.place))
        session, person = await _join_anew(live, session, way.token, place, name, rep)
    shown = name if back and name and back.role == "friend" else person.name
    ticket = await make_ticket(live, session.id, person)
    return {"session": session.id, "ticket": ticket, "place": place, "role": person.role, "name": shown}


async def find_way(live: Live, token: str, rep: Rep | None, address: str) -> Session:
    """The session that this link or code opens for whoever asks. Raises ApiError, Refusal, StoreError."""
    if is_code(token):
        if rep is None:
            raise ApiError("not-signed-in")
        session = await _get(live, await find_code(live, token, address))
        check_code(session, token, rep.email, time.time())
        return session
    session_id = await live.store.sessions.find_by_link(hash_secret(token))
    if session_id is None:
        embedding = await live.store.embeds.get(hash_secret(token))
        if embedding:
            return await _get(live, embedding.session)
        raise ApiError("not-found")  # not counted: a token of 160 bits is not found by trying
    session = await _get(live, session_id)
    link = find_link(session, hash_secret(token), time.time())
    if link.role == "rep" and rep is None:
        raise ApiError("not-signed-in")
    return session


async def find_code(live: Live, digits: str, address: str) -> str:
    """The session id of a code; wrong ones are counted. Raises ApiError, StoreError."""
    if await live.store.limits.look("code", address) >= MAX_CODE_TRIES:
        raise ApiError("too-often")
    session_id = await live.store.sessions.find_by_code(digits) if is_code(digits) else None
    if session_id is None:
        await live.store.limits.count("code", address)
        raise ApiError("code-wrong")
    return session_id


async def _join_embedded(live: Live, way: Way) -> dict[str, str] | None:
    """Come in by a link that stands for a rep; None when it is none."""
    if is_code(way.token) or not await live.store.embeds.get(hash_secret(way.token)):
        return None
    place = way.place or make_secret(os.urandom(SECRET_BYTES))
    session_id, rep = await open_embedded(live, way.token, place)
    session = await _get(live, session_id)
    joining = Joining(role=_role_for(session, rep), name=rep.name, account=rep.email)
    session, person = await _enter(live, session_id, lambda s, now: take_session(s, joining, now))
    ticket = await make_ticket(live, session.id, person)
    return {
        "session": session.id,
        "ticket": ticket,
        "place": place,
        "role": person.role,
        "name": person.name,
    }


async def _join_anew(
    live: Live, session: Session, token: str, place: str, name: str, rep: Rep | None
) -> tuple[Session, Participant]:
    if is_code(token) and rep:
        joining = Joining(
            role=_role_by_account(rep), name=rep.name, account=rep.email, place=hash_secret(place)
        )
        return await _enter(live, session.id, lambda s, now: join_by_code(s, token, joining, now))
    hashed = hash_secret(token)
    link = find_link(session, hashed, time.time())
    if link.role == "rep" and rep:
        joining = Joining(
            role=_role_by_account(rep), name=rep.name, account=rep.email, place=hash_secret(place)
        )
    else:
        shown = name or FRIEND_NAMES.get(session.lang[:2], FRIEND_NAMES["en"])
        joining = Joining(role="friend", name=shown, place=hash_secret(place))
    return await _enter(live, session.id, lambda s, now: join_by_link(s, hashed, joining, now))


async def _enter(
    live: Live, session_id: str, rule: Callable[[Session, float], tuple[Session, Participant]]
) -> tuple[Session, Participant]:
    """Apply a rule that lets someone in; the audit tells of everyone who is new."""
    entered: list[tuple[Participant, bool]] = []

    def enter(session: Session) -> Session:
        after, person = rule(session, time.time())
        entered[:] = [(person, after.next_number != session.next_number)]
        return after

    session = await live.hub.change(session_id, enter)
    if session is None:
        raise ApiError("no-such-session")
    person, is_new = entered[0]
    if is_new:
        await _keep_wait(live, session, person)
        who = person.account or person.id
        entry = AuditEntry(at=time.time(), deed="joined", session=session_id, who=who, detail=person.role)
        await live.hub.tell(*_told(session, person), also=[audit_command(entry)])
        log.info("session %s: %s joined as %s", session_id, person.id, person.role)
    elif not person.here:  # whoever let them in may have died before it was told
        await live.hub.tell(*_told(session, person))
    return session, person


def _told(session: Session, person: Participant) -> list[Event]:
    return session_taken(session, person) if person.role == "rep" else []


async def _keep_wait(live: Live, session: Session, person: Participant) -> None:
    """How long this shopper waited for somebody to help tells the next ones how long it may take."""
    if person.role == "rep":
        await live.store.afters.keep_rep(session.id, person.name)
        now = time.time()
        await live.store.records.change(session.id, lambda record: answer_record(record, now))
    if person.role == "rep" and session.kind == "help":
        now = time.time()
        await live.store.waits.keep_wait(session.id, now - session.created, now)


async def make_ticket(live: Live, session_id: str, person: Participant) -> str:
    """A ticket for this participant's socket. Raises StoreError."""
    secret = make_secret(os.urandom(SECRET_BYTES))
    await live.store.sessions.keep_ticket(
        hash_secret(secret), Ticket(session=session_id, participant=person.id)
    )
    return secret


async def _get(live: Live, session_id: str) -> Session:
    session = await live.store.sessions.get(session_id)
    if session is None:
        raise ApiError("link-expired")
    if session.state == "ended":
        raise Refusal("session-ended")
    return session


def _role_for(session: Session, rep: Rep) -> Role:
    """From the queue: supervisors watch, and so do admins when someone else has the session already."""
    if rep.role == "supervisor":
        return "supervisor"
    taken = any(p.role == "rep" and p.account != rep.email for p in session.participants)
    return "supervisor" if rep.role == "admin" and taken else "rep"


def _role_by_account(rep: Rep) -> Role:
    return "supervisor" if rep.role == "supervisor" else "rep"
