"""What the road is told once, made from the settings: sites, host mode, paths left out, versions of our scripts. Decides nothing."""

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import translate
from functools import cached_property
from typing import Final
from urllib.parse import urlsplit

from alongside.assets import Asset
from alongside.settings import Settings

DEFAULT_PORTS: Final = {"http": 80, "https": 443}
LOOPBACK: Final = re.compile(rb"(?:localhost|[a-z0-9.-]+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?")
LOOPBACK_NAMES: Final = ("localhost", "127.0.0.1", "[::1]")

VISITOR_SCRIPTS: Final = ("loader.js",)
SESSION_SCRIPTS: Final = ("head.js", "page.js")


@dataclass(frozen=True, kw_only=True)
class Site:
    """One name of a shop: scheme and authority, lower case, without a default port."""

    scheme: bytes
    authority: bytes

    @classmethod
    def of(cls, url: str) -> "Site":
        parts = urlsplit(url)
        host = parts.hostname or ""
        host = f"[{host}]" if ":" in host else host
        port = f":{parts.port}" if parts.port not in (None, DEFAULT_PORTS[parts.scheme]) else ""
        return cls(scheme=parts.scheme.encode(), authority=f"{host}{port}".encode())

    @cached_property
    def url(self) -> bytes:
        return self.scheme + b"://" + self.authority

    @property
    def is_trustworthy(self) -> bool:
        """Whether browsers keep Secure cookies for it: https, or this very machine."""
        return self.scheme == b"https" or LOOPBACK.fullmatch(self.authority) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """One of our scripts as pages refer to it."""

    name: str
    version: str
    digest: str
    """For CSP and `integrity`: `sha256-…`."""

    @classmethod
    def of(cls, asset: Asset) -> "Script":
        digest = base64.b64encode(hashlib.sha256(asset.body).digest()).decode()
        return cls(name=asset.name, version=asset.version, digest=f"sha256-{digest}")


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Everything that is the same for every request."""

    origin: Site
    public: Site
    live: bytes
    """The live host's public address, scheme and authority."""
    rewriting: bool
    """Whether the origin's name is replaced by the public one (host mode)."""
    aliases: Mapping[bytes, Site]
    """Other names of this machine under which the shop may be opened, by Host; empty when a public address was given."""
    left_out: re.Pattern[str]
    visitor: tuple[Script, ...]
    session: tuple[Script, ...]

    def public_for(self, host: bytes | None) -> Site:
        """The public site as this browser names it."""
        return self.aliases.get(host.lower(), self.public) if host else self.public

    def is_left_out(self, path: str) -> bool:
        return self.left_out.fullmatch(path) is not None


def is_rewriting(settings: Settings) -> bool:
    """Whether the origin's name is replaced by the public one: as told, else when they differ."""
    same = Site.of(settings.origin).authority == Site.of(settings.public_url).authority
    return settings.host_mode == "rewrite" or (settings.host_mode == "auto" and not same)


def make_rules(settings: Settings, assets: Mapping[str, Asset]) -> Rules:
    """`assets` holds loader.js, head.js and page.js."""
    origin, public = Site.of(settings.origin), Site.of(settings.public_url)
    return Rules(
        origin=origin,
        public=public,
        live=Site.of(settings.live_public_url).url,
        rewriting=is_rewriting(settings),
        aliases={} if settings.public else _loopback_names(public),
        left_out=_any_of(settings.leave_out),
        visitor=tuple(Script.of(assets[name]) for name in VISITOR_SCRIPTS),
        session=tuple(Script.of(assets[name]) for name in SESSION_SCRIPTS),
    )


def _loopback_names(public: Site) -> dict[bytes, Site]:
    """A shop that listens on this machine may be opened as localhost, 127.0.0.1 or [::1] alike."""
    if not LOOPBACK.fullmatch(public.authority):
        return {}
    port = urlsplit(public.url.decode()).port
    suffix = f":{port}" if port else ""
    names = [f"{name}{suffix}".encode() for name in LOOPBACK_NAMES]
    return {name: Site(scheme=public.scheme, authority=name) for name in names}


def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(translate(pattern) for pattern in patterns) or r"(?!)")
