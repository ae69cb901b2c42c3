"""Who is believed about where a request comes from, and what is read of what they say. Pure.

X-Forwarded-… and Forwarded (RFC 7239) are anybody's to write. They count from peers in the networks of `trusted_proxies`, from our own
processes, and from who is vouched for by `edge_secret`; each field that is not what it has to be counts as not there.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final, NamedTuple

MAX_HOPS: Final = 32
"""Addresses that are looked at, from the nearest on."""

MAX_KNOWN: Final = 4096
"""Peers that are remembered, for every request asks about its own."""

_PORT = re.compile(r"(?P<v4>[0-9.]+):[0-9]{1,5}|\[(?P<v6>[0-9a-fA-F:.]+)\](?::[0-9]{1,5})?")
_HOST = re.compile(r"(?:[A-Za-z0-9._~-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
_PAIR = re.compile(r'([A-Za-z]+)=(?:"([^"\\]*)"|([^\s";,]+))')

Network = IPv4Network | IPv6Network


class Client(NamedTuple):
    """Whom a request comes from. `scheme` and `host` are empty where nobody who is believed says them."""

    address: str
    scheme: str = ""
    host: str = ""


class Trust:
    """The networks whose peers are believed."""

    def __init__(self, networks: Sequence[str], *, own: bool = False) -> None:
        """`own`: peers of this machine are processes of ours. Raises ValueError."""
        self.networks = tuple(_network(text) for text in networks)
        self._own = own
        self.believes: Callable[[str], bool] = lru_cache(MAX_KNOWN)(self._believes)
        """Whether a peer of this address is believed."""

    def _believes(self, address: str) -> bool:
        try:
            found = ip_address(address.partition("%")[0])
        except ValueError:
            return False
        if isinstance(found, IPv6Address) and found.ipv4_mapped:
            found = found.ipv4_mapped
        if self._own and found.is_loopback:
            return True
        return any(found.version == network.version and found in network for network in self.networks)

    def client(
        self, peer: str, fields: Mapping[str, Sequence[str]], *, is_vouched_for: bool = False
    ) -> Client:
        """The client as `peer` tells of it; `fields`: values by lower-case name. A peer that is not believed is the client itself."""
        if not (is_vouched_for or self.believes(peer)):
            return Client(peer)
        forwarded = _read_forwarded(fields.get("forwarded", ()))
        hops = _addresses(fields.get("x-forwarded-for", ())) or [
            hop["for"] for hop in forwarded if "for" in hop
        ]
        nearest: dict[str, str] = forwarded[-1] if forwarded else {}
        scheme = _last(fields.get("x-forwarded-proto", ())) or nearest.get("proto", "")
        host = _last(fields.get("x-forwarded-host", ())) or nearest.get("host", "")
        return Client(
            self._furthest(peer, hops),
            scheme.lower() if scheme.lower() in ("http", "https") else "",
            host if _HOST.fullmatch(host) else "",
        )

    def _furthest(self, peer: str, hops: Sequence[str]) -> str:
        """From the nearest on as long as each is believed. Whoever says what is no address has not told."""
        client = peer
        for hop in reversed(hops[-MAX_HOPS:]):
            address = _address(hop)
            if not address:
                break
            client = address
            if not self.believes(address):
                break
        return client


def _network(text: str) -> Network:
    return ip_network(text.strip(), strict=False)


def _addresses(values: Sequence[str]) -> list[str]:
    return [part.strip() for value in values for part in value.split(",") if part.strip()]


def _address(text: str) -> str:
    """An address with or without a port, in its plain form; "" for what is none."""
    match = _PORT.fullmatch(text)
    try:
        return str(ip_address((match["v4"] or match["v6"]) if match else text))
    except ValueError:
        return ""


def _last(values: Sequence[str]) -> str:
    return values[-1].rpartition(",")[2].strip() if values else ""


def _read_forwarded(values: Sequence[str]) -> list[dict[str, str]]:
    """Its elements, the furthest first; none at all when one is not what it has to be."""
    found = []
    for element in ",".join(values).split(",") if values else ():
        pairs = [_PAIR.fullmatch(pair.strip()) for pair in element.split(";") if pair.strip()]
        if not pairs or not all(pairs):
            return []
        found.append({pair[1].lower(): pair[2] if pair[2] is not None else pair[3] for pair in pairs if pair})
    return found
