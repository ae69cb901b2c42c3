"""Our cookies on the shop's hosts. They hold for the domain that hosts of one site share, so that a session follows the shopper."""

from typing import Final

from starlette.requests import HTTPConnection
from starlette.responses import Response

from alongside.hosts import authority_of
from alongside.settings import Settings
from console.live import live_of

PORTS: Final = {"http": "80", "https": "443"}


def host_of(connection: HTTPConnection) -> str:
    """The public address of the shop's host that was asked for; the main one's for any other name."""
    settings, asked = live_of(connection).settings, connection.headers.get("host", "").lower()
    return next((url for url in settings.public_urls if asked in _names(url)), settings.public_url)


def set_cookie(
    answer: Response,
    request: HTTPConnection,
    name: str,
    value: str,
    seconds: int | None = None,
    *,
    path: str = "/",
    readable: bool = False,
) -> None:
    """For every host of the site that was asked for; without `seconds` until the browser is closed."""
    settings, url = live_of(request).settings, host_of(request)
    answer.set_cookie(
        name,
        value,
        seconds,
        path=path,
        domain=_domain(settings, url),
        secure=url.startswith("https:"),
        httponly=not readable,
        samesite="lax",
    )


def drop_cookie(answer: Response, request: HTTPConnection, name: str, *, path: str = "/") -> None:
    """On every host of the site, and what was set for this one alone before the settings named others."""
    domain = _domain(live_of(request).settings, host_of(request))
    for where in {domain, None}:
        answer.delete_cookie(name, path=path, domain=where)


def _domain(settings: Settings, url: str) -> str | None:
    return settings.cookie_domain_of(url) or None


def _names(url: str) -> tuple[str, ...]:
    """What a Host can say for an address: with the scheme's own port or without."""
    authority, scheme = authority_of(url), url.partition(":")[0]
    return authority, f"{authority}:{PORTS[scheme]}"
