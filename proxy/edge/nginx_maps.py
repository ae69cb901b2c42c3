"""nginx's maps: which way a request goes, and what the origin gets of its cookies."""

import re

from alongside.names import MARK_COOKIE, SESSION_COOKIE, VISIT_COOKIE
from proxy.edge.edge import DIRECT, DIRECT_ENDINGS, LINKING, LINKING_ENDINGS, Edge


def maps_of(edge: Edge) -> str:
    """What stands before the servers: which way a request goes, and what the origin gets of it."""
    kinds = "\n".join([*(f"    {kind} 1;" for kind in DIRECT), *(f"    {kind} linking;" for kind in LINKING)])
    live = re.escape(edge.live_public.url.decode())
    return f"""# 1 for what a page loads, "linking" where it may name hosts, 0 for pages and data, "unknown" when the browser does not say.
map $http_sec_fetch_dest $alongside_asset {{
    default 0;
    "" unknown;
{kinds}
}}
# Shoppers in a session, and mirrors, go through the engine with everything.
map "$cookie_{MARK_COOKIE}" $alongside_outside {{
    default 0;
    "" 1;
}}
# Mirrors; and where hosts are renamed, what names a host.
map "$alongside_mode:$http_origin $http_referer" $alongside_mirror {{
    default "";
    "keep: " "";
    "~:null " mirror;
    "~: {live}(/|$)" mirror;
    "~^rewrite:[^ ]" named;
}}
# What the browser says nothing of: by the ending of its path.
map "$alongside_mode:$uri" $alongside_named {{
    default engine;
    "~*^keep:.*\\.({DIRECT_ENDINGS}|{LINKING_ENDINGS})$" origin;{_renamed_endings(edge)}
}}
# host mode : outside a session : method : asset : upgrade : mirror
map "$alongside_mode:$alongside_outside:$request_method:$alongside_asset:$http_upgrade:$alongside_mirror" $alongside_road {{
    default engine;
    "~*^keep:1:[^:]*:[^:]*:websocket:$" origin;
{_roads(edge)}
}}
# The shop's cookies without ours, which are none of the origin's business.
{_without(MARK_COOKIE, "mark", "$http_cookie", "$alongside_unmarked")}
{_without(SESSION_COOKIE, "session", "$alongside_unmarked", "$alongside_unsessioned")}
{_without(VISIT_COOKIE, "visit", "$alongside_unsessioned", "$alongside_unvisited")}
map $http_cookie $alongside_cookies {{
    default $http_cookie;
    "~(?:^|; )(?:{MARK_COOKIE}|{SESSION_COOKIE}|{VISIT_COOKIE})=" $alongside_unvisited;
}}
# Keep-alive towards the upstreams needs an empty Connection; sockets need their upgrade.
map $http_upgrade $alongside_connection {{
    default upgrade;
    "" "";
}}"""


def _renamed_endings(edge: Edge) -> str:
    return f'\n    "~*^rewrite:.*\\.({DIRECT_ENDINGS})$" renamed;' if edge.renaming else ""


def _roads(edge: Edge) -> str:
    """Of shoppers outside of a session: what goes past the engine, each as a plain string, for they are many."""
    assets = [("keep", "1", "origin"), ("keep", "linking", "origin"), ("keep", "unknown", "$alongside_named")]
    if edge.renaming:
        assets += [("rewrite", "1", "renamed"), ("rewrite", "unknown", "$alongside_named")]
    lines = [
        f'    "{mode}:1:{method}:{asset}::" {road};'
        for mode, asset, road in assets
        for method in ("GET", "HEAD")
    ]
    return "\n".join(lines)


def _without(cookie: str, label: str, given: str, result: str) -> str:
    """A map that takes one cookie out of a Cookie field: the last one, or any other with what stands behind it."""
    return f"""map {given} {result} {{
    default {given};
    "~^(?<till_{label}>.*); {cookie}=[^;]*$" "$till_{label}";
    "~^(?<before_{label}>.*; )?{cookie}=[^;]*(; )?(?<after_{label}>.*)$" "$before_{label}$after_{label}";
}}"""
