"""A shopper's own session, on the shop's host."""

from typing import Final

from alongside.wire.words import Participant
from console import shopper_calls
from console.api_calls.kinds import (
    ANYONE,
    SECONDS,
    SHOPPER,
    STRING,
    Call,
    Calls,
    Schema,
    list_of,
    object_of,
    struct,
)

STRUCTS: Final = (Participant,)

STATE: Final[Schema] = {"enum": ["waiting", "active", "ended"]}
KIND: Final[Schema] = {"enum": ["help", "friend", "callback"]}
PARTICIPANTS: Final = list_of(struct(Participant))
_RUNNING: Final = object_of(
    session=STRING,
    state=STATE,
    kind=KIND,
    code={"type": ["string", "null"]},
    link=STRING,
    expires=SECONDS,
    participants=PARTICIPANTS,
)

CALLS: Final[Calls] = {
    ("POST", "/__alongside/session"): Call(
        "Start a session, or get the running one",
        ANYONE,
        201,
        shopper_calls.Start,
        _RUNNING,
        ("no-consent", "foreign-origin"),
    ),
    ("GET", "/__alongside/session"): Call(
        "The running session", SHOPPER, answer=_RUNNING, refusals=("no-such-session",)
    ),
    ("POST", "/__alongside/invite"): Call(
        "A link for a friend",
        SHOPPER,
        201,
        answer=object_of(link=STRING, expires=SECONDS),
        refusals=("no-such-session", "too-many", "foreign-origin"),
    ),
    ("POST", "/__alongside/code"): Call(
        "A fresh code for a rep",
        SHOPPER,
        201,
        answer=object_of(code=STRING, expires=SECONDS),
        refusals=("no-such-session", "foreign-origin"),
    ),
    ("POST", "/__alongside/stop"): Call("End the session", SHOPPER, 204, refusals=("foreign-origin",)),
}
