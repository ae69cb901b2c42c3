"""The shopper's side of the API, under `/__alongside/` on the shop's host: start, look, invite, code, stop."""

import logging
import os
import secrets
import time
from typing import Annotated, Final

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from alongside.afterwards import After
from alongside.codes import SECRET_BYTES, hash_secret, link_token, make_code, make_secret
from alongside.joining import Opening, invite_friend, renew_code, start_session, valid_code
from alongside.names import AFTER_COOKIE, MARK_COOKIE, PREFIX, SESSION_COOKIE, VISITOR_COOKIE
from alongside.records import Record, begin_record
from alongside.routing import skill_for
from alongside.session import LONGEST_SECONDS, MAX_NAME, Session, show_participants
from alongside.store.afters import WAY_SECONDS
from alongside.store.events import tell_command
from alongside.store.sessions import AuditEntry
from alongside.wire.words import Kind, Lang, Title, Url
from console.asking import read_body, require_mark
from console.callback_calls import tie_to_session
from console.cookies import drop_cookie, set_cookie
from console.errors import ApiError, refuse
from console.live import Live, live_of
from console.telling import session_started
from console.visitor_calls import visitor_of

CODE_TRIES: Final = 50
"""With 10,000 codes out, fifty misses in a row have a chance of 10⁻¹⁰⁰."""
CONSENT: Final = (
    "everyone in the session sees this tab of the shop and may act in it, until the shopper stops"
)

SHOPPER_NAMES: Final = {"ja": "お客様", "en": "Shopper"}

log = logging.getLogger("alongside.live")


class Start(msgspec.Struct, frozen=True, kw_only=True):
    """What a shop's page sends to start a session."""

    kind: Kind = "help"
    consent: bool = False
    url: Url = ""
    title: Title = ""
    lang: Lang = "en"
    name: Annotated[str, msgspec.Meta(max_length=200)] = ""


async def start(request: Request) -> Response:
    """Start a session, or answer the running one."""
    require_mark(request)
    live, body = live_of(request), await read_body(request, Start)
    running = await _running(request)
    if running:
        return JSONResponse(_describe(live, *running), 201)
    if not body.consent:
        raise ApiError("no-consent")
    secret = make_secret(os.urandom(SECRET_BYTES))
    session = await _create(live, body, secret)
    await live.store.records.begin(_record(request, session))
    if body.kind == "callback":
        await tie_to_session(request, session)
    answer = JSONResponse(_describe(live, session, secret), 201)
    _set_cookies(answer, request, secret)
    await _let_look_back(answer, request, session)
    return answer


async def look(request: Request) -> Response:
    """The running session. Without one the cookies of the last one go."""
    running = await _running(request)
    if running is None:
        return _without_cookies(request, refuse("no-such-session"))
    return JSONResponse(_describe(live_of(request), *running), headers={"Cache-Control": "no-store"})


async def invite(request: Request) -> Response:
    """A link for a friend."""
    require_mark(request)
    live, (session, secret) = live_of(request), await _require_running(request)
    if session.kind == "friend" and not session.links[0].used and session.links[0].expires > time.time():
        return JSONResponse(_link(live, session, secret, 0), 201)
    changed = await live.hub.change(
        session.id,
        lambda current: invite_friend(
            current, hash_secret(link_token(secret, len(current.links))), time.time()
        ),
    )
    if changed is None:
        raise ApiError("no-such-session")
    number = len(changed.links) - 1
    await live.store.sessions.add_link(changed.links[number].token, session.id)
    return JSONResponse(_link(live, changed, secret, number), 201)


async def fresh_code(request: Request) -> Response:
    """A new code in place of the old one."""
    require_mark(request)
    live, (session, _) = live_of(request), await _require_running(request)
    digits = await _free_code(live, session.id)
    changed = await live.hub.change(session.id, lambda current: renew_code(current, digits, time.time()))
    if changed is None or changed.code is None:
        raise ApiError("no-such-session")
    return JSONResponse({"code": digits, "expires": int(changed.code.expires)}, 201)


async def stop(request: Request) -> Response:
    """End the session; also when there is none, so that the cookies go."""
    require_mark(request)
    running = await _running(request)
    if running:
        await live_of(request).hub.end(running[0].id, "shopper", time.time())
    return _without_cookies(request, Response(status_code=204))


