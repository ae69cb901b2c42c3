"""`python -m console`: one worker of the live application, started by the supervisor (alongside/child.py).

Its part: {"listen": "host:port", "redis": url, "shared": whether others may listen there, too}. Without `redis` it runs the embedded store
of the data folder itself.
"""

import asyncio
import logging
import signal
import socket
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import uvicorn

from alongside.assets import BundlesMissingError, load_assets
from alongside.child import Child
from alongside.settings import SettingsError, split_address
from alongside.store import StoreError, open_store
from alongside.store.embedded import EmbeddedValkeyError, attach_or_start
from console.app import make_app, make_live
from console.live import Live
from console.rare_lines import RareLines

MAX_SOCKET_FRAME: Final = 16 * 1024 * 1024
"""Above the wire's bound, so that a frame that is a little too long gets the wire's own close code."""
BACKLOG: Final = 1024
ACCEPT_REST: Final = 0.05
"""Seconds in which the connections that wait to be accepted are."""


class Server(uvicorn.Server):
    """Announces that connections are accepted, and lets go of long streams when it stops."""

    def __init__(self, config: uvicorn.Config, child: Child, live: Live) -> None:
        super().__init__(config)
        self._child = child
        self._live = live

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to accept."""
        await super().startup(sockets)
        self._child.announce_ready()
        self._child.stop_with_parent(self._stop)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop in order."""
        for listener in sockets or ():
            listener.listen(0)  # whoever comes now goes to the process that shares the address
        await asyncio.sleep(ACCEPT_REST)
        self._live.queue.stop()
        self._live.events.stop()
        await super().shutdown(sockets)

    def _stop(self) -> None:
        self.should_exit = True


def main() -> int:
    """Serve until told to stop; the exit status."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s: %(message)s", stream=sys.stderr)
    for handler in logging.getLogger().handlers:
        handler.addFilter(RareLines())
    signal.signal(signal.SIGTERM, lambda *_: None)  # uvicorn stops in order upon it, then raises it once more
    child = Child()
    with ExitStack() as stack:
        try:
            address = child.part.get("listen") or child.settings.live
            listener = stack.enter_context(_listen(address, shared=child.part.get("shared", False)))
            url = child.part.get("redis") or child.settings.redis
            if not url:
                url = stack.enter_context(attach_or_start(Path(child.settings.data)))
            asyncio.run(_serve(child, url, listener))
        except (EmbeddedValkeyError, StoreError, SettingsError, BundlesMissingError) as error:
            return child.fail(str(error))
        except KeyboardInterrupt:
            return 0
    return 0


async def _serve(child: Child, url: str, listener: socket.socket) -> None:
    store = await open_store(url, child.settings.facts.telling)
    try:
        live = make_live(child.settings, store, load_assets())
        config = uvicorn.Config(
            make_app(live),
            log_config=None,
            log_level="warning",
            access_log=False,
            ws="websockets-sansio",
            ws_max_size=MAX_SOCKET_FRAME,
            ws_per_message_deflate=False,
            timeout_graceful_shutdown=child.settings.drain_seconds,
            backlog=BACKLOG,
            server_header=False,
            proxy_headers=False,  # clients.py reads them
        )
        await Server(config, child, live).serve(sockets=[listener])
    finally:
        await store.close()


def _listen(address: str, *, shared: bool) -> socket.socket:
    """A listening socket. Raises SettingsError when there is none to be had."""
    host, port = split_address(address)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if shared:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise SettingsError(f"{address}: {error.strerror}") from error
    return listener


if __name__ == "__main__":
    sys.exit(main())
