"""The reps' side of records: what is known of a session and its shopper, notes and tags, and the sessions that have ended."""

import os
import time
from collections.abc import Callable, Sequence
from typing import Annotated, Final, Literal

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from alongside.accounts import Rep
from alongside.codes import SECRET_BYTES, make_secret
from alongside.records import (
    MAX_TAG,
    Note,
    NoteText,
    Record,
    add_note,
    add_tag,
    begin_record,
    has_tag,
    read_tag,
    remove_note,
    remove_tag,
)
from alongside.session import Session, find_account, show_participants
from alongside.talk import MAX_LINES
from alongside.visits import Visit
from console.asking import read_body, require_own_origin
from console.errors import ApiError
from console.live import Live, live_of
from console.paging import read_limit
from console.session_calls import stay
from console.signed_in import require_person

SUGGESTED: Final = 100
NO_STORE: Final = {"Cache-Control": "no-store"}
Row = dict[str, object]


class NoteBody(msgspec.Struct, frozen=True, kw_only=True):
    """What a rep notes."""

    text: NoteText


class TagBody(msgspec.Struct, frozen=True, kw_only=True):
    """A tag to put on a session or to take off."""

    do: Literal["add", "remove"]
    tag: Annotated[str, msgspec.Meta(max_length=4 * MAX_TAG)]


async def show(request: Request) -> Response:
    """All that a rep may know of one session, also after its end."""
    live, rep = live_of(request), await require_person(request)
    record, session = await _require(live, request, rep)
    rating = await live.store.afters.get_rating(record.session)
    visit = await live.store.visits.get(record.visitor) if record.visitor else None
    facts = await live.store.pages.get(session.url) if session else None
    row = {
        **_row(record, session),
        "participants": msgspec.to_builtins(show_participants(session)) if session else [],
        "mine": find_account(session, rep.email) is not None if session else False,
        "answered": int(record.answered) or None,
        "product": msgspec.to_builtins(facts.product) if facts else None,
        "reps": await live.store.afters.list_reps(record.session),
        "device": record.device,
        "country": record.country,
        "notes": show_notes(record, rep),
        "earlier": (await list_earlier(live, [record])).get(record.session, ()),
        "visit": _visit(visit),
        "stars": rating.stars if rating else None,
        "comment": rating.comment if rating else "",
    }
    return JSONResponse(row, headers=NO_STORE)


async def lines(request: Request) -> Response:
    """What was said, among reps too, also after the session; with `after` only the lines after that number."""
    live, rep = live_of(request), await require_person(request)
    after, limit = _after(request), read_limit(request, MAX_LINES)
    record, session = await _require(live, request, rep)
    person = find_account(session, rep.email) if session else None
    if session and person:
        await stay(live, session, person)
    said = (await live.store.talks.page(record.session, after, limit)).lines
    return JSONResponse(msgspec.to_builtins(said), headers=NO_STORE)


async def list_past(live: Live) -> list[Row]:
    """The sessions that have ended, the latest first."""
    records = await live.store.records.list_ended()
    stars = {one.session: one.stars for one in await live.store.afters.list_ratings()}
    return [
        {**_row(one, None), "reps": one.reps, "notes": len(one.notes), "stars": stars.get(one.session)}
        for one in records
    ]


async def note(request: Request) -> Response:
    """Note something; on disk when it is answered, and told to every desk."""
    live, rep = live_of(request), await require_person(request)
    require_own_origin(request, live.settings)
    words = (await read_body(request, NoteBody)).text.strip()
    if not words:
        raise ApiError("empty")
    made = Note(
        id=make_secret(os.urandom(SECRET_BYTES)), at=time.time(), by=rep.name, account=rep.email, text=words
    )
    record = await _change(live, request, rep, lambda before: add_note(before, made))
    return JSONResponse(show_notes(record, rep)[-1], 201)


async def unnote(request: Request) -> Response:
    """Take a note back: one's own, or anybody's as a supervisor or admin."""
    live, rep = live_of(request), await require_person(request)
    require_own_origin(request, live.settings)
    which, of_anybody = request.path_params["note"], rep.role != "rep"
    await _change(
        live, request, rep, lambda before: remove_note(before, which, rep.email, of_anybody=of_anybody)
    )
    return Response(status_code=204)


