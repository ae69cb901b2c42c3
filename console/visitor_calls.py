"""Visitors on the shop's host: pages say that they are there, and what came of an invitation. What reps see is in visitor_list.py."""

import asyncio
import logging
import os
import time
from typing import Final, Literal
from urllib.parse import urlsplit

import msgspec
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from alongside.asking import AskRule, Moment, choose_rule, what_to_watch
from alongside.codes import SECRET_BYTES, hash_secret, make_secret
from alongside.facts import page_key
from alongside.hours import is_open
from alongside.names import PREFIX, SESSION_COOKIE, VISIT_COOKIE, VISITOR_COOKIE
from alongside.rarely import Rarely
from alongside.store.visits import Invitation
from alongside.visits import Beat, Learned, Visit, Visitor, device_of, follow
from console.asking import read_body, require_mark
from console.cookies import set_cookie
from console.errors import ApiError
from console.live import Live, live_of
from console.there import look_who_is_there

COOKIE_SECONDS: Final = 365 * 24 * 60 * 60
COUNTRY_HEADERS: Final = ("cf-ipcountry", "x-country-code", "cloudfront-viewer-country")
NO_STORE: Final = {"Cache-Control": "no-store"}
MAX_PATH: Final = 200

rarely = Rarely(logging.getLogger("alongside.live").warning)


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an invitation: a page has shown it, or the visitor says yes or no."""

    answer: Literal["shown", "yes", "no"]


async def here(request: Request) -> Response:
    """A page says that somebody looks at it; the answer may be an invitation."""
    require_mark(request)
    live = live_of(request)
    if not live.settings.visitors:
        raise ApiError("not-found")
    if request.cookies.get(SESSION_COOKIE):
        return Response(status_code=204)
    beat, now = await read_body(request, Beat), time.time()
    secret = request.cookies.get(VISITOR_COOKIE) or make_secret(os.urandom(SECRET_BYTES))
    visitor = visitor_of(request, secret)
    before, learned = await asyncio.gather(
        live.store.visits.get(visitor.id), _learn(request, live, beat, now)
    )
    visit = follow(before, beat, visitor, now, learned)
    told = await _say(live, visit, beat, now)
    await live.store.visits.keep(visit, before)
    answer: Response = JSONResponse(told, headers=NO_STORE) if told else Response(status_code=204)
    _set_cookies(answer, request, live, secret)
    return answer


async def failed(request: Request) -> Response:
    """Our script could not live in a page of the shop's, which goes on without it. Told as a picture, for that goes almost everywhere."""
    live_of(request).metrics.troubles.labels("page").inc()
    where = urlsplit(request.headers.get("referer", ""))
    rarely.tell("page", f"our script cannot live in a page of the shop's: {where.path[:MAX_PATH]!r}")
    return Response(status_code=204, headers=NO_STORE)


async def answered(request: Request) -> Response:
    """An invitation is shown or answered; until it is shown, every word of the visitor's pages brings it again."""
    require_mark(request)
    live, body = live_of(request), await read_body(request, Answer)
    secret = request.cookies.get(VISITOR_COOKIE, "")
    visit = await live.store.visits.get(hash_secret(secret)) if secret else None
    if visit is None:
        raise ApiError("not-found")
    live.metrics.answers.labels(body.answer).inc()
    if body.answer == "shown":
        await live.store.visits.drop_invitation(visit.id)
        await live.store.visits.keep_answer(replace(visit, asked=visit.asked + 1))
    elif body.answer == "no":
        await live.store.visits.keep_answer(replace(visit, refused=time.time()))
    return Response(status_code=204)


async def _say(live: Live, visit: Visit, beat: Beat, now: float) -> dict[str, object]:
    """What the page is told: an invitation, else the moments to look out for; nothing when there is neither."""
    invitation = await _invitation(live, visit, beat, now)
    if invitation:
        return {"ask": msgspec.to_builtins(invitation)}
    arranged = live.arrangements.now
    watch = what_to_watch(arranged.ask, arranged.ask_limits, visit, now)
    return {"watch": msgspec.to_builtins(watch)} if watch else {}


async def _invitation(live: Live, visit: Visit, beat: Beat, now: float) -> Invitation | None:
    by_rep = await live.store.visits.get_invitation(visit.id)
    if by_rep:
        return by_rep
    rule = await _rule(live, visit, beat, now)
    if rule is None:
        return None
    text = rule.text.get(visit.lang[:2]) or rule.text.get("en", "")
    return Invitation(key=make_secret(os.urandom(SECRET_BYTES)), rule=rule.name, text=text)


async def _learn(request: Request, live: Live, beat: Beat, now: float) -> Learned:
    """What the road has read of this page, and of this visit."""
    facts = await live.store.pages.get(beat.url)
    product = replace(facts.product, variants=()) if facts and facts.product else None
    secret = request.cookies.get(VISIT_COOKIE, "")
    if secret:
        trail = await live.store.trails.get(hash_secret(secret))
        return Learned(product=product, basket=trail.basket, troubles=trail.troubles)
    is_fault = await live.store.trails.take_fault(page_key(beat.url, live.settings.facts.telling))
    return Learned(product=product, troubles={"error-page": now} if is_fault else {})


async def _rule(live: Live, visit: Visit, beat: Beat, now: float) -> AskRule | None:
    """The rule that asks now. Who is free is only looked up when all else holds; while no desk is open nobody is asked at all."""
    rules, limits = live.arrangements.now.ask, live.arrangements.now.ask_limits
    moment = Moment(idle=beat.idle, leaving=beat.leaving, is_open=is_open(live.arrangements.now.hours, now))
    if choose_rule(rules, limits, visit, now, moment) is None:
        return None
    there = await look_who_is_there(live, await live.store.sessions.list_live())
    return (
        choose_rule(rules, limits, visit, now, replace(moment, is_free=there.free > 0))
        if there.reps
        else None
    )


def visitor_of(request: Request, secret: str) -> Visitor:
    """What the request tells of whoever has this secret."""
    country = next((request.headers[name] for name in COUNTRY_HEADERS if name in request.headers), "")
    return Visitor(
        id=hash_secret(secret),
        device=device_of(request.headers.get("user-agent", "")),
        country=country[:2].upper(),
    )


def _set_cookies(answer: Response, request: Request, live: Live, secret: str) -> None:
    """The visitor's for a year and the visit's until the browser is closed; where that asks not to be followed, the first one alone,
    until it is closed."""
    is_private = request.headers.get("sec-gpc") == "1" or request.headers.get("dnt") == "1"
    if not is_private and live.settings.facts.read and VISIT_COOKIE not in request.cookies:
        set_cookie(answer, request, VISIT_COOKIE, make_secret(os.urandom(SECRET_BYTES)))
    seconds = None if is_private else COOKIE_SECONDS
    set_cookie(answer, request, VISITOR_COOKIE, secret, seconds, path=PREFIX)


ROUTES: Final = (
    Route(f"{PREFIX}here", here, methods=["POST"]),
    Route(f"{PREFIX}answer", answered, methods=["POST"]),
    Route(f"{PREFIX}failed", failed, methods=["GET"]),
)
