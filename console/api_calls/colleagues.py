"""Reps among themselves: who is here, handing over, asking in, taking over, declining what rings."""

from typing import Final

from console import colleague_calls
from console.api_calls.kinds import FLAG, REP, SECONDS, STRING, Call, Calls, Schema, list_of, object_of

STRUCTS: Final = ()

_NUMBER: Final[Schema] = {"type": "integer"}
TICKET: Final = object_of(session=STRING, ticket=STRING)
OFFER: Final[Schema] = {
    "description": "At whom the shopper rings now",
    "oneOf": [object_of(name=STRING, mine=FLAG, until=SECONDS), {"type": "null"}],
}
REQUEST: Final[Schema] = {
    "description": "What a rep last asked of a colleague here, for those whom it concerns",
    "oneOf": [
        object_of(
            kind={"enum": ["hand-over", "invite"]},
            state={"enum": ["open", "accepted", "declined", "expired", "called-off"]},
            by=STRING,
            to=STRING,
            note=STRING,
            at=SECONDS,
            until=SECONDS,
            toMe=FLAG,
            byMe=FLAG,
        ),
        {"type": "null"},
    ],
}
_COLLEAGUES: Final = list_of(
    object_of(
        email=STRING,
        name=STRING,
        role={"enum": ["rep", "supervisor", "admin"]},
        status={"enum": ["available", "busy", "away"]},
        since=SECONDS,
        byItself={"type": "boolean", "description": "Away without having said so"},
        sessions=_NUMBER,
        capacity=_NUMBER,
        skills=list_of(STRING),
        langs=list_of(STRING),
        me=FLAG,
    )
)
_ANSWERING: Final = ("not-signed-in", "foreign-origin", "no-such-session", "not-asked")
_ASKING: Final = (
    *("not-signed-in", "foreign-origin", "no-such-session", "session-ended", "not-allowed"),
    *("not-there", "in-already", "asked-already"),
)
_TAKING: Final = (
    "not-signed-in",
    "foreign-origin",
    "not-allowed",
    "no-such-session",
    "session-ended",
    "full",
)

CALLS: Final[Calls] = {
    ("GET", "/api/v1/reps/here"): Call(
        "Who has a desk open, how they stand, and what they have in hand",
        REP,
        answer=_COLLEAGUES,
        refusals=("not-signed-in",),
    ),
    ("POST", "/api/v1/reps/here"): Call(
        "Say that somebody is at the desk; with `status` how they stand",
        REP,
        200,
        colleague_calls.Here,
        _COLLEAGUES,
        ("not-signed-in", "foreign-origin"),
    ),
    ("POST", "/api/v1/sessions/{id}/hand-over"): Call(
        "Ask a colleague to take the session over; who hands over stays until the other one is in",
        REP,
        204,
        colleague_calls.AskColleague,
        refusals=_ASKING,
    ),
    ("POST", "/api/v1/sessions/{id}/invite"): Call(
        "Ask a colleague to come in as well", REP, 204, colleague_calls.AskColleague, refusals=_ASKING
    ),
    ("POST", "/api/v1/sessions/{id}/accept"): Call(
        "Come in upon a colleague's request",
        REP,
        answer=TICKET,
        refusals=(*_ANSWERING, "session-ended", "full"),
    ),
    ("POST", "/api/v1/sessions/{id}/decline"): Call(
        "Would rather not: a colleague's request, or a shopper who rings", REP, 204, refusals=_ANSWERING
    ),
    ("POST", "/api/v1/sessions/{id}/call-off"): Call(
        "Take one's request back", REP, 204, refusals=_ANSWERING
    ),
    ("POST", "/api/v1/sessions/{id}/take-over"): Call(
        "A supervisor becomes the rep of the session; the reps who had it are out",
        REP,
        answer=TICKET,
        refusals=_TAKING,
    ),
}
