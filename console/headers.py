"""Response headers of the live host as tables: what each kind of document may load, and who may embed it."""

from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import urlsplit

EVERYWHERE: Final = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
PAGE_PERMISSIONS: Final = "microphone=(self), camera=(), geolocation=()"
"""The desk and the join page talk by voice; the mirror in them does not."""
NO_PERMISSIONS: Final = "microphone=(), camera=(), geolocation=()"
IMMUTABLE: Final = "public, max-age=31536000, immutable"
REVALIDATE: Final = "no-cache"


def page_policy(live_url: str, shop_urls: Iterable[str], *, framers: Iterable[str] = ("'self'",)) -> str:
    """For the desk, the join page and what went wrong: only what the live host itself serves, and pictures of the shop's goods.

    `framers` may frame it. `?view=plain` shows and takes no more than its link allows, so there others may.
    """
    socket = urlsplit(live_url)._replace(scheme="wss" if live_url.startswith("https:") else "ws").geturl()
    return _policy(
        {
            "default-src": "'self'",
            "connect-src": f"'self' {socket}",
            "img-src": " ".join(("'self' data:", *shop_urls)),
            "style-src": "'self' 'unsafe-inline'",
            "frame-src": "'self'",
            "object-src": "'none'",
            "base-uri": "'none'",
            "form-action": "'self'",
            "frame-ancestors": " ".join(framers),
        }
    )


def beside_policy() -> str:
    """For the page on the shop's host that frames two of the shop's: pictures of products may be anywhere."""
    return _policy(
        {
            "default-src": "'self' data: blob:",
            "img-src": "* data: blob:",
            "object-src": "'none'",
            "base-uri": "'none'",
            "frame-ancestors": "'none'",
        }
    )


def mirror_policy(live_urls: Iterable[str]) -> str:
    """For the mirror's document: one script file, no connection; pictures, sheets and fonts from wherever the shop has them.

    The mirror of a frame is a mirror document in a mirror document, whose origin is opaque. No `frame-ancestors` matches an opaque
    ancestor, not even `*` (Chromium), so there is none; `sandbox` instead makes the document powerless whoever frames it.
    `live_urls`: the live host's names, the one in the settings and the one that was asked for.
    """
    live_urls = tuple(live_urls)
    return _policy(
        {
            "default-src": "'none'",
            "script-src": " ".join(f"{url}/assets/mirror.js" for url in live_urls),
            "style-src": "* 'unsafe-inline' data: blob:",
            "img-src": "* data: blob:",
            "font-src": "* data: blob:",
            "media-src": "* blob: data:",
            "frame-src": " ".join(f"{url}/mirror" for url in live_urls),
            "connect-src": "'none'",
            "form-action": "'none'",
            "sandbox": "allow-scripts",
        }
    )


def _policy(directives: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())
