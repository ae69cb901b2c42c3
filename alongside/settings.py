"""One frozen Settings, read once from the command line, the environment and alongside.toml, and passed in everywhere.

Precedence: command line, then `ALONGSIDE_…`, then the file, then the defaults. Starting processes is serve.py's work.
"""

import os
import re
import ssl
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit

import msgspec
from cssselect import HTMLTranslator, SelectorError

from alongside.arrangements import Arrangements
from alongside.asking import AskLimits, AskRule
from alongside.facts.settings import FactSettings
from alongside.hosts import (
    Host,
    HostMode,
    HostsError,
    check_cookie_domain,
    check_hosts,
    check_url,
    cookie_domains,
)
from alongside.hours import Hours
from alongside.peers import Trust
from alongside.routing import Assign
from alongside.secure import Shown, TlsMinimum, check_fit, check_keys, complete
from alongside.selectors import is_selector
from alongside.voice import Voice

_SITE: Final = re.compile(r"https?://(\*\.)?[A-Za-z0-9.-]+(:[0-9]{1,5})?")
"""A source of a content security policy; nothing else may get into the header."""

_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{32,128}")

EdgeChoice = Literal["auto", "nginx", "own", "none"]
Guide = Literal["go", "ask"]


class SettingsError(Exception):
    """A setting that cannot be used; the text is one clear line for standard error."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that `alongside serve` can be told. Field docs are in docs/settings.md, which a test holds complete."""

    origin: str = ""
    origin_ca: str = ""
    listen: str = "127.0.0.1:8080"
    live: str = "127.0.0.1:8081"
    public: str = ""
    live_public: str = ""
    certificate: str = ""
    certificate_key: str = ""
    live_certificate: str = ""
    live_certificate_key: str = ""
    tls_minimum: TlsMinimum = "1.2"
    redirect_http: str = ""
    redis: str = ""
    data: str = "data"
    workers: Annotated[int, msgspec.Meta(ge=1, le=64)] = 1
    edge: EdgeChoice = "auto"
    access_log: str = ""
    address_connections: Annotated[int, msgspec.Meta(ge=0, le=1_000_000)] = 1000
    address_requests: Annotated[int, msgspec.Meta(ge=0, le=100_000)] = 500
    drain_seconds: Annotated[int, msgspec.Meta(ge=0, le=3600)] = 30
    host_mode: HostMode = "auto"
    host: tuple[Host, ...] = ()
    cookie_domain: str = ""
    trusted_proxies: tuple[str, ...] = ()
    road_public: str = ""
    edge_secret: str = ""
    mask: tuple[str, ...] = ()
    block: tuple[str, ...] = ()
    noremote: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    name: str = "Live help"
    hours: Hours = Hours()
    sessions_per_rep: Annotated[int, msgspec.Meta(ge=1, le=16)] = 4
    assign: Assign = "offer"
    assign_seconds: Annotated[int, msgspec.Meta(ge=1, le=600)] = 20
    away_seconds: Annotated[int, msgspec.Meta(ge=1, le=86_400)] = 600
    mail_server: str = ""
    mail_from: str = ""
    embed_in: tuple[str, ...] = ()
    webhook_private: bool = False
    visitors: bool = True
    guide: Guide = "go"
    ask: tuple[AskRule, ...] = ()
    ask_limits: AskLimits = AskLimits()
    facts: FactSettings = FactSettings()
    voice: Voice = Voice()

    def with_store(self, url: str) -> "Settings":
        """The same settings with a store's address in `redis`."""
        return msgspec.structs.replace(self, redis=url)

    @property
    def arrangements(self) -> Arrangements:
        """What holds of all that an admin can arrange, until it is edited."""
        return Arrangements(
            hours=self.hours,
            ask=self.ask,
            ask_limits=self.ask_limits,
            mask=self.mask,
            block=self.block,
            noremote=self.noremote,
        )

    @property
    def hosts(self) -> tuple[Host, ...]:
        """Every public host of the shop as it is served, the main one first: see `complete`."""
        return tuple(
            complete(host, self.certificate, self.certificate_key)
            for host in self.host or (Host(public=self.public_url, origin=self.origin),)
        )

    @property
    def public_urls(self) -> tuple[str, ...]:
        """The public addresses of `hosts`."""
        return tuple(host.public for host in self.hosts)

    def cookie_domain_of(self, public: str) -> str:
        """The Domain of our cookies on one of `public_urls`; "" for that host alone."""
        return _cookie_domains(self.hosts, self.cookie_domain).get(public, "")

    @property
    def certificates(self) -> tuple[Shown, ...]:
        """What each public host of the shop shows, in the order of `hosts`; nothing where TLS ends before us."""
        return tuple(
            Shown.of("certificate", host.public, host.certificate, host.certificate_key)
            for host in self.hosts
            if host.certificate
        )

    @property
    def live_shown(self) -> Shown | None:
        """What the live host shows, where it is served beside the shop."""
        file, key = self.live_certificate, self.live_certificate_key
        return Shown.of("live_certificate", self.live_public_url, file, key) if file else None

    @property
    def shown(self) -> tuple[Shown, ...]:
        """All that is shown, the main host's first."""
        live = self.live_shown
        return (*self.certificates, *((live,) if live else ()))

    @property
    def public_url(self) -> str:
        """The shop's main address as browsers see it, without a trailing slash."""
        return (self.public or _url_of(self.listen, "https" if self.certificate else "http")).rstrip("/")

    @property
    def live_public_url(self) -> str:
        """The live host's address as browsers see it, without a trailing slash."""
        return (self.live_public or _url_of(self.live)).rstrip("/")


