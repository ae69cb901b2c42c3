"""What admins arrange while the shop is open, by parts: hours, whom to ask, masks, canned replies, skills."""

import re
import time
from collections.abc import Callable
from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from alongside.arrangements import (
    PARTS,
    ChangedMeanwhileError,
    Edit,
    Edits,
    FieldError,
    Part,
    all_parts,
    check_edit,
    show_part,
    take_back,
    take_edit,
)
from alongside.store.sessions import AuditEntry
from console.asking import read_body, require_own_origin
from console.errors import ApiError
from console.live import Live, live_of
from console.signed_in import require_person, require_role

MAX_EDIT: Final = 1024 * 1024
"""Canned replies in several languages are long."""
NO_STORE: Final = {"Cache-Control": "no-store"}

_PLACE: Final = re.compile(r"(?P<what>.*) - at `\$\.?(?P<field>.*)`", re.DOTALL)


async def arrangements(request: Request) -> Response:
    """Every part as it is now."""
    live = live_of(request)
    await require_role(request, "admin", "supervisor")
    parts = all_parts(live.arrangements.defaults, live.arrangements.edits)
    return JSONResponse({part: msgspec.to_builtins(edit) for part, edit in parts}, headers=NO_STORE)


async def replies(request: Request) -> Response:
    """The canned replies, for reps to choose from."""
    await require_person(request)
    found = live_of(request).arrangements.now.replies
    return JSONResponse(msgspec.to_builtins(found), headers=NO_STORE)


async def arrange_part(request: Request) -> Response:
    """Edit a part; on disk when it is answered, at work everywhere a moment later."""
    live, rep = live_of(request), await require_role(request, "admin")
    require_own_origin(request, live.settings)
    part = _part(request)
    edit = await read_edit(request, PARTS[part])
    try:
        check_edit(edit)
    except FieldError as error:
        raise ApiError("bad-field", field=error.field, why=error.why, detail=error.detail) from error
    return await _change(live, rep.email, part, lambda edits: take_edit(edits, part, edit))


async def reset_part(request: Request) -> Response:
    """A part is as the settings have it, from now on and whatever they will say."""
    live, rep = live_of(request), await require_role(request, "admin")
    require_own_origin(request, live.settings)
    part, seen = _part(request), await read_body(request, Edit)
    return await _change(live, rep.email, part, lambda edits: take_back(edits, part, seen.version))


async def _change(live: Live, who: str, part: Part, rule: Callable[[Edits], Edits]) -> Response:
    try:
        edits = await live.arrangements.change(rule)
    except ChangedMeanwhileError as error:
        raise ApiError("changed-meanwhile") from error
    entry = AuditEntry(at=time.time(), deed="arranged", who=who, detail=part)
    await live.store.sessions.audit(entry)
    now = show_part(live.arrangements.defaults, edits, part)
    return JSONResponse(msgspec.to_builtins(now), headers=NO_STORE)


async def read_edit[E: msgspec.Struct](request: Request, form: type[E]) -> E:
    """The body; what is wrong with it is said with its field. Raises ApiError."""
    try:
        return await read_body(request, form, MAX_EDIT)
    except ApiError as error:
        found = _PLACE.fullmatch(error.more.get("detail", ""))
        if not found:
            raise
        raise ApiError("bad-field", field=found["field"], why="form", detail=found["what"]) from error


def _part(request: Request) -> Part:
    for part in PARTS:
        if request.path_params["part"] == part:
            return part
    raise ApiError("not-found")


ROUTES: Final = (
    Route("/api/v1/replies", replies, methods=["GET"]),
    Route("/api/v1/arrangements", arrangements, methods=["GET"]),
    Route("/api/v1/arrangements/{part}", arrange_part, methods=["PUT"]),
    Route("/api/v1/arrangements/{part}/reset", reset_part, methods=["POST"]),
)
