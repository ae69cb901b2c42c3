"""Close codes of both sockets, as a table: what each means and what the client then does. Same table as in PROTOCOL.md."""

from typing import Final, Literal, NamedTuple

CloseCode = Literal[1001, 1006, 1012, 4400, 4401, 4403, 4404, 4408, 4409, 4410, 4411, 4413, 4429, 4500]
Then = Literal["return", "stop", "new-ticket", "fresh-snapshot"]

AWAY: Final = 1001
RESTARTING: Final = 1012
MALFORMED: Final = 4400
NO_TICKET: Final = 4401
NOT_ALLOWED: Final = 4403
NO_SESSION: Final = 4404
NO_HELLO: Final = 4408
REPLACED: Final = 4409
ENDED: Final = 4410
RELIEVED: Final = 4411
TOO_LONG: Final = 4413
TOO_SLOW: Final = 4429
INTERNAL: Final = 4500


class Closing(NamedTuple):
    """What a close code means, and what the client does: `return` with its position, `stop`, or try once more in some way."""

    means: str
    then: Then


CLOSINGS: dict[CloseCode, Closing] = {
    1001: Closing("server goes away", "return"),
    1006: Closing("lost", "return"),
    1012: Closing("restarts", "return"),
    4400: Closing("malformed frame", "stop"),
    4401: Closing("no or expired ticket or cookie", "new-ticket"),
    4403: Closing("not allowed", "stop"),
    4404: Closing("no such session", "stop"),
    4408: Closing("no hello in 10 s", "return"),
    4409: Closing("the same place was taken by a newer connection", "stop"),
    4410: Closing("the session has ended", "stop"),
    4411: Closing("somebody else has this participant's part", "stop"),
    4413: Closing("frame over 8 MiB", "fresh-snapshot"),
    4429: Closing("too slow", "return"),
    4500: Closing("internal error", "return"),
}
