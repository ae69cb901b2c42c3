"""One session, for programs: a line said, its end, a link that shows it in a frame."""

from typing import Final

from alongside.wire.talk import Card, Reply, Spoken
from console import session_calls
from console.api_calls.kinds import (
    REP,
    SECONDS,
    STRING,
    Call,
    Calls,
    object_of,
    struct,
)

STRUCTS: Final = (Spoken, Card, Reply)

_LINE: Final = object_of(number={"type": "integer", "minimum": 1}, line=struct(Spoken))
_OWN: Final = (
    "not-signed-in",
    "foreign-origin",
    "no-such-session",
    "session-ended",
    "not-taken",
    "not-allowed",
)

CALLS: Final[Calls] = {
    ("POST", "/api/v1/sessions/{id}/lines"): Call(
        "Say a line in a session that one takes part in; under the same key it is said once. Keeps one's place for two minutes",
        REP,
        201,
        session_calls.LineToSay,
        _LINE,
        ("bad-request", "empty", "elsewhere", "rests", "too-many-lines", *_OWN),
    ),
    ("POST", "/api/v1/sessions/{id}/end"): Call(
        "End a session, as its rep",
        REP,
        204,
        refusals=tuple(code for code in _OWN if code != "session-ended"),
    ),
    ("POST", "/api/v1/sessions/{id}/link"): Call(
        "A link with which a page shows the session in a frame, as a rep: without a sign-in, opened once, within two minutes. "
        "Supervisors and admins may ask for one in the name of another rep",
        REP,
        201,
        session_calls.Embed,
        object_of(link=STRING, expires=SECONDS),
        (
            *("bad-request", "not-signed-in", "foreign-origin", "no-such-session"),
            *("session-ended", "not-allowed", "not-found"),
        ),
    ),
}
