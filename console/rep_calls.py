"""The reps' side of the API: signing in, the queue, opening a session."""

import logging
import time
from typing import Annotated, Final

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from alongside.accounts import MAX_SIGN_INS, Rep, check_password, sign_in, sign_out, use_key
from alongside.duty import Choice
from alongside.names import REP_COOKIE
from alongside.store.people import SIGN_IN_SECONDS
from alongside.store.sessions import AuditEntry
from console.asking import address_of, read_body, require_own_origin
from console.errors import ApiError
from console.joining import open_by_code, open_from_queue
from console.live import Live, live_of
from console.paging import MAX_LISTED, answer_page, pass_over, read_after, read_limit, slice_after
from console.queue_rows import list_queue, place_of
from console.record_calls import list_past
from console.signed_in import require_person

Short = Annotated[str, msgspec.Meta(max_length=2000)]

log = logging.getLogger("alongside.live")


class Login(msgspec.Struct, frozen=True, kw_only=True):
    """Email and password."""

    email: Short
    password: Short


class KeyLogin(msgspec.Struct, frozen=True, kw_only=True):
    """A one-time sign-in key."""

    key: Short


class CodeEntry(msgspec.Struct, frozen=True, kw_only=True):
    """Six digits that a shopper read out."""

    code: Short


async def login(request: Request) -> Response:
    """Sign in by email and password; only so many tries for an address and for an account."""
    live, body = live_of(request), await read_body(request, Login)
    require_own_origin(request, live.settings)
    email = body.email.strip().lower()
    for what, who in (("login-address", address_of(request)), ("login-email", email)):
        if await live.store.limits.look(what, who) >= MAX_SIGN_INS:
            raise ApiError("too-often")
    rep = await check_password(live.store, email, body.password)
    if rep is None:
        await live.store.limits.count("login-address", address_of(request))
        await live.store.limits.count("login-email", email)
        raise ApiError("wrong-password")
    await live.store.limits.forget("login-email", email)
    return await answer_signed_in(live, rep)


async def login_by_key(request: Request) -> Response:
    """Sign in by a one-time key."""
    live, body = live_of(request), await read_body(request, KeyLogin)
    require_own_origin(request, live.settings)
    if await live.store.limits.look("login-address", address_of(request)) >= MAX_SIGN_INS:
        raise ApiError("too-often")
    rep = await use_key(live.store, body.key)
    if rep is None:
        await live.store.limits.count("login-address", address_of(request))
        raise ApiError("key-used")
    return await answer_signed_in(live, rep)


async def logout(request: Request) -> Response:
    """Sign out this browser."""
    live = live_of(request)
    require_own_origin(request, live.settings)
    cookie = request.cookies.get(REP_COOKIE)
    if cookie:
        await sign_out(live.store, cookie)
    answer = Response(status_code=204)
    answer.delete_cookie(REP_COOKIE, path="/")
    return answer


async def me(request: Request) -> Response:
    """Who is signed in."""
    return JSONResponse(msgspec.to_builtins(await require_person(request)))


async def sessions(request: Request) -> Response:
    """The queue and the running sessions; with `ended=1` those that have ended. In pages."""
    rep = await require_person(request)
    live, limit, after = live_of(request), read_limit(request, MAX_LISTED), read_after(request)
    if "ended" in request.query_params:
        past = slice_after(await list_past(live), after, lambda row: str(row["session"]))
        return answer_page(request, past, limit, "session")
    queue = await list_queue(live, rep, await live.store.sessions.list_live())
    return answer_page(request, pass_over(queue, after, place_of), limit, place_of)


async def open_session(request: Request) -> Response:
    """Take a waiting session, or watch an active one."""
    live, rep = live_of(request), await require_person(request)
    require_own_origin(request, live.settings)
    return JSONResponse(await open_from_queue(live, request.path_params["id"], rep))


async def enter_code(request: Request) -> Response:
    """Open a session by its code."""
    live, rep = live_of(request), await require_person(request)
    require_own_origin(request, live.settings)
    body = await read_body(request, CodeEntry)
    return JSONResponse(await open_by_code(live, body.code, rep, address_of(request)))


async def answer_signed_in(live: Live, rep: Rep) -> Response:
    """This browser is signed in from now on. Raises StoreError."""
    secret = await sign_in(live.store, rep)
    await live.store.duties.choose(rep.email, Choice(at=time.time()))
    await live.store.sessions.audit(AuditEntry(at=time.time(), deed="signed-in", who=rep.email))
    log.info("rep %s signed in", rep.email)
    answer = JSONResponse({"rep": msgspec.to_builtins(rep)})
    secure = live.settings.live_public_url.startswith("https:")
    answer.set_cookie(
        REP_COOKIE, secret, SIGN_IN_SECONDS, path="/", secure=secure, httponly=True, samesite="lax"
    )
    return answer


ROUTES: Final = (
    Route("/api/v1/login", login, methods=["POST"]),
    Route("/api/v1/login/link", login_by_key, methods=["POST"]),
    Route("/api/v1/logout", logout, methods=["POST"]),
    Route("/api/v1/me", me, methods=["GET"]),
    Route("/api/v1/sessions", sessions, methods=["GET"]),
    Route("/api/v1/sessions/{id}/open", open_session, methods=["POST"]),
    Route("/api/v1/codes", enter_code, methods=["POST"]),
)
