"""Who may act, at the edge: carries out what the shopper says, on disk before anybody hears of it, and tells everybody."""

import time
from collections.abc import Callable, Iterable
from typing import Protocol, assert_never

from alongside.closing import NO_TICKET, RELIEVED
from alongside.leading import acts_now, ask_first, freeze, hand_lead, leader_of, remove_friend
from alongside.session import Session, find_participant
from alongside.store.sessions import AuditEntry
from alongside.wire.codec import encode
from alongside.wire.leading import AskFirst, Freeze, FromOwner, HandLead, Leading, LeadingFor, Remove
from console.call_news import audit_call
from console.connections import HostConnection, ViewerConnection
from console.surroundings import Surroundings


class Announcer(Surroundings, Protocol):
    """The hub, as far as it tells of changed sessions."""

    def announce(self, session: Session) -> None:
        """A session is so now."""


async def decide(hub: Announcer, known: Session, message: FromOwner) -> None:
    """Do what the shopper says about the session, which is `known` here so far. Raises StoreError; then nobody was told."""
    deed, detail = _name(message)
    changed = await hub.store.sessions.change(known.id, _rule(message))
    # Said again after the disk had failed, it changes nothing any more, and still nobody has heard of it.
    if changed and changed[1].version > known.version:
        entry = AuditEntry(at=time.time(), deed=deed, session=changed[1].id, who="shopper", detail=detail)
        await hub.store.sessions.audit(entry)
        await audit_call(hub.store, *changed, time.time())
        hub.announce(changed[1])


def _rule(message: FromOwner) -> Callable[[Session], Session]:
    match message:
        case HandLead(lead):
            return lambda session: hand_lead(session, lead)
        case Freeze(frozen):
            return lambda session: freeze(session, frozen)
        case Remove(participant):
            return lambda session: remove_friend(session, participant)
        case AskFirst(asks):
            return lambda session: ask_first(session, asks)
        case _:
            assert_never(message)


def _name(message: FromOwner) -> tuple[str, str]:
    """As the audit has it: the deed, and about whom."""
    match message:
        case HandLead(lead):
            return "handed-lead", lead
        case Freeze(frozen):
            return "froze" if frozen else "unfroze", ""
        case Remove(participant):
            return "removed", participant
        case AskFirst(asks):
            return "asks-first" if asks else "goes-along", ""
        case _:
            assert_never(message)


def tell_leading(
    before: Session, after: Session, hosts: Iterable[HostConnection], viewers: Iterable[ViewerConnection]
) -> None:
    """To every socket here, when who may act has changed; to a viewer also when their role has."""
    lead, frozen = leader_of(after), after.frozen
    is_other = (leader_of(before), before.frozen) != (lead, frozen)
    if after.state == "ended":
        return
    for host in hosts if is_other else ():
        host.outbox.put(encode(Leading(lead, frozen)))
    for viewer in viewers:
        person = find_participant(after, viewer.participant)
        if person and (is_other or person.role != viewer.role):
            viewer.role = person.role
            viewer.outbox.put(encode(LeadingFor(lead, frozen, acts_now(after, person))))


def tell_asking(
    before: Session, after: Session, sockets: Iterable[HostConnection | ViewerConnection]
) -> None:
    """To every socket here, when pages that others choose are suggested from now on, or opened at once."""
    if before.asks != after.asks:
        for socket in sockets:
            socket.outbox.put(encode(AskFirst(after.asks)))


def close_those_without_place(session: Session, viewers: Iterable[ViewerConnection]) -> None:
    """Who is not in the session any more: their place was not kept any longer, they were removed, or somebody else has their part."""
    ids = {person.id for person in session.participants}
    for viewer in viewers:
        if viewer.participant not in ids:
            viewer.outbox.close(RELIEVED if viewer.participant in session.relieved else NO_TICKET)
