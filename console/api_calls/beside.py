"""Two pages side by side, and the pages seen in a session."""

from typing import Final

from alongside.store.seen import Seen
from alongside.wire.words import Page
from console.api_calls.kinds import ANYONE, SHOPPER, Call, Calls, list_of, struct

STRUCTS: Final = (Seen,)

_TRAIL: Final = list_of(struct(Seen))

CALLS: Final[Calls] = {
    ("GET", "/__alongside/beside"): Call(
        "The page that lays the shop's pages `left` and `right` side by side; without a session it leads on to `left`",
        SHOPPER,
        answer={"type": "string", "contentMediaType": "text/html"},
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
