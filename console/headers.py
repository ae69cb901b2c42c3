"""Response headers of the live host as tables: what each kind of document may load, and who may embed it."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

EVERYWHERE: Final = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
IMMUTABLE: Final = "public, max-age=31536000, immutable"
REVALIDATE: Final = "no-cache"


def page_policy(live_url: str) -> str:
    """For the desk, the join page and what went wrong: only what the live host itself serves."""
    socket = urlsplit(live_url)._replace(scheme="wss" if live_url.startswith("https:") else "ws").geturl()
    return _policy(
        {
            "default-src": "'self'",
            "connect-src": f"'self' {socket}",
            "img-src": "'self' data:",
            "style-src": "'self' 'unsafe-inline'",
            "frame-src": "'self'",
            "object-src": "'none'",
            "base-uri": "'none'",
            "form-action": "'self'",
            "frame-ancestors": "*",
        }
    )


def mirror_policy(live_url: str) -> str:
    """For the mirror's document: one script file, no connection; pictures, sheets and fonts from wherever the shop has them."""
    return _policy(
        {
            "default-src": "'none'",
            "script-src": f"{live_url}/assets/mirror.js",
            "style-src": "* 'unsafe-inline' data: blob:",
            "img-src": "* data: blob:",
            "font-src": "* data:",
            "media-src": "* blob: data:",
            "frame-src": f"{live_url}/mirror",
            "connect-src": "'none'",
            "form-action": "'none'",
            "frame-ancestors": "*",
        }
    )


def _policy(directives: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())
