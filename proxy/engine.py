"""The engine as a process: mitmproxy's Master, connection handling and HTTP layers, with nothing that the road does not need."""

import asyncio
import gc
import logging
import os
import signal
import socket
from typing import Final

from alongside.assets import BundlesMissingError, load_assets
from alongside.child import Change, ChangeError, Child
from alongside.settings import SettingsError, split_address
from injector.rules import Rules, make_rules
from proxy.access_log import AccessLog
from proxy.clerk import Clerk, Place
from proxy.connections import origin_tls
from proxy.hooks import Hooks
from proxy.listening import Leaving, Listener
from proxy.load import Load, raise_file_limit
from proxy.mitm import Engine
from proxy.numbers import Counter
from proxy.redirecting import Redirector
from proxy.telling import Teller
from proxy.tls import Certificates

GARBAGE_AFTER: Final = 50_000
"""Allocations between collections of the young: each request makes thousands of short-lived objects, and few cycles."""


log = logging.getLogger("alongside.engine")


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
    settings, leaving = child.settings, Leaving()
    teller = Teller(settings) if settings.facts.read and settings.redis else None
    rules = make_rules(settings, load_assets(), own_peers=child.part.get("edge", False))
    hooks = Hooks(rules, child.part["live"], teller)
    load, place = raise_file_limit(), take_place(settings.data)
    access = open_log(settings.access_log, place.worker if place else 0)
    counter = Counter(access, place.worker if place else 0)
    clerk = Clerk(counter, load, place, access)
    certificates = _certificates(child)
    listener = Listener(
        Engine(hooks, counter), rules.main.address, load, leaving, settings.origin_ca, certificates
    )
    clerk.start()
    _leave_on(leaving, child, certificates)
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, clerk.reopen)
    telling = asyncio.create_task(teller.run()) if teller else None
    gc.freeze()
    gc.set_threshold(GARBAGE_AFTER, 20, 20)
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    try:
        redirector = await _redirector(child, rules, load)

        def leave() -> None:
            hooks.leaving = True
            if redirector:
                redirector.leave()
            child.announce_leaving()

        await listener.serve(_place(child), child.announce_ready, leave)
        await listener.finish(settings.drain_seconds)
    except OSError as error:
        return child.fail(f"engine: cannot listen on {child.part['listen']}: {os.strerror(error.errno or 0)}")
    finally:
        if telling:
            telling.cancel()
            await asyncio.wait([telling])
        clerk.stop()
    return 0


def take_place(data: str) -> Place | None:
    """This engine's number; without one it counts for nobody, and the shop goes on."""
    try:
        return Place(data)
    except OSError as error:
        log.warning("nothing will be counted: %s", error)
        return None


def open_log(path: str, worker: int) -> AccessLog | None:
    """The access log, where there is to be one. Raises SettingsError."""
    if not path:
        return None
    access = AccessLog(path, worker)
    try:
        access.open()
    except OSError as error:
        raise SettingsError(f"access_log {path}: {os.strerror(error.errno or 0)}") from error
    return access


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
    except (SettingsError, BundlesMissingError) as error:
        return child.fail(f"engine: {error}")


def _place(child: Child) -> tuple[str, int] | socket.socket:
    """The supervisor's listening socket, which other engines have, too, or an address of our own."""
    if "socket" in child.part:
        return socket.socket(fileno=child.part["socket"])
    return split_address(child.part["listen"])


def _certificates(child: Child) -> Certificates | None:
    """Where no edge ends TLS. Raises SettingsError."""
    if child.part.get("edge", False) or not child.settings.certificates:
        return None
    try:
        return Certificates(child.settings)
    except OSError as error:
        raise SettingsError(f"a certificate cannot be used: {error}") from error


async def _redirector(child: Child, rules: Rules, load: Load) -> Redirector | None:
    """For plain HTTP, where the supervisor listens for it."""
    if "redirect" not in child.part:
        return None
    redirector = Redirector(rules, split_address(child.part["listen"])[1], load)
    await redirector.begin(socket.socket(fileno=child.part["redirect"]))
    return redirector


def _leave_on(leaving: Leaving, child: Child, certificates: Certificates | None) -> None:
    async def renew(change: Change) -> None:
        """The files that the settings name are read anew."""
        try:
            if certificates:
                certificates.renew(change.settings)
        except OSError as error:
            raise ChangeError(f"a certificate cannot be used: {error}") from error
        origin_tls.cache_clear()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, leaving.ask)
    child.stop_with_parent(leaving.insist, renew)
