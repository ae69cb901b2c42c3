"""Parameters of addresses that say where to go next (`?next=https%3A%2F%2Fshop.example%2Fcart`), where hosts are rewritten.

What a browser asks for names public hosts, and the origin would take them for strangers; where an origin sends a browser on inside the
shop, scripts may read the parameter. So both ways are translated, each the exact reverse of the other. Addresses elsewhere keep every byte.
"""

import re
from typing import Final

from injector.hosts import Pairs
from injector.rules import Site

NAMES: Final = (
    rb"next(?:_?url)?|return(?:_?(?:to|url|uri|path))?|redirect(?:_?(?:to|url|uri))?|redir|continue(?:_?(?:to|url))?|"
    rb"dest(?:ination)?(?:_?url)?|goto|back(?:_?(?:to|url))?|target(?:_?url)?|forward(?:_?(?:to|url))?|"
    rb"(?:success|cancel|failure|error|callback|origin|referr?er|from)(?:_?url)?"
)
"""What shops and their frameworks call such parameters. `url` is not among them: image resizers have that."""

_VALUE = re.compile(
    rb"(?i)(?<=[?&])((?:"
    + NAMES
    + rb")=)(https?)(:|%3a)(//|%2f%2f)([a-z0-9._~-]+|\[[0-9a-f:.]+\])(?:(:|%3a)([0-9]{1,5}))?"
    rb"(?=$|[/?&#]|%2f|%3f|%23)"
)


def to_origins(target: bytes, pairs: Pairs) -> bytes:
    """A target as origins would have written it."""
    return _translate(target, {public: origin for origin, public in pairs})


def to_public(address: bytes, pairs: Pairs) -> bytes:
    """An address of the shop as browsers have to see it."""
    return _translate(address, dict(pairs))


def _translate(address: bytes, sites: dict[Site, Site]) -> bytes:
    if b"=" not in address:
        return address
    return _VALUE.sub(lambda match: _other(match, sites), address)


def _other(match: re.Match[bytes], sites: dict[Site, Site]) -> bytes:
    name, scheme, colon, slashes, host, _, port = match.groups()
    url = b"%s://%s%s" % (scheme.lower(), host.lower(), b":" + port if port else b"")
    other = sites.get(Site.of(url.decode()))
    return name + other.scheme + colon + slashes + other.authority.replace(b":", colon) if other else match[0]
