"""TLS as the settings name it: which certificate each public host shows, and what does not fit together. Files are certificates.py's."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import urlsplit

from msgspec.structs import replace

from alongside.hosts import Host, HostsError

TlsMinimum = Literal["1.2", "1.3"]

_UNQUOTABLE: Final = frozenset("$\"'\\\n\r;{}")
"""What a path may not hold: edges' configurations have no way to write it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A certificate, with those of its issuers, and its key: PEM files, which may be one."""

    certificate: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A public address, and what is shown to whoever comes by it."""

    setting: str
    """Where the certificate is named, for people."""
    url: str
    pair: Pair

    @classmethod
    def of(cls, setting: str, url: str, certificate: str, key: str) -> "Shown":
        """Without a key of its own it is in the certificate's file."""
        return cls(setting=setting, url=url, pair=Pair(certificate=certificate, key=key or certificate))

    @property
    def name(self) -> str:
        """What browsers ask for: a name, or an address without brackets."""
        return urlsplit(self.url).hostname or ""

    @property
    def host(self) -> str:
        """The same as an address has it, with brackets around one of IPv6."""
        return f"[{self.name}]" if ":" in self.name else self.name


def complete(host: Host, certificate: str, key: str) -> Host:
    """A host as it is served: addresses without a trailing slash, with the certificate of all where it has none of its own."""
    if host.certificate:
        certificate, key = host.certificate, host.certificate_key
    return replace(
        host,
        public=host.public.rstrip("/"),
        origin=host.origin.rstrip("/"),
        certificate=certificate,
        certificate_key=key or certificate,
    )


def check_keys(*pairs: tuple[str, str]) -> None:
    """Certificates and keys as given: no key is there alone. Raises HostsError."""
    for certificate, key in pairs:
        if key and not certificate:
            raise HostsError(f"certificate_key {key!r}: there is no certificate for it")
        for path in (certificate, key):
            if _UNQUOTABLE & set(path):
                raise HostsError(
                    f"certificate {path!r}: a path with quotes, ;, $, braces or a backslash cannot be used"
                )


def check_fit(hosts: Sequence[Host], live: Shown | None, redirect_http: str) -> None:
    """Of `hosts` as they are served. Raises HostsError for what cannot be served together."""
    without = [host for host in hosts if not host.certificate]
    if len(without) == len(hosts) and (live or redirect_http):
        what = "live_certificate" if live else "redirect_http"
        raise HostsError(f"{what}: the shop has no certificate; give certificate, too")
    if without and len(without) < len(hosts):
        raise HostsError(f"[[host]] {without[0].public!r}: no certificate, and others have one")
    for host in hosts if not without else ():
        _check_https("public", host.public)
    if live:
        _check_live(live, [urlsplit(host.public).hostname or "" for host in hosts])


def _check_live(live: Shown, names: Sequence[str]) -> None:
    _check_https("live_public", live.url)
    if live.name in names:
        raise HostsError(
            f"live_public {live.url!r}: with live_certificate the live host needs a name of its own, for it is served where the shop is"
        )


def _check_https(setting: str, url: str) -> None:
    if not url.startswith("https:"):
        raise HostsError(f"{setting} {url!r}: there is a certificate, so the address begins with https://")
