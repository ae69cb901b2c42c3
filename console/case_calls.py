"""The reps' side of what shoppers left for the desk: messages and calls to make. Taken by one, dealt with, kept."""

import time
from collections.abc import Callable, Sequence
from typing import Annotated, Final, Literal

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from alongside.accounts import Rep
from alongside.cases import (
    MAX_NOTE,
    Callback,
    Case,
    LeftMessage,
    Outcome,
    close_message,
    give_back,
    note_outcome,
    take_case,
)
from alongside.events import Event
from alongside.session import Session
from alongside.store.cases import CaseStore
from alongside.store.sessions import AuditEntry, audit_command
from console.asking import read_body, require_own_origin
from console.errors import ApiError
from console.live import Live, live_of
from console.paging import MAX_LISTED, answer_page, read_after, read_limit, slice_after
from console.phone import show_number
from console.signed_in import require_person
from console.telling import callback_told, message_told

Row = dict[str, object]


class CallbackChange(msgspec.Struct, frozen=True, kw_only=True):
    """What a rep does with a call: take it, leave it to others, or say what came of it (`outcome`, and a note)."""

    do: Literal["take", "give-back", "outcome"]
    outcome: Outcome = "done"
    note: Annotated[str, msgspec.Meta(max_length=MAX_NOTE)] = ""


class MessageChange(msgspec.Struct, frozen=True, kw_only=True):
    """What a rep does with a message: take it, leave it to others, or say that it is answered."""

    do: Literal["take", "give-back", "answered"]


async def callbacks(request: Request) -> Response:
    """The calls that were asked for, latest first; with `open=1` those to make, oldest first."""
    live, rep = live_of(request), await require_person(request)
    found, limit = await _list(request, live.store.callbacks)
    rows = show_callbacks(found, rep, await live.store.sessions.list_live())
    return answer_page(request, rows, limit, "id")


async def messages(request: Request) -> Response:
    """The messages that were left, latest first; with `open=1` those to answer, oldest first."""
    live, rep = live_of(request), await require_person(request)
    found, limit = await _list(request, live.store.messages)
    return answer_page(request, show_messages(found, rep), limit, "id")


async def change_callback(request: Request) -> Response:
    """Take a call, give it back, or note what came of it."""
    live, rep = live_of(request), await require_person(request)
    require_own_origin(request, live.settings)
    body = await read_body(request, CallbackChange)
    changed = await live.store.callbacks.change(request.path_params["id"], _rule_for(body, rep))
    if changed is None:
        raise ApiError("not-found")
    if body.do == "outcome":
        live.metrics.outcomes.labels(body.outcome).inc()
    detail = body.outcome if body.do == "outcome" else body.do
    await _told(live, rep, callback_told("callback.changed", changed), f"callback {changed.id}: {detail}")
    return JSONResponse(show_callbacks([changed], rep, await live.store.sessions.list_live())[0])


async def change_message(request: Request) -> Response:
    """Take a message, give it back, or say that it is answered."""
    live, rep = live_of(request), await require_person(request)
    require_own_origin(request, live.settings)
    body = await read_body(request, MessageChange)
    rules: dict[str, Callable[[LeftMessage], LeftMessage]] = {
        "take": lambda message: take_case(message, rep.email, rep.name),
        "give-back": lambda message: give_back(message, rep.email, of_anybody=rep.role != "rep"),
        "answered": lambda message: close_message(message, rep.email),
    }
    changed = await live.store.messages.change(request.path_params["id"], rules[body.do])
    if changed is None:
        raise ApiError("not-found")
    await _told(live, rep, message_told("message.changed", changed), f"message {changed.id}: {body.do}")
    return JSONResponse(show_messages([changed], rep)[0])


async def _list[C: Case](request: Request, kept: CaseStore[C]) -> tuple[Sequence[C], int]:
    """A page and one more, when there is one; and how long the page is."""
    after, limit = read_after(request), read_limit(request, MAX_LISTED)
    if "open" in request.query_params:
        return slice_after(await kept.list_open(), after, lambda case: case.id)[: limit + 1], limit
    return await kept.list_all(limit + 1, after), limit


def show_callbacks(found: Sequence[Callback], rep: Rep, running: list[Session]) -> list[Row]:
    """Calls as a rep sees them; the page is where the shopper is now, when it is shared."""
    sessions = {session.id: session for session in running}
    return [_callback_row(item, rep, sessions.get(item.session)) for item in found]


def show_messages(found: Sequence[LeftMessage], rep: Rep) -> list[Row]:
    """Messages as a rep sees them."""
    return [{**_row(item, rep), "contact": item.contact, "text": item.text} for item in found]


def _callback_row(item: Callback, rep: Rep, session: Session | None) -> Row:
    page = {"url": session.url, "title": session.title} if session else {}
    return {
        **_row(item, rep),
        **page,
        "number": item.number,
        "shown": show_number(item.number, item.country),
        "wanted": int(item.wanted) or None,
        "session": session.id if session else None,
        "tries": msgspec.to_builtins([msgspec.structs.replace(one, at=int(one.at)) for one in item.tries]),
    }


def _row(item: Case, rep: Rep) -> Row:
    return {
        "id": item.id,
        "at": int(item.at),
        "state": item.state,
        "rep": item.rep or None,
        "mine": bool(item.taken_by) and item.taken_by == rep.email,
        "name": item.name,
        "lang": item.lang,
        "url": item.url,
        "title": item.title,
    }


def _rule_for(body: CallbackChange, rep: Rep) -> Callable[[Callback], Callback]:
    match body.do:
        case "take":
            return lambda call: take_case(call, rep.email, rep.name)
        case "give-back":
            return lambda call: give_back(call, rep.email, of_anybody=rep.role != "rep")
        case "outcome":
            return lambda call: note_outcome(call, rep.email, body.outcome, body.note, time.time())


async def _told(live: Live, rep: Rep, event: Event, detail: str) -> None:
    """Every desk and every program is told, and the audit says who did it."""
    live.hub.announce_cases()
    entry = AuditEntry(at=time.time(), deed="saw-to", who=rep.email, detail=detail)
    await live.hub.tell(event, also=[audit_command(entry)])


ROUTES: Final = (
    Route("/api/v1/callbacks", callbacks, methods=["GET"]),
    Route("/api/v1/callbacks/{id}", change_callback, methods=["POST"]),
    Route("/api/v1/messages", messages, methods=["GET"]),
    Route("/api/v1/messages/{id}", change_message, methods=["POST"]),
)
