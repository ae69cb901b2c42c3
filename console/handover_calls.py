"""From one of the shop's hosts to another with the session: by the cookies where both get them, else by a handover that is used once.

A handover is for the browser that asked for it, told by its address and what it calls itself, and for one that comes from the shop's own
pages: a link that somebody else has made puts nobody into a session.
"""

import os
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from alongside.codes import SECRET_BYTES, hash_secret, make_secret
from alongside.guiding import is_of_shop
from alongside.hosts import origin_of
from alongside.names import MARK_COOKIE, PREFIX, SESSION_COOKIE
from alongside.session import LONGEST_SECONDS, Session
from alongside.settings import Settings
from alongside.wire.host import Neighbour
from console.asking import address_of
from console.cookies import host_of, set_cookie
from console.live import live_of

MAX_ADDRESS: Final = 8000
MOST: Final = 120
"""Handovers of a session in five minutes."""
HEADERS: Final = {"Cache-Control": "no-store", "Referrer-Policy": "strict-origin-when-cross-origin"}
"""The next host has to hear from which one the shopper comes, and the shop's pages as much as they hear without us."""


def neighbours(settings: Settings, here: str) -> tuple[Neighbour, ...]:
    """The shop's other hosts, seen from the one with the public address `here`."""
    domain = settings.cookie_domain_of(here)
    return tuple(
        Neighbour(url=origin_of(url), joined=bool(domain) and settings.cookie_domain_of(url) == domain)
        for url in settings.public_urls
        if url != here
    )


async def go(request: Request) -> Response:
    """On to a page of the shop, on whichever of its hosts."""
    live, url = live_of(request), request.query_params.get("to", "")[:MAX_ADDRESS]
    if not is_of_shop(url, live.settings.public_urls):
        return _on("/")
    session, secret = await _session(request), request.cookies.get(SESSION_COOKIE, "")
    there = next(
        (one for one in neighbours(live.settings, host_of(request)) if one.url == origin_of(url)), None
    )
    if session is None or there is None or there.joined:
        return _on(url)
    if await live.store.limits.count("handover", session.id) > MOST:
        return _on(url)
    token = make_secret(os.urandom(SECRET_BYTES))
    await live.store.handovers.keep(token, url, _browser(request), secret)
    return _on(f"{there.url}{PREFIX}arrive?token={token}")


async def arrive(request: Request) -> Response:
    """The cookies of the session that was handed over, and on to the page."""
    live = live_of(request)
    taken = await live.store.handovers.take(request.query_params.get("token", "")[:64])
    if taken is None:
        return _on("/")
    handover, secret = taken
    answer = _on(handover.url)
    came_from = origin_of(request.headers.get("referer", ""))
    is_same = handover.browser == _browser(request) and came_from in live.settings.public_urls
    if is_same and origin_of(handover.url) == host_of(request) and await _session_of(request, secret):
        for name in (SESSION_COOKIE, MARK_COOKIE):
            value = secret if name == SESSION_COOKIE else "1"
            set_cookie(answer, request, name, value, LONGEST_SECONDS, readable=name == MARK_COOKIE)
    return answer


async def _session(request: Request) -> Session | None:
    return await _session_of(request, request.cookies.get(SESSION_COOKIE, ""))


async def _session_of(request: Request, secret: str) -> Session | None:
    sessions = live_of(request).store.sessions
    session_id = await sessions.find_by_shopper(hash_secret(secret)) if secret else None
    session = await sessions.get(session_id) if session_id else None
    return session if session and session.state != "ended" else None


def _browser(request: Request) -> str:
    return hash_secret(f"{address_of(request)} {request.headers.get('user-agent', '')}")


def _on(url: str) -> Response:
    return RedirectResponse(url, 303, HEADERS)


ROUTES: Final = (
    Route(f"{PREFIX}go", go, methods=["GET"]),
    Route(f"{PREFIX}arrive", arrive, methods=["GET"]),
)
