"""`alongside check`: what would keep `serve` from working, found before a shopper finds it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from alongside.assets import BundlesMissingError, load_assets
from alongside.beginning import check_free, check_origin, find_edge
from alongside.certificates import check_certificates
from alongside.settings import Settings, SettingsError, check_addresses
from alongside.store import StoreError, open_store


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at: its name, whether it is as it should be, and what was seen."""

    what: str
    good: bool
    seen: str

    def __str__(self) -> str:
        return f"{'ok  ' if self.good else 'FAIL'}  {self.what:<9} {self.seen}"


async def examine(settings: Settings) -> list[Finding]:
    """Every finding for these settings; nothing is started or changed."""
    examinations: tuple[tuple[str, Callable[[Settings], Awaitable[str]]], ...] = (
        ("settings", _settings),
        ("bundles", _bundles),
        ("origin", _origin),
        ("listen", _listen),
        ("live", _live),
        ("store", _store),
        ("edge", _edge),
        ("tls", _tls),
        ("voice", _voice),
    )
    return [await _look(what, examination, settings) for what, examination in examinations]


async def _look(what: str, examination: Callable[[Settings], Awaitable[str]], settings: Settings) -> Finding:
    try:
        return Finding(what=what, good=True, seen=await examination(settings))
    except (SettingsError, StoreError, BundlesMissingError) as error:
        return Finding(what=what, good=False, seen=str(error))


async def _settings(settings: Settings) -> str:
    check_addresses(settings)
    return f"{', '.join(settings.public_urls)} (shop) and {settings.live_public_url} (live host)"


async def _bundles(_: Settings) -> str:
    return f"{len(load_assets())} files"


async def _origin(settings: Settings) -> str:
    check_addresses(settings)
    for host in settings.hosts:
        await check_origin(host.origin)
    return f"{', '.join(host.origin for host in settings.hosts)} accepts connections"


async def _listen(settings: Settings) -> str:
    check_free("--listen", settings.listen)
    if settings.redirect_http:
        check_free("--redirect-http", settings.redirect_http)
    return f"{settings.listen} is free"


async def _live(settings: Settings) -> str:
    check_free("--live", settings.live)
    return f"{settings.live} is free"


async def _store(settings: Settings) -> str:
    if not settings.redis:
        return f"embedded, in {settings.data}"
    store = await open_store(settings.redis)
    await store.close()
    return f"{settings.redis.rpartition('@')[2]} answers"


async def _edge(settings: Settings) -> str:
    if settings.edge == "own":
        return "one of your own: see `alongside edge`"
    path = await asyncio.to_thread(find_edge, settings.edge)
    if settings.edge == "nginx" and not path:
        raise SettingsError("--edge nginx: no nginx is installed")
    return path or "none: the engine takes all traffic, which is meant for trying out"


async def _tls(settings: Settings) -> str:
    if against := check_certificates(settings, datetime.now(UTC)):
        raise SettingsError("; ".join(against))
    names = [shown.name for shown in settings.shown]
    return f"certificates for {', '.join(names)}" if names else "none here: it ends before Alongside"


async def _voice(settings: Settings) -> str:
    voice = settings.voice
    if not voice.is_on(settings.live_public_url):
        return "off"
    return (
        "on" if voice.turn else "on without a TURN server: only people in the same network reach each other"
    )
