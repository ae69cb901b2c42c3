"""CORS and CORP for mirrors: their documents have an opaque origin and load stylesheets, images and fonts from the shop's own host.

Only what browsers fetch without cookies and cannot read as data is shared: the destinations below, never `fetch()` of a script.
"""

from typing import Final

from injector.fields import Fields

SHARED_DESTINATIONS: Final = frozenset({b"style", b"font", b"image", b"audio", b"video", b"track"})
SHARED_TYPES: Final = (
    b"text/css",
    b"font/",
    b"application/font-",
    b"application/vnd.ms-fontobject",
    b"image/",
    b"audio/",
    b"video/",
    b"text/vtt",
)


def asks_from_mirror(method: str, fields: Fields) -> bool:
    """A request with `Origin: null`; whether it is for something shared shows in the destination, or later in the type."""
    if method not in ("GET", "HEAD") or fields.first(b"origin") != b"null":
        return False
    destination = fields.first(b"sec-fetch-dest")
    return destination is None or destination in SHARED_DESTINATIONS


def asks_from_live(fields: Fields, live: bytes) -> bool:
    """A request without Origin that a page of the live host made, such as an image of a mirror."""
    referer = fields.first(b"referer") or b""
    return b"origin" not in fields and (referer == live or referer.startswith(live + b"/"))


def share_with_mirror(fields: Fields, *, destination_known: bool) -> None:
    kind = (fields.first(b"content-type") or b"").lower()
    if not destination_known and not kind.startswith(SHARED_TYPES):
        return
    fields.drop(b"access-control-allow-credentials")
    fields.set(b"Access-Control-Allow-Origin", b"*")
    fields.set(b"Cross-Origin-Resource-Policy", b"cross-origin")
    if b"origin" not in fields.tokens(b"vary"):
        fields.add(b"Vary", b"Origin")


def share_with_live(fields: Fields) -> None:
    """Relax a stricter Cross-Origin-Resource-Policy; without one there is nothing to relax."""
    if b"cross-origin-resource-policy" in fields:
        fields.set(b"Cross-Origin-Resource-Policy", b"cross-origin")
