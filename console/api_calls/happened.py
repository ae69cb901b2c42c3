"""What happened, for programs."""

from typing import Final

from alongside.events import TYPES
from console.api_calls.kinds import (
    FLAG,
    REP,
    STRING,
    Call,
    Calls,
    Query,
    Schema,
    limit_of,
    list_of,
    object_of,
)
from console.happened_calls import MAX_EVENTS

STRUCTS: Final = ()

_EVENT: Final = object_of(
    id=STRING,
    type={"enum": list(TYPES)},
    timestamp={"type": "string", "format": "date-time"},
    data={"type": "object"},
)
_PLACE: Final[Schema] = {"type": "string", "pattern": "^[0-9]{1,20}-[0-9]{1,20}$"}

CALLS: Final[Calls] = {
    ("GET", "/api/v1/happened"): Call(
        "What happened, in order, kept for seven days. With `Accept: text/event-stream` as it happens, "
        "after the header `Last-Event-ID`; else a page, and in `next` where the following one begins",
        REP,
        answer=object_of(events=list_of(_EVENT), next=_PLACE, missed=FLAG),
        refusals=("bad-request", "not-signed-in"),
        query=(Query("after", "The place where the page before ended", _PLACE), limit_of(MAX_EVENTS)),
    ),
}
