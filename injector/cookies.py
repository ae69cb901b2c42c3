"""Cookies on the road: ours never reach the origin, and a cookie of the origin's reaches the browser as it was sent, but for its Domain."""

import re
from typing import Final

from alongside.names import OUR_COOKIES
from injector.rules import Rules, Site

_OURS: Final = frozenset(name.encode() for name in OUR_COOKIES)
_ATTRIBUTE = re.compile(rb";[\t ]*([A-Za-z-]+)[\t ]*(?:=[\t ]*([^;]*?))?[\t ]*(?=;|$)")


def strip_ours(value: bytes) -> bytes | None:
    """A `Cookie` value without our cookies, otherwise byte for byte; None when nothing is left."""
    return _keep(value, ours=False)


def only_ours(value: bytes) -> bytes | None:
    """A `Cookie` value with our cookies alone: the live application has no business with the shop's."""
    return _keep(value, ours=True)


def has_cookie(values: list[bytes], names: frozenset[bytes]) -> bool:
    """Whether one of `names` is there with a value."""
    pairs = (pair.partition(b"=") for value in values for pair in value.split(b";"))
    return any(name.strip() in names and value.strip() for name, _, value in pairs)


def find_cookie(values: list[bytes], name: bytes) -> bytes:
    """The value of the first cookie of that name; empty when there is none."""
    pairs = (pair.partition(b"=") for value in values for pair in value.split(b";"))
    return next((value.strip() for key, _, value in pairs if key.strip() == name), b"")


def adapt_set_cookie(value: bytes, rules: Rules, public: Site) -> bytes:
    """A `Set-Cookie` value for a browser that knows the shop as `public`. Only called when hosts are rewritten.

    A Domain that covers the origin goes, unless it covers the public host too. Over plain http to another machine, where browsers refuse
    Secure cookies, Secure and what depends on it go as well, so that a shop can be tried.
    """
    name_end = value.find(b";")
    if name_end == -1:
        return value
    attributes = _ATTRIBUTE.sub(lambda match: _attribute(match, rules, public), value[name_end:])
    return value[:name_end] + attributes


def _attribute(match: re.Match[bytes], rules: Rules, public: Site) -> bytes:
    name, value = match[1].lower(), (match[2] or b"").lower()
    if name == b"domain" and _covers(value, rules.origin) and not _covers(value, public):
        return b""
    needs_secure = name in (b"secure", b"partitioned") or (name == b"samesite" and value == b"none")
    return b"" if needs_secure and not public.is_trustworthy else match[0]


def _covers(domain: bytes, site: Site) -> bool:
    host, domain = site.authority.partition(b":")[0], domain.lstrip(b".")
    return host == domain or host.endswith(b"." + domain)


def _keep(value: bytes, *, ours: bool) -> bytes | None:
    pairs = value.split(b";")
    kept = [pair for pair in pairs if (pair.partition(b"=")[0].strip() in _OURS) == ours]
    if len(kept) == len(pairs):
        return value
    return b";".join(kept).strip() or None
