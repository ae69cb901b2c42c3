"""Pictures in a conversation. What is uploaded is read, turned upright, made small enough and written anew: only pixels travel.

A picture's id is a secret of its own: whoever has it may see the picture, which is how a friend without an account does.
"""

import asyncio
import io
import os
from typing import Final

import msgspec
from PIL import Image, ImageOps, UnidentifiedImageError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from alongside.codes import SECRET_BYTES, hash_secret, make_secret
from alongside.names import PREFIX, SESSION_COOKIE
from alongside.wire.talk import Picture
from console.asking import require_mark, require_own_origin
from console.errors import ApiError
from console.live import Live, live_of

MAX_UPLOAD: Final = 10 * 1024 * 1024
MAX_PIXELS: Final = 50_000_000
"""As many as the largest cameras of phones make; more is a bomb."""
LONGEST_SIDE: Final = 1600
QUALITY: Final = 82
FORMATS: Final = ("PNG", "JPEG", "WEBP", "GIF")
UPLOADS: Final = 20
"""In five minutes, for each session."""
TICKET_HEADER: Final = "x-alongside-ticket"
AT_ONCE: Final = asyncio.Semaphore(2)
PRIVATE: Final = {"Cache-Control": "private, max-age=86400", "Content-Disposition": "inline"}


class Drawn(msgspec.Struct, frozen=True):
    """A picture as it is kept: WebP, and its size in pixels."""

    data: bytes
    width: int
    height: int


def redraw(upload: bytes) -> Drawn:
    """The first frame of a PNG, JPEG, WebP or GIF, upright and without anything but its pixels. Raises ApiError."""
    try:
        with Image.open(io.BytesIO(upload), formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise ApiError("too-large")
            upright = ImageOps.exif_transpose(image)
            mode = "RGBA" if upright.has_transparency_data else "RGB"
            drawn = upright.convert(mode)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ApiError("no-picture") from error
    drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    drawn.save(out, "WEBP", quality=QUALITY)
    return Drawn(out.getvalue(), drawn.width, drawn.height)


async def upload_by_shopper(request: Request) -> Response:
    """The shopper shows a picture."""
    require_mark(request)
    live, secret = live_of(request), request.cookies.get(SESSION_COOKIE, "")
    session = await live.store.sessions.find_by_shopper(hash_secret(secret)) if secret else None
    return await _take(request, live, session)


async def upload_by_viewer(request: Request) -> Response:
    """A rep or a friend shows a picture; the ticket of their socket says in which session."""
    live = live_of(request)
    require_own_origin(request, live.settings)
    secret = request.headers.get(TICKET_HEADER, "")
    ticket = await live.store.sessions.use_ticket(hash_secret(secret)) if secret else None
    return await _take(request, live, ticket.session if ticket else None)


async def show(request: Request) -> Response:
    """A picture by its id."""
    found = await live_of(request).store.talks.get_picture(request.path_params["id"])
    if found is None:
        raise ApiError("not-found")
    return Response(found, media_type="image/webp", headers=PRIVATE)


async def _take(request: Request, live: Live, session_id: str | None) -> Response:
    session = await live.store.sessions.get(session_id) if session_id else None
    if session is None or session.state == "ended":
        raise ApiError("no-such-session")
    if await live.store.limits.count("picture", session.id) > UPLOADS:
        raise ApiError("too-often")
    upload = await _read(request)
    async with AT_ONCE:
        drawn = await asyncio.to_thread(redraw, upload)
    picture = Picture(id=make_secret(os.urandom(SECRET_BYTES)), width=drawn.width, height=drawn.height)
    await live.store.talks.keep_picture(picture.id, drawn.data)
    return JSONResponse(msgspec.to_builtins(picture), 201)


async def _read(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_UPLOAD:
            raise ApiError("too-large")
    return bytes(body)


ROUTES: Final = (
    Route(f"{PREFIX}pictures", upload_by_shopper, methods=["POST"]),
    Route(f"{PREFIX}pictures/{{id}}", show, methods=["GET"]),
    Route("/api/v1/pictures", upload_by_viewer, methods=["POST"]),
    Route("/api/v1/pictures/{id}", show, methods=["GET"]),
)
