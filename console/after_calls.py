"""After a session, on the shop's host: how it was, and what was said, to keep. And what reps see of the ratings."""

import logging
import time
from typing import Annotated, Final
from zoneinfo import ZoneInfo

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from alongside.afterwards import After, Comment, Rating, Stars
from alongside.codes import hash_secret
from alongside.names import AFTER_COOKIE, PREFIX
from alongside.store.events import tell_command
from alongside.talk import MAX_LINES
from alongside.wire.talk import Spoken
from console.asking import address_of, read_body, require_mark
from console.errors import ApiError
from console.live import Live, live_of
from console.mail import MailError, may_mail, send_mail
from console.paging import MAX_LISTED, answer_page, read_after, read_limit
from console.phone import read_email
from console.signed_in import require_person
from console.telling import rating_given
from console.transcript import as_html, as_text, count_heard, transcript_title

MAX_MAILS: Final = 3
"""Transcripts by e-mail to one address of the network in five minutes."""

log = logging.getLogger("alongside.live")


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """One to five stars; the comment may follow later."""

    stars: Stars
    comment: Comment = ""


class MailTo(msgspec.Struct, frozen=True, kw_only=True):
    """Where to send the transcript."""

    email: Annotated[str, msgspec.Meta(max_length=300)]


async def look_back(request: Request) -> Response:
    """What there is to keep of the last session, and to say about it."""
    live, after = live_of(request), await _require_after(request)
    rating = await live.store.afters.get_rating(after.session)
    answer = {
        "session": after.session,
        "helped": bool(await live.store.afters.list_reps(after.session)),
        "lines": count_heard(await _read_all(live, after)),
        "stars": rating.stars if rating else None,
        "mail": may_mail(live.settings),
    }
    return JSONResponse(answer, headers={"Cache-Control": "no-store"})


async def rate(request: Request) -> Response:
    """Keep how it was; on disk when it is answered. The last word counts."""
    require_mark(request)
    live, after, body = live_of(request), await _require_after(request), await read_body(request, Rate)
    session = await live.store.sessions.get(after.session)
    rating = Rating(
        session=after.session,
        at=time.time(),
        stars=body.stars,
        comment=body.comment.strip(),
        kind=after.kind,
        lang=after.lang,
        url=session.url if session else "",
        title=session.title if session else "",
        reps=await live.store.afters.list_reps(after.session),
    )
    if await live.store.afters.rate(rating, also=[tell_command(rating_given(rating))]):
        live.metrics.ratings.labels(str(body.stars)).inc()
    live.hub.announce_cases()
    live.hub.announce_events()
    return Response(status_code=204)


async def download(request: Request) -> Response:
    """The conversation as a file: `?as=html` or plain text."""
    live, after = live_of(request), await _require_after(request)
    lines, title, zone = await _read_all(live, after), _title(live, after), _zone(live)
    is_html = request.query_params.get("as") == "html"
    write, ending = (as_html, "html") if is_html else (as_text, "txt")
    headers = {
        "Content-Disposition": f'attachment; filename="conversation.{ending}"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    kind = "text/html" if is_html else "text/plain"
    return Response(write(lines, title, after.lang, zone), media_type=kind, headers=headers)


async def send(request: Request) -> Response:
    """The conversation by e-mail; the server has taken it when this is answered."""
    require_mark(request)
    live, after, body = live_of(request), await _require_after(request), await read_body(request, MailTo)
    email = read_email(body.email)
    if not may_mail(live.settings):
        raise ApiError("not-found")
    if email is None:
        raise ApiError("bad-email")
    if await live.store.limits.count("mail", address_of(request)) > MAX_MAILS:
        raise ApiError("too-often")
    lines, title, zone = await _read_all(live, after), _title(live, after), _zone(live)
    text, html = as_text(lines, title, after.lang, zone), as_html(lines, title, after.lang, zone)
    try:
        await send_mail(live.settings, email, title, text, html)
    except MailError as error:
        log.warning("a transcript was not sent: %s", error)
        raise ApiError("mail-failed") from error
    return Response(status_code=204)


async def ratings(request: Request) -> Response:
    """The latest ratings, with the sessions that they are of."""
    await require_person(request)
    limit = read_limit(request, MAX_LISTED)
    found = await live_of(request).store.afters.list_ratings(limit + 1, read_after(request))
    return answer_page(request, show_ratings(found), limit, "session")


def show_ratings(found: list[Rating]) -> list[dict[str, object]]:
    """Ratings as reps see them."""
    return [{**msgspec.to_builtins(rating), "at": int(rating.at)} for rating in found]


async def _require_after(request: Request) -> After:
    secret = request.cookies.get(AFTER_COOKIE, "")[:64]
    after = await live_of(request).store.afters.find(hash_secret(secret)) if secret else None
    if after is None:
        raise ApiError("no-such-session")
    return after


async def _read_all(live: Live, after: After) -> list[Spoken]:
    return (await live.store.talks.read(after.session, 0, MAX_LINES)).lines


def _title(live: Live, after: After) -> str:
    return transcript_title(live.settings.name, after.lang)


def _zone(live: Live) -> ZoneInfo:
    return ZoneInfo(live.arrangements.now.hours.time_zone)


ROUTES: Final = (
    Route(f"{PREFIX}after", look_back, methods=["GET"]),
    Route(f"{PREFIX}rating", rate, methods=["POST"]),
    Route(f"{PREFIX}transcript", download, methods=["GET"]),
    Route(f"{PREFIX}transcript", send, methods=["POST"]),
    Route("/api/v1/ratings", ratings, methods=["GET"]),
)
