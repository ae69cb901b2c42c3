"""Reps: signing in, the sessions, coming in."""

from typing import Final

from alongside.accounts import Rep
from console import join_calls, rep_calls
from console.api_calls.colleagues import OFFER, REQUEST, TICKET
from console.api_calls.kinds import (
    ANYONE,
    FLAG,
    REP,
    SECONDS,
    STRING,
    Call,
    Calls,
    list_of,
    object_of,
    struct,
)
from console.api_calls.records import EARLIER, PAST
from console.api_calls.shopper import KIND, PARTICIPANTS, STATE

STRUCTS: Final = (Rep,)

_REP: Final = struct(Rep)
_ROW: Final = object_of(
    session=STRING,
    kind=KIND,
    state=STATE,
    since=SECONDS,
    shopper=object_of(name=STRING, lang=STRING),
    url=STRING,
    title=STRING,
    participants=PARTICIPANTS,
    mine=FLAG,
    tags=list_of(STRING),
    earlier=EARLIER,
    skill={"type": "string", "description": "What the rep has to have"},
    fits={"type": "boolean", "description": "This rep has the skill and the language"},
    offer=OFFER,
    request=REQUEST,
)
_ENTRY: Final = ("not-found", "link-expired", "link-used", "session-ended", "full", "too-often")

CALLS: Final[Calls] = {
    ("POST", "/api/v1/login"): Call(
        "Sign in", ANYONE, 200, rep_calls.Login, object_of(rep=_REP), ("wrong-password", "too-often")
    ),
    ("POST", "/api/v1/login/link"): Call(
        "Sign in by a one-time key",
        ANYONE,
        200,
        rep_calls.KeyLogin,
        object_of(rep=_REP),
        ("key-used", "too-often"),
    ),
    ("POST", "/api/v1/logout"): Call("Sign out", ANYONE, 204),
    ("GET", "/api/v1/me"): Call("Who is signed in", REP, answer=_REP, refusals=("not-signed-in",)),
    ("GET", "/api/v1/sessions"): Call(
        "Waiting and running sessions; with `ended=1` those that have ended, the latest first",
        REP,
        answer=list_of({"oneOf": [_ROW, PAST]}),
        refusals=("not-signed-in", "bad-request"),
        is_paged=True,
    ),
    ("POST", "/api/v1/sessions/{id}/open"): Call(
        "Take a waiting session, or watch a running one",
        REP,
        answer=TICKET,
        refusals=("not-signed-in", "not-allowed", "no-such-session", "taken", "session-ended", "full"),
    ),
    ("POST", "/api/v1/codes"): Call(
        "Open a session by its code",
        REP,
        200,
        rep_calls.CodeEntry,
        TICKET,
        ("not-signed-in", "code-wrong", *_ENTRY),
    ),
    ("POST", "/api/v1/join"): Call(
        "Come in by a link or a code, or back to one's place",
        ANYONE,
        200,
        join_calls.JoinBody,
        object_of(session=STRING, ticket=STRING, place=STRING, role=STRING, name=STRING),
        ("not-signed-in", "code-wrong", *_ENTRY),
    ),
}