def load_settings(options: Mapping[str, Any], environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from `options` (only those given, `config` among them), `environ` and the file. Raises SettingsError."""
    config = options.get("config") or environ.get("ALONGSIDE_CONFIG")
    merged = _read_file(Path(config)) if config else {}
    merged |= _from_environ(environ)
    merged |= {key: value for key, value in options.items() if key != "config" and value is not None}
    try:
        settings = msgspec.convert(merged, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise SettingsError(f"settings: {error}") from error
    split_address(settings.listen)
    split_address(settings.live)
    if settings.redirect_http:
        split_address(settings.redirect_http)
    settings = _with_hosts(settings)
    try:
        Trust(settings.trusted_proxies)
    except ValueError as error:
        raise SettingsError(f"trusted_proxies: {error}, such as 10.0.0.0/8") from error
    _check_edge_far_away(settings)
    if bool(settings.mail_server) != bool(settings.mail_from):
        raise SettingsError("mail_server and mail_from: give both, or neither")
    for site in settings.embed_in:
        if not _SITE.fullmatch(site):
            raise SettingsError(f"embed_in {site!r} is not a site such as https://crm.example")
    _check_selectors(settings.facts)
    _check_masks(settings)
    return settings


def check_addresses(settings: Settings) -> None:
    """What serving needs besides: an origin, and addresses that are bare. Raises SettingsError."""
    if not settings.origin:
        raise SettingsError("no origin: give --origin URL, the shop's own address")
    try:
        for label, url in (
            ("origin", settings.origin),
            ("public", settings.public_url),
            ("live-public", settings.live_public_url),
        ):
            check_url(label, url)
    except HostsError as error:
        raise SettingsError(str(error)) from error
    _check_authorities(settings.origin_ca)


def split_address(address: str) -> tuple[str, int]:
    """`host:port` or `[v6]:port` as (host, port). Raises SettingsError."""
    parts = urlsplit(f"//{address}")
    try:
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or port is None or parts.path:
        raise SettingsError(f"{address!r} is not an address of the form HOST:PORT")
    return host, port


def _read_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"config file {path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"config file {path}: {error}") from error


def _from_environ(environ: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in msgspec.structs.fields(Settings):
        if isinstance(field.default, msgspec.Struct):
            continue  # a table, which stands in the file alone
        value = environ.get(f"ALONGSIDE_{field.name.upper()}")
        if value is not None:
            found[field.name] = value.split(",") if isinstance(field.default, tuple) else value
    return found


def _with_hosts(settings: Settings) -> Settings:
    """With `[[host]]` tables the first one's addresses stand in `origin` and `public`, too. Raises SettingsError."""
    if settings.host and (settings.origin or settings.public):
        raise SettingsError("origin, public and [[host]]: give the tables, or the other two")
    try:
        check_hosts(settings.host, settings.host_mode)
        check_cookie_domain(settings.hosts, settings.cookie_domain)
        check_keys(
            (settings.certificate, settings.certificate_key),
            (settings.live_certificate, settings.live_certificate_key),
            *((host.certificate, host.certificate_key) for host in settings.host),
        )
        check_fit(settings.hosts, settings.live_shown, settings.redirect_http)
    except HostsError as error:
        raise SettingsError(str(error)) from error
    if not settings.host:
        return settings
    main = settings.hosts[0]
    return msgspec.structs.replace(settings, origin=main.origin, public=main.public)


@lru_cache(maxsize=8)
def _cookie_domains(hosts: tuple[Host, ...], told: str) -> dict[str, str]:
    return cookie_domains(hosts, told)


def _check_masks(settings: Settings) -> None:
    """One that browsers do not understand would hide nothing."""
    for name in ("mask", "block", "noremote"):
        for selector in getattr(settings, name):
            if not is_selector(selector):
                raise SettingsError(f"{name}: {selector!r} is no CSS selector that browsers understand")


def _check_selectors(facts: FactSettings) -> None:
    for name, selector in facts.selectors.items():
        try:
            HTMLTranslator().css_to_xpath(selector)
        except SelectorError as error:
            raise SettingsError(f"facts: {name} {selector!r} is no CSS selector: {error}") from error


def _check_edge_far_away(settings: Settings) -> None:
    if settings.edge_secret and not _SECRET.fullmatch(settings.edge_secret):
        raise SettingsError("edge_secret: 32 to 128 letters, digits, - and _ that nobody can guess")
    if settings.road_public:
        try:
            check_url("road_public", settings.road_public)
        except HostsError as error:
            raise SettingsError(str(error)) from error


def _check_authorities(file: str) -> None:
    try:
        if file:
            ssl.create_default_context(cafile=file)
    except OSError as error:  # what is in it may be wrong, too
        raise SettingsError(f"origin_ca {file}: {error.strerror or 'no certificates in PEM form'}") from error


def _url_of(address: str, scheme: str = "http") -> str:
    """What a browser on this machine would open for a listening address."""
    host, port = split_address(address)
    shown = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::", "::1", "localhost") else host  # noqa: S104
    return f"{scheme}://{f'[{shown}]' if ':' in shown else shown}:{port}"
