"""The supervisor of `alongside serve`: store, live application, engine and edge, started in order, kept up, stopped in order.

It moves no traffic itself. What is decided about traffic is in injector/ and console/, which run in processes of their own.
"""

import asyncio
import logging
import os
import shutil
import signal
import socket
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path
from urllib.parse import urlsplit

from alongside.assets import BundlesMissingError, load_assets
from alongside.process import ChildProcess, StartError
from alongside.settings import Settings, SettingsError, split_address
from alongside.store import StoreError, open_store

ORIGIN_WITHIN = 5.0
"""Seconds that the origin may take to accept the first connection."""

RESTART_AFTER = 0.2
RESTART_AT_MOST = 5.0
"""Seconds before a process that died is started again, doubling up to the second value."""

LOGGING = ("engine", "edge")
"""Children that write the access log."""

log = logging.getLogger("alongside.serve")

Ready = Callable[[Settings], Awaitable[None]]


async def serve(settings: Settings, on_ready: Ready) -> None:
    """Run until SIGINT or SIGTERM. Raises SettingsError or StartError, with one clear line, when it cannot begin."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with AsyncExitStack() as stack:
        running = asyncio.ensure_future(_run(settings, on_ready, stack))
        await asyncio.wait([running, asyncio.ensure_future(stop.wait())], return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def _run(settings: Settings, on_ready: Ready, stack: AsyncExitStack) -> None:
    """Everything up, in order; what was started is left on `stack`. Returns only by raising or by being cancelled."""
    await check_beginning(settings)
    settings, store = await _with_store(settings, stack)
    writers: list[ChildProcess] = []
    stack.push_async_callback(_stop_all, writers)  # all at once, and before the store that they write to
    await _started(writers, _live(settings))
    await _start_road(settings, writers)
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, _reopen_logs, writers)
    await on_ready(settings)
    async with asyncio.TaskGroup() as keepers:
        for child in (*store, *writers):
            keepers.create_task(_keep_up(child))


async def check_beginning(settings: Settings) -> None:
    """Bundles, ports and origin. Raises SettingsError."""
    try:
        load_assets()
    except BundlesMissingError as error:
        raise SettingsError(str(error)) from error
    for option, address in (("--listen", settings.listen), ("--live", settings.live)):
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


def check_free(option: str, address: str) -> None:
    """Whether this process may listen there. Raises SettingsError."""
    host, port = split_address(address)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise SettingsError(f"{option} {address}: {error.strerror}") from error


async def _with_store(settings: Settings, stack: AsyncExitStack) -> tuple[Settings, list[ChildProcess]]:
    """The settings with a store's address in `redis`: the one given, or the embedded one's and its process."""
    if settings.redis:
        await _check_store(settings.redis)
        return settings, []
    store = ChildProcess(name="embedded store", module=["alongside.store"], settings=settings, part={})
    stack.push_async_callback(store.stop)
    return settings.with_store(await store.start()), [store]


async def _check_store(url: str) -> None:
    try:
        store = await open_store(url)
    except StoreError as error:
        raise SettingsError(f"store: {error}") from error
    await store.close()


def _live(settings: Settings) -> ChildProcess:
    return ChildProcess(
        name="live application",
        module=["console"],
        settings=settings,
        part={"listen": settings.live, "redis": settings.redis},
    )


async def _start_road(settings: Settings, started: list[ChildProcess]) -> None:
    """Engine alone, or engines behind nginx. With `auto`, an nginx that does not start is done without."""
    if find_edge(settings.edge):
        before = len(started)
        try:
            await _start_edge_road(settings, started)
        except StartError as error:
            if settings.edge == "nginx":
                raise
            log.warning("going on without an edge: nginx did not start: %s", error)
            await _stop_all(started[before:])
            del started[before:]
        else:
            return
    elif settings.edge == "nginx":
        raise SettingsError("--edge nginx: no nginx is installed")
    log.warning(
        "the engine takes the shop's traffic by itself: good for trying out; a shop in business has an edge before it"
    )
    if settings.workers > 1:
        log.warning("without an edge there is one engine; --workers %d needs nginx", settings.workers)
    await _started(started, _engine(settings, settings.listen))


def find_edge(choice: str) -> str | None:
    """Where nginx is, when it is wanted and installed."""
    return (
        None
        if choice == "none"
        else shutil.which("nginx", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin")
    )


async def _start_edge_road(settings: Settings, started: list[ChildProcess]) -> None:
    passing_by, *addresses = (f"127.0.0.1:{port}" for port in free_ports(1 + settings.workers))
    for address in addresses:
        await _started(started, _engine(settings, address, edge=True))
    edge = ChildProcess(
        name="edge",
        module=["proxy.edge", "run", "nginx"],
        settings=settings,
        part={
            "listen": settings.listen,
            "engines": addresses,
            "passing_by": passing_by,
            "live": settings.live,
            "folder": str(Path(settings.data) / "edge"),
        },
    )
    await _started(started, edge)


def _engine(settings: Settings, listen: str, *, edge: bool = False) -> ChildProcess:
    """Behind an edge of ours, or in its place."""
    return ChildProcess(
        name="engine",
        module=["proxy"],
        settings=settings,
        part={"listen": listen, "live": settings.live, "edge": edge},
    )


async def _started(started: list[ChildProcess], child: ChildProcess) -> None:
    """Start `child`; it is in `started` whether it comes up or not, so that it is stopped in any case."""
    started.append(child)
    await child.start()


def _reopen_logs(children: list[ChildProcess]) -> None:
    """Upon SIGUSR1, as logrotate sends it."""
    for child in children:
        if child.name in LOGGING:
            child.reopen_logs()


async def _stop_all(children: list[ChildProcess]) -> None:
    await asyncio.gather(*(child.stop() for child in children))


async def _keep_up(child: ChildProcess) -> None:
    """Start `child` again whenever it dies, for as long as this task lives."""
    pause = RESTART_AFTER
    while True:
        status = await child.wait()
        log.error("the %s ended with status %d; starting it again", child.name, status)
        await child.stop()
        await asyncio.sleep(pause)
        try:
            await child.start()
            pause = RESTART_AFTER
        except StartError as error:
            log.error("the %s did not start: %s", child.name, error)
            pause = min(pause * 2, RESTART_AT_MOST)


def free_ports(count: int) -> list[int]:
    """Loopback ports nobody listens on at this moment; held together while choosing, so that they differ."""
    with ExitStack() as held:
        return [_bound_port(held.enter_context(socket.socket())) for _ in range(count)]


def _bound_port(free: socket.socket) -> int:
    free.bind(("127.0.0.1", 0))
    port: int = free.getsockname()[1]
    return port
