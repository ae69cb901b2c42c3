"""Who would have been asked today by rules that an admin only thinks of yet."""

import asyncio
import time
from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from alongside.arrangements import Rules
from alongside.asking import AskLimits
from alongside.hours import begin_of_day
from alongside.preview import preview
from console.arrangement_calls import NO_STORE, read_edit
from console.asking import require_own_origin
from console.live import live_of
from console.signed_in import require_role


class PreviewBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Rules and limits as they stand in the editor; those that hold where none are given."""

    ask: Rules | None = None
    ask_limits: AskLimits | None = None


async def show_preview(request: Request) -> Response:
    """The visits of today gone through again; beside the server's work, for there may be many."""
    live = live_of(request)
    await require_role(request, "admin", "supervisor")
    require_own_origin(request, live.settings)
    body, now = await read_edit(request, PreviewBody), live.arrangements.now
    since = begin_of_day(now.hours, time.time())
    visits, total = await live.store.visits.list_since(since)
    rules = now.ask if body.ask is None else body.ask
    shown = await asyncio.to_thread(preview, rules, body.ask_limits or now.ask_limits, now.hours, visits)
    answer = {"since": int(since), "uncounted": total - len(visits), **msgspec.to_builtins(shown)}
    return JSONResponse(answer, headers=NO_STORE)


ROUTES: Final = (Route("/api/v1/ask/preview", show_preview, methods=["POST"]),)
