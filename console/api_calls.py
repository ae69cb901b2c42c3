"""Every call of the API: what it does, who may, what it takes and gives. A test holds the table equal to the routes."""

from typing import Any, Final, NamedTuple

import msgspec

from alongside.accounts import Rep
from alongside.afterwards import Rating
from alongside.cases import Try
from alongside.visits import Beat
from alongside.wire.talk import Picture
from alongside.wire.words import Participant
from console import (
    after_calls,
    callback_calls,
    case_calls,
    help_calls,
    join_calls,
    rep_calls,
    shopper_calls,
    visitor_calls,
)

STRUCTS: Final = (
    shopper_calls.Start,
    rep_calls.Login,
    rep_calls.KeyLogin,
    rep_calls.CodeEntry,
    join_calls.JoinBody,
    after_calls.Rate,
    after_calls.MailTo,
    Rating,
    help_calls.Message,
    callback_calls.CallMe,
    case_calls.CallbackChange,
    case_calls.MessageChange,
    Rep,
    Try,
    Participant,
    Picture,
    Beat,
    visitor_calls.Answer,
)
ANYONE: Final = "anyone"
SHOPPER: Final = "shopper"
REP: Final = "rep"
AFTER: Final = "after"


class Call(NamedTuple):
    """One call: what it does, who may, its body, its good answer, and how it may be refused."""

    summary: str
    who: str
    status: int = 200
    body: type[msgspec.Struct] | None = None
    answer: dict[str, Any] | None = None
    refusals: tuple[str, ...] = ()
    media: str = "application/json"


PICTURES: Final = "image/*"


def object_of(**fields: Any) -> dict[str, Any]:
    """The schema of an object with these fields, all of them needed."""
    return {"type": "object", "properties": fields, "required": list(fields)}


STRING: Final = {"type": "string"}
_SECONDS: Final = {"type": "integer", "description": "Unix seconds"}
_STATE: Final = {"enum": ["waiting", "active", "ended"]}
_KIND: Final = {"enum": ["help", "friend", "callback"]}
_PARTICIPANTS: Final = {"type": "array", "items": {"$ref": "#/components/schemas/Participant"}}
_REP: Final = {"$ref": "#/components/schemas/Rep"}
_TICKET: Final = object_of(session=STRING, ticket=STRING)
_RUNNING: Final = object_of(
    session=STRING,
    state=_STATE,
    kind=_KIND,
    code={"type": ["string", "null"]},
    link=STRING,
    expires=_SECONDS,
    participants=_PARTICIPANTS,
)
_ROW: Final = object_of(
    session=STRING,
    kind=_KIND,
    state=_STATE,
    since=_SECONDS,
    shopper=object_of(name=STRING, lang=STRING),
    url=STRING,
    title=STRING,
    participants=_PARTICIPANTS,
    mine={"type": "boolean"},
)
_MAYBE_SECONDS: Final = {"type": ["integer", "null"], "description": "Unix seconds"}
_OWN_CALL: Final = object_of(number=STRING, wanted=_MAYBE_SECONDS, taken={"type": "boolean"})
_CASE: Final = {
    "id": STRING,
    "at": _SECONDS,
    "state": {"enum": ["new", "taken", "done", "cancelled"]},
    "rep": {"type": ["string", "null"]},
    "mine": {"type": "boolean"},
    "name": STRING,
    "lang": STRING,
    "url": STRING,
    "title": STRING,
}
_CALLBACK: Final = object_of(
    **_CASE,
    number={"type": "string", "description": "E.164"},
    shown=STRING,
    wanted=_MAYBE_SECONDS,
    session={"type": ["string", "null"]},
    tries={"type": "array", "items": {"$ref": "#/components/schemas/Try"}},
)
_MESSAGE: Final = object_of(**_CASE, contact=STRING, text=STRING)
_ENTRY: Final = ("not-found", "link-expired", "link-used", "session-ended", "full", "too-often")

_PICTURE: Final = {"$ref": "#/components/schemas/Picture"}
_UPLOAD: Final = ("no-such-session", "no-picture", "too-large", "too-often", "foreign-origin")
_INVITATION: Final = object_of(ask=object_of(key=STRING, by=STRING, rule=STRING, text=STRING))
_VISIT: Final = object_of(
    id=STRING,
    url=STRING,
    title=STRING,
    since=_SECONDS,
    began=_SECONDS,
    pages={"type": "integer"},
    visits={"type": "integer"},
    lang=STRING,
    country=STRING,
    device={"enum": ["desktop", "phone", "tablet"]},
    referrer=STRING,
    campaign=STRING,
    trail={"type": "array", "items": object_of(url=STRING, title=STRING, at={"type": "number"})},
    mayAsk={"type": "boolean"},
)
_SHOW: Final = Call(
    "A picture of a conversation, for whoever knows its id",
    ANYONE,
    answer={"type": "string", "contentMediaType": "image/webp"},
    refusals=("not-found",),
)

