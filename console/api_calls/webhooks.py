"""Webhooks, for admins."""

from typing import Final

from alongside.events import TYPES
from console import webhook_calls
from console.api_calls.kinds import (
    FLAG,
    MAYBE_SECONDS,
    REP,
    SECONDS,
    STRING,
    Call,
    Calls,
    Schema,
    list_of,
    object_of,
)

STRUCTS: Final = ()

_TYPE: Final[Schema] = {"enum": list(TYPES)}
_WEBHOOK: Final = {
    "id": STRING,
    "url": STRING,
    "events": list_of(_TYPE),
    "created": SECONDS,
    "off": {"enum": [None, "by-admin", "failing", "gone"]},
    "failing": {**MAYBE_SECONDS, "description": "Since when no call has come through, Unix seconds"},
}
_DELIVERY: Final = {
    "id": STRING,
    "type": _TYPE,
    "state": {"enum": ["waiting", "done", "lost"]},
    "at": SECONDS,
    "due": MAYBE_SECONDS,
    "tries": {"type": "integer"},
    "status": {"type": ["integer", "null"]},
    "error": STRING,
}
_ADMIN: Final = ("not-signed-in", "not-allowed")
_CHANGE: Final = (*_ADMIN, "foreign-origin", "not-found")

CALLS: Final[Calls] = {
    ("GET", "/api/v1/webhooks"): Call(
        "Every webhook; admins alone", REP, answer=list_of(object_of(**_WEBHOOK)), refusals=_ADMIN
    ),
    ("POST", "/api/v1/webhooks"): Call(
        "Call an address with what happens from now on. The answer alone has the secret that calls are signed with",
        REP,
        201,
        webhook_calls.NewWebhook,
        object_of(**_WEBHOOK, secret=STRING),
        ("bad-request", "bad-address", "too-many-webhooks", *_ADMIN, "foreign-origin"),
    ),
    ("POST", "/api/v1/webhooks/{id}"): Call(
        "Turn a webhook off, or on again: it goes on where it stood",
        REP,
        200,
        webhook_calls.WebhookChange,
        object_of(**_WEBHOOK),
        ("bad-request", *_CHANGE),
    ),
    ("DELETE", "/api/v1/webhooks/{id}"): Call("Forget a webhook", REP, 204, refusals=_CHANGE),
    ("POST", "/api/v1/webhooks/{id}/test"): Call(
        "Call it at once with a `ping`",
        REP,
        answer=object_of(
            good=FLAG, status={"type": ["integer", "null"]}, error=STRING, seconds={"type": "number"}
        ),
        refusals=_CHANGE,
    ),
    ("GET", "/api/v1/webhooks/{id}/deliveries"): Call(
        "The calls to make, in order, and the last ones made, latest first",
        REP,
        answer=object_of(
            waiting=list_of(object_of(**_DELIVERY)), made=list_of(object_of(**_DELIVERY, made=SECONDS))
        ),
        refusals=(*_ADMIN, "not-found"),
    ),
}
