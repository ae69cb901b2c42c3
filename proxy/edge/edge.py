"""What an edge's configuration depends on, whichever it is; and by what assets are known, which go past the engine."""

from dataclasses import dataclass
from typing import Final

from injector.rules import Aliases, ShopHost, Site
from proxy.edge.guarding import Limits
from proxy.edge.tls import Tls

DIRECT: Final = (
    "script",
    "image",
    "font",
    "audio",
    "video",
    "track",
    "worker",
    "sharedworker",
    "serviceworker",
    "audioworklet",
)
LINKING: Final = ("style", "manifest")
"""Values of Sec-Fetch-Dest of assets: those that never name the origin's host in a form that is renamed, and those that may."""

DIRECT_ENDINGS: Final = (
    "m?js|png|jpe?g|gif|webp|avif|ico|svgz?|woff2?|ttf|otf|eot|mp3|mp4|webm|ogg|wav|vtt|wasm|zip|pdf"
)
LINKING_ENDINGS: Final = "css|webmanifest"
"""Endings by which assets are known to a browser that does not send Sec-Fetch-Dest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """All that the configuration depends on."""

    listen: tuple[str, ...]
    hosts: tuple[ShopHost, ...]
    aliases: Aliases
    live_public: Site
    engines: tuple[str, ...]
    passing_by: str
    """Address of this machine where nginx itself answers in the engines' stead."""
    live: str
    trusted: tuple[str, ...]
    """Networks whose peers are believed about the client."""
    authorities: str
    """File of the certificate authorities that an https origin is verified against."""
    limits: Limits
    secret: str = ""
    """What an edge far away says to be believed about the client; nobody does when empty."""
    access_log: str = ""
    """File of the access log, or `-` for standard output; none when empty."""
    tls: Tls | None = None

    @property
    def renaming(self) -> bool:
        """Whether hosts are renamed, of one at least."""
        return any(host.rewriting for host in self.hosts)
