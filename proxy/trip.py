"""One request on its way through the engine, as the numbers and the access log need it."""

import re
import secrets
from time import perf_counter
from typing import Final

from mitmproxy.http import Request

REQUEST_ID: Final = b"x-request-id"
_ID = re.compile(rb"[A-Za-z0-9._:/+=@-]{1,128}")


class Trip:
    """Times are perf_counter's; 0 where that point was not reached."""

    __slots__ = (
        "answered",
        "began",
        "closed",
        "fate",
        "forwarded",
        "id",
        "insertion",
        "kind",
        "sent",
        "sent_bytes",
        "status",
        "trouble",
    )

    def __init__(self) -> None:
        self.began = perf_counter()
        self.forwarded = 0.0
        """The whole head is on its way to the origin."""
        self.answered = 0.0
        """The last byte of the origin's head is here."""
        self.sent = 0.0
        """The head of the answer is on its way to the client."""
        self.id = ""
        self.kind = "asset"
        self.fate = ""
        """What became of a document that was asked for; "" of anything else, or while it is being looked for a place."""
        self.insertion: object = None
        self.status = 0
        self.sent_bytes = 0
        self.trouble = ""
        self.closed = False


class RoadRequest(Request):
    """mitmproxy's, with its trip."""

    trip: Trip


def choose_id(told: bytes | None, *, is_trusted: bool) -> str:
    """The id that an edge of ours has given the request, or a new one: a browser's own is not believed."""
    if told is not None and is_trusted and _ID.fullmatch(told):
        return told.decode()
    return secrets.token_hex(16)
