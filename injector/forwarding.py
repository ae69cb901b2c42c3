"""What the next server is told about the browser: X-Forwarded-…, set by us. What a browser itself says there is never believed.

An edge on this machine has set them already; a peer on the loopback address is taken for one.
"""

from injector.cookies import only_ours
from injector.fields import Fields
from injector.rules import Rules

_FORWARDED = (
    b"x-forwarded-for",
    b"x-forwarded-proto",
    b"x-forwarded-host",
    b"x-forwarded-port",
    b"forwarded",
    b"x-real-ip",
)


def prepare_for_origin(rules: Rules, peer: str, fields: Fields) -> None:
    """Where hosts are rewritten the origin must not learn the public name, or it would use it against its own."""
    _set_forwarded(rules, peer, fields)
    if rules.rewriting:
        fields.drop(b"x-forwarded-host", b"x-forwarded-proto", b"x-forwarded-port")


def prepare_for_live(rules: Rules, peer: str, fields: Fields) -> None:
    """Only our own cookies: the shop's are none of the live application's business."""
    _set_forwarded(rules, peer, fields)
    fields.change(b"cookie", only_ours)


def _set_forwarded(rules: Rules, peer: str, fields: Fields) -> None:
    if is_from_edge(peer) and b"x-forwarded-for" in fields:
        return
    public = rules.public_for(fields.first(b"host"))
    fields.drop(*_FORWARDED)
    fields.add(b"X-Forwarded-For", peer.encode())
    fields.add(b"X-Forwarded-Proto", public.scheme)
    fields.add(b"X-Forwarded-Host", fields.first(b"host") or public.authority)


def is_from_edge(peer: str) -> bool:
    """Whether what this peer says of the browser is believed."""
    return peer.startswith("127.") or peer in ("::1", "::ffff:127.0.0.1")
