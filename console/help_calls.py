"""What a shopper can know before asking for help, on the shop's host: who is there, how long it takes; and a message when nobody is."""

import os
import time
from typing import Annotated, Final

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from alongside.cases import LeftMessage
from alongside.codes import SECRET_BYTES, make_secret
from alongside.hours import is_open, next_opening
from alongside.names import PREFIX
from alongside.session import MAX_NAME, Session
from alongside.store.cases import TooManyError
from alongside.store.events import tell_command
from alongside.waiting import estimate_wait
from alongside.wire.words import Lang, Title, Url
from console.asking import address_of, language_of, read_body, require_mark
from console.callback_calls import find_own, show_own
from console.errors import ApiError
from console.live import Live, live_of
from console.phone import guess_country, read_contact
from console.telling import message_told
from console.there import look_who_is_there

MAX_TEXT: Final = 4000
MAX_LEFT: Final = 5
"""Messages from one address in five minutes."""


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """A message for later. `contact`: an e-mail address or a telephone number."""

    text: Annotated[str, msgspec.Meta(max_length=MAX_TEXT)]
    contact: Annotated[str, msgspec.Meta(max_length=300)]
    name: Annotated[str, msgspec.Meta(max_length=200)] = ""
    lang: Lang = "en"
    url: Url = ""
    title: Title = ""


async def look_for_help(request: Request) -> Response:
    """Whether somebody is there, how long it usually takes, when it opens; and the call that this shopper waits for."""
    live, now = live_of(request), time.time()
    running = await live.store.sessions.list_live()
    there = await look_who_is_there(live, running)
    waited = [now - session.created for session in running if _waits(session)]
    wait = estimate_wait(await live.store.waits.list_waits(now), waited)
    own = await find_own(request)
    answer = {
        "open": is_open(live.arrangements.now.hours, now),
        "opens": _seconds(next_opening(live.arrangements.now.hours, now)),
        "reps": there.reps,
        "free": there.free,
        "waiting": len(waited),
        "wait": _seconds(wait),
        "callback": show_own(own) if own else None,
    }
    return JSONResponse(answer, headers={"Cache-Control": "no-store"})


async def leave_message(request: Request) -> Response:
    """Keep a message for the desk; on disk when it is answered."""
    require_mark(request)
    live, body = live_of(request), await read_body(request, Message)
    text = body.text.strip()
    if not text:
        raise ApiError("empty")
    contact = read_contact(body.contact, guess_country(language_of(request), body.lang))
    if contact is None:
        raise ApiError("bad-contact")
    await _check_often(live, request)
    message = LeftMessage(
        id=make_secret(os.urandom(SECRET_BYTES)),
        at=time.time(),
        name=body.name.strip()[:MAX_NAME],
        lang=body.lang,
        url=body.url,
        title=body.title,
        contact=contact,
        text=text,
    )
    try:
        await live.store.messages.add(message, also=[tell_command(message_told("message.left", message))])
    except TooManyError as error:
        raise ApiError("too-often") from error
    live.metrics.messages.inc()
    live.hub.announce_cases()
    live.hub.announce_events()
    return JSONResponse({"contact": contact}, 201)


async def _check_often(live: Live, request: Request) -> None:
    if await live.store.limits.count("message", address_of(request)) > MAX_LEFT:
        raise ApiError("too-often")


def _waits(session: Session) -> bool:
    return session.kind == "help" and session.state == "waiting" and session.participants[0].here


def _seconds(value: float | None) -> int | None:
    return None if value is None else round(value)


ROUTES: Final = (
    Route(f"{PREFIX}help", look_for_help, methods=["GET"]),
    Route(f"{PREFIX}message", leave_message, methods=["POST"]),
)
