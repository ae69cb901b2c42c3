"""One session, for programs: how it stands, what is said, a line more, its end, a link that shows it in a frame."""

from typing import Final

from alongside.wire.talk import Card, Reply, Spoken
from console import session_calls
from console.api_calls.kinds import (
    FLAG,
    MAYBE_SECONDS,
    REP,
    SECONDS,
    STRING,
    Call,
    Calls,
    Query,
    limit_of,
    list_of,
    object_of,
    struct,
)
from console.api_calls.shopper import KIND, PARTICIPANTS, STATE

STRUCTS: Final = (Spoken, Card, Reply)

_SESSION: Final = object_of(
    session=STRING,
    kind=KIND,
    state=STATE,
    since=SECONDS,
    ended=MAYBE_SECONDS,
    shopper=object_of(name=STRING, lang=STRING),
    url=STRING,
    title=STRING,
    participants=PARTICIPANTS,
    mine=FLAG,
    lines={"type": "integer"},
)
_LINE: Final = object_of(number={"type": "integer", "minimum": 1}, line=struct(Spoken))
_AFTER_LINE: Final = Query("after", "The number of the last line known", {"type": "integer", "minimum": 0})
_OWN: Final = (
    "not-signed-in",
    "foreign-origin",
    "no-such-session",
    "session-ended",
    "not-taken",
    "not-allowed",
)

CALLS: Final[Calls] = {
    ("GET", "/api/v1/sessions/{id}"): Call(
        "How a session stands, for an hour also after its end",
        REP,
        answer=_SESSION,
        refusals=("not-signed-in", "no-such-session"),
    ),
    ("GET", "/api/v1/sessions/{id}/lines"): Call(
        "What is said in a session, oldest first. Reps read what they take part in; supervisors and admins all where a rep helps",
        REP,
        answer=object_of(lines=list_of(_LINE), total={"type": "integer"}),
        refusals=("bad-request", "not-signed-in", "not-allowed", "no-such-session"),
        query=(_AFTER_LINE, limit_of(session_calls.MAX_PAGE)),
    ),
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
