"""The public hosts of a shop and their origins, as the settings name them, and the domain for which our cookies hold. Pure."""

from collections.abc import Sequence
from functools import lru_cache
from ipaddress import ip_address
from typing import Final, Literal
from urllib.parse import urlsplit

import msgspec
from publicsuffix2 import PublicSuffixList

HostMode = Literal["auto", "keep", "rewrite"]
DEFAULT_PORTS: Final = {"http": 80, "https": 443}
MAX_HOSTS: Final = 32
"""A shop has a handful; every name of theirs is looked for in every byte of a page where hosts are rewritten."""

ALONE: Final = "none"
"""What `cookie_domain` says where every host is to have cookies of its own."""


class Host(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One `[[host]]`: a public address, and where it is fetched from. Without a mode or a certificate it has that of all."""

    public: str = ""
    origin: str = ""
    host_mode: HostMode | None = None
    certificate: str = ""
    certificate_key: str = ""


class HostsError(Exception):
    """Hosts that cannot be served; the text is one clear line."""


def check_hosts(hosts: Sequence[Host], mode: HostMode) -> None:
    """Every host has a name of its own and an origin, and where names are rewritten they can be told apart. Raises HostsError."""
    if len(hosts) > MAX_HOSTS:
        raise HostsError(f"[[host]]: more than {MAX_HOSTS} hosts")
    for number, host in enumerate(hosts, 1):
        _check(number, host)
    names = [authority_of(host.public) for host in hosts]
    origins = [authority_of(host.origin) for host in hosts]
    for host, name, origin in zip(hosts, names, origins, strict=True):
        if names.count(name) > 1:
            raise HostsError(f"[[host]] public {host.public!r}: this name is there twice")
        if origins.count(origin) > 1 and is_rewritten(host, mode):
            raise HostsError(
                f'[[host]] origin {host.origin!r} is there twice: give host_mode = "keep", for rewriting could not tell them apart'
            )


def is_rewritten(host: Host, mode: HostMode) -> bool:
    """Whether the origin's name is replaced by the public one: as told, else when they differ."""
    told = host.host_mode or mode
    return told == "rewrite" or (told == "auto" and authority_of(host.origin) != authority_of(host.public))


def check_url(label: str, url: str) -> None:
    """A bare address. Raises HostsError."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in DEFAULT_PORTS and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable:
        raise HostsError(f"{label} {url!r} is not an http:// or https:// address")
    if parts.path not in ("", "/") or parts.query or parts.fragment or parts.username:
        raise HostsError(f"{label} {url!r} must be a bare address such as https://shop.example")


def authority_of(url: str) -> str:
    """Host and port of an address, lower case, without a default port."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    return host if parts.port in (None, DEFAULT_PORTS.get(parts.scheme)) else f"{host}:{parts.port}"


def origin_of(url: str) -> str:
    """As browsers name it: scheme, host and port. Empty for what is no address of a site."""
    try:
        parts = urlsplit(url)
        return (
            f"{parts.scheme}://{authority_of(url)}"
            if parts.scheme in DEFAULT_PORTS and parts.hostname
            else ""
        )
    except ValueError:
        return ""


def cookie_domains(hosts: Sequence[Host], told: str) -> dict[str, str]:
    """For each public address the Domain of our cookies, "" for the host alone.

    That is what hosts of one site have in common, so that a session follows the shopper from one to another; `told` is the setting.
    """
    names = {host.public: urlsplit(host.public).hostname or "" for host in hosts}
    if told == ALONE or len(hosts) < 2:
        return dict.fromkeys(names, "")
    if told:
        return {url: told if is_below(name, told) else "" for url, name in names.items()}
    return {url: _common_domain(name, list(names.values())) for url, name in names.items()}


def check_cookie_domain(hosts: Sequence[Host], told: str) -> None:
    """Browsers must take it, and two hosts must be in it. Raises HostsError."""
    if told in ("", ALONE):
        return
    if told != told.lower().strip(". ") or "." not in told or site_of(told) == "":
        raise HostsError(f"cookie_domain {told!r} is not a domain such as shop.example")
    if sum(is_below(urlsplit(host.public).hostname or "", told) for host in hosts) < 2:
        raise HostsError(f"cookie_domain {told!r}: fewer than two [[host]] tables have a name in it")


def is_below(name: str, domain: str) -> bool:
    """Whether a name is a domain or in it."""
    return name == domain or name.endswith(f".{domain}")


def site_of(name: str) -> str:
    """The part of a name that somebody has registered: `shop.co.jp` of `www.shop.co.jp`. Empty for addresses and public suffixes."""
    try:
        ip_address(name)
    except ValueError:
        suffix: str = _suffixes().get_tld(name) or ""
        above = name[: -len(suffix) - 1].rpartition(".")[2] if suffix and name != suffix else ""
        return f"{above}.{suffix}" if above else ""
    return ""


def _common_domain(name: str, names: Sequence[str]) -> str:
    site = site_of(name)
    same = [other.split(".")[::-1] for other in names if site and site_of(other) == site]
    if len(same) < 2:
        return ""
    common = []
    for labels in zip(*same, strict=False):
        if len(set(labels)) > 1:
            break
        common.append(labels[0])
    return ".".join(reversed(common))


def _check(number: int, host: Host) -> None:
    name = f"[[host]] {host.public!r}" if host.public else f"[[host]] number {number}"
    if not host.public:
        raise HostsError(f"{name}: no public address")
    if not host.origin:
        raise HostsError(f"{name}: no origin")
    check_url("[[host]] public", host.public)
    check_url("[[host]] origin", host.origin)


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(idna=False)
