"""The shopper's side of being called back, on the shop's host: ask for it, look at it, take it back, share the page for it."""

import os
import time
from typing import Annotated, Final

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from alongside.cases import Callback, cancel_callback, is_over, share_page
from alongside.codes import SECRET_BYTES, make_secret
from alongside.hours import Span, is_open, open_spans
from alongside.names import CALLBACK_COOKIE, PREFIX
from alongside.session import MAX_NAME, Session
from alongside.store.cases import TooManyError
from alongside.store.events import tell_command
from alongside.wire.words import Lang, Title, Url
from console.asking import address_of, language_of, read_body, require_mark
from console.cookies import drop_cookie, set_cookie
from console.errors import ApiError
from console.live import Live, live_of
from console.phone import guess_country, list_countries, read_number, show_number
from console.telling import callback_told

AHEAD_DAYS: Final = 7
"""Who wants to be called later than that asks again."""
MAX_ASKED: Final = 5
"""Calls asked for from one address in five minutes."""
COOKIE_SECONDS: Final = (AHEAD_DAYS + 1) * 24 * 60 * 60
LATE_SECONDS: Final = 60
"""A time that was offered may pass while the form is filled in."""


class CallMe(msgspec.Struct, frozen=True, kw_only=True):
    """Where and when to call. `wanted`: Unix seconds, 0 for now. `country`: ISO 3166, for numbers without a +."""

    number: Annotated[str, msgspec.Meta(max_length=64)]
    country: Annotated[str, msgspec.Meta(max_length=2)] = ""
    wanted: Annotated[int, msgspec.Meta(ge=0, le=2**40)] = 0
    name: Annotated[str, msgspec.Meta(max_length=200)] = ""
    lang: Lang = "en"
    url: Url = ""
    title: Title = ""


async def call_form(request: Request) -> Response:
    """What the form offers: countries with their calling codes, and when somebody is there to call."""
    live, now = live_of(request), time.time()
    lang = request.query_params.get("lang", "en")
    answer = {
        "country": guess_country(language_of(request), lang),
        "countries": list_countries(),
        "now": is_open(live.arrangements.now.hours, now),
        "times": [(int(span.start), int(span.end)) for span in _spans(live, now)],
    }
    return JSONResponse(answer, headers={"Cache-Control": "no-store"})


async def ask_for_call(request: Request) -> Response:
    """Keep a call for the desk; on disk when it is answered. It takes the place of one that this shopper asked for before."""
    require_mark(request)
    live, body = live_of(request), await read_body(request, CallMe)
    now = time.time()
    country = body.country.upper() or guess_country(language_of(request), body.lang)
    number = read_number(body.number, country)
    if number is None:
        raise ApiError("bad-number")
    _check_time(live, body.wanted, now)
    if await live.store.limits.count("callback", address_of(request)) > MAX_ASKED:
        raise ApiError("too-often")
    callback = _callback(body, number, country, now)
    await _keep(live, callback, await find_own(request))
    answer = JSONResponse(show_own(callback), 201)
    set_cookie(answer, request, CALLBACK_COOKIE, callback.id, COOKIE_SECONDS, path=PREFIX)
    return answer


async def take_back(request: Request) -> Response:
    """No call any more; also when there is none."""
    require_mark(request)
    live, own = live_of(request), await find_own(request)
    if own:
        await _cancel(live, own)
        live.hub.announce_cases()
    answer = Response(status_code=204)
    drop_cookie(answer, request, CALLBACK_COOKIE, path=PREFIX)
    return answer


async def find_own(request: Request) -> Callback | None:
    """The call that this shopper waits for. Its id is a secret that desks alone know besides."""
    callback_id = request.cookies.get(CALLBACK_COOKIE, "")[:64]
    found = await live_of(request).store.callbacks.get(callback_id) if callback_id else None
    return found if found and not is_over(found) else None


async def tie_to_session(request: Request, session: Session) -> None:
    """The shopper shares the page for the call that they wait for: whoever calls sees it."""
    live, own = live_of(request), await find_own(request)
    if own:
        shared = await live.store.callbacks.change(own.id, lambda callback: share_page(callback, session.id))
        if shared:
            await live.hub.tell(callback_told("callback.shared", shared, session))
        live.hub.announce_cases()


def show_own(callback: Callback) -> dict[str, object]:
    """A call as its shopper sees it."""
    return {
        "number": show_number(callback.number, callback.country),
        "wanted": int(callback.wanted) or None,
        "taken": callback.state == "taken",
    }


async def _keep(live: Live, callback: Callback, before: Callback | None) -> None:
    try:
        await live.store.callbacks.add(
            callback, also=[tell_command(callback_told("callback.asked", callback))]
        )
    except TooManyError as error:
        raise ApiError("too-often") from error
    if before:
        await _cancel(live, before)
    live.metrics.callbacks.inc()
    live.hub.announce_cases()
    live.hub.announce_events()


async def _cancel(live: Live, own: Callback) -> None:
    cancelled = await live.store.callbacks.change(own.id, cancel_callback)
    if cancelled:
        await live.hub.tell(callback_told("callback.changed", cancelled))


def _callback(body: CallMe, number: str, country: str, now: float) -> Callback:
    return Callback(
        id=make_secret(os.urandom(SECRET_BYTES)),
        at=now,
        name=body.name.strip()[:MAX_NAME],
        lang=body.lang,
        url=body.url,
        title=body.title,
        number=number,
        country=country,
        wanted=body.wanted,
    )


def _check_time(live: Live, wanted: int, now: float) -> None:
    """Within the opening hours of the next days. Raises ApiError."""
    if not wanted:
        fits = is_open(live.arrangements.now.hours, now)
    else:
        is_ahead = now - LATE_SECONDS <= wanted <= now + AHEAD_DAYS * 86400
        fits = is_ahead and is_open(live.arrangements.now.hours, wanted)
    if not fits:
        raise ApiError("bad-time")


def _spans(live: Live, now: float) -> list[Span]:
    end = now + AHEAD_DAYS * 86400
    spans = open_spans(live.arrangements.now.hours, now, days=AHEAD_DAYS)
    return [Span(max(span.start, now), min(span.end, end)) for span in spans if span.start < end]


ROUTES: Final = (
    Route(f"{PREFIX}callback", call_form, methods=["GET"]),
    Route(f"{PREFIX}callback", ask_for_call, methods=["POST"]),
    Route(f"{PREFIX}callback/cancel", take_back, methods=["POST"]),
)
