"""Both sockets' ends on Starlette: handshake, hello in time, one task that reads and one that sends, and the close code."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from typing import Any, Final

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from alongside.closing import (
    AWAY,
    ENDED,
    INTERNAL,
    MALFORMED,
    NO_HELLO,
    NO_SESSION,
    NO_TICKET,
    NOT_ALLOWED,
    TOO_LONG,
    CloseCode,
)
from alongside.codes import hash_secret
from alongside.names import PREFIX, SESSION_COOKIE, SUBPROTOCOL
from alongside.session import Session, find_participant
from alongside.store import StoreError
from alongside.wire import host as host_wire
from alongside.wire import viewer as viewer_wire
from alongside.wire.codec import MAX_FRAME, WireError, from_host, from_viewer
from console.arranging import rules_of
from console.asking import is_own_origin
from console.connections import HostConnection, ViewerConnection
from console.cookies import host_of
from console.handover_calls import neighbours
from console.host_socket import HostSocket
from console.live import Live, live_of
from console.live_session import LiveSession
from console.outbox import Outbox, size_of
from console.viewer_socket import ViewerSocket

HELLO_SECONDS: Final = 10.0
CLOSE_SECONDS: Final = 5.0
"""How long a socket may take for what is left to send."""

log = logging.getLogger("alongside.live")


class Gone(Exception):  # noqa: N818  # what happened, not a fault
    """The other side has closed."""


class Closed(Exception):  # noqa: N818  # what is to happen
    """This side closes with `code`."""

    def __init__(self, code: CloseCode) -> None:
        super().__init__(code)
        self.code = code


async def host_endpoint(socket: WebSocket) -> None:
    """`/__alongside/socket`: the host page."""
    live = live_of(socket)
    if not await _accept(socket, live.settings.public_url):
        return
    outbox = Outbox()
    await _serve(live, socket, outbox, "host", lambda: _read_host(live, socket, outbox))


async def viewer_endpoint(socket: WebSocket) -> None:
    """`/socket`: reps, friends, supervisors."""
    live = live_of(socket)
    if not await _accept(socket, live.settings.live_public_url):
        return
    outbox = Outbox()
    await _serve(live, socket, outbox, "viewer", lambda: _read_viewer(live, socket, outbox))


async def _read_host(live: Live, socket: WebSocket, outbox: Outbox) -> None:
    session = await _session_of_cookie(live, socket)
    hello = from_host.decode(await receive_hello(socket, HELLO_SECONDS))
    if not isinstance(hello, host_wire.Hello):
        raise Closed(MALFORMED)
    greeting = hello.greeting
    connection = HostConnection(
        id=live.hub.make_id(),
        tab=greeting.tab,
        visible=greeting.visible,
        shown=time.monotonic(),
        page=greeting,
        outbox=outbox,
    )
    attached = await live.hub.attach(session)
    try:
        host = HostSocket(
            live.hub,
            attached,
            connection,
            lambda: rules_of(live.arrangements.now),
            neighbours(live.settings, host_of(socket)),
        )
        await host.begin()
        while True:
            text = await receive_text(socket)
            connection.heard = time.monotonic()
            message = from_host.decode(text)
            if message is not None:
                await host.take(message, text)
    finally:
        live.hub.start(_detach_host(live, attached, connection), "host page gone")


async def _read_viewer(live: Live, socket: WebSocket, outbox: Outbox) -> None:
    hello = from_viewer.decode(await receive_hello(socket, HELLO_SECONDS))
    if not isinstance(hello, viewer_wire.Hello):
        raise Closed(MALFORMED)
    session, connection = await _viewer_of_ticket(live, hello.greeting.ticket, outbox)
    attached = await live.hub.attach(session)
    viewer = ViewerSocket(live.hub, attached, connection)
    try:
        await viewer.begin(hello.greeting)
        while True:
            text = await receive_text(socket)
            connection.heard = time.monotonic()
            message = from_viewer.decode(text)
            if message is not None:
                await viewer.take(message)
    finally:
        live.hub.start(_detach_viewer(live, attached, viewer), "viewer gone")


async def _detach_host(live: Live, attached: LiveSession, connection: HostConnection) -> None:
    try:
        await live.hub.remove_host(attached, connection)
    finally:
        await live.hub.release(attached)


async def _detach_viewer(live: Live, attached: LiveSession, viewer: ViewerSocket) -> None:
    try:
        await live.hub.remove_viewer(attached, viewer.connection, leaves=viewer.leaves)
    finally:
        await live.hub.release(attached)


async def _session_of_cookie(live: Live, socket: WebSocket) -> Session:
    secret = socket.cookies.get(SESSION_COOKIE)
    if not secret:
        raise Closed(NO_TICKET)
    session_id = await live.store.sessions.find_by_shopper(hash_secret(secret))
    session = await live.store.sessions.get(session_id) if session_id else None
    if session is None or session.state == "ended":
        raise Closed(NO_SESSION)
    return session


async def _viewer_of_ticket(live: Live, secret: str, outbox: Outbox) -> tuple[Session, ViewerConnection]:
    hashed = hash_secret(secret)
    ticket = await live.store.sessions.use_ticket(hashed)
    if ticket is None:
        raise Closed(NO_TICKET)
    session = await live.store.sessions.get(ticket.session)
    if session is None:
        raise Closed(NO_SESSION)
    if session.state == "ended":
        raise Closed(ENDED)
    person = find_participant(session, ticket.participant)
    if person is None:
        raise Closed(NO_TICKET)
    connection = ViewerConnection(
        id=live.hub.make_id(), participant=person.id, role=person.role, ticket=hashed, outbox=outbox
    )
    return session, connection


async def _accept(socket: WebSocket, own_url: str) -> bool:
    """Whether the handshake is one of ours. The socket is accepted even so, for only then can a close code be sent."""
    offers = socket.scope.get("subprotocols", [])
    await socket.accept(subprotocol=SUBPROTOCOL if SUBPROTOCOL in offers else None)
    if not is_own_origin(socket.headers, own_url):
        await socket.close(NOT_ALLOWED)
        return False
    if SUBPROTOCOL not in offers:
        await socket.close(MALFORMED)
        return False
    return True


async def _serve(
    live: Live, socket: WebSocket, outbox: Outbox, side: str, read: Callable[[], Coroutine[Any, Any, None]]
) -> None:
    """Read and send until either ends."""
    gauge = live.metrics.sockets.labels(side)
    gauge.inc()
    reading = asyncio.create_task(_read(read, outbox))
    sending = asyncio.create_task(_send(socket, outbox))
    try:
        code = await outbox.wait_closed()
        live.metrics.closes.labels(str(code)).inc()
        await asyncio.wait([sending], timeout=CLOSE_SECONDS)
    finally:
        gauge.dec()
        outbox.close(AWAY)
        for task in (reading, sending):
            task.cancel()
        await asyncio.gather(reading, sending, return_exceptions=True)


async def _read(read: Callable[[], Coroutine[Any, Any, None]], outbox: Outbox) -> None:
    """Whatever reading raises becomes a close code. This is where a fault in one connection must not reach the others."""
    try:
        await read()
    except Gone:
        outbox.close(AWAY)
    except Closed as closed:
        outbox.close(closed.code)
    except WireError as error:
        log.info("a socket sent a malformed frame: %s", error)
        outbox.close(error.code)
    except StoreError as error:
        log.warning("a socket has to come back: %s", error)
        outbox.close(INTERNAL)
    except Exception:
        log.exception("a socket failed")
        outbox.close(INTERNAL)


async def _send(socket: WebSocket, outbox: Outbox) -> None:
    try:
        await socket.close(await outbox.run(socket.send_text))
    except (WebSocketDisconnect, RuntimeError):
        outbox.close(
            1001
        )  # gone while something was being sent; Starlette says RuntimeError when the close was seen first


async def receive_hello(socket: WebSocket, seconds: float) -> str:
    """The first frame's text. Raises Gone, Closed."""
    try:
        async with asyncio.timeout(seconds):
            return await receive_text(socket)
    except TimeoutError:
        raise Closed(NO_HELLO) from None


async def receive_text(socket: WebSocket) -> str:
    """The next frame's text. Raises Gone, Closed. Who stays silent for long is closed by the hub."""
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise Gone
    text: str | None = message.get("text")
    if text is None:
        raise Closed(MALFORMED)
    if size_of(text) > MAX_FRAME:
        raise Closed(TOO_LONG)
    return text


ROUTES: Final = (
    WebSocketRoute(f"{PREFIX}socket", host_endpoint),
    WebSocketRoute("/socket", viewer_endpoint),
)
