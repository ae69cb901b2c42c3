"""What is told of a call: to everybody in its session how it stands, and to the audit that it took place."""

import time
from collections.abc import Iterable

from alongside.call import Call
from alongside.session import Session, find_participant
from alongside.store import Store
from alongside.store.sessions import AuditEntry
from alongside.wire import call as wire
from alongside.wire.codec import encode
from console.connections import HostConnection, ViewerConnection


def stands(call: Call, now: float) -> wire.Stands:
    """How the call stands, as everybody in the session is told."""
    people = tuple(
        wire.Speaking(id=one.id, key=one.key, muted=one.muted, away=bool(one.lost)) for one in call.speakers
    )
    rings = tuple(wire.Ringing(by=ring.by, to=ring.to) for ring in call.rings)
    seconds = max(0, int(now - call.began)) if call.began else 0
    return wire.Stands(wire.Standing(people=people, rings=rings, seconds=seconds))


def tell_call(
    before: Session, after: Session, connections: Iterable[HostConnection | ViewerConnection]
) -> None:
    """To every socket here, when the call has changed."""
    if before.call != after.call:
        text = encode(wire.CallOf(stands(after.call, time.time())))
        for connection in connections:
            connection.outbox.put(text)


async def audit_call(store: Store, before: Session, after: Session, now: float) -> None:
    """That a call took place: who, when it ended, and for how long. Raises StoreError."""
    call = before.call
    if not call.began or after.call.began:
        return
    people = [find_participant(before, who) for who in call.took_part]
    names = ", ".join((one.account or one.id) if one else "gone" for one in people)
    detail = f"{int(now - call.began)} s"
    await store.sessions.audit(AuditEntry(at=now, deed="talked", session=after.id, who=names, detail=detail))
