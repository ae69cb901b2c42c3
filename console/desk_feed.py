"""Server-sent events for a desk: queue, colleagues, calls to make, messages left, visitors. A rep who reads them has it open."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from alongside.accounts import Rep
from alongside.names import REP_COOKIE
from alongside.session import Session
from console.after_calls import show_ratings
from console.case_calls import show_callbacks, show_messages
from console.colleagues import list_colleagues, show_colleagues
from console.live import Live, live_of
from console.merging import merge
from console.queue_rows import list_queue_and_records
from console.record_calls import show_marks
from console.signed_in import find_person, require_person
from console.visitor_list import tell_visitors

RATINGS: Final = 10
"""The latest, at a glance; all are in GET /api/v1/ratings."""


async def events(request: Request) -> Response:
    """The lists, each whenever it changes."""
    rep = await require_person(request)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    # A program with a token is nobody who sits at a desk.
    is_desk = REP_COOKIE in request.cookies
    live = live_of(request)
    begun = asyncio.Event()
    feeds = [_stream(request, rep, begun, is_desk=is_desk)]
    if live.settings.visitors:
        feeds.append(tell_visitors(live, begun))
    feed = merge(*feeds)
    return StreamingResponse(feed, media_type="text/event-stream", headers=headers)


async def _stream(
    request: Request, rep: Rep, begun: asyncio.Event, *, is_desk: bool
) -> AsyncGenerator[bytes]:
    live = live_of(request)
    last: dict[str, bytes] = {}
    turn = live.reps.turn
    with live.desks.opened(rep.email) if is_desk else contextlib.nullcontext():
        async for running in live.queue.lists():
            if turn != live.reps.turn:
                turn, found = live.reps.turn, await find_person(request)
                if found is None:
                    return  # removed, or signed out by a new password
                rep = found
            yield b": still here\n\n" if last else b""
            for name, rows in (await _lists(live, rep, running)).items():
                data = msgspec.json.encode(rows)
                if data != last.get(name):
                    last[name] = data
                    yield b"event: %s\ndata: %s\n\n" % (name.encode(), data)
            begun.set()


async def _lists(live: Live, rep: Rep, running: list[Session]) -> dict[str, list[dict[str, object]]]:
    queue, records = await list_queue_and_records(live, rep, running)
    return {
        "queue": queue,
        "reps": show_colleagues(await list_colleagues(live, running), rep),
        "records": show_marks(records),
        "callbacks": show_callbacks(await live.store.callbacks.list_open(), rep, running),
        "messages": show_messages(await live.store.messages.list_open(), rep),
        "ratings": show_ratings((await live.store.afters.list_ratings())[:RATINGS]),
    }


ROUTES: Final = (Route("/api/v1/events", events, methods=["GET"]),)
