"""Who is on the shop, and asking them."""

from typing import Final

from alongside.asking import Watch
from alongside.facts import Basket, Product
from alongside.visits import Beat
from console import visitor_calls
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

STRUCTS: Final = (Product, Basket, Watch)

_TOLD: Final = {
    "type": "object",
    "properties": {"ask": object_of(key=STRING, by=STRING, rule=STRING, text=STRING), "watch": struct(Watch)},
}
_VISIT: Final = object_of(
    id=STRING,
    url=STRING,
    title=STRING,
    since=SECONDS,
    began=SECONDS,
    pages={"type": "integer"},
    visits={"type": "integer"},
    lang=STRING,
    country=STRING,
    device={"enum": ["desktop", "phone", "tablet"]},
    referrer=STRING,
    campaign=STRING,
    product={"anyOf": [struct(Product), {"type": "null"}]},
    basket={"anyOf": [struct(Basket), {"type": "null"}]},
    troubles=list_of({"enum": ["error-page", "declined", "no-results", "refused-form"]}),
    tags={**list_of(STRING), "description": "What reps have put on earlier sessions of this visitor"},
    trail=list_of(object_of(url=STRING, title=STRING, at={"type": "number"})),
    mayAsk=FLAG,
)

CALLS: Final[Calls] = {
    ("POST", "/__alongside/here"): Call(
        "A page says that somebody looks at it; 200 with an invitation or with what to look out for, else 204",
        ANYONE,
        200,
        Beat,
        _TOLD,
        ("not-found", "foreign-origin"),
        also=(204,),
    ),
    ("GET", "/__alongside/failed"): Call(
        "Our script could not live in a page of the shop's: counted, and one line a minute",
        ANYONE,
        204,
    ),
    ("POST", "/__alongside/answer"): Call(
        "The visitor's answer to an invitation",
        ANYONE,
        204,
        visitor_calls.Answer,
        refusals=("not-found", "foreign-origin"),
    ),
    ("GET", "/api/v1/visitors"): Call(
        "Who is on the shop now, whoever came last to their page first",
        REP,
        answer=list_of(_VISIT),
        refusals=("not-signed-in", "bad-request"),
        is_paged=True,
    ),
    ("GET", "/api/v1/visitors/{id}"): Call(
        "One visitor, also for a while after they have gone",
        REP,
        answer=_VISIT,
        refusals=("not-signed-in", "not-found"),
    ),
    ("POST", "/api/v1/visitors/{id}/ask"): Call(
        "Ask a visitor whether help is wanted",
        REP,
        204,
        refusals=("not-signed-in", "not-found", "asked-enough", "foreign-origin"),
    ),
}
