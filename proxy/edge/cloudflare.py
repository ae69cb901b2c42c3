"""A Worker of Cloudflare as the edge: worker.mjs with what the settings say, and how to bring it there.

What goes where is nginx.py's to say. The shop's own server is what the zone's DNS names: a Worker that asks for the shop's address reaches
it. The road is asked for by an address of its own, `road_public`, and believes what the Worker says of the client by `edge_secret`.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from alongside.hosts import site_of
from alongside.names import EDGE_SECRET, MARK_COOKIE, PREFIX, SHOP_COOKIES
from injector.rules import ShopHost
from proxy.edge.edge import DIRECT, DIRECT_ENDINGS, LINKING, LINKING_ENDINGS, Edge
from proxy.edge.guarding import SPOOFED
from proxy.edge.sites import cookie_domains, renamed_pairs

_SOURCE: Final = Path(__file__).with_name("worker.mjs")
_PLACE: Final = "__SHOP__"
COMPATIBLE: Final = "2025-06-01"
"""Date of the runtime's rules that the Worker is written for."""


def make_worker(edge: Edge, road: str) -> str:
    """The module. `road`: where the engine, or an edge of ours before it, is reached from Cloudflare."""
    shop = json.dumps(_shop(edge, road), indent=2, ensure_ascii=False)
    return _SOURCE.read_text(encoding="utf-8").replace(_PLACE, shop, 1)


def make_cloudflare(edge: Edge, road: str) -> str:
    """The module, and above it all that is to be done with it."""
    return f"{_directions(edge.hosts, road)}\n\n{make_worker(edge, road)}"


def _shop(edge: Edge, road: str) -> dict[str, Any]:
    return {
        "hosts": {
            host.public.authority.decode(): _host(edge.hosts, number, host)
            for number, host in enumerate(edge.hosts)
        },
        "road": road.rstrip("/"),
        "live": edge.live_public.url.decode(),
        "prefix": PREFIX,
        "secretHeader": EDGE_SECRET,
        "mark": MARK_COOKIE,
        "cookies": SHOP_COOKIES,
        "spoofed": [*SPOOFED, "Forwarded", "X-Request-Id"],
        "direct": DIRECT,
        "linking": LINKING,
        "directEndings": DIRECT_ENDINGS,
        "linkingEndings": LINKING_ENDINGS,
    }


def _host(hosts: Sequence[ShopHost], number: int, host: ShopHost) -> dict[str, Any]:
    """Where names are kept there is nothing to say."""
    if not host.rewriting:
        return {}
    pairs = [(origin.url.decode(), public.url.decode()) for origin, public in renamed_pairs(hosts)]
    return {
        "renamed": {
            "origin": host.origin.url.decode(),
            "toPublic": pairs,
            "toOrigins": [(public, origin) for origin, public in pairs],
            "domains": {
                domain: publics[number]
                for domain, publics in cookie_domains(hosts)
                if publics[number] != domain
            },
        }
    }


def _directions(hosts: Sequence[ShopHost], road: str) -> str:
    routes = "\n".join(_route(host.public.name.decode()) for host in hosts)
    return f"""// Alongside before a shop, as a Worker of Cloudflare.
// The shop's own server stays what the zone's DNS names, proxied by Cloudflare ("orange cloud").
//
// 1. {road} is where Alongside is reached, not by way of this Worker: alongside serve --road-public {road}
//    with ALONGSIDE_EDGE_SECRET set; its `origin` is an address of the shop's server that does not lead through Cloudflare's routes below.
// 2. Save this as worker.mjs, and beside it as wrangler.toml:
//
// name = "alongside"
// main = "worker.mjs"
// compatibility_date = "{COMPATIBLE}"
// routes = [
{routes}
// ]
//
// 3. wrangler secret put ALONGSIDE_SECRET      (the same as edge_secret)
// 4. wrangler deploy
//
// In the dashboard let the routes "fail open" when the day's Workers are used up: the shop then goes on without us."""


def _route(name: str) -> str:
    return f'//   {{ pattern = "{name}/*", zone_name = "{site_of(name) or name}" }},'
