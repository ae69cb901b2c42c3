"""Reps as admins keep them: roles, skills, languages, how much one can hold, passwords and sign-in links; and their removal."""

import time
from functools import partial
from typing import Final
from urllib.parse import quote

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from alongside.accounts import (
    NO_ACCOUNT,
    AccountError,
    KeptRep,
    LastAdminError,
    ProfileEdit,
    Rep,
    edit_rep,
    list_kept,
    remove_rep,
    set_password,
    sign_in_key,
)
from alongside.arrangements import ChangedMeanwhileError
from alongside.session import find_account, leave_session
from alongside.store.people import KEY_SECONDS
from alongside.store.sessions import AuditEntry
from console.arrangement_calls import NO_STORE, read_edit
from console.asking import read_body, require_own_origin
from console.errors import ApiError
from console.live import Live, live_of
from console.rep_calls import answer_signed_in
from console.signed_in import require_person, require_role


class NewPassword(msgspec.Struct, frozen=True, kw_only=True):
    """A password of one's own."""

    password: str


async def reps(request: Request) -> Response:
    """All of them, with their versions and whether their desks are open."""
    live = live_of(request)
    await require_role(request, "admin", "supervisor")
    there = await live.desks.list_accounts()
    rows = [_row(kept, here=kept.rep.email in there) for kept in await list_kept(live.store)]
    return JSONResponse(rows, headers=NO_STORE)


async def put_rep(request: Request) -> Response:
    """Make an account, or change the version that was read; without a password it keeps the one it has."""
    live, admin = live_of(request), await require_role(request, "admin")
    require_own_origin(request, live.settings)
    edit, email = await read_edit(request, ProfileEdit), _email(request)
    for at, skill in enumerate(edit.skills):
        if skill not in {known.name for known in live.arrangements.now.skills}:
            raise ApiError("bad-field", field=f"skills[{at}]", why="unknown", detail=skill)
    try:
        kept = await edit_rep(live.store, email, edit)
    except ChangedMeanwhileError as error:
        raise ApiError("changed-meanwhile") from error
    except LastAdminError as error:
        raise ApiError("last-admin") from error
    except AccountError as error:
        field = "password" if "password" in str(error) else "email"
        raise ApiError("bad-field", field=field, why=field, detail=str(error)) from error
    is_new = edit.version == NO_ACCOUNT
    deed = "added-rep" if is_new else "changed-rep"
    await _audit(live, admin, deed, f"{kept.rep.email}: {kept.rep.role}")
    return JSONResponse(_row(kept), 201 if is_new else 200, headers=NO_STORE)


async def drop_rep(request: Request) -> Response:
    """Remove an account: signed out everywhere, out of every session."""
    live, admin = live_of(request), await require_role(request, "admin")
    require_own_origin(request, live.settings)
    try:
        rep = await remove_rep(live.store, _email(request))
    except LastAdminError as error:
        raise ApiError("last-admin") from error
    if rep is None:
        raise ApiError("not-found")
    await _audit(live, admin, "removed-rep", rep.email)
    await _leave_sessions(live, rep)
    return Response(status_code=204)


async def make_link(request: Request) -> Response:
    """A link that signs this rep in once, within a day."""
    live, admin = live_of(request), await require_role(request, "admin")
    require_own_origin(request, live.settings)
    email = _email(request)
    try:
        key = await sign_in_key(live.store, email)
    except AccountError as error:
        raise ApiError("not-found") from error
    await _audit(live, admin, "made-sign-in-link", email)
    link = f"{live.settings.live_public_url}/desk#key={quote(key)}"
    return JSONResponse({"link": link, "expires": int(time.time()) + KEY_SECONDS}, 201, headers=NO_STORE)


async def own_password(request: Request) -> Response:
    """Choose one's own password; every other browser is signed out."""
    live, rep = live_of(request), await require_person(request)
    require_own_origin(request, live.settings)
    body = await read_body(request, NewPassword)
    try:
        await set_password(live.store, rep, body.password)
    except AccountError as error:
        raise ApiError("bad-field", field="password", why="password", detail=str(error)) from error
    await _audit(live, rep, "changed-password", rep.email)
    return await answer_signed_in(live, rep)


async def _leave_sessions(live: Live, rep: Rep) -> None:
    for session in await live.store.sessions.list_live():
        person = find_account(session, rep.email)
        if person:
            await live.hub.change(session.id, partial(leave_session, participant=person.id))


async def _audit(live: Live, who: Rep, deed: str, detail: str) -> None:
    await live.store.sessions.audit(AuditEntry(at=time.time(), deed=deed, who=who.email, detail=detail))


def _row(kept: KeptRep, *, here: bool = False) -> dict[str, object]:
    row: dict[str, object] = msgspec.to_builtins(kept.rep)
    return {**row, "version": kept.version, "here": here}


def _email(request: Request) -> str:
    email: str = request.path_params["email"]
    return email.strip().lower()


ROUTES: Final = (
    Route("/api/v1/reps", reps, methods=["GET"]),
    Route("/api/v1/reps/{email}", put_rep, methods=["PUT"]),
    Route("/api/v1/reps/{email}", drop_rep, methods=["DELETE"]),
    Route("/api/v1/reps/{email}/link", make_link, methods=["POST"]),
    Route("/api/v1/me/password", own_password, methods=["PUT"]),
)
