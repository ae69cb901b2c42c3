"""Joining over the API: a link or a code for a ticket."""

from typing import Annotated, Final

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from console.asking import address_of, read_body, require_own_origin
from console.joining import Way, join
from console.live import live_of
from console.signed_in import find_person

Short = Annotated[str, msgspec.Meta(max_length=200)]


class JoinBody(msgspec.Struct, frozen=True, kw_only=True):
    """A link's token or a code; a name to be shown as; the place of somebody who comes back."""

    token: Short
    name: Short = ""
    place: Short = ""


async def join_session(request: Request) -> Response:
    """Come in, or back to one's place."""
    live, body = live_of(request), await read_body(request, JoinBody)
    require_own_origin(request, live.settings)
    way = Way(token=body.token, name=body.name, place=body.place)
    answer = await join(live, way, await find_person(request), address_of(request))
    return JSONResponse(answer, headers={"Cache-Control": "no-store"})


ROUTES: Final = (Route("/api/v1/join", join_session, methods=["POST"]),)
