"""What shoppers left for the desk: calls to make, messages to answer."""

from typing import Final

from alongside.cases import Try
from console import case_calls
from console.api_calls.kinds import (
    FLAG,
    MAYBE_SECONDS,
    OPEN,
    REP,
    SECONDS,
    STRING,
    Call,
    Calls,
    Schema,
    list_of,
    object_of,
    struct,
)

STRUCTS: Final = (Try,)

_CASE: Final[Schema] = {
    "id": STRING,
    "at": SECONDS,
    "state": {"enum": ["new", "taken", "done", "cancelled"]},
    "rep": {"type": ["string", "null"]},
    "mine": FLAG,
    "name": STRING,
    "lang": STRING,
    "url": STRING,
    "title": STRING,
}
_CALLBACK: Final = object_of(
    **_CASE,
    number={"type": "string", "description": "E.164"},
    shown=STRING,
    wanted=MAYBE_SECONDS,
    session={"type": ["string", "null"]},
    tries=list_of(struct(Try)),
)
_MESSAGE: Final = object_of(**_CASE, contact=STRING, text=STRING)

CALLS: Final[Calls] = {
    ("GET", "/api/v1/callbacks"): Call(
        "Calls that were asked for, latest first; `?open=1`: those to make, oldest first",
        REP,
        answer=list_of(_CALLBACK),
        refusals=("bad-request", "not-signed-in"),
        query=(OPEN,),
        is_paged=True,
    ),
    ("POST", "/api/v1/callbacks/{id}"): Call(
        "Take a call, give it back, or note what came of it",
        REP,
        200,
        case_calls.CallbackChange,
        _CALLBACK,
        ("not-signed-in", "foreign-origin", "not-found", "taken", "not-taken", "case-over"),
    ),
    ("GET", "/api/v1/messages"): Call(
        "Messages that were left, latest first; `?open=1`: those to answer, oldest first",
        REP,
        answer=list_of(_MESSAGE),
        refusals=("bad-request", "not-signed-in"),
        query=(OPEN,),
        is_paged=True,
    ),
    ("POST", "/api/v1/messages/{id}"): Call(
        "Take a message, give it back, or say that it is answered",
        REP,
        200,
        case_calls.MessageChange,
        _MESSAGE,
        ("not-signed-in", "foreign-origin", "not-found", "taken", "not-taken", "case-over"),
    ),
}
