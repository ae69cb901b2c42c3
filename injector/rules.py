"""What the road is told once, made from the settings: hosts, paths left out, versions of our scripts. Decides only whose a request is."""

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fnmatch import translate
from functools import cached_property, lru_cache
from hmac import compare_digest
from typing import Final
from urllib.parse import urlsplit

from alongside.assets import Asset
from alongside.hosts import DEFAULT_PORTS, Host, authority_of, is_rewritten
from alongside.peers import Trust
from alongside.settings import Settings, split_address

LOOPBACK: Final = re.compile(rb"(?:localhost|[a-z0-9.-]+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?")
ADDRESS: Final = re.compile(rb"(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\])(?::\d+)?")
ANY_ADDRESS: Final = ("0.0.0.0", "::")  # noqa: S104 - what is listened on, not by us
MOST_ALIASES: Final = 64
"""Names of this machine that are remembered; any number may be asked for."""

VISITOR_SCRIPTS: Final = ("loader.js",)
SESSION_SCRIPTS: Final = ("head.js", "page.js")


@dataclass(frozen=True, kw_only=True)
class Site:
    """One name of a shop: scheme and authority, lower case, without a default port."""

    scheme: bytes
    authority: bytes

    @classmethod
    def of(cls, url: str) -> "Site":
        return cls(scheme=urlsplit(url).scheme.encode(), authority=authority_of(url).encode())

    @cached_property
    def url(self) -> bytes:
        return self.scheme + b"://" + self.authority

    @cached_property
    def name(self) -> bytes:
        """Without the port."""
        return re.sub(rb":\d+$", b"", self.authority)

    @property
    def is_bare(self) -> bool:
        """An address of another machine, without TLS: somebody tries the shop in their network, where browsers keep no Secure cookies."""
        is_address = ADDRESS.fullmatch(self.authority) is not None
        return self.scheme == b"http" and is_address and LOOPBACK.fullmatch(self.authority) is None


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
class ShopHost:
    """One public host of the shop, and where it is fetched from."""

    public: Site
    origin: Site
    rewriting: bool
    """Whether origins' names are replaced by public ones here (host mode)."""
    pairs: tuple[tuple[Site, Site], ...] = ()
    """Origin and public site of every host whose name is replaced, this one among them; none where hosts are kept."""

    @cached_property
    def address(self) -> tuple[str, int]:
        """Where the origin is connected to."""
        parts = urlsplit(self.origin.url.decode())
        return parts.hostname or "", parts.port or DEFAULT_PORTS[parts.scheme]


@dataclass(frozen=True, kw_only=True)
class Aliases:
    """Other Hosts that mean the main host."""

    pattern: str
    """In lower case, of the whole Host."""
    named: bool
    """What the browser calls the shop counts as its public name, for nobody has said another one."""

    @cached_property
    def compiled(self) -> re.Pattern[bytes]:
        return re.compile(self.pattern.encode())


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Everything that is the same for every request."""

    hosts: tuple[ShopHost, ...]
    """The main one first."""
    by_name: Mapping[bytes, ShopHost]
    """By each form of its name that a Host can have."""
    aliases: Aliases
    live: bytes
    """The live host's public address, scheme and authority."""
    left_out: re.Pattern[str]
    visitor: tuple[Script, ...]
    session: tuple[Script, ...]
    trust: Trust
    """Whose word about the client is taken."""
    edge_secret: bytes = b""
    """What else makes a peer one that is believed."""
    desk: ShopHost | None = None
    """The live host, where it is served beside the shop; the live application answers for it."""

    @property
    def main(self) -> ShopHost:
        return self.hosts[0]

    def host_for(self, name: bytes | None) -> ShopHost | None:
        """The host that a request means by its Host; a client of HTTP/1.0 that names none means the main one. None: none of ours."""
        if name is None:
            return self.main
        name = name.lower()
        return self.by_name.get(name) or self._alias(name)

    def secure_url(self, name: bytes, port: int) -> bytes | None:
        """Where somebody who came by plain HTTP and this Host finds the same in https, listened on at `port`; None: none of ours."""
        bare = re.sub(rb":\d+$", b"", name.lower())
        served = [*self.hosts, *([self.desk] if self.desk else [])]
        public = next((host.public for host in served if host.public.name == bare), None)
        if public:
            return public.url
        if not self.aliases.compiled.fullmatch(bare):
            return None
        if not self.aliases.named:
            return self.main.public.url
        return b"https://" + (bare if port == DEFAULT_PORTS["https"] else b"%s:%d" % (bare, port))

    def _alias(self, name: bytes) -> ShopHost | None:
        if not self.aliases.compiled.fullmatch(name):
            return None
        return _under(self.main, name) if self.aliases.named else self.main

    def is_edge_secret(self, told: bytes | None) -> bool:
        """Whether it is what an edge far away says."""
        return told is not None and self.edge_secret != b"" and compare_digest(told, self.edge_secret)

    def is_left_out(self, path: str) -> bool:
        return self.left_out.fullmatch(path) is not None


