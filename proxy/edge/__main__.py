"""`python -m proxy.edge print NAME` and `python -m proxy.edge run NAME`: an edge's configuration, shown or run under the supervisor."""

import asyncio
import os
import shutil
import signal
import socket
import ssl
import sys
from pathlib import Path
from typing import Any, Final

from alongside.child import Change, ChangeError, Child
from alongside.peers import Trust
from alongside.settings import Settings, SettingsError, split_address
from injector.rules import Site, aliases_of, shop_hosts
from proxy.edge.cloudflare import make_cloudflare
from proxy.edge.edge import Edge
from proxy.edge.guarding import Limits
from proxy.edge.haproxy import make_haproxy
from proxy.edge.haproxy_tls import to_link
from proxy.edge.nginx import make_live_host, make_site, make_whole
from proxy.edge.running import Nginx
from proxy.edge.tls import Tls

EDGES: Final = ("nginx", "haproxy", "cloudflare")
LISTENS_WITHIN: Final = 10.0
"""Seconds that nginx may take to listen; it takes a tenth of one."""

PASSING_BY: Final = "127.0.0.1:8079"
"""Where a printed configuration answers in the engines' stead."""

ASK_AGAIN: Final = 0.02


class EdgeError(Exception):
    """The edge cannot serve; the text is one clear line."""


def make_edge(
    settings: Settings,
    listen: tuple[str, ...],
    engines: tuple[str, ...],
    live: str,
    passing_by: str = PASSING_BY,
    tls: Tls | None = None,
) -> Edge:
    return Edge(
        listen=listen,
        hosts=shop_hosts(settings),
        aliases=aliases_of(settings),
        live_public=Site.of(settings.live_public_url),
        engines=engines,
        passing_by=passing_by,
        live=live,
        trusted=tuple(str(network) for network in Trust(settings.trusted_proxies).networks),
        authorities=_authorities(settings),
        limits=Limits(connections=settings.address_connections, requests=settings.address_requests),
        access_log=settings.access_log,
        secret=settings.edge_secret,
        tls=tls,
    )


def make_tls(settings: Settings, port: int, redirect: tuple[str, ...]) -> Tls | None:
    """`port`: where https is listened on."""
    if not settings.certificates:
        return None
    return Tls(
        shown=settings.certificates,
        live=settings.live_shown,
        minimum=settings.tls_minimum,
        redirect=redirect,
        port=port,
    )


def _authorities(settings: Settings) -> str:
    """nginx would look for a file that is not named wholly beside its configuration."""
    if settings.origin_ca:
        return str(Path(settings.origin_ca).resolve())
    return os.environ.get("SSL_CERT_FILE") or ssl.get_default_verify_paths().openssl_cafile


def print_configuration(settings: Settings, name: str) -> None:
    """For an edge of the retailer's own: the engine and the live application listen where the settings say."""
    {"nginx": _print_nginx, "haproxy": _print_haproxy, "cloudflare": _print_cloudflare}[name](settings)


def _print_cloudflare(settings: Settings) -> None:
    if not (settings.road_public and settings.edge_secret):
        raise EdgeError(
            "cloudflare needs road_public, where it reaches Alongside, and edge_secret, by which that believes it"
        )
    edge = make_edge(settings, (), (settings.listen,), settings.live)
    print(make_cloudflare(edge, settings.road_public.rstrip("/")), end="")


def _print_haproxy(settings: Settings) -> None:
    edge = _own_edge(settings)
    print("# Alongside behind HAProxy 2.6 or newer: the whole configuration.")
    _print_directions(settings, edge, "HAProxy")
    for key, place in to_link(edge.tls) if edge.tls else ():
        print(f"# HAProxy looks for a key beside its certificate: ln -s '{key}' '{place}'")
    print()
    print(make_haproxy(edge, user="haproxy"), end="")


def _print_nginx(settings: Settings) -> None:
    edge = _own_edge(settings)
    print("# Alongside behind nginx: to be included in the http block.")
    _print_directions(settings, edge, "nginx")
    print()
    print(make_site(edge))
    print(make_live_host(edge))


def _own_edge(settings: Settings) -> Edge:
    """At the usual ports."""
    tls = make_tls(settings, 443, _redirect(settings) or ("80",))
    return make_edge(settings, ("443" if tls else "80",), (settings.listen,), settings.live, tls=tls)


def _print_directions(settings: Settings, edge: Edge, name: str) -> None:
    print(
        f"# Start the rest with: alongside serve --edge own --listen {settings.listen} --live {settings.live}"
    )
    print(f"# Where this {name} runs on another machine, its address belongs into trusted_proxies.")
    if not edge.tls:
        print("# For TLS give certificate and certificate_key, and print it again.")


