"""Highlights, drawings and "look here", passed on between a host page and its viewers. Nothing of it is stored.

A drawing is presence and is left out where a line is slow. A highlight stands until it is taken away, so it is not.
"""

import time

from alongside.leading import may_now
from alongside.roles import Deed, may
from alongside.session import SHOPPER_ID, find_participant
from alongside.wire.marks import Again, Draw, Highlight, Look, Mark, MarkBy, MarkOf
from console.connections import HostConnection, ViewerConnection
from console.live_session import LiveSession
from console.writer import Entry, LogWriter


def mark_from_viewer(live: LiveSession, viewer: ViewerConnection, message: MarkBy) -> None:
    """A viewer points something out, to everybody else."""
    person = find_participant(live.session, viewer.participant)
    is_free = person is not None and may_now(live.session, person, _deed(message.mark))
    if not is_free or not viewer.marks.allows(time.monotonic()):
        return
    mark = MarkOf(viewer.participant, message.mark)
    live.tell_host(mark)
    if isinstance(message.mark, Again):
        return
    live.tell_viewers(mark, but=viewer.participant, is_presence=isinstance(message.mark, Draw))


def mark_from_host(live: LiveSession, host: HostConnection, writer: LogWriter, message: MarkOf) -> None:
    """The shopper points something out, or tells whose highlights stand; after the records that it speaks of."""
    person = find_participant(live.session, message.participant)
    if person is None or not may(person.role, "point") or not host.marks.allows(time.monotonic()):
        return
    is_others = message.participant != SHOPPER_ID
    is_presence = isinstance(message.mark, Draw)
    if isinstance(message.mark, Look | Again) or (is_others and is_presence):
        return
    writer.put(Entry(None, host.account, lambda _: live.tell_viewers(message, is_presence=is_presence)))


def _deed(mark: Mark) -> Deed:
    match mark:
        case Look():
            return "look"
        case Again():
            return "watch"
        case Highlight() | Draw():
            return "point"
