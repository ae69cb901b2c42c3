"""Reps among themselves, over HTTP: who is here and how they stand; handing over, asking in, taking over, declining what rings."""

import time
from typing import Annotated, Final

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from alongside.accounts import Rep, find_rep
from alongside.duty import Choice, Status, stand
from alongside.requests import MAX_NOTE, RequestKind
from console import handing
from console.asking import read_body, require_own_origin
from console.assigning import decline_offer
from console.colleagues import list_colleagues, show_colleagues
from console.errors import ApiError
from console.live import Live, live_of
from console.signed_in import require_person


class Here(msgspec.Struct, frozen=True, kw_only=True):
    """A rep is at their desk; with `status` they say how they stand."""

    status: Status | None = None


class AskColleague(msgspec.Struct, frozen=True, kw_only=True):
    """A colleague, by email, and what they should know."""

    to: Annotated[str, msgspec.Meta(max_length=254)]
    note: Annotated[str, msgspec.Meta(max_length=MAX_NOTE)] = ""


async def colleagues(request: Request) -> Response:
    """Who has a desk open, and how they stand."""
    live, rep = live_of(request), await require_person(request)
    return JSONResponse(await _show(live, rep), headers={"Cache-Control": "no-store"})


async def here(request: Request) -> Response:
    """A rep says how they stand, or that somebody is at the desk."""
    live, rep = live_of(request), await require_person(request)
    require_own_origin(request, live.settings)
    body, now = await read_body(request, Here), time.time()
    duty = (await live.store.duties.list([rep.email], [rep.email]))[rep.email]
    if body.status is None:
        await live.store.duties.touch(rep.email, now)
    else:
        await live.store.duties.choose(rep.email, Choice(status=body.status, at=now))
    if body.status or stand(duty, now, live.settings.away_seconds).by_itself:
        live.hub.announce_cases()
    return JSONResponse(await _show(live, rep))


async def hand_over(request: Request) -> Response:
    """Ask a colleague to take the session over."""
    return await _ask(request, "hand-over")


async def invite(request: Request) -> Response:
    """Ask a colleague to come in as well."""
    return await _ask(request, "invite")


async def accept(request: Request) -> Response:
    """Come in upon a colleague's request."""
    live, rep = await _person(request)
    return JSONResponse(await handing.accept(live, request.path_params["id"], rep))


async def decline(request: Request) -> Response:
    """Would rather not: a colleague's request, or a shopper who rings."""
    live, rep = await _person(request)
    session = request.path_params["id"]
    if not await decline_offer(live, session, rep.email, time.time()):
        await handing.decline(live, session, rep)
    return Response(status_code=204)


async def call_off(request: Request) -> Response:
    """Take one's request back."""
    live, rep = await _person(request)
    await handing.call_off(live, request.path_params["id"], rep)
    return Response(status_code=204)


async def take_over(request: Request) -> Response:
    """A supervisor becomes the rep of the session."""
    live, rep = await _person(request)
    if rep.role == "rep":
        raise ApiError("not-allowed")
    return JSONResponse(await handing.take(live, request.path_params["id"], rep))


async def _ask(request: Request, kind: RequestKind) -> Response:
    live, rep = await _person(request)
    body = await read_body(request, AskColleague)
    to = await find_rep(live.store, body.to)
    if to is None or to.email not in await live.desks.list_accounts():
        raise ApiError("not-there")
    await handing.ask(live, request.path_params["id"], rep, kind, to, body.note.strip())
    return Response(status_code=204)


async def _person(request: Request) -> tuple[Live, Rep]:
    live, rep = live_of(request), await require_person(request)
    require_own_origin(request, live.settings)
    return live, rep


async def _show(live: Live, rep: Rep) -> list[dict[str, object]]:
    return show_colleagues(await list_colleagues(live, await live.store.sessions.list_live()), rep)


ROUTES: Final = (
    Route("/api/v1/reps/here", colleagues, methods=["GET"]),
    Route("/api/v1/reps/here", here, methods=["POST"]),
    Route("/api/v1/sessions/{id}/hand-over", hand_over, methods=["POST"]),
    Route("/api/v1/sessions/{id}/invite", invite, methods=["POST"]),
    Route("/api/v1/sessions/{id}/accept", accept, methods=["POST"]),
    Route("/api/v1/sessions/{id}/decline", decline, methods=["POST"]),
    Route("/api/v1/sessions/{id}/call-off", call_off, methods=["POST"]),
    Route("/api/v1/sessions/{id}/take-over", take_over, methods=["POST"]),
)
