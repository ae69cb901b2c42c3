"""`python -m proxy.edge print NAME` and `python -m proxy.edge run NAME`: an edge's configuration, shown or run under the supervisor."""

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import ssl
import sys
from pathlib import Path
from typing import Final

from alongside.child import Child
from alongside.peers import Trust
from alongside.settings import Settings, SettingsError, split_address
from injector.rules import Site, aliases_of, shop_hosts
from proxy.edge.guarding import Limits
from proxy.edge.nginx import Edge, make_live_host, make_site, make_whole

EDGES: Final = ("nginx",)
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
        authorities=settings.origin_ca
        or os.environ.get("SSL_CERT_FILE")
        or ssl.get_default_verify_paths().openssl_cafile,
        limits=Limits(connections=settings.address_connections, requests=settings.address_requests),
        access_log=settings.access_log,
    )


def print_configuration(settings: Settings) -> None:
    """For an nginx of the retailer's own: the engine and the live application listen where the settings say."""
    edge = make_edge(settings, ("80",), (settings.listen,), settings.live)
    print("# Alongside behind nginx: to be included in the http block.")
    print(
        f"# Start the rest with: alongside serve --edge none --listen {settings.listen} --live {settings.live}"
    )
    print("# That must believe this nginx about its clients: ALONGSIDE_TRUSTED_PROXIES=127.0.0.1")
    print(
        "# For TLS add to both servers: listen 443 ssl; http2 on; ssl_certificate …; ssl_certificate_key …;\n"
    )
    print(make_site(edge))
    print(make_live_host(edge))


async def run_nginx(child: Child) -> int:
    """nginx in the foreground until told to stop. Raises EdgeError when it cannot serve."""
    listen: str = child.part["listen"]
    binary = shutil.which("nginx", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin")
    if binary is None:
        raise EdgeError("no nginx is installed")
    _check_free(listen)
    folder = _write(child, listen)
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    child.stop_with_parent(stop.set)
    nginx = await asyncio.create_subprocess_exec(
        binary, "-p", folder, "-e", "stderr", "-c", f"{folder}/nginx.conf", start_new_session=True
    )
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, nginx.send_signal, signal.SIGUSR1)
    try:
        return await _keep(child, nginx, listen, stop)
    finally:
        await _end(nginx)


def _write(child: Child, listen: str) -> str:
    """The configuration, in the folder of this edge; where that is."""
    folder = Path(child.part["folder"]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    engines = tuple(child.part.get("engines") or [child.part["engine"]])
    edge = make_edge(child.settings, (listen,), engines, child.part["live"], child.part["passing_by"])
    (folder / "nginx.conf").write_text(make_whole(edge, str(folder)), encoding="utf-8")
    return str(folder)


async def _keep(child: Child, nginx: asyncio.subprocess.Process, listen: str, stop: asyncio.Event) -> int:
    ended, asked = asyncio.ensure_future(nginx.wait()), asyncio.ensure_future(stop.wait())
    try:
        async with asyncio.timeout(LISTENS_WITHIN):
            while not await _accepts(listen):
                if ended.done():
                    raise EdgeError(f"nginx ended with status {ended.result()}; its own words are above")
                await asyncio.sleep(ASK_AGAIN)
        child.announce_ready()
        await asyncio.wait([ended, asked], return_when=asyncio.FIRST_COMPLETED)
        return 0 if stop.is_set() else 1
    except TimeoutError:
        raise EdgeError(f"nginx did not listen on {listen} in time") from None
    finally:
        asked.cancel()


async def _accepts(listen: str) -> bool:
    host, port = split_address(listen)
    try:
        _, writer = await asyncio.open_connection(host, port)
    except OSError:
        return False
    writer.close()
    return True


async def _end(nginx: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        nginx.terminate()
    await nginx.wait()


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
        print_configuration(child.settings)
    except (EdgeError, SettingsError) as error:
        return child.fail(f"edge: {error}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
