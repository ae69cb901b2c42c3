"""Cookies on the road: ours never reach the origin, and a cookie of the origin's reaches the browser as it was sent, but for its Domain."""

import re
from typing import Final

from alongside.hosts import Host, cookie_domains
from alongside.names import OUR_COOKIES
from injector.rules import ShopHost, Site

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


def adapt_set_cookie(value: bytes, host: ShopHost) -> bytes:
    """A `Set-Cookie` value for a browser that knows the shop by its public names. Only called when hosts are rewritten.

    A Domain that covers the origin becomes what covers the same hosts by their public names, and goes where that is one alone. Everything
    else is kept as it came, but that on a bare address of another machine without TLS, where browsers refuse Secure cookies, Secure and
    what depends on it go as well, so that a shop can be tried from a telephone.
    """
    name_end = value.find(b";")
    if name_end == -1:
        return value
    attributes = _ATTRIBUTE.sub(lambda match: _attribute(match, host), value[name_end:])
    return value[:name_end] + attributes


def _attribute(match: re.Match[bytes], host: ShopHost) -> bytes:
    name, value = match[1].lower(), (match[2] or b"").lower()
    if name == b"domain":
        domain = public_domain(value, host)
        return match[0] if domain is None else _with_domain(match, domain)
    needs_secure = name in (b"secure", b"partitioned") or (name == b"samesite" and value == b"none")
    return b"" if needs_secure and host.public.is_bare else match[0]


def _with_domain(match: re.Match[bytes], domain: bytes) -> bytes:
    at = match.start(2) - match.start()
    return match[0][:at] + domain + match[0][at + len(match[2]) :] if domain else b""


def public_domain(domain: bytes, host: ShopHost) -> bytes | None:
    """What stands for a Domain of the origin's: None for that itself, b"" for none at all, as the cookie is for one public host alone."""
    if not _covers(domain, host.origin) or _covers(domain, host.public):
        return None
    public = [site for origin, site in host.pairs if _covers(domain, origin)]
    names = {site.url.decode(): Host(public=site.url.decode()) for site in public}
    return cookie_domains(tuple(names.values()), "").get(host.public.url.decode(), "").encode()


def _covers(domain: bytes, site: Site) -> bool:
    domain = domain.lstrip(b".")
    return site.name == domain or site.name.endswith(b"." + domain)


def _keep(value: bytes, *, ours: bool) -> bytes | None:
    pairs = value.split(b";")
    kept = [pair for pair in pairs if (pair.partition(b"=")[0].strip() in _OURS) == ours]
    if len(kept) == len(pairs):
        return value
    return b";".join(kept).strip() or None
