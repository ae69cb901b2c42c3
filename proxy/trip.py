"""One request on its way through the engine, as the numbers and the access log need it."""

import random
import re
from time import perf_counter
from typing import Final

from mitmproxy.http import Headers, Request

from injector.insertion import Insertion

REQUEST_ID: Final = b"x-request-id"
_ID = re.compile(rb"[A-Za-z0-9._:/+=@-]{1,128}")


class Trip:
    """Times are perf_counter's; 0 where that point was not reached. Defaults are the class's: most of them are never written."""

    forwarded = 0.0
    """The whole head is on its way to the origin."""
    answered = 0.0
    """The last byte of the origin's head is here."""
    sent = 0.0
    """The head of the answer is on its way to the client."""
    id = b""
    kind = "asset"
    fate = ""
    """What became of a document that was asked for; "" of anything else, or while a place in it is being looked for."""
    insertion: Insertion | None = None
    status = 0
    sent_bytes = 0
    trouble = ""
    closed = False

    def __init__(self) -> None:
        self.began = perf_counter()


class RoadHeaders(Headers):
    """mitmproxy's, of pairs of bytes. Its own turns every name over at each question, and a field that is not there is an exception."""

    def __init__(self, fields: tuple[tuple[bytes, bytes], ...]) -> None:
        self.fields = fields

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str | bytes) and bool(self._find(name))

    def get(self, name: str | bytes, default: str | None = None) -> str | None:  # type: ignore[override]  # one way of two
        found = self._find(name)
        return b", ".join(found).decode("utf-8", "surrogateescape") if found else default

    def _find(self, name: str | bytes) -> list[bytes]:
        wanted = name.encode() if isinstance(name, str) else name
        low = wanted.lower()
        return [value for each, value in self.fields if each.lower() == low]


class RoadRequest(Request):
    """mitmproxy's, with its trip."""

    trip: Trip


def choose_id(told: bytes | None, *, is_trusted: bool) -> bytes:
    """The id that an edge of ours has given the request, or a new one: a browser's own is not believed."""
    if told is not None and is_trusted and _ID.fullmatch(told):
        return told
    return b"%032x" % random.getrandbits(128)
