"""The engine: mitmproxy embedded through a bare Master, with the few addons that are needed."""

import asyncio
import gc
import logging
import os
import signal
from typing import Final
from urllib.parse import urlsplit

from mitmproxy import options
from mitmproxy.addons.proxyserver import Proxyserver
from mitmproxy.addons.tlsconfig import TlsConfig
from mitmproxy.exceptions import OptionsError
from mitmproxy.master import Master

from alongside.assets import BundlesMissingError, load_assets
from alongside.child import Child
from alongside.settings import Settings, SettingsError, split_address
from injector.rules import DEFAULT_PORTS, make_rules
from proxy.hooks import Hooks

GARBAGE_AFTER: Final = 50_000
"""Allocations between collections of the young: each request makes thousands of short-lived objects, and few cycles."""


ENGINE_OPTIONS: Final = {
    "connection_strategy": "lazy",
    "keep_host_header": True,
    "http2": False,
    "http3": False,
    "websocket": False,
    "rawtcp": True,
}
"""Upgraded connections are relayed as raw bytes; Host is injector/'s to decide; an edge speaks HTTP/2, the engine does not."""


class OriginTls(TlsConfig):
    """Verified TLS towards the origin; without the certificate authority that mitmproxy makes for interception."""

    def configure(self, updated: set[str]) -> None:
        """No certificate store: nothing is intercepted."""


class Startup:
    """Tells the supervisor whether the port is ours."""

    def __init__(self, child: Child, master: Master, server: Proxyserver) -> None:
        self._child = child
        self._master = master
        self._server = server
        self.status = 0

    def running(self) -> None:
        if self._server.listen_addrs():
            self._child.announce_ready()
            return
        causes = [instance.last_exception for instance in self._server.servers]
        self.status = self._child.fail(
            f"engine: cannot listen on {self._child.part['listen']}: {_reason(causes[0])}"
        )
        self._master.shutdown()  # type: ignore[no-untyped-call]  # mitmproxy's own is untyped


class OneLine(logging.Formatter):
    """Log records for people: one line each, never a traceback."""

    def formatException(self, ei: object) -> str:  # noqa: N802 - the base class names it
        return ""

    def format(self, record: logging.LogRecord) -> str:
        cause = f": {record.exc_info[1]!r}" if record.exc_info else ""
        record.exc_info, record.exc_text = None, None
        return " ".join((super().format(record) + cause).split())


async def run_engine(child: Child) -> int:
    """Serve until told to stop; the exit status."""
    settings = child.settings
    host, port = split_address(child.part["listen"])
    master = Master(options.Options(mode=[f"reverse:{settings.origin}".replace("https:", "http:")]))
    server = Proxyserver()  # type: ignore[no-untyped-call]  # mitmproxy's own is untyped
    startup = Startup(child, master, server)
    hooks = Hooks(make_rules(settings, load_assets()), origin_address(settings), child.part["live"])
    master.addons.add(server, OriginTls(), hooks, startup)  # type: ignore[no-untyped-call]  # mitmproxy's own is untyped
    master.options.update(**ENGINE_OPTIONS, listen_host=host, listen_port=port)  # type: ignore[no-untyped-call]  # mitmproxy's own is untyped
    _stop_on(master, child)
    gc.freeze()
    gc.set_threshold(GARBAGE_AFTER, 20, 20)
    await master.run()
    return startup.status


def origin_address(settings: Settings) -> tuple[str, int]:
    """Where the origin is connected to."""
    parts = urlsplit(settings.origin)
    return parts.hostname or "", parts.port or DEFAULT_PORTS[parts.scheme]


def start_logging() -> None:
    """Warnings to standard error; mitmproxy's notes on every connection are not made at all."""
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine("%(asctime)s %(name)s %(levelname)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])


def main() -> int:
    start_logging()
    child = Child()
    try:
        return asyncio.run(run_engine(child))
    except (SettingsError, BundlesMissingError, OptionsError) as error:
        return child.fail(f"engine: {error}")


def _stop_on(master: Master, child: Child) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, master.shutdown)
    child.stop_with_parent(master.shutdown)


def _reason(error: Exception | None) -> str:
    """The operating system's words, without mitmproxy's advice."""
    number = getattr(error, "errno", None)
    return os.strerror(number) if number else str(error).partition("\n")[0]