async def tag(request: Request) -> Response:
    """Put a tag on a session, or take it off, and off what its visitor is known by."""
    live, rep = live_of(request), await require_person(request)
    require_own_origin(request, live.settings)
    body = await read_body(request, TagBody)
    word = read_tag(body.tag)
    if not word:
        raise ApiError("empty")
    rules = {"add": add_tag, "remove": remove_tag}
    record = await _change(live, request, rep, lambda before: rules[body.do](before, word))
    if body.do == "add":
        await live.store.records.use_tag(word, time.time())
    elif record.visitor:
        await live.store.visits.untag(record.visitor, word)
        live.hub.announce_cases()
    return JSONResponse({"tags": record.tags})


async def tags(request: Request) -> Response:
    """Tags that were used lately, to choose from."""
    await require_person(request)
    found = await live_of(request).store.records.list_tags()
    return JSONResponse(found[:SUGGESTED], headers=NO_STORE)


async def list_earlier(live: Live, records: Sequence[Record]) -> dict[str, tuple[str, ...]]:
    """By session, what its visitor is known by from earlier ones and this one is not tagged with."""
    visitors = {one.session: one.visitor for one in records if one.visitor}
    known = await live.store.visits.list_tags(list(visitors.values()))
    return {
        one.session: tuple(tag for tag in known[one.visitor] if not has_tag(one, tag))
        for one in records
        if one.visitor
    }


def show_marks(records: Sequence[Record]) -> list[Row]:
    """What a list of sessions tells of their records; `changes` grows whenever there is more to read."""
    return [
        {"session": one.session, "tags": one.tags, "notes": len(one.notes), "changes": one.changes}
        for one in records
        if one.changes
    ]


def show_notes(record: Record, rep: Rep) -> list[Row]:
    """Notes as this rep sees them, the oldest first."""
    return [
        {
            "id": one.id,
            "at": int(one.at),
            "by": one.by,
            "mine": one.account == rep.email or rep.role != "rep",
            "text": one.text,
        }
        for one in record.notes
    ]


async def _change(live: Live, request: Request, rep: Rep, rule: Callable[[Record], Record]) -> Record:
    record, _ = await _require(live, request, rep)
    changed = await live.store.records.change(record.session, rule)
    if changed is None:
        raise ApiError("no-such-session")
    live.hub.announce_cases()
    return changed


async def _require(live: Live, request: Request, rep: Rep) -> tuple[Record, Session | None]:
    """The record, and the session while it runs. Friends among themselves are nobody else's business."""
    which = request.path_params["id"]
    record, session = await live.store.records.get(which), await live.store.sessions.get(which)
    running = session if session and session.state != "ended" else None
    if running and record is None:
        record = begin_record(running)
        await live.store.records.begin(record)
    if record is None or not _may_see(record, running, rep):
        raise ApiError("no-such-session")
    return record, running


def _may_see(record: Record, running: Session | None, rep: Rep) -> bool:
    if record.kind != "friend":
        return True
    return find_account(running, rep.email) is not None if running else bool(record.reps)


def _row(record: Record, running: Session | None) -> Row:
    page = running or record
    return {
        "session": record.session,
        "kind": record.kind,
        "state": running.state if running else "ended",
        "started": int(record.started),
        "ended": int(record.ended) or None,
        "shopper": {"name": record.name, "lang": record.lang},
        "url": page.url,
        "title": page.title,
        "tags": record.tags,
    }


def _after(request: Request) -> int:
    said = request.query_params.get("after", "0")
    if not (said.isascii() and said.isdecimal() and len(said) < 10):
        raise ApiError("bad-request", detail="after is the number of a line")
    return int(said)


def _visit(visit: Visit | None) -> Row | None:
    """The visit before the session."""
    if visit is None:
        return None
    known: Row = msgspec.to_builtins(visit)
    told = ("began", "visits", "pages", "referrer", "campaign", "trail", "product", "basket")
    return {name: known[name] for name in told if name in known}


ROUTES: Final = (
    Route("/api/v1/sessions/{id}", show, methods=["GET"]),
    Route("/api/v1/sessions/{id}/lines", lines, methods=["GET"]),
    Route("/api/v1/sessions/{id}/notes", note, methods=["POST"]),
    Route("/api/v1/sessions/{id}/notes/{note}/remove", unnote, methods=["POST"]),
    Route("/api/v1/sessions/{id}/tags", tag, methods=["POST"]),
    Route("/api/v1/tags", tags, methods=["GET"]),
)
