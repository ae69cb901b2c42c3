"""What happened, as programs are told of it: by the stream of events and by webhooks. Putting it there is the store's work.

An event is told once a fact is kept: what was on its way when a process died is told when it is done again, under the same id.
"""

from datetime import UTC, datetime
from typing import Any, Final, Literal, get_args

import msgspec

KEPT_SECONDS: Final = 7 * 24 * 60 * 60
"""Events carry what people wrote, so they are not kept for longer than a program may be away."""
MAX_EVENTS: Final = 100_000

EventType = Literal[
    "session.started",
    "session.taken",
    "session.ended",
    "line.said",
    "callback.asked",
    "callback.shared",
    "callback.changed",
    "message.left",
    "message.changed",
    "rating.given",
]
TYPES: Final[tuple[EventType, ...]] = get_args(EventType)

START: Final = "0-0"
"""The place before the first event."""


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened. `id`: the same whenever it is told; `at`: Unix seconds; `subject`: the session or case that it is about.

    What happens to one subject is told in order. `accounts`: those in the session then, where what is said in it is theirs alone.
    """

    id: str
    type: EventType
    at: float
    subject: str
    data: dict[str, Any]
    accounts: tuple[str, ...] = ()


def show_event(event: Event) -> bytes:
    """The JSON in which an event travels; the shape is that of Standard Webhooks."""
    return show(event.id, event.type, event.at, event.data)


def show(event: str, kind: str, at: float, data: dict[str, Any]) -> bytes:
    """As `show_event`, for what is no event, such as a ping."""
    time = datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return msgspec.json.encode({"id": event, "type": kind, "timestamp": time, "data": data})
