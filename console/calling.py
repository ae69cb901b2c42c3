"""Talking by voice, at the edge: carries out what people do about the call of their session, and hands on what their browsers say to each
other, between those who are in it and to nobody else. Of that nothing is logged or kept; that a call took place is, for the audit.
"""

import logging
import time
from collections.abc import Callable, Coroutine
from typing import Any, Final, Protocol

from alongside import calling
from alongside.call import ring_of, speaker_of
from alongside.closing import INTERNAL
from alongside.roles import may
from alongside.session import Participant, Session, find_participant
from alongside.store import StoreError
from alongside.voice import Voice, turn_credentials
from alongside.wire import call as wire
from alongside.wire.codec import encode
from console.call_news import stands
from console.connections import HostConnection, ViewerConnection
from console.live_session import LiveSession
from console.surroundings import Surroundings

log = logging.getLogger("alongside.live")

Connection = HostConnection | ViewerConnection
Rule = Callable[[Session], Session]
SHORT: Final = 8
"""Characters of a session's id, enough to tell apart who uses a TURN server at a time."""


class Exchange(Surroundings, Protocol):
    """The hub, as far as calls need it. `voice` is None where nobody may talk."""

    voice: Voice | None

    async def change(self, session: str, rule: Rule) -> Session | None:
        """Change a session and tell everyone in it."""


def take_step(hub: Exchange, live: LiveSession, connection: Connection, step: wire.Step) -> None:
    """Do what a socket says of the call; what waits for the store does not hold up the socket."""
    person = find_participant(live.session, connection.participant)
    if person is None or hub.voice is None:
        return
    if isinstance(step, wire.Again):
        connection.outbox.put(encode(wire.CallOf(stands(live.session.call, time.time()))))
    elif isinstance(step, wire.Offer | wire.Answer | wire.Candidate):
        _hand_on(live, connection, step)
    elif may(person.role, "call") and connection.steps.allows(time.monotonic()):
        _prepare(hub.voice, live, connection, step)
        work = _carry_out(hub, live, connection, person, step)
        hub.start(_guarded(live, connection, work), "call")


async def lose_speaker(hub: Exchange, live: LiveSession, connection: Connection) -> None:
    """A socket is gone, and with it perhaps the page on which somebody speaks. Raises StoreError."""
    if connection.call_key:
        who, key, now = connection.participant, connection.call_key, time.time()
        await hub.change(live.id, lambda session: calling.lose(session, who, key, now))


def _hand_on(live: LiveSession, connection: Connection, signal: wire.Signal) -> None:
    """Between two pages that are in the call now. It is presence: browsers say it again when it is lost."""
    me = speaker_of(live.session.call, connection.participant)
    other = speaker_of(live.session.call, signal.participant)
    if me is None or other is None or me is other:
        return
    rate = connection.candidates if isinstance(signal, wire.Candidate) else connection.descriptions
    if (me.key, other.key) == (connection.call_key, signal.key) and rate.allows(time.monotonic()):
        live.tell_pages(other.id, wire.CallOf(_from(me.id, me.key, signal)))


def _from(who: str, key: str, signal: wire.Signal) -> wire.Signal:
    match signal:
        case wire.Offer():
            return wire.Offer(who, key, signal.sdp)
        case wire.Answer():
            return wire.Answer(who, key, signal.sdp)
        case wire.Candidate():
            return wire.Candidate(who, key, signal.candidate, signal.media, signal.line)


def _prepare(voice: Voice, live: LiveSession, connection: Connection, step: wire.Step) -> None:
    """Before a page hears that it is in a call it knows by which servers ways are found."""
    if isinstance(step, wire.RingUp | wire.Accept | wire.Come):
        connection.call_key = step.key
        who = f"{live.id[:SHORT]}-{connection.participant}"
        connection.outbox.put(encode(wire.CallOf(servers_for(voice, who, time.time()))))


def servers_for(voice: Voice, who: str, now: float) -> wire.Servers:
    """The retailer's own servers, with credentials for this participant."""
    found = [wire.Server(urls=voice.stun)] if voice.stun else []
    if voice.turn:
        username, credential = turn_credentials(voice, who, now)
        found.append(wire.Server(urls=voice.turn, username=username, credential=credential))
    return wire.Servers(tuple(found), voice.relay_only)


async def _guarded(live: LiveSession, connection: Connection, work: Coroutine[Any, Any, None]) -> None:
    """A socket whose step the store did not take comes back, and asks how the call stands."""
    try:
        async with live.calling:
            await work
    except StoreError as error:
        log.warning("a speaker of %s has to come back: %s", live.id, error)
        connection.outbox.close(INTERNAL)


async def _carry_out(
    hub: Exchange, live: LiveSession, connection: Connection, person: Participant, step: wire.Step
) -> None:
    now = time.time()
    match step:
        case wire.RingUp():
            await _ring(hub, live, connection, step, now)
        case wire.Decline():
            await _decline(hub, live, person.id, step)
        case wire.Accept(by, key):
            await hub.change(live.id, lambda session: calling.accept(session, person.id, by, key, now))
        case wire.Come(key):
            await hub.change(live.id, lambda session: calling.go_on(session, person.id, key))
        case wire.HangUp():
            await hub.change(live.id, lambda session: calling.hang_up(session, person.id))
        case wire.Mute(muted):
            await hub.change(live.id, lambda session: calling.mute(session, person.id, muted))
        case _:
            pass  # done without waiting


async def _ring(
    hub: Exchange, live: LiveSession, connection: Connection, step: wire.RingUp, now: float
) -> None:
    by, to = connection.participant, step.participant
    why = calling.why_not(live.session, by, to)
    if why:
        connection.outbox.put(encode(wire.CallOf(wire.Declined(to, why))))
    else:
        await hub.change(live.id, lambda session: calling.ring(session, by, to, step.key, now))


async def _decline(hub: Exchange, live: LiveSession, who: str, step: wire.Decline) -> None:
    """Who asked hears why before they hear that nobody is asked any more."""
    if ring_of(live.session.call, step.participant, who):
        live.tell_pages(step.participant, wire.CallOf(wire.Declined(who, step.why)))
        await hub.change(live.id, lambda session: calling.decline(session, who, step.participant))
