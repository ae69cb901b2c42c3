"""Records of sessions: what reps know and note of them, also after their end."""

from typing import Final

from alongside.facts import Product
from alongside.talk import MAX_LINES
from alongside.wire.talk import Spoken
from console import record_calls
from console.api_calls.kinds import (
    FLAG,
    MAYBE_SECONDS,
    REP,
    SECONDS,
    STRING,
    Call,
    Calls,
    Query,
    Schema,
    limit_of,
    list_of,
    object_of,
    struct,
)
from console.api_calls.shopper import KIND, PARTICIPANTS, STATE

STRUCTS: Final = (Product, Spoken)

_AFTER_LINE: Final = Query(
    "after",
    "The number of the last line known; the first line is number 1",
    {"type": "integer", "minimum": 0},
)
_NOTE: Final = object_of(id=STRING, at=SECONDS, by=STRING, mine=FLAG, text=STRING)
_STARS: Final[Schema] = {"type": ["integer", "null"]}
_VISIT: Final = object_of(
    began={"type": "number"},
    visits={"type": "integer"},
    pages={"type": "integer"},
    referrer=STRING,
    campaign=STRING,
    trail=list_of(object_of(url=STRING, title=STRING, at={"type": "number"})),
)
_SHOWN: Final = {
    "session": STRING,
    "kind": KIND,
    "state": STATE,
    "started": SECONDS,
    "ended": MAYBE_SECONDS,
    "shopper": object_of(name=STRING, lang=STRING),
    "url": STRING,
    "title": STRING,
    "tags": list_of(STRING),
    "reps": list_of(STRING),
    "stars": _STARS,
}
EARLIER: Final = {
    **list_of(STRING),
    "description": "Tags of earlier sessions of the same visitor that this one has not, while it runs",
}
PAST: Final = object_of(**_SHOWN, notes={"type": "integer"})
_DETAILS: Final = object_of(
    **_SHOWN,
    participants=PARTICIPANTS,
    mine=FLAG,
    answered=MAYBE_SECONDS,
    product={"oneOf": [struct(Product), {"type": "null"}]},
    device=STRING,
    country=STRING,
    earlier=EARLIER,
    notes=list_of(_NOTE),
    visit={"oneOf": [_VISIT, {"type": "null"}]},
    comment=STRING,
)
_REFUSALS: Final = ("not-signed-in", "no-such-session")

CALLS: Final[Calls] = {
    ("GET", "/api/v1/sessions/{id}"): Call(
        "What is known of a session: its shopper, the visit before it, notes and tags, how it was rated",
        REP,
        answer=_DETAILS,
        refusals=_REFUSALS,
    ),
    ("GET", "/api/v1/sessions/{id}/lines"): Call(
        "What was said in a session, among reps too, oldest first. Keeps the place of who is in it for two minutes",
        REP,
        answer=list_of(struct(Spoken)),
        refusals=(*_REFUSALS, "bad-request"),
        query=(_AFTER_LINE, limit_of(MAX_LINES)),
    ),
    ("POST", "/api/v1/sessions/{id}/notes"): Call(
        "Note something that only reps and supervisors read, also after the session",
        REP,
        201,
        record_calls.NoteBody,
        _NOTE,
        (*_REFUSALS, "empty", "enough-noted", "foreign-origin"),
    ),
    ("POST", "/api/v1/sessions/{id}/notes/{note}/remove"): Call(
        "Take back a note of one's own; supervisors and admins anybody's",
        REP,
        204,
        refusals=(*_REFUSALS, "not-allowed", "foreign-origin"),
    ),
    ("POST", "/api/v1/sessions/{id}/tags"): Call(
        "Put a tag on a session, or take it off",
        REP,
        200,
        record_calls.TagBody,
        object_of(tags=list_of(STRING)),
        (*_REFUSALS, "empty", "enough-noted", "foreign-origin"),
    ),
    ("GET", "/api/v1/tags"): Call(
        "Tags that were used, the latest first", REP, answer=list_of(STRING), refusals=("not-signed-in",)
    ),
}
