"""What happened, for programs: one event after another, as they come or in pages. Who reads says where they stood."""

from collections.abc import AsyncIterator
from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from alongside.accounts import Rep
from alongside.events import START, Event, show_event
from alongside.store.events import Told, is_place
from console.errors import ApiError
from console.live import Live, live_of
from console.paging import read_limit
from console.signed_in import require_person

MAX_EVENTS: Final = 100
"""In one page."""
LAST_ID: Final = "last-event-id"


async def happened(request: Request) -> Response:
    """A stream for whoever accepts one, from now on or after the event named last; a page for all others."""
    live, rep = live_of(request), await require_person(request)
    after = request.headers.get(LAST_ID) or request.query_params.get("after", "")
    if after and not is_place(after):
        raise ApiError("bad-request", detail="there is no such place in the stream of events")
    if "text/event-stream" in request.headers.get("accept", ""):
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        feed = _stream(live, rep, after or await live.store.events.last())
        return StreamingResponse(feed, media_type="text/event-stream", headers=headers)
    return await _page(live, rep, after or START, read_limit(request, MAX_EVENTS))


async def _stream(live: Live, rep: Rep, after: str) -> AsyncIterator[bytes]:
    """The first word names the place, so that who is cut off before the first event misses none."""
    if await live.store.events.misses(after):
        yield b"event: missed\ndata: {}\n\n"
    yield b"id: %s\nevent: since\ndata: {}\n\n" % after.encode()
    async for found in live.events.read_after(after):
        told = [_frame(item) for item in found if _may_see(rep, item.event)]
        yield b"".join(told) or b": still here\n\n"


async def _page(live: Live, rep: Rep, after: str, limit: int) -> Response:
    missed = await live.store.events.misses(after)
    found = await live.store.events.read(after, limit)
    seen = [msgspec.Raw(show_event(item.event)) for item in found if _may_see(rep, item.event)]
    page = {"events": seen, "next": found[-1].place if found else after, "missed": missed}
    return Response(
        msgspec.json.encode(page), media_type="application/json", headers={"Cache-Control": "no-store"}
    )


def _frame(item: Told) -> bytes:
    parts = (item.place.encode(), item.event.type.encode(), show_event(item.event))
    return b"id: %s\nevent: %s\ndata: %s\n\n" % parts


def _may_see(rep: Rep, event: Event) -> bool:
    """What is said is for those who were in the session, and for whoever looks after the reps."""
    return rep.role != "rep" or event.type != "line.said" or rep.email in event.accounts


ROUTES: Final = (Route("/api/v1/happened", happened, methods=["GET"]),)
