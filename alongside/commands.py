"""What each command of the command line does. Reading options is __main__.py's work, running processes serve.py's."""

import argparse
import asyncio
import logging
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import msgspec

from alongside import accounts, doctor
from alongside.beginning import free_ports
from alongside.certificates import check_certificates
from alongside.process import StartError
from alongside.serve import serve
from alongside.settings import Settings, SettingsError, check_addresses
from alongside.store import Store, open_store
from alongside.store.embedded import attach_or_start

DEMO_REP = "demo@alongside.example"
DEMO_BASKET = '.sum [data-test="total"]'
"""Where the demo shop says what the basket comes to."""
DEMO_SHOP_WITHIN = 15.0
"""Seconds the demo shop may take to start."""

log = logging.getLogger("alongside.serve")


def serve_shop(settings: Settings, options: argparse.Namespace) -> int:
    """`alongside serve`: until a signal; 0 when it was ready and stopped in order."""
    _check(settings)
    return 0 if asyncio.run(serve(settings, _say_ready, lambda: _read_again(options))) else 1


def _read_again(options: argparse.Namespace) -> Settings:
    settings: Settings = options.read(options)
    _check(settings)
    return settings


def _check(settings: Settings) -> None:
    """Addresses, and the files that are shown to browsers. Raises SettingsError."""
    check_addresses(settings)
    for line in check_certificates(settings, datetime.now(UTC)):
        log.warning("%s", line)


def serve_demo(settings: Settings, _: argparse.Namespace) -> int:
    """`alongside demo`: the demo shop behind everything, with a rep who is signed in by a link."""
    origin = settings.origin or f"http://127.0.0.1:{free_ports(1)[0]}"
    settings = msgspec.structs.replace(settings, origin=origin)
    if not settings.facts.basket_value:
        facts = msgspec.structs.replace(settings.facts, basket_value=DEMO_BASKET)
        settings = msgspec.structs.replace(settings, facts=facts)
    _check(settings)
    if settings.data == "data":
        settings = msgspec.structs.replace(settings, data=str(Path("data") / "demo"))
    asyncio.run(_demo(settings))
    return 0


def check(settings: Settings, options: argparse.Namespace) -> int:
    """`alongside check`: one line for each finding; 2 when something would keep `serve` from working. With URLs: those pages."""
    if options.urls:
        from alongside.check.command import check_pages  # what it needs is loaded for nothing else

        return check_pages(settings, options)
    findings = asyncio.run(doctor.examine(settings))
    for finding in findings:
        print(finding)
    return 0 if all(finding.good for finding in findings) else 2


def print_edge(settings: Settings, options: argparse.Namespace) -> int:
    """`alongside edge NAME`: the configuration on standard output."""
    _check(settings)
    environment = {**os.environ, "ALONGSIDE_SETTINGS": msgspec.json.encode(settings).decode()}
    return subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", "proxy.edge", "print", options.name], env=environment, check=False
    ).returncode


def add_rep(settings: Settings, options: argparse.Namespace) -> int:
    """`alongside rep add`: the password is one line of standard input."""
    password = sys.stdin.readline().rstrip("\r\n")

    async def add(store: Store) -> None:
        await accounts.add_rep(store, options.email, options.role, password, name=options.name)

    try:
        _with_store(settings, add)
    except accounts.AccountError as error:
        raise SettingsError(str(error)) from error
    print(f"{options.email} can sign in at {settings.live_public_url}/desk")
    return 0


def add_token(settings: Settings, options: argparse.Namespace) -> int:
    """`alongside token add`: the token on standard output, this one time."""

    async def add(store: Store) -> None:
        print(await accounts.add_token(store, options.name, options.role))

    try:
        _with_store(settings, add)
    except accounts.AccountError as error:
        raise SettingsError(str(error)) from error
    return 0


def _with_store(settings: Settings, act: Callable[[Store], Awaitable[None]]) -> None:
    """`act` on the store in use: the one of --redis, the running embedded one, or the embedded one for this moment."""

    async def run(url: str) -> None:
        store = await open_store(url)
        try:
            await act(store)
        finally:
            await store.close()

    if settings.redis:
        asyncio.run(run(settings.redis))
        return
    with attach_or_start(Path(settings.data)) as url:
        asyncio.run(run(url))


async def _say_ready(settings: Settings) -> None:
    print(f"shop  {settings.public_url}/", flush=True)
    print(f"desk  {settings.live_public_url}/desk", flush=True)


async def _demo(settings: Settings) -> None:
    shop = await _start_demo_shop(settings)
    try:
        await serve(settings, _say_demo_ready, lambda: settings)
    finally:
        if shop.returncode is None:
            shop.terminate()
        await shop.wait()


async def _start_demo_shop(settings: Settings) -> asyncio.subprocess.Process:
    """The demo shop as a process of its own. Raises StartError when it does not serve."""
    port = settings.origin.rpartition(":")[2]
    module = "alongside.demo" if find_spec("alongside.demo") else "demo"
    shop = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, "--port", port, start_new_session=True
    )
    loop = asyncio.get_running_loop()
    deadline = loop.time() + DEMO_SHOP_WITHIN
    while shop.returncode is None and loop.time() < deadline:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", int(port))
        except OSError:
            await asyncio.sleep(0.05)
        else:
            writer.close()
            return shop
    if shop.returncode is None:
        shop.kill()
    raise StartError("the demo shop did not start")


async def _say_demo_ready(settings: Settings) -> None:
    store = await open_store(settings.redis)
    try:
        await accounts.add_rep(store, DEMO_REP, "admin", os.urandom(24).hex(), name="Mika")
        key = await accounts.sign_in_key(store, DEMO_REP)
    finally:
        await store.close()
    live = settings.live_public_url
    print(
        f"""
  The demo shop        {settings.public_url}/
  The reps' desk       {live}/desk
  Signed in as a rep   {live}/desk#key={key}

  Open the shop, press "Live help", and open the last link in a second window. Ctrl-C stops everything.
""",
        flush=True,
    )
