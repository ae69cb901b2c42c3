"""The stream of what happens, and this description."""

from typing import Final

from console.api_calls.kinds import ANYONE, REP, Call, Calls

STRUCTS: Final = ()

CALLS: Final[Calls] = {
    ("GET", "/api/v1/events"): Call(
        "Server-sent events, each when it changes: `queue` with the sessions, `reps` with who is here, `records` with the "
        "sessions' tags and how many notes they have, `callbacks` and `messages` to see to, the latest `ratings`",
        REP,
        answer={"type": "string", "contentMediaType": "text/event-stream"},
        refusals=("not-signed-in",),
    ),
    ("GET", "/api/v1/openapi.json"): Call("This description", ANYONE, answer={"type": "object"}),
}
