"""Reading what a request says: body, cookies, address, language, origin. Everything here is untrusted and bounded."""

import re
from typing import Final
from urllib.parse import urlsplit

import msgspec
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request

from alongside.settings import Settings
from console.errors import ApiError

MAX_BODY: Final = 64 * 1024
MARK_HEADER: Final = "x-alongside"
_HOST: Final = re.compile(r"[A-Za-z0-9.-]+(:[0-9]+)?|\[[0-9a-fA-F:.]+\](:[0-9]+)?")


async def read_body[T](request: Request, form: type[T], most: int = MAX_BODY) -> T:
    """The JSON body as `form`, of `most` bytes. Raises ApiError."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise ApiError("too-large")
    try:
        return msgspec.json.decode(bytes(body) or b"{}", type=form)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise ApiError("bad-request", detail=str(error)) from error


def require_mark(request: Request) -> None:
    """A header of ours on POST: no foreign page can send one without being asked first. Raises ApiError."""
    if request.headers.get(MARK_HEADER) != "1":
        raise ApiError("foreign-origin")


def require_own_origin(request: Request, settings: Settings) -> None:
    """The live host's own pages, and programs, which send no Origin. Raises ApiError."""
    if not is_own_origin(request.headers, settings.live_public_url):
        raise ApiError("foreign-origin")


def is_own_origin(headers: Headers, own_url: str) -> bool:
    """Whether the Origin, if there is one, is `own_url` or the host that was asked for."""
    origin = headers.get("origin")
    if origin is None:
        return True
    host = urlsplit(origin).netloc
    hosts = {urlsplit(own_url).netloc, headers.get("host")}
    return bool(host) and host in hosts


def address_of(connection: HTTPConnection) -> str:
    """The client's address, for limits."""
    return connection.client.host if connection.client else "unknown"


def asked_url(request: Request) -> tuple[str, ...]:
    """The live host by the name that was asked for; nothing when that is no plain host and port."""
    host = request.headers.get("host", "")
    return (f"{request.url.scheme}://{host}",) if _HOST.fullmatch(host) else ()


def language_of(request: Request) -> str:
    """What the browser prefers."""
    return request.headers.get("accept-language", "en")[:200]
