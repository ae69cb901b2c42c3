"""Two pages side by side, and the pages seen in a session."""

from typing import Final

from alongside.facts import Product, Variant
from alongside.wire.words import Page
from console.api_calls.kinds import ANYONE, SHOPPER, Call, Calls, list_of, object_of, struct
from console.beside_calls import SeenPage

STRUCTS: Final = (SeenPage, Product, Variant)

_TRAIL: Final = list_of(struct(SeenPage))

CALLS: Final[Calls] = {
    ("GET", "/__alongside/beside"): Call(
        "The page that lays the shop's pages `left` and `right` side by side; without a session it leads on to `left`",
        SHOPPER,
        answer={"type": "string", "contentMediaType": "text/html"},
        also=(303,),
    ),
    ("GET", "/__alongside/go"): Call(
        "On to the page `to` of the shop, on whichever of its hosts, with the session",
        SHOPPER,
        303,
    ),
    ("GET", "/__alongside/arrive"): Call(
        "A session that another host of the shop hands over by `token`, once and within a minute: its cookies, and on to its page",
        SHOPPER,
        303,
    ),
    ("GET", "/__alongside/product"): Call(
        "What the road has read of the goods on the page `url`",
        SHOPPER,
        answer=object_of(product={"anyOf": [struct(Product), {"type": "null"}]}),
        refusals=("no-such-session",),
    ),
    ("GET", "/__alongside/trail"): Call(
        "The pages seen in this session, the latest first",
        SHOPPER,
        answer=_TRAIL,
        refusals=("no-such-session",),
    ),
    ("POST", "/__alongside/trail"): Call(
        "A page is seen in a pane",
        SHOPPER,
        204,
        Page,
        refusals=("no-such-session", "too-often", "foreign-origin"),
    ),
    ("GET", "/api/v1/trail"): Call(
        "The pages seen in a session, the latest first, with the ticket of one's socket in X-Alongside-Ticket",
        ANYONE,
        answer=_TRAIL,
        refusals=("no-such-session",),
    ),
}
