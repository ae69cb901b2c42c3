"""One session for programs: a line said, its end, a link to show it in a frame. By calls, what a desk does by its socket."""

import time
from typing import Annotated, Any, Final

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from alongside.accounts import Rep
from alongside.guiding import NotTaken
from alongside.roles import may
from alongside.session import Participant, Session, find_account, keep_place
from alongside.store.talks import Kept
from alongside.talk import speak
from alongside.wire.talk import Line, Say
from alongside.wire.words import Name, Page
from console.asking import read_body, require_own_origin
from console.embedding import make_link
from console.errors import ApiError
from console.live import Live, live_of
from console.saying import keep_line, publish_line
from console.showing import complete
from console.signed_in import require_person
from console.telling import is_told

NO_STORE: Final = {"Cache-Control": "no-store"}


class LineToSay(Line, frozen=True, kw_only=True, omit_defaults=True):
    """A line, under a key of the caller's choice: said again under its key, it is said once."""

    key: Name


class Embed(msgspec.Struct, frozen=True, kw_only=True):
    """For whom the link is: a rep's account; "" for who asks."""

    rep: Annotated[str, msgspec.Meta(max_length=254)] = ""


async def say(request: Request) -> Response:
    """Say a line as one of those in the session; on disk when it is answered."""
    live, rep = live_of(request), await require_person(request)
    require_own_origin(request, live.settings)
    body = await read_body(request, LineToSay)
    session, person = await _find_own(live, request, rep)
    if not may(person.role, "say"):
        raise ApiError("not-allowed")
    kept = await _keep(live, session, person, body)
    here = live.hub.sessions.get(session.id)
    if here:
        here.talk.deliver(kept)
    publish_line(live.hub, session.id, kept)
    await stay(live, session, person)
    return JSONResponse(_row(kept), 201, NO_STORE)


async def end(request: Request) -> Response:
    """End the session, as its rep; also when it has ended."""
    live, rep = live_of(request), await require_person(request)
    require_own_origin(request, live.settings)
    if (await _find(live, request, rep)).state != "ended":
        session, person = await _find_own(live, request, rep)
        if not may(person.role, "end"):
            raise ApiError("not-allowed")
        await live.hub.end(session.id, person.id, time.time())
    return Response(status_code=204)


async def link(request: Request) -> Response:
    """A link that opens the session once for one rep, without a sign-in: for a page that shows it in a frame."""
    live, rep = live_of(request), await require_person(request)
    require_own_origin(request, live.settings)
    body = await read_body(request, Embed)
    session = await _find(live, request, rep)
    return JSONResponse(await make_link(live, session, rep, body.rep), 201, NO_STORE)


async def _keep(live: Live, session: Session, person: Participant, said: LineToSay) -> Kept:
    page = Page(url=session.url, title=session.title)
    try:
        line = await complete(live.store, session.id, live.hub.shop, person, Say(said.key, said), page)
    except NotTaken as refusal:
        raise ApiError(refusal.why or "empty") from refusal
    spoken = speak(person, said.key, line, time.time())
    if spoken is None:
        raise ApiError("empty")
    kept = await keep_line(live.hub, session, spoken)
    if kept is None:
        raise ApiError("too-many-lines")
    return kept


async def _find(live: Live, request: Request, rep: Rep) -> Session:
    """What friends do among themselves is there for nobody else. Raises ApiError."""
    session = await live.store.sessions.get(request.path_params["id"])
    if session is None or not (is_told(session) or find_account(session, rep.email)):
        raise ApiError("no-such-session")
    return session


async def _find_own(live: Live, request: Request, rep: Rep) -> tuple[Session, Participant]:
    session = await _find(live, request, rep)
    if session.state == "ended":
        raise ApiError("session-ended")
    person = find_account(session, rep.email)
    if person is None:
        raise ApiError("not-taken")
    return session, person


async def stay(live: Live, session: Session, person: Participant) -> None:
    """Who works by calls has no socket; saying and reading keep their place."""
    now = time.time()
    if keep_place(session, person.id, now) is not session:
        await live.hub.change(session.id, lambda current: keep_place(current, person.id, now))


def _row(kept: Kept) -> dict[str, Any]:
    return {"number": kept.number, "line": msgspec.to_builtins(kept.spoken)}


ROUTES: Final = (
    Route("/api/v1/sessions/{id}/lines", say, methods=["POST"]),
    Route("/api/v1/sessions/{id}/end", end, methods=["POST"]),
    Route("/api/v1/sessions/{id}/link", link, methods=["POST"]),
)
