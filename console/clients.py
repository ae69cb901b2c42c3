"""Who a request comes from, by what alongside/peers.py believes: the scope says it, and nothing downstream sees what was told."""

from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from alongside.peers import Client, Trust

TOLD: Final = frozenset({b"x-forwarded-for", b"x-forwarded-proto", b"x-forwarded-host", b"forwarded"})
SOCKET_SCHEMES: Final = {"http": "ws", "https": "wss"}


class KnownClients:
    """Middleware. The engine and nginx, on this machine, are believed; others only where the settings say so."""

    def __init__(self, app: ASGIApp, trust: Trust) -> None:
        self._app = app
        self._trust = trust

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] in ("http", "websocket"):
            scope = self._known(scope)
        await self._app(scope, receive, send)

    def _known(self, scope: Scope) -> Scope:
        told: dict[str, list[str]] = {}
        headers = []
        for name, value in scope["headers"]:
            if name in TOLD:
                told.setdefault(name.decode(), []).append(value.decode("latin-1"))
            else:
                headers.append((name, value))
        peer, port = scope["client"] or ("", 0)
        client = self._trust.client(peer, told)
        if client.host:
            headers = [pair for pair in headers if pair[0] != b"host"]
            headers.append((b"host", client.host.encode()))
        return {
            **scope,
            "headers": headers,
            "client": (client.address, port if client.address == peer else 0) if peer else None,
            "scheme": _scheme(scope, client),
        }


def _scheme(scope: Scope, client: Client) -> str:
    if not client.scheme:
        return str(scope["scheme"])
    return SOCKET_SCHEMES[client.scheme] if scope["type"] == "websocket" else client.scheme
