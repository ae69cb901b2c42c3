"""Documents and files of the live host: join pages, the desk, the mirror's document, bundles, health."""

import logging
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from alongside.assets import Asset
from alongside.names import PREFIX
from alongside.session import Refusal
from console import pages
from console.asking import address_of, asked_url, language_of
from console.errors import REFUSALS, ApiError
from console.headers import (
    IMMUTABLE,
    NO_PERMISSIONS,
    PAGE_PERMISSIONS,
    REVALIDATE,
    mirror_policy,
    page_policy,
)
from console.joining import find_way
from console.live import Live, live_of
from console.signed_in import find_person

SHOPPER_FILES: Final = frozenset(
    {
        "loader.js",
        "head.js",
        "page.js",
        "control.js",
        "media.js",
        "ask.js",
        "talk.js",
        "call.js",
        "care.js",
        "invite.js",
        "beside.js",
        "choose.js",
        "ja.js",
    }
)

log = logging.getLogger("alongside.live")


async def join_page(request: Request) -> Response:
    """The page behind a link or a code; what is wrong with them gets a page, too."""
    live, token = live_of(request), request.path_params["token"]
    plain = request.query_params.get("view") == "plain"
    rep = await find_person(request)
    try:
        session = await find_way(live, token, rep, address_of(request))
    except (ApiError, Refusal) as error:
        if error.code == "not-signed-in":
            return RedirectResponse(f"/desk?return={quote(f'/s/{token}', safe='')}", 303)
        return problem(request, error.code, embeddable=plain)
    html = pages.join_page(
        lang=language_of(request),
        token=token,
        plain=plain,
        assets=live.assets,
        settings=live.settings,
        inviter=session.participants[0].name,
    )
    return _html(live, html, embeddable=plain)


async def desk(request: Request) -> Response:
    """The reps' desk; it signs in by itself."""
    live = live_of(request)
    html = pages.desk_page(lang=language_of(request), assets=live.assets, settings=live.settings)
    return _html(live, html)


async def mirror(request: Request) -> Response:
    """The document in which a mirror is built: nothing but its script."""
    live = live_of(request)
    version = live.assets["mirror.js"].version
    source = f"/assets/mirror.js?v={version}"
    names = dict.fromkeys((live.settings.live_public_url, *asked_url(request)))
    headers = {
        "Content-Security-Policy": mirror_policy(names),
        "Cache-Control": REVALIDATE,
        "Permissions-Policy": NO_PERMISSIONS,
    }
    return HTMLResponse(f'<!doctype html><script src="{source}"></script>', headers=headers)


async def asset(request: Request) -> Response:
    """A bundle, for ever when its version is asked for."""
    return _file(request, live_of(request).assets.get(request.path_params["name"]))


async def shopper_file(request: Request) -> Response:
    """A bundle that runs in the shop's pages."""
    name = request.path_params["name"]
    return _file(request, live_of(request).assets.get(name) if name in SHOPPER_FILES else None)


async def healthz(_: Request) -> Response:
    """Whether this process runs."""
    return PlainTextResponse("ok\n")


async def readyz(request: Request) -> Response:
    """Whether it can serve: the store answers and takes writes."""
    if await live_of(request).store.is_ready():
        return PlainTextResponse("ready\n")
    return PlainTextResponse("the store does not answer\n", 503)


async def metrics(request: Request) -> Response:
    """For Prometheus."""
    return Response(live_of(request).metrics.show(), media_type="text/plain; version=0.0.4")


async def favicon(_: Request) -> Response:
    """Pages carry their own icon."""
    return Response(status_code=204, headers={"Cache-Control": "max-age=86400"})


def problem(request: Request, code: str, *, embeddable: bool = False) -> Response:
    """A page that says what is wrong."""
    live, status = live_of(request), REFUSALS[code].status
    html = pages.problem_page(lang=language_of(request), code=code, status=status, settings=live.settings)
    return _html(live, html, status, embeddable=embeddable)


def _html(live: Live, html: str, status: int = 200, *, embeddable: bool = False) -> Response:
    headers = {
        "Content-Security-Policy": page_policy(
            live.settings.live_public_url,
            live.settings.public_urls,
            framers=_framers(live) if embeddable else ("'self'",),
        ),
        "Cache-Control": "no-store",
        "Permissions-Policy": NO_PERMISSIONS if embeddable else PAGE_PERMISSIONS,
    }
    return HTMLResponse(html, status, headers)


def _framers(live: Live) -> tuple[str, ...]:
    """Who may show the plain view in a frame."""
    return ("'self'", *live.settings.embed_in) if live.settings.embed_in else ("*",)


def _file(request: Request, found: Asset | None) -> Response:
    if found is None:
        return JSONResponse({"error": {"code": "not-found", "message": "There is no such file."}}, 404)
    tag = f'"{found.version}"'
    kept = request.query_params.get("v") == found.version
    headers = {
        "ETag": tag,
        "Cache-Control": IMMUTABLE if kept else REVALIDATE,
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Access-Control-Allow-Origin": "*",
    }
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(found.body, media_type=found.content_type, headers=headers)


async def home(_: Request) -> Response:
    """Whoever comes without a link is a rep."""
    return RedirectResponse("/desk", 307)


ROUTES: Final = (
    Route("/", home, methods=["GET"]),
    Route("/s/{token}", join_page, methods=["GET"]),
    Route("/desk", desk, methods=["GET"]),
    Route("/mirror", mirror, methods=["GET"]),
    Route("/assets/{name}", asset, methods=["GET"]),
    Route(f"{PREFIX}{{name}}", shopper_file, methods=["GET"]),
    Route("/healthz", healthz, methods=["GET"]),
    Route("/readyz", readyz, methods=["GET"]),
    Route("/metrics", metrics, methods=["GET"]),
    Route("/favicon.ico", favicon, methods=["GET"]),
)