def make_rules(settings: Settings, assets: Mapping[str, Asset], *, own_peers: bool = False) -> Rules:
    """`assets` holds loader.js, head.js and page.js. `own_peers`: who connects from this machine is the edge."""
    hosts = shop_hosts(settings)
    desk = _desk(settings)
    served = (*hosts, *((desk,) if desk else ()))
    return Rules(
        hosts=hosts,
        desk=desk,
        by_name={name: host for host in served for name in host_names_of(host.public)},
        aliases=aliases_of(settings),
        live=Site.of(settings.live_public_url).url,
        left_out=_any_of(settings.leave_out),
        visitor=tuple(Script.of(assets[name]) for name in VISITOR_SCRIPTS),
        session=tuple(Script.of(assets[name]) for name in SESSION_SCRIPTS),
        trust=Trust(settings.trusted_proxies, own=own_peers),
        edge_secret=settings.edge_secret.encode(),
    )


def shop_hosts(settings: Settings) -> tuple[ShopHost, ...]:
    """The hosts of these settings, the main one first."""
    hosts = [_shop_host(host, settings) for host in settings.hosts]
    pairs = tuple((host.origin, host.public) for host in hosts if host.rewriting)
    return tuple(replace(host, pairs=pairs if host.rewriting else ()) for host in hosts)


def host_names_of(public: Site) -> tuple[bytes, ...]:
    """What a Host can say for a site: with the scheme's own port or without."""
    is_default = public.name == public.authority
    port = DEFAULT_PORTS[public.scheme.decode()]
    return (public.authority, b"%s:%d" % (public.name, port)) if is_default else (public.authority,)


def aliases_of(settings: Settings) -> Aliases:
    """Hosts by which a shop on this machine may be opened besides: every name of the machine, with whatever port leads here. Where nobody
    has said what the shop is called and it listens on every address, each of them, too."""
    named = not settings.public and not settings.host
    if len(settings.hosts) > 1 or not LOOPBACK.fullmatch(Site.of(settings.public_url).authority):
        return Aliases(pattern=f"{_own(settings)}(?::\\d+)?" if named else "(?!)", named=named)
    patterns = [LOOPBACK.pattern.decode()]
    if named and split_address(settings.listen)[0] in ANY_ADDRESS:
        patterns.append(ADDRESS.pattern.decode())
    return Aliases(pattern="|".join(patterns), named=named)


def _own(settings: Settings) -> str:
    """The name of where the shop listens."""
    return re.escape(Site.of(settings.public_url).name.decode())


def _desk(settings: Settings) -> ShopHost | None:
    site = Site.of(settings.live_public_url)
    return ShopHost(public=site, origin=site, rewriting=False) if settings.live_shown else None


def _shop_host(host: Host, settings: Settings) -> ShopHost:
    return ShopHost(
        public=Site.of(host.public),
        origin=Site.of(host.origin),
        rewriting=is_rewritten(host, settings.host_mode),
    )


@lru_cache(maxsize=MOST_ALIASES)
def _under(main: ShopHost, name: bytes) -> ShopHost:
    """The host as this browser names it."""
    public = Site(scheme=main.public.scheme, authority=name)
    pairs = tuple((origin, public if site == main.public else site) for origin, site in main.pairs)
    return replace(main, public=public, pairs=pairs)


def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(translate(pattern) for pattern in patterns) or r"(?!)")
