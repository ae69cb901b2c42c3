"""The live application: routes, what goes wrong, and what starts and stops with it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from os import urandom
from pathlib import Path
from typing import Any, Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from alongside.arrangements import Arrangements
from alongside.assets import Asset
from alongside.peers import Trust
from alongside.road_numbers import FOLDER
from alongside.session import Refusal
from alongside.settings import Settings
from alongside.store import Store, StoreError
from alongside.wire.host import RulesChanged
from console import (
    after_calls,
    arrangement_calls,
    beside_calls,
    callback_calls,
    case_calls,
    colleague_calls,
    desk_feed,
    handover_calls,
    happened_calls,
    help_calls,
    join_calls,
    page_calls,
    pictures,
    preview_calls,
    record_calls,
    rep_calls,
    reps_calls,
    session_calls,
    shopper_calls,
    site,
    sockets,
    visitor_calls,
    visitor_list,
    webhook_calls,
)
from console.arranging import Arranging, Reps, rules_of
from console.assigning import assign_forever
from console.clients import KnownClients
from console.courier import Courier
from console.desks import Desks
from console.errors import ApiError, answer_api_error, answer_http_error, answer_refusal, answer_store_error
from console.event_watch import EventWatch
from console.headers import EVERYWHERE
from console.hub import Hub
from console.keeper import keep_time
from console.live import Live
from console.metrics import Metrics
from console.openapi import describe_api
from console.queue_watch import QueueWatch
from console.reaching import Reach
from console.road_numbers import RoadNumbers
from console.visitor_watch import VisitorWatch


async def openapi(_: Request) -> Response:
    """The API's description."""
    return JSONResponse(describe_api())


ROUTES: Final[tuple[BaseRoute, ...]] = (
    *sockets.ROUTES,
    *shopper_calls.ROUTES,
    *help_calls.ROUTES,
    *callback_calls.ROUTES,
    *after_calls.ROUTES,
    *rep_calls.ROUTES,
    *arrangement_calls.ROUTES,
    *reps_calls.ROUTES,
    *preview_calls.ROUTES,
    *record_calls.ROUTES,
    *session_calls.ROUTES,
    *desk_feed.ROUTES,
    *happened_calls.ROUTES,
    *case_calls.ROUTES,
    *join_calls.ROUTES,
    *colleague_calls.ROUTES,
    *pictures.ROUTES,
    *page_calls.ROUTES,
    *beside_calls.ROUTES,
    *handover_calls.ROUTES,
    *visitor_calls.ROUTES,
    *visitor_list.ROUTES,
    *webhook_calls.ROUTES,
    Route("/api/v1/openapi.json", openapi, methods=["GET"]),
    *site.ROUTES,
)


def make_live(settings: Settings, store: Store, assets: Mapping[str, Asset]) -> Live:
    """The parts, not yet running."""
    metrics = Metrics()
    metrics.registry.register(RoadNumbers(Path(settings.data) / FOLDER))
    voice = settings.voice if settings.voice.is_on(settings.live_public_url) else None
    hub = Hub(store, metrics, urandom, settings.public_urls, voice)
    arrangements = Arranging(store, settings.arrangements, lambda before, now: _tell_rules(hub, before, now))
    queue, events = QueueWatch(store), EventWatch(store)
    reach = Reach(may_be_private=settings.webhook_private)
    return Live(
        settings=settings,
        store=store,
        hub=hub,
        desks=Desks(store, hub.worker),
        arrangements=arrangements,
        visitors=VisitorWatch(
            store, lambda visit, now: visitor_list.show_visit(arrangements.now.ask_limits, visit, now)
        ),
        reps=Reps(store, queue.wake),
        queue=queue,
        events=events,
        reach=reach,
        courier=Courier(store, events, metrics, hub.worker, reach),
        metrics=metrics,
        assets=assets,
    )


def _tell_rules(hub: Hub, before: Arrangements, now: Arrangements) -> None:
    """What is masked from now on reaches the pages that are open."""
    if rules_of(before) != rules_of(now):
        hub.tell_hosts(RulesChanged(rules_of(now)))


def make_app(live: Live) -> Starlette:
    """The application over these parts; they run from its start to its stop."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        live.hub.run()
        live.desks.run()
        await live.arrangements.standing.begin()
        await live.reps.standing.begin()
        await live.queue.begin()
        await live.events.begin()
        live.courier.run()
        live.hub.start(keep_time(live.hub), "keeper")
        live.hub.start(assign_forever(live), "assigning")
        yield
        await live.arrangements.standing.stop()
        await live.reps.standing.stop()
        await live.courier.stop()
        await live.desks.stop()
        await live.hub.stop()

    handlers: Mapping[Any, Any] = {
        ApiError: answer_api_error,
        Refusal: answer_refusal,
        StoreError: answer_store_error,
        HTTPException: answer_http_error,
    }
    app = Starlette(routes=ROUTES, lifespan=lifespan, exception_handlers=handlers)
    app.add_middleware(HeadersEverywhere)
    app.add_middleware(KnownClients, Trust(live.settings.trusted_proxies, own=True))
    app.state.live = live
    return app


class HeadersEverywhere:
    """Adds the headers that every answer has, where it does not say otherwise itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                known = {name.lower() for name, _ in message["headers"]}
                ours = [pair for pair in _EVERYWHERE if pair[0] not in known]
                message["headers"] = [*message["headers"], *ours]
            await send(message)

        await self._app(scope, receive, send_with_headers)


_EVERYWHERE: Final = tuple((name.lower().encode(), value.encode()) for name, value in EVERYWHERE)