CALLS: Final[dict[tuple[str, str], Call]] = {
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
        answer=object_of(link=STRING, expires=_SECONDS),
        refusals=("no-such-session", "too-many", "foreign-origin"),
    ),
    ("POST", "/__alongside/code"): Call(
        "A fresh code for a rep",
        SHOPPER,
        201,
        answer=object_of(code=STRING, expires=_SECONDS),
        refusals=("no-such-session", "foreign-origin"),
    ),
    ("POST", "/__alongside/stop"): Call("End the session", SHOPPER, 204, refusals=("foreign-origin",)),
    ("GET", "/__alongside/help"): Call(
        "Who is there and how long it takes; seconds where nothing else is said",
        ANYONE,
        answer=object_of(
            open={"type": "boolean"},
            opens=_MAYBE_SECONDS,
            reps={"type": "integer"},
            free={"type": "integer"},
            waiting={"type": "integer"},
            wait={"type": ["integer", "null"]},
            callback={"oneOf": [_OWN_CALL, {"type": "null"}]},
        ),
    ),
    ("POST", "/__alongside/message"): Call(
        "Leave a message for the desk",
        ANYONE,
        201,
        help_calls.Message,
        object_of(contact=STRING),
        ("empty", "bad-contact", "too-often", "foreign-origin"),
    ),
    ("GET", "/__alongside/callback"): Call(
        "Countries, and times at which a call may be had",
        ANYONE,
        answer=object_of(
            country=STRING,
            countries={"type": "array", "items": {"type": "array"}},
            now={"type": "boolean"},
            times={"type": "array", "items": {"type": "array", "items": _SECONDS}},
        ),
    ),
    ("POST", "/__alongside/callback"): Call(
        "Ask to be called",
        ANYONE,
        201,
        callback_calls.CallMe,
        _OWN_CALL,
        ("bad-number", "bad-time", "too-often", "foreign-origin"),
    ),
    ("POST", "/__alongside/callback/cancel"): Call(
        "No call any more", ANYONE, 204, refusals=("foreign-origin",)
    ),
    ("GET", "/__alongside/after"): Call(
        "What there is to keep of the last session, also after its end, and to say about it",
        AFTER,
        answer=object_of(
            session=STRING,
            helped={"type": "boolean"},
            lines={"type": "integer"},
            stars={"type": ["integer", "null"]},
            mail={"type": "boolean"},
        ),
        refusals=("no-such-session",),
    ),
    ("POST", "/__alongside/rating"): Call(
        "How it was", AFTER, 204, after_calls.Rate, refusals=("no-such-session", "foreign-origin")
    ),
    ("GET", "/__alongside/transcript"): Call(
        "The conversation as a file; `?as=html` for a page",
        AFTER,
        answer={"type": "string", "contentMediaType": "text/plain"},
        refusals=("no-such-session",),
    ),
    ("POST", "/__alongside/transcript"): Call(
        "The conversation by e-mail",
        AFTER,
        204,
        after_calls.MailTo,
        refusals=("bad-email", "not-found", "no-such-session", "too-often", "mail-failed", "foreign-origin"),
    ),
    ("GET", "/api/v1/ratings"): Call(
        "The latest ratings, with their sessions",
        REP,
        answer={"type": "array", "items": {"$ref": "#/components/schemas/Rating"}},
        refusals=("not-signed-in",),
    ),
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
        "Waiting and running sessions",
        REP,
        answer={"type": "array", "items": _ROW},
        refusals=("not-signed-in",),
    ),
    ("POST", "/api/v1/sessions/{id}/open"): Call(
        "Take a waiting session, or watch a running one",
        REP,
        answer=_TICKET,
        refusals=("not-signed-in", "not-allowed", "no-such-session", "taken", "session-ended", "full"),
    ),
    ("POST", "/api/v1/codes"): Call(
        "Open a session by its code",
        REP,
        200,
        rep_calls.CodeEntry,
        _TICKET,
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
    ("GET", "/api/v1/callbacks"): Call(
        "Calls that were asked for, latest first; `?open=1`: those to make, oldest first",
        REP,
        answer={"type": "array", "items": _CALLBACK},
        refusals=("not-signed-in",),
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
        answer={"type": "array", "items": _MESSAGE},
        refusals=("not-signed-in",),
    ),
    ("POST", "/api/v1/messages/{id}"): Call(
        "Take a message, give it back, or say that it is answered",
        REP,
        200,
        case_calls.MessageChange,
        _MESSAGE,
        ("not-signed-in", "foreign-origin", "not-found", "taken", "not-taken", "case-over"),
    ),
    ("GET", "/api/v1/events"): Call(
        "Server-sent events: `queue` with the sessions, `callbacks` and `messages` to see to, the latest `ratings`, each when it changes",
        REP,
        answer={"type": "string", "contentMediaType": "text/event-stream"},
        refusals=("not-signed-in",),
    ),
    ("POST", "/__alongside/here"): Call(
        "A page says that somebody looks at it; 200 with an invitation, else 204",
        ANYONE,
        200,
        Beat,
        _INVITATION,
        ("not-found", "foreign-origin"),
    ),
    ("POST", "/__alongside/answer"): Call(
        "The visitor's answer to an invitation",
        ANYONE,
        204,
        visitor_calls.Answer,
        refusals=("not-found", "foreign-origin"),
    ),
    ("GET", "/api/v1/visitors"): Call(
        "Who is on the shop now",
        REP,
        answer={"type": "array", "items": _VISIT},
        refusals=("not-signed-in",),
    ),
    ("POST", "/api/v1/visitors/{id}/ask"): Call(
        "Ask a visitor whether help is wanted",
        REP,
        204,
        refusals=("not-signed-in", "not-found", "asked-enough", "foreign-origin"),
    ),
    ("POST", "/__alongside/pictures"): Call(
        "Upload a picture for the conversation", SHOPPER, 201, None, _PICTURE, _UPLOAD, PICTURES
    ),
    ("POST", "/api/v1/pictures"): Call(
        "Upload a picture for the conversation, with the ticket of one's socket in X-Alongside-Ticket",
        ANYONE,
        201,
        None,
        _PICTURE,
        _UPLOAD,
        PICTURES,
    ),
    ("GET", "/__alongside/pictures/{id}"): _SHOW,
    ("GET", "/api/v1/pictures/{id}"): _SHOW,
    ("GET", "/api/v1/openapi.json"): Call("This description", ANYONE, answer={"type": "object"}),
}
