"""Two pages of the shop side by side: the page of ours that frames them on the shop's own host, and the trail to choose from.

The page is the host page like any other: captured, mirrored, worked by everybody. Whoever comes to it without a session is sent on to the
item that its address names first.
"""

import asyncio
import time
from typing import Final
from urllib.parse import urlsplit

import msgspec
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from alongside.codes import hash_secret
from alongside.facts import Product
from alongside.names import BESIDE_MARK, MARK_COOKIE, PREFIX, SESSION_COOKIE
from alongside.session import LONGEST_SECONDS, Session
from alongside.store.seen import Seen
from alongside.wire.words import Page
from console.asking import read_body, require_mark
from console.cookies import set_cookie
from console.errors import ApiError
from console.headers import beside_policy
from console.live import Live, live_of
from console.pages import beside_page
from console.pictures import TICKET_HEADER

SEEN_AT_ONCE: Final = 300
"""Pages that a session may tell of in five minutes, by its panes."""
NO_STORE: Final = {"Cache-Control": "no-store"}
HEADERS: Final = NO_STORE | {
    "Content-Security-Policy": beside_policy(),
    "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
}
"""A window that a page in a pane opens, to sign in elsewhere, say, may tell it how that went."""


class SeenPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page that was shown in a session: when, Unix seconds, and its goods, as far as the road has read of any, without variants."""

    url: str
    title: str
    at: float
    product: Product | None = None


async def show(request: Request) -> Response:
    """The page that lays two pages side by side; from now on the shop's own host may frame them for this shopper."""
    live, session = live_of(request), await _by_cookie(request)
    if session is None:
        return RedirectResponse(own_path(request.query_params.get("left", "")), 303, NO_STORE)
    html = beside_page(lang=session.lang, assets=live.assets, settings=live.settings)
    answer = HTMLResponse(html, headers=HEADERS)
    set_cookie(answer, request, MARK_COOKIE, BESIDE_MARK, LONGEST_SECONDS, readable=True)
    return answer


async def see(request: Request) -> Response:
    """A pane shows this page."""
    require_mark(request)
    live, session = live_of(request), await _by_cookie(request)
    page = await read_body(request, Page)
    if session is None:
        raise ApiError("no-such-session")
    if await live.store.limits.count("seen", session.id) > SEEN_AT_ONCE:
        raise ApiError("too-often")
    if belongs_on_trail(page.url):
        await live.store.seen.see(session.id, page, time.time())
    return Response(status_code=204)


async def product(request: Request) -> Response:
    """What the road has read of the goods on this page."""
    live = live_of(request)
    if await _by_cookie(request) is None:
        raise ApiError("no-such-session")
    found = await _product(live, request.query_params.get("url", ""))
    return JSONResponse({"product": msgspec.to_builtins(found)}, headers=NO_STORE)


async def trail_of_shopper(request: Request) -> Response:
    """The pages seen in the shopper's own session, the latest first."""
    session = await _by_cookie(request)
    return await _trail(live_of(request), session)


async def trail_of_viewer(request: Request) -> Response:
    """The same for a rep or a friend, by the ticket of their socket."""
    live, secret = live_of(request), request.headers.get(TICKET_HEADER, "")
    ticket = await live.store.sessions.use_ticket(hash_secret(secret)) if secret else None
    return await _trail(live, await live.store.sessions.get(ticket.session) if ticket else None)


def own_path(path: str) -> str:
    """A page of the shop that an address of ours names, "/" when it names none: never another site's, never ours."""
    is_path = path.startswith("/") and not path.startswith(("//", "/\\", PREFIX))
    return path if is_path and path.isprintable() else "/"


def belongs_on_trail(url: str) -> bool:
    """A page of the shop: the one that lays them side by side is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and not parts.path.startswith(PREFIX)


async def _trail(live: Live, session: Session | None) -> Response:
    if session is None or session.state == "ended":
        raise ApiError("no-such-session")
    pages = await live.store.seen.read(session.id)
    products = await asyncio.gather(*(_product(live, page.url) for page in pages))
    rows = [_row(page, found) for page, found in zip(pages, products, strict=True)]
    return JSONResponse(msgspec.to_builtins(rows), headers=NO_STORE)


def _row(page: Seen, found: Product | None) -> SeenPage:
    without = replace(found, variants=()) if found else None
    return SeenPage(url=page.url, title=page.title, at=page.at, product=without)


async def _product(live: Live, url: str) -> Product | None:
    facts = await live.store.pages.get(url)
    return facts.product if facts else None


async def _by_cookie(request: Request) -> Session | None:
    secret = request.cookies.get(SESSION_COOKIE, "")
    sessions = live_of(request).store.sessions
    session_id = await sessions.find_by_shopper(hash_secret(secret)) if secret else None
    session = await sessions.get(session_id) if session_id else None
    return session if session and session.state != "ended" else None


ROUTES: Final = (
    Route(f"{PREFIX}beside", show, methods=["GET"]),
    Route(f"{PREFIX}product", product, methods=["GET"]),
    Route(f"{PREFIX}trail", trail_of_shopper, methods=["GET"]),
    Route(f"{PREFIX}trail", see, methods=["POST"]),
    Route("/api/v1/trail", trail_of_viewer, methods=["GET"]),
)
