"""Keeping a line of a conversation, whoever it comes from: on disk, told to programs, told to the other workers."""

from alongside.session import Session
from alongside.store.talks import Kept
from alongside.wire.talk import Spoken
from console import between
from console.surroundings import Surroundings
from console.telling import is_told, line_said


async def keep_line(hub: Surroundings, session: Session, spoken: Spoken) -> Kept | None:
    """On disk when this returns; the line that was kept first under its key. None: there are too many. Raises StoreError."""
    if not is_told(session):
        return await hub.store.talks.say(session.id, spoken)
    kept = await hub.store.talks.put(session.id, spoken)
    if kept:
        await hub.tell(line_said(session, kept))
    return kept


def publish_line(hub: Surroundings, session: str, kept: Kept) -> None:
    """To the other workers with sockets of this session."""
    hub.publish(session, between.Spoke(worker=hub.worker, number=kept.number, line=kept.spoken))