async def _create(live: Live, body: Start, secret: str) -> Session:
    now, session_id = time.time(), make_secret(os.urandom(SECRET_BYTES))
    opening = Opening(
        id=session_id,
        kind=body.kind,
        shopper=hash_secret(secret),
        link=hash_secret(link_token(secret, 0)),
        code=await _free_code(live, session_id),
        name=body.name.strip()[:MAX_NAME] or SHOPPER_NAMES.get(body.lang[:2], SHOPPER_NAMES["en"]),
        lang=body.lang,
        url=body.url,
        title=body.title,
        asks=live.settings.guide == "ask",
        skill=skill_for(live.arrangements.now.skills, body.url, body.lang),
    )
    session = start_session(opening, now)
    consent = AuditEntry(at=now, deed="consented", session=session_id, who="shopper", detail=CONSENT)
    told = [tell_command(event) for event in session_started(session)]
    await live.store.sessions.create(session, consent, also=told)
    live.hub.announce(session)
    live.hub.announce_events()
    live.metrics.started.labels(body.kind).inc()
    log.info("session %s started: %s", session_id, body.kind)
    return session


def _record(request: Request, session: Session) -> Record:
    """With the visit that it grows out of."""
    secret = request.cookies.get(VISITOR_COOKIE, "")
    visitor = visitor_of(request, secret)
    return begin_record(session, visitor.id if secret else "", visitor.device, visitor.country)


async def _free_code(live: Live, session: str) -> str:
    for _ in range(CODE_TRIES):
        digits = make_code(secrets.randbelow(1_000_000))
        if await live.store.sessions.reserve_code(digits, session):
            return digits
    raise ApiError("unavailable")


async def _running(request: Request) -> tuple[Session, str] | None:
    secret = request.cookies.get(SESSION_COOKIE, "")
    if not secret:
        return None
    sessions = live_of(request).store.sessions
    session_id = await sessions.find_by_shopper(hash_secret(secret))
    session = await sessions.get(session_id) if session_id else None
    return (session, secret) if session and session.state != "ended" else None


async def _require_running(request: Request) -> tuple[Session, str]:
    running = await _running(request)
    if running is None:
        raise ApiError("no-such-session")
    return running


def _describe(live: Live, session: Session, secret: str) -> dict[str, object]:
    code = valid_code(session, time.time())
    return {
        "session": session.id,
        "state": session.state,
        "kind": session.kind,
        "code": code.digits if code else None,
        **_link(live, session, secret, _first_open(session)),
        "participants": msgspec.to_builtins(show_participants(session)),
    }


def _first_open(session: Session) -> int | None:
    return next((number for number, link in enumerate(session.links) if not link.closed), None)


def _link(live: Live, session: Session, secret: str, number: int | None) -> dict[str, object]:
    """No link at all when those who were removed have taken every one with them; the shopper makes a new one."""
    if number is None:
        return {"link": "", "expires": 0}
    return {
        "link": f"{live.settings.live_public_url}/s/{link_token(secret, number)}",
        "expires": int(session.links[number].expires),
    }


def _without_cookies(request: Request, answer: Response) -> Response:
    for cookie in (SESSION_COOKIE, MARK_COOKIE):
        drop_cookie(answer, request, cookie)
    return answer


async def _let_look_back(answer: Response, request: Request, session: Session) -> None:
    """A way to rating and transcript that outlives the session, and opens nothing else."""
    secret = make_secret(os.urandom(SECRET_BYTES))
    after = After(session=session.id, kind=session.kind, started=session.created, lang=session.lang)
    await live_of(request).store.afters.keep_way(hash_secret(secret), after)
    set_cookie(answer, request, AFTER_COOKIE, secret, WAY_SECONDS, path=PREFIX)


def _set_cookies(answer: Response, request: Request, secret: str) -> None:
    set_cookie(answer, request, SESSION_COOKIE, secret, LONGEST_SECONDS)
    set_cookie(answer, request, MARK_COOKIE, "1", LONGEST_SECONDS, readable=True)


ROUTES: Final = (
    Route(f"{PREFIX}session", start, methods=["POST"]),
    Route(f"{PREFIX}session", look, methods=["GET"]),
    Route(f"{PREFIX}invite", invite, methods=["POST"]),
    Route(f"{PREFIX}code", fresh_code, methods=["POST"]),
    Route(f"{PREFIX}stop", stop, methods=["POST"]),
)
