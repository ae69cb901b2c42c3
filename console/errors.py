"""What the API answers when it refuses: a code that programs read, a sentence that people read, a status."""

import logging
from typing import Final, NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from alongside.session import Refusal
from alongside.store import StoreError

log = logging.getLogger("alongside.live")


class Refused(NamedTuple):
    """Status and sentence of a code."""

    status: int
    message: str


REFUSALS: Final[dict[str, Refused]] = {
    "bad-request": Refused(400, "The request is not of the form described in /api/v1/openapi.json."),
    "no-picture": Refused(400, "This is no picture that can be shown: PNG, JPEG, WebP or GIF."),
    "bad-field": Refused(400, "Something in it cannot be used."),
    "empty": Refused(400, "There is nothing in it."),
    "bad-contact": Refused(400, "This is neither an e-mail address nor a telephone number."),
    "bad-email": Refused(400, "This is not an e-mail address."),
    "bad-number": Refused(400, "This telephone number does not exist."),
    "bad-time": Refused(400, "Nobody is there at that time."),
    "bad-address": Refused(400, "Webhooks cannot call this address."),
    "elsewhere": Refused(400, "This page is not one of the shop's."),
    "no-consent": Refused(400, "A session needs the shopper's consent."),
    "not-signed-in": Refused(401, "Sign in first."),
    "wrong-password": Refused(401, "Email or password is wrong."),
    "key-used": Refused(401, "This sign-in link has been used or has expired."),
    "not-allowed": Refused(403, "Your role does not allow this."),
    "removed": Refused(403, "Your part in this session is over."),
    "foreign-origin": Refused(403, "This request comes from another site."),
    "not-found": Refused(404, "There is nothing here."),
    "no-such-session": Refused(404, "There is no session."),
    "code-wrong": Refused(404, "There is no session with this code."),
    "not-supported": Refused(405, "This address does not support that method."),
    "taken": Refused(409, "Someone else has taken this."),
    "not-taken": Refused(409, "Take it first."),
    "not-there": Refused(409, "This rep is not at a desk."),
    "in-already": Refused(409, "This rep is in the session already."),
    "asked-already": Refused(409, "Somebody is being asked already."),
    "not-asked": Refused(409, "Nobody asks this of you, or not any more."),
    "case-over": Refused(410, "This has been dealt with."),
    "changed-meanwhile": Refused(409, "Somebody else has changed this meanwhile."),
    "last-admin": Refused(409, "Nobody would be left who could arrange anything."),
    "asked-enough": Refused(409, "This visitor has been asked, or does not want to be."),
    "enough-noted": Refused(409, "This session has as many notes or tags as it may have."),
    "full": Refused(409, "As many people as possible are in this session already."),
    "too-many": Refused(409, "This session has as many links as it may have."),
    "rests": Refused(409, "There were suggestions enough for now."),
    "too-many-lines": Refused(409, "This conversation has as many lines as it may have."),
    "too-many-webhooks": Refused(409, "There are as many webhooks as there may be."),
    "link-expired": Refused(410, "This link or code has expired."),
    "link-used": Refused(410, "This link or code has been used."),
    "session-ended": Refused(410, "This session has ended."),
    "too-large": Refused(413, "The request is too large."),
    "too-often": Refused(429, "Too many tries. Wait a few minutes."),
    "mail-failed": Refused(502, "The mail server did not take it."),
    "unavailable": Refused(503, "The store does not answer. Try again in a moment."),
    "error": Refused(500, "Something went wrong."),
}
RETRY_AFTER: Final = "300"


class ApiError(Exception):
    """A request is refused. `more` stands beside code and message."""

    def __init__(self, code: str, **more: str) -> None:
        super().__init__(code, more)
        self.code = code
        self.more = more

    def __str__(self) -> str:
        return self.code


def refuse(code: str, **more: str) -> Response:
    """The answer of a refusal."""
    status, message = REFUSALS[code]
    headers = {"Retry-After": RETRY_AFTER} if status == 429 else {}
    return JSONResponse({"error": {"code": code, "message": message, **more}}, status, headers)


async def answer_api_error(_: Request, error: Exception) -> Response:
    """Starlette's handler for ApiError."""
    assert isinstance(error, ApiError)  # noqa: S101  # registered for this type
    return refuse(error.code, **error.more)


async def answer_refusal(_: Request, error: Exception) -> Response:
    """Starlette's handler for what the rules of a session refuse."""
    assert isinstance(error, Refusal)  # noqa: S101  # registered for this type
    return refuse(error.code, **({"who": error.who} if error.who else {}))


async def answer_store_error(request: Request, error: Exception) -> Response:
    """Starlette's handler for a store that does not answer. The shop goes on meanwhile."""
    assert isinstance(error, StoreError)  # noqa: S101  # registered for this type
    request.app.state.live.metrics.troubles.labels("store").inc()
    log.warning("the store does not answer, and the shop goes on without help: %s", error)
    return refuse("unavailable")


async def answer_http_error(_: Request, error: Exception) -> Response:
    """Starlette's handler for what the router refuses."""
    assert isinstance(error, HTTPException)  # noqa: S101  # registered for this type
    return refuse({404: "not-found", 405: "not-supported"}.get(error.status_code, "error"))