async def run_nginx(child: Child) -> int:
    """nginx in the foreground until told to stop. Raises EdgeError when it cannot serve."""
    listen: str = child.part["listen"]
    binary = shutil.which("nginx", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin")
    if binary is None:
        raise EdgeError("no nginx is installed")
    for address in (listen, *_redirect(child.settings)):
        _check_free(address)
    folder = _folder(child.part["folder"])
    _write(folder / "nginx.conf", folder, child.settings, child.part)
    asked, orphaned = asyncio.Event(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, asked.set)
    nginx = Nginx(binary, folder, child.settings.drain_seconds)
    child.stop_with_parent(orphaned.set, lambda change: _change(nginx, change))
    await nginx.start()
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, nginx.reopen_logs)
    try:
        await _listening(nginx, listen)
        child.announce_ready()
        return await _keep(child, nginx, asked, orphaned)
    finally:
        await nginx.end()


def _folder(path: str) -> Path:
    folder = Path(path).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _write(path: Path, folder: Path, settings: Settings, part: dict[str, Any]) -> None:
    """The configuration of this edge, which keeps everything in `folder`."""
    engines = tuple(part.get("engines") or [part["engine"]])
    listen = part["listen"]
    tls = make_tls(settings, split_address(listen)[1], _redirect(settings))
    edge = make_edge(settings, (listen,), engines, part["live"], part["passing_by"], tls)
    path.write_text(make_whole(edge, str(folder)), encoding="utf-8")


def _redirect(settings: Settings) -> tuple[str, ...]:
    return (settings.redirect_http,) if settings.redirect_http else ()


async def _change(nginx: Nginx, change: Change) -> None:
    """Other settings, once nginx itself says that it can use them. Connections stay."""
    fresh = nginx.folder / "nginx.new.conf"
    _write(fresh, nginx.folder, change.settings, change.part)
    if trouble := await nginx.trouble_with(fresh):
        raise ChangeError(f"nginx does not take it: {trouble}")
    fresh.replace(nginx.configuration)
    nginx.drain_seconds = change.settings.drain_seconds
    await nginx.reload()


async def _listening(nginx: Nginx, listen: str) -> None:
    """Until it accepts. Raises EdgeError when it ends instead, or takes too long."""
    try:
        async with asyncio.timeout(LISTENS_WITHIN):
            while not await _accepts(listen):
                if (status := nginx.status) is not None:
                    raise EdgeError(f"nginx ended with status {status}; its own words are above")
                await asyncio.sleep(ASK_AGAIN)
    except TimeoutError:
        raise EdgeError(f"nginx did not listen on {listen} in time") from None


async def _keep(child: Child, nginx: Nginx, asked: asyncio.Event, orphaned: asyncio.Event) -> int:
    """Until nginx has ended: by itself (1), or as asked, with what it had begun."""
    ended = asyncio.ensure_future(nginx.wait())
    waits = [asyncio.ensure_future(event.wait()) for event in (asked, orphaned)]
    try:
        await asyncio.wait([ended, *waits], return_when=asyncio.FIRST_COMPLETED)
        if not (asked.is_set() or orphaned.is_set()):
            return 1
        if not orphaned.is_set():
            await nginx.leave()
            child.announce_leaving()
            await asyncio.wait(
                [ended, waits[1]], timeout=nginx.drain_seconds, return_when=asyncio.FIRST_COMPLETED
            )
        return 0
    finally:
        for each in waits:
            each.cancel()


async def _accepts(listen: str) -> bool:
    host, port = split_address(listen)
    try:
        _, writer = await asyncio.open_connection(host, port)
    except OSError:
        return False
    writer.close()
    return True


def _check_free(listen: str) -> None:
    """nginx itself would try for seconds and then speak of its own."""
    host, port = split_address(listen)
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise EdgeError(f"cannot listen on {listen}: {os.strerror(error.errno or 0)}") from error


def main(arguments: list[str]) -> int:
    child = Child()
    if len(arguments) != 2 or arguments[0] not in ("print", "run"):
        return child.fail("usage: python -m proxy.edge print|run NAME")
    verb, name = arguments
    if name not in EDGES:
        return child.fail(
            f"no configuration for an edge named {name!r}; there is one for: {', '.join(EDGES)}"
        )
    try:
        if verb == "run":
            return asyncio.run(run_nginx(child))
        print_configuration(child.settings, name)
    except (EdgeError, SettingsError) as error:
        return child.fail(f"edge: {error}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
