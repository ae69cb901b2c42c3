"""What has to be so before anything is started: bundles, addresses, origin, store, edge."""

import asyncio
import os
import shutil
import socket
from contextlib import ExitStack
from typing import Final
from urllib.parse import urlsplit

from alongside.assets import BundlesMissingError, load_assets
from alongside.settings import Settings, SettingsError, split_address
from alongside.store import StoreError, open_store

ORIGIN_WITHIN: Final = 5.0
"""Seconds that the origin may take to accept the first connection."""

BACKLOG: Final = 1024
"""Connections that wait to be accepted."""


async def check_beginning(settings: Settings) -> None:
    """Bundles, addresses and origin. Raises SettingsError."""
    try:
        load_assets()
    except BundlesMissingError as error:
        raise SettingsError(str(error)) from error
    for option, address in (
        ("--listen", settings.listen),
        ("--live", settings.live),
        *((("--redirect-http", settings.redirect_http),) if settings.redirect_http else ()),
    ):
        check_free(option, address)
    for host in settings.hosts:
        await check_origin(host.origin)


async def check_origin(origin: str) -> None:
    """One connection to the origin. Raises SettingsError when none is accepted in time."""
    parts = urlsplit(origin)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        _, writer = await asyncio.wait_for(asyncio.open_connection(parts.hostname, port), ORIGIN_WITHIN)
    except OSError as error:  # a timeout is one, too
        raise SettingsError(
            f"origin {origin} cannot be reached: {error.strerror or 'no answer in time'}"
        ) from error
    writer.close()


async def check_store(url: str) -> None:
    """One command to the store. Raises SettingsError."""
    try:
        store = await open_store(url)
    except StoreError as error:
        raise SettingsError(f"store: {error}") from error
    await store.close()


def check_free(option: str, address: str) -> None:
    """Whether this process may listen there. Raises SettingsError."""
    _bound(option, address).close()


def listen_on(option: str, address: str) -> socket.socket:
    """A socket that listens, to be handed on to processes that accept: with one queue between them no connection is lost
    when one of them goes. Raises SettingsError."""
    listener = _bound(option, address)
    listener.listen(BACKLOG)
    return listener


def reserve(option: str, address: str) -> socket.socket:
    """A socket that keeps the address and never listens: processes share the address by SO_REUSEPORT, and with none of them up
    connections are refused at once. Raises SettingsError."""
    return _bound(option, address, shared=True)


def _bound(option: str, address: str, *, shared: bool = False) -> socket.socket:
    host, port = split_address(address)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if shared:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise SettingsError(f"{option} {address}: {error.strerror}") from error
    return listener


def find_edge(choice: str) -> str | None:
    """Where nginx is, when it is wanted and installed."""
    return (
        None
        if choice in ("none", "own")
        else shutil.which("nginx", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin")
    )


def free_ports(count: int) -> list[int]:
    """Loopback ports nobody listens on at this moment; held together while choosing, so that they differ."""
    with ExitStack() as held:
        return [_bound_port(held.enter_context(socket.socket())) for _ in range(count)]


def _bound_port(free: socket.socket) -> int:
    free.bind(("127.0.0.1", 0))
    port: int = free.getsockname()[1]
    return port
