"""Webhooks over the API: an admin says where which events go. The secret is shown once, when it is made."""

import os
import time
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from alongside.accounts import Rep
from alongside.codes import SECRET_BYTES as ID_BYTES
from alongside.codes import make_secret
from alongside.events import TYPES, EventType, show
from alongside.store.sessions import AuditEntry
from alongside.store.webhooks import Made
from alongside.webhooks import MAX_URL, SECRET_BYTES, Waiting, Webhook, is_usable, make_webhook_secret
from console.asking import read_body, require_own_origin
from console.errors import ApiError
from console.live import Live, live_of
from console.signed_in import require_person

NO_STORE: Final = {"Cache-Control": "no-store"}


class NewWebhook(msgspec.Struct, frozen=True, kw_only=True):
    """Where to call, and for which events; none named: for all."""

    url: Annotated[str, msgspec.Meta(max_length=MAX_URL)]
    events: Annotated[tuple[EventType, ...], msgspec.Meta(max_length=len(TYPES))] = ()


class WebhookChange(msgspec.Struct, frozen=True, kw_only=True):
    """Turn a webhook off, or on again; it goes on where it stood."""

    do: Literal["turn-on", "turn-off"]


async def webhooks(request: Request) -> Response:
    """Every webhook, without its secret."""
    live, _ = await _admin(request)
    return JSONResponse([_show(hook) for hook in await live.store.webhooks.list_all()], headers=NO_STORE)


async def add(request: Request) -> Response:
    """Make a webhook that is told what happens from now on; on disk when it is answered."""
    live, rep = await _admin(request)
    body = await read_body(request, NewWebhook)
    if not is_usable(body.url, may_be_private=live.settings.webhook_private):
        raise ApiError("bad-address")
    webhook = Webhook(
        id=make_secret(os.urandom(ID_BYTES)),
        url=body.url,
        events=tuple(dict.fromkeys(body.events)),
        secret=make_webhook_secret(os.urandom(SECRET_BYTES)),
        created=time.time(),
    )
    if not await live.store.webhooks.add(webhook, await live.store.events.last()):
        raise ApiError("too-many-webhooks")
    await _audit(live, rep, "webhook-added", webhook)
    return JSONResponse({**_show(webhook), "secret": webhook.secret}, 201, NO_STORE)


async def change(request: Request) -> Response:
    """Turn it off or on."""
    live, rep = await _admin(request)
    body = await read_body(request, WebhookChange)
    off: Literal["", "by-admin"] = "by-admin" if body.do == "turn-off" else ""
    changed = await live.store.webhooks.change(
        request.path_params["id"], lambda hook: replace(hook, off=off, failing=0.0)
    )
    if changed is None:
        raise ApiError("not-found")
    await _audit(live, rep, f"webhook-{body.do}", changed[1])
    live.hub.announce_events()
    return JSONResponse(_show(changed[1]), headers=NO_STORE)


async def remove(request: Request) -> Response:
    """Forget a webhook and what it has not been told yet."""
    live, rep = await _admin(request)
    webhook = await _find(live, request)
    await live.store.webhooks.delete(webhook.id)
    await _audit(live, rep, "webhook-removed", webhook)
    return Response(status_code=204)


async def test(request: Request) -> Response:
    """Call it now with a `ping`, and answer what came of it."""
    live, _ = await _admin(request)
    webhook = await _find(live, request)
    event = f"ping.{make_secret(os.urandom(ID_BYTES))}"
    reply = await live.reach.call(webhook, event, show(event, "ping", time.time(), {"webhook": webhook.id}))
    answer = {
        "good": reply.is_good,
        "status": reply.status or None,
        "error": reply.error,
        "seconds": reply.seconds,
    }
    return JSONResponse(answer, headers=NO_STORE)


async def deliveries(request: Request) -> Response:
    """The calls to make, in order, and the last ones made, latest first."""
    live, _ = await _admin(request)
    webhook = await _find(live, request)
    waiting = [_call(call, "waiting") for call in await live.store.webhooks.list_waiting(webhook.id)]
    made = [_made(item) for item in await live.store.webhooks.list_made(webhook.id)]
    return JSONResponse({"waiting": waiting, "made": made}, headers=NO_STORE)


async def _admin(request: Request) -> tuple[Live, Rep]:
    live, rep = live_of(request), await require_person(request)
    require_own_origin(request, live.settings)
    if rep.role != "admin":
        raise ApiError("not-allowed")
    return live, rep


async def _find(live: Live, request: Request) -> Webhook:
    webhook = await live.store.webhooks.get(request.path_params["id"])
    if webhook is None:
        raise ApiError("not-found")
    return webhook


async def _audit(live: Live, rep: Rep, deed: str, webhook: Webhook) -> None:
    entry = AuditEntry(at=time.time(), deed=deed, who=rep.email, detail=webhook.id)
    await live.store.sessions.audit(entry)


def _show(webhook: Webhook) -> dict[str, Any]:
    return {
        "id": webhook.id,
        "url": webhook.url,
        "events": list(webhook.events),
        "created": int(webhook.created),
        "off": webhook.off or None,
        "failing": int(webhook.failing) or None,
    }


def _made(made: Made) -> dict[str, Any]:
    return {**_call(made.call, made.fate), "made": int(made.at)}


def _call(call: Waiting, state: str) -> dict[str, Any]:
    return {
        "id": call.event,
        "type": call.type,
        "state": state,
        "at": int(call.at),
        "due": int(call.due) or None,
        "tries": call.tries,
        "status": call.status or None,
        "error": call.error,
    }


ROUTES: Final = (
    Route("/api/v1/webhooks", webhooks, methods=["GET"]),
    Route("/api/v1/webhooks", add, methods=["POST"]),
    Route("/api/v1/webhooks/{id}", change, methods=["POST"]),
    Route("/api/v1/webhooks/{id}", remove, methods=["DELETE"]),
    Route("/api/v1/webhooks/{id}/test", test, methods=["POST"]),
    Route("/api/v1/webhooks/{id}/deliveries", deliveries, methods=["GET"]),
)
