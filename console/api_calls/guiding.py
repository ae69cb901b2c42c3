"""Pages of the shop to show."""

from typing import Final

from alongside.guiding import Known
from console.api_calls.kinds import REP, Call, Calls, list_of, struct

STRUCTS: Final = (Known,)

CALLS: Final[Calls] = {
    ("GET", "/api/v1/pages"): Call(
        "Pages of the shop seen so far in which every word of `q` stands, the best first",
        REP,
        answer=list_of(struct(Known)),
        refusals=("not-signed-in",),
    ),
}
