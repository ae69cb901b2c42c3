"""What happened, put into the words that programs are told: one event for each. Sending them on is the hub's work.

What friends do among themselves is nobody else's business: as long as nobody of the shop is in their session, it is told to no program.
"""

import os
import time
from typing import Any

import msgspec

from alongside.afterwards import Rating
from alongside.cases import Callback, Case, LeftMessage
from alongside.codes import SECRET_BYTES, make_secret
from alongside.events import Event, EventType
from alongside.joining import valid_code
from alongside.session import Participant, Session, show_participants
from alongside.store.talks import Kept
from alongside.talk import INSIDERS
from console.phone import show_number


def is_told(session: Session) -> bool:
    """Whether programs are told what happens in it."""
    return session.kind != "friend" or any(person.role in INSIDERS for person in session.participants)


def session_started(session: Session) -> list[Event]:
    """A shopper asks for help."""
    return _about(session, "session.started", session.created, f"{session.id}_started")


def session_taken(session: Session, person: Participant) -> list[Event]:
    """A rep has come in."""
    more = {"by": {"participant": person.id, "account": person.account, "name": person.name}}
    return _about(session, "session.taken", person.since, f"{session.id}_taken_{person.id}", **more)


def session_ended(before: Session, ended: Session) -> list[Event]:
    """Everybody has left it. `before`: with those who were in it."""
    if not is_told(before):
        return []
    data = {**show_session(before), "state": "ended", "ended": int(ended.ended)}
    return [_event("session.ended", ended.ended, ended.id, data, f"{ended.id}_ended")]


def line_said(session: Session, kept: Kept) -> Event:
    """Somebody says something."""
    line = msgspec.to_builtins(kept.spoken)
    data = {"session": session.id, "number": kept.number, "line": line}
    event = _event("line.said", kept.spoken.at / 1000, session.id, data, f"{session.id}_line_{kept.number}")
    accounts = tuple(person.account for person in session.participants if person.account)
    return msgspec.structs.replace(event, accounts=accounts)


def callback_told(kind: EventType, callback: Callback, session: Session | None = None) -> Event:
    """A call is asked for, tied to a shared page (with the code that the shopper reads out), or seen to."""
    code = valid_code(session, time.time()) if session else None
    data = {
        **_case(callback),
        "number": callback.number,
        "country": callback.country,
        "shown": show_number(callback.number, callback.country),
        "wanted": int(callback.wanted) or None,
        "session": callback.session or None,
        "code": code.digits if code else None,
        "tries": msgspec.to_builtins(callback.tries),
    }
    return _event(kind, time.time(), callback.id, data)


def message_told(kind: EventType, message: LeftMessage) -> Event:
    """A message is left, or seen to."""
    data = {**_case(message), "contact": message.contact, "text": message.text}
    return _event(kind, time.time(), message.id, data)


def rating_given(rating: Rating) -> Event:
    """A shopper says how it was; a later word replaces an earlier one."""
    data = {**msgspec.to_builtins(rating), "at": int(rating.at)}
    return _event("rating.given", rating.at, rating.session, data)


def show_session(session: Session) -> dict[str, Any]:
    """A session as programs see it."""
    return {
        "session": session.id,
        "kind": session.kind,
        "state": session.state,
        "since": int(session.created),
        "shopper": {
            "name": session.participants[0].name if session.participants else "",
            "lang": session.lang,
        },
        "url": session.url,
        "title": session.title,
        "participants": msgspec.to_builtins(show_participants(session)),
    }


def _about(session: Session, kind: EventType, at: float, event: str, **more: Any) -> list[Event]:
    if not is_told(session):
        return []
    return [_event(kind, at, session.id, {**show_session(session), **more}, event)]


def _case(case: Case) -> dict[str, Any]:
    return {
        "id": case.id,
        "at": int(case.at),
        "state": case.state,
        "rep": case.rep or None,
        "name": case.name,
        "lang": case.lang,
        "url": case.url,
        "title": case.title,
    }


def _event(kind: EventType, at: float, subject: str, data: dict[str, Any], event: str = "") -> Event:
    """Without an id of its own an event is told once, whatever is told of the subject later."""
    return Event(
        id=event or make_secret(os.urandom(SECRET_BYTES)), type=kind, at=at, subject=subject, data=data
    )
