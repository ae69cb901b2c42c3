"""Visitors as reps see them: who is on the shop now, as a list and as events, and asking one of them whether help is wanted."""

import asyncio
import os
import time
from collections.abc import AsyncGenerator
from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from alongside.asking import AskLimits, list_troubles, may_ask
from alongside.codes import SECRET_BYTES, make_secret
from alongside.store.visits import Invitation
from alongside.visits import Visit
from console.asking import require_own_origin
from console.errors import ApiError
from console.live import Live, live_of
from console.paging import MAX_LISTED, Place, Row, answer_page, pass_over, read_after, read_limit
from console.signed_in import require_person

NO_STORE: Final = {"Cache-Control": "no-store"}


async def visitors(request: Request) -> Response:
    """Who is on the shop now, whoever came last to their page first. In pages."""
    live = live_of(request)
    await require_person(request)
    limit, after, now = read_limit(request, MAX_LISTED), read_after(request), time.time()
    rows = [_show_whole(live, visit, now) for visit in await live.store.visits.list_now(now)]
    rows.sort(key=_place_of)
    return answer_page(request, pass_over(rows, after, _place_of), limit, _place_of)


def _place_of(row: Row) -> Place:
    return -row["since"], 0, row["id"]


async def ask(request: Request) -> Response:
    """Ask a visitor whether help is wanted, by one's own name."""
    live, rep = live_of(request), await require_person(request)
    require_own_origin(request, live.settings)
    visit, now = await live.store.visits.get(request.path_params["id"]), time.time()
    if visit is None:
        raise ApiError("not-found")
    if not may_ask(live.arrangements.now.ask_limits, visit, now):
        raise ApiError("asked-enough")
    invitation = Invitation(key=make_secret(os.urandom(SECRET_BYTES)), by=rep.name)
    if not await live.store.visits.ask(visit.id, invitation):
        raise ApiError("asked-enough")
    return Response(status_code=204)


async def visitor(request: Request) -> Response:
    """One of them, also for a while after they have gone."""
    live = live_of(request)
    await require_person(request)
    visit = await live.store.visits.get(request.path_params["id"])
    if visit is None:
        raise ApiError("not-found")
    return JSONResponse(_show_whole(live, visit, time.time()), headers=NO_STORE)


async def tell_visitors(live: Live, begun: asyncio.Event) -> AsyncGenerator[bytes]:
    """The events `visitors`, once the other lists have been told: the whole list, then what changes."""
    await begun.wait()
    async for changes in live.visitors.changes():
        yield b"event: visitors\ndata: %s\n\n" % msgspec.json.encode(changes)


def _show_whole(live: Live, visit: Visit, now: float) -> Row:
    trail = [{"url": seen.url, "title": seen.title, "at": seen.at} for seen in visit.trail]
    return {**show_visit(live.arrangements.now.ask_limits, visit, now), "trail": trail}


def show_visit(limits: AskLimits, visit: Visit, now: float) -> dict[str, object]:
    """A visit as reps see it, without the trail."""
    return {
        "id": visit.id,
        "url": visit.page.url,
        "title": visit.page.title,
        "since": int(visit.page.at),
        "began": int(visit.began),
        "pages": visit.pages,
        "visits": visit.visits,
        "lang": visit.lang,
        "country": visit.country,
        "device": visit.device,
        "referrer": visit.referrer,
        "campaign": visit.campaign,
        "product": msgspec.to_builtins(visit.product),
        "basket": msgspec.to_builtins(visit.basket),
        "troubles": list_troubles(visit),
        "tags": visit.tags,
        "mayAsk": may_ask(limits, visit, now),
    }


ROUTES: Final = (
    Route("/api/v1/visitors", visitors, methods=["GET"]),
    Route("/api/v1/visitors/{id}", visitor, methods=["GET"]),
    Route("/api/v1/visitors/{id}/ask", ask, methods=["POST"]),
)
