"""How a session goes from one rep to another: handed over, shared with a colleague, taken over by a supervisor. Pure, as session.py is.

Who hands over stays until the other one is in, so the shopper is never alone by it.
"""

from typing import Final

from msgspec.structs import replace

from alongside.joining import Joining, bring_in
from alongside.requests import REQUEST_SECONDS, Request, RequestState
from alongside.roles import may
from alongside.session import (
    Participant,
    Refusal,
    Session,
    find_account,
    find_participant,
    leave_session,
    set_here,
)

OVERSEERS: Final = ("supervisor", "admin")
"""Accounts that may hand over the sessions of others, and take them over."""
MAX_RELIEVED: Final = 32
"""Their sockets close within moments; what is older is nobody's business any more."""


def giver_of(session: Session, account: str, account_role: str) -> Participant | None:
    """For whom this account may hand over or invite: for itself, an overseer also for the rep who has the session."""
    own = find_account(session, account)
    if own and may(own.role, "hand-over"):
        return own
    if account_role not in OVERSEERS:
        return None
    return next((person for person in session.participants if person.role == "rep"), None)


def ask_colleague(session: Session, request: Request, now: float) -> Session:
    """Ask a colleague. Raises Refusal."""
    if session.state == "ended":
        raise Refusal("session-ended")
    there = find_account(session, request.to)
    if there and may(there.role, "hand-over"):
        raise Refusal("in-already", there.name)
    pending = open_request(session, now)
    if pending:
        raise Refusal("asked-already", pending.to_name)
    return replace(session, request=request)


def open_request(session: Session, now: float) -> Request | None:
    """The request that waits for an answer."""
    request = session.request
    is_open = request is not None and request.state == "open" and now < request.at + REQUEST_SECONDS
    return request if is_open else None


def accept_request(session: Session, joining: Joining, now: float) -> tuple[Session, Participant]:
    """Whoever was asked comes in, as a rep. Raises Refusal (`not-asked`)."""
    request = open_request(session, now)
    if request is None or request.to != joining.account:
        raise Refusal("not-asked")
    session, person = bring_in(session, replace(joining, role="rep"), now)
    session = _as_rep(session, person.id)
    accepted = replace(request, state="accepted", came=person.id)
    return _complete(replace(session, request=accepted)), replace(person, role="rep")


def decline_request(session: Session, account: str, now: float) -> Session:
    """Whoever was asked would rather not. Raises Refusal (`not-asked`)."""
    return _answer(session, account, "to", "declined", now)


def call_off_request(session: Session, account: str, now: float) -> Session:
    """Whoever asked takes it back. Raises Refusal (`not-asked`)."""
    return _answer(session, account, "by_account", "called-off", now)


def expire_request(session: Session, now: float) -> Session:
    """What the passing of time does. The same session when that is nothing."""
    request = session.request
    if request is None or request.state != "open" or open_request(session, now):
        return session
    return replace(session, request=replace(request, state="expired"))


def arrive(session: Session, participant: str, now: float) -> Session:
    """A participant's connection is there; who handed over to them goes now."""
    return _complete(set_here(session, participant, True, now))


def take_over(session: Session, joining: Joining, now: float) -> tuple[Session, Participant]:
    """A supervisor becomes the rep of the session; the reps who had it are out. Raises Refusal."""
    if session.kind == "friend" and find_account(session, joining.account) is None:
        raise Refusal("not-allowed")
    session, person = bring_in(session, replace(joining, role="supervisor"), now)
    if person.role != "rep" and not may(person.role, "take-over"):
        raise Refusal("not-allowed")
    for other in session.participants:
        if other.role == "rep" and other.id != person.id:
            session = _relieve(session, other.id)
    return replace(_as_rep(session, person.id), state="active"), replace(person, role="rep")


def _answer(session: Session, account: str, whose: str, state: RequestState, now: float) -> Session:
    request = open_request(session, now)
    if request is None or getattr(request, whose) != account:
        raise Refusal("not-asked")
    return replace(session, request=replace(request, state=state))


def _complete(session: Session) -> Session:
    """Who handed over goes, once the other one is in."""
    request = session.request
    if request is None or request.kind != "hand-over" or request.state != "accepted":
        return session
    came = find_participant(session, request.came)
    giver = find_participant(session, request.by)
    return _relieve(session, request.by) if came and came.here and giver else session


def _relieve(session: Session, participant: str) -> Session:
    relieved = (*session.relieved, participant)[-MAX_RELIEVED:]
    return leave_session(replace(session, relieved=relieved), participant)


def _as_rep(session: Session, participant: str) -> Session:
    people = tuple(
        replace(person, role="rep") if person.id == participant else person for person in session.participants
    )
    return replace(session, participants=people)
