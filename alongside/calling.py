"""Who may talk with whom by voice in a session, as it stands. Pure, as session.py is; the call itself is in call.py."""

from typing import Literal

from msgspec.structs import replace

from alongside import call as calls
from alongside.call import MOST_SPEAKERS, Call, connect, ring_of, speaker_of
from alongside.roles import may
from alongside.session import SHOPPER_ID, Session, find_participant
from alongside.wire.call import Why


def why_not(session: Session, by: str, to: str) -> Why | Literal[""]:
    """Why one cannot ask the other to talk now; "" when nothing is in the way."""
    people = [find_participant(session, who) for who in (by, to)]
    if SHOPPER_ID not in (by, to) or by == to or not all(one and may(one.role, "call") for one in people):
        return "not-allowed"
    call = session.call
    if people[1] and not people[1].here:
        return "away"
    if speaker_of(call, by) and speaker_of(call, to):
        return "busy"
    asks_another = any(ring.by == by and ring.to != to for ring in call.rings)
    if asks_another:
        return "busy"
    joining = {one.id for one in call.speakers} | {who for ring in call.rings for who in (ring.by, ring.to)}
    return "full" if len(joining | {by, to}) > MOST_SPEAKERS else ""


def ring(session: Session, by: str, to: str, key: str, now: float) -> Session:
    """One would like to talk with the other, who may have asked for the same already. The same session when it cannot be."""
    if why_not(session, by, to):
        return session
    call = session.call
    asked = ring_of(call, to, by)
    if asked:
        return _with(session, connect(call, asked, key, now))
    known = speaker_of(call, by)
    mine = calls.Ring(by=by, to=to, key=known.key if known else key, since=now)
    return _with(session, replace(call, rings=(*calls.drop_ring(call, by, to).rings, mine)))


def accept(session: Session, who: str, by: str, key: str, now: float) -> Session:
    """This one agrees to talk with who asked. The same session when nobody asks any more."""
    asked = ring_of(session.call, by, who)
    return _with(session, connect(session.call, asked, key, now)) if asked else session


def decline(session: Session, who: str, by: str) -> Session:
    """This one would rather not."""
    return _with(session, calls.drop_ring(session.call, by, who))


def hang_up(session: Session, who: str) -> Session:
    """This one leaves the call, or asks no longer."""
    return _with(session, calls.take_back(session.call, who, SHOPPER_ID))


def go_on(session: Session, who: str, key: str) -> Session:
    """This one speaks on another page from now on."""
    return _with(session, calls.go_on(session.call, who, key))


def mute(session: Session, who: str, muted: bool) -> Session:
    """This one is not to be heard, or again."""
    return _with(session, calls.mute(session.call, who, muted))


def lose(session: Session, who: str, key: str, now: float) -> Session:
    """The page by which this one speaks is gone, for how long nobody knows."""
    return _with(session, calls.lose(session.call, who, key, now))


def _with(session: Session, call: Call) -> Session:
    return session if call is session.call else replace(session, call=call)
