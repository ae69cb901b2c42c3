"""Before and after a session, on the shop's host: who is there, messages, calls, ratings, transcripts."""

from typing import Final

from alongside.afterwards import Rating
from console import after_calls, callback_calls, help_calls
from console.api_calls.kinds import (
    AFTER,
    ANYONE,
    FLAG,
    MAYBE_SECONDS,
    REP,
    SECONDS,
    STRING,
    Call,
    Calls,
    list_of,
    object_of,
    struct,
)

STRUCTS: Final = (Rating,)

_OWN_CALL: Final = object_of(number=STRING, wanted=MAYBE_SECONDS, taken=FLAG)

CALLS: Final[Calls] = {
    ("GET", "/__alongside/help"): Call(
        "Who is there and how long it takes; seconds where nothing else is said",
        ANYONE,
        answer=object_of(
            open=FLAG,
            opens=MAYBE_SECONDS,
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
            now=FLAG,
            times={"type": "array", "items": {"type": "array", "items": SECONDS}},
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
            helped=FLAG,
            lines={"type": "integer"},
            stars={"type": ["integer", "null"]},
            mail=FLAG,
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
        answer=list_of(struct(Rating)),
        refusals=("bad-request", "not-signed-in"),
        is_paged=True,
    ),
}
