"""The shop as an ASGI application: addresses, headers that every answer carries, and pages for what goes wrong."""

from typing import Final

from starlette.applications import Starlette
from starlette.convertors import Convertor, register_url_convertor
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket

from . import account, buying, pages
from .feed import FeedFullError
from .visit import Shop, Visit, open_shop, show, take

HEADERS: Final = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), microphone=(self), geolocation=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)


class LangConvertor(Convertor[str]):
    """The first part of an address when it is one of our languages."""

    regex = "en|ja"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


class SafeHeaders:
    """Adds HEADERS to every HTTP answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS:
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_safely if scope["type"] == "http" else send)


def build_app(shop: Shop | None = None) -> Starlette:
    """A shop of its own; its state is in `app.state.shop`."""
    register_url_convertor("lang", LangConvertor())
    app = Starlette(
        routes=_routes(),
        middleware=[Middleware(SafeHeaders), Middleware(GZipMiddleware, minimum_size=500, compresslevel=5)],
        exception_handlers={404: _not_found, 405: _plainly},
    )
    app.state.shop = shop or open_shop()
    # A redirect that only adds a slash would name the host; ours are all relative.
    app.router.redirect_slashes = False
    return app


def _routes() -> list[Route | WebSocketRoute]:
    post = ["POST"]
    return [
        Route("/", _choose_lang),
        Route("/{lang:lang}/", show(pages.show_home)),
        Route("/{lang:lang}", _choose_lang),
        Route("/{lang:lang}/c/all", show(pages.show_all)),
        Route("/{lang:lang}/c/{slug}", show(pages.show_category)),
        Route("/{lang:lang}/p/{slug}", show(pages.show_product)),
        Route("/{lang:lang}/search", show(pages.show_search)),
        Route("/{lang:lang}/finder", show(pages.show_finder)),
        Route("/{lang:lang}/guide", show(pages.show_guide)),
        Route("/{lang:lang}/help", show(pages.show_help)),
        Route("/{lang:lang}/stores", show(pages.show_stores)),
        Route("/{lang:lang}/embed/map", show(pages.show_map)),
        Route("/{lang:lang}/basket", show(buying.show_basket)),
        Route("/{lang:lang}/basket/add", take(buying.add_to_basket), methods=post),
        Route("/{lang:lang}/basket/change", take(buying.change_basket), methods=post),
        Route("/{lang:lang}/checkout", show(buying.show_checkout)),
        Route("/{lang:lang}/checkout/place-order", take(buying.place_order), methods=post),
        Route("/{lang:lang}/checkout/place-order", show(lambda visit: visit.go(visit.path("checkout")))),
        Route("/{lang:lang}/order/{number}", show(buying.show_order)),
        Route("/{lang:lang}/account", show(account.show_account)),
        Route("/{lang:lang}/account/login", take(account.log_in), methods=post),
        Route("/{lang:lang}/account/register", take(account.register), methods=post),
        Route("/{lang:lang}/account/{form}", show(lambda visit: visit.go(visit.path("account")))),
        Route("/{lang:lang}/account/logout", take(account.log_out), methods=post),
        Route("/{lang:lang}/account/confirm", take(account.confirm_email), methods=post),
        Route("/{lang:lang}/api/products", show(pages.list_products)),
        Route("/{lang:lang}/api/suggest", show(pages.suggest)),
        Route("/api/stock/stream", _stream_stock),
        WebSocketRoute("/ws/viewers", _count_viewers),
        Route("/assets/{name}", _send_asset),
        Route("/img/{slug}/{colour}/{view}.svg", _send_picture),
        Route("/favicon.svg", _send_icon),
        Route("/healthz", _healthy),
    ]


async def _choose_lang(request: Request) -> Response:
    response = RedirectResponse(Visit(request).path(""), 302)
    response.headers["Vary"] = "Accept-Language"
    return response


async def _stream_stock(request: Request) -> Response:
    shop: Shop = request.app.state.shop
    product = request.query_params.get("product", "")
    stock = {key: left for key, left in shop.store.stock.items() if key.startswith(f"{product}/")}
    try:
        stream = shop.feed.open_stream(product, stock)
    except FeedFullError:
        return Response("Too many listeners", 503, {"Retry-After": "10"}, "text/plain")
    return StreamingResponse(stream, headers={"Cache-Control": "no-store"}, media_type="text/event-stream")


async def _count_viewers(socket: WebSocket) -> None:
    await socket.app.state.shop.feed.welcome(socket)


async def _send_asset(request: Request) -> Response:
    shop: Shop = request.app.state.shop
    return shop.assets.answer(request)


async def _send_picture(request: Request) -> Response:
    shop: Shop = request.app.state.shop
    return shop.assets.answer_picture(request)


async def _send_icon(request: Request) -> Response:
    request.path_params["name"] = "favicon.svg"
    return await _send_asset(request)


async def _healthy(request: Request) -> Response:
    return Response("ok\n", media_type="text/plain")


async def _not_found(request: Request, error: Exception) -> Response:
    lang = request.url.path.split("/")[1]
    request.scope["path_params"] = {"lang": lang} if lang in ("en", "ja") else {}
    return pages.not_found(Visit(request))


async def _plainly(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = error.headers if isinstance(error, HTTPException) else None
    return Response(f"{status}\n", status, headers, "text/plain")
