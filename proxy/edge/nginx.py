"""nginx as the edge: the whole configuration as text. What goes where is in the maps at its top; nothing else decides.

Documents and everything of shoppers in a session go to the engine, `/__alongside/` to the live application, assets of all others straight
to the origin. When hosts are renamed, stylesheets and manifests go through the engine too, for they may name the origin.
"""

import re
from dataclasses import dataclass
from typing import Final

from alongside.names import MARK_COOKIE, OUR_COOKIES, PREFIX, SESSION_COOKIE, VISIT_COOKIE
from injector.rules import DEFAULT_PORTS, Site
from proxy.edge.guarding import SPOOFED, Limits, guards, refusals
from proxy.edge.logging import ID_BACK, log_here, log_maps

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


_STREAMED: Final = """    proxy_http_version 1.1;
    proxy_request_buffering off;
    proxy_max_temp_file_size 0;
    proxy_connect_timeout 5s;
    proxy_read_timeout 10m;
    proxy_buffer_size 32k;
    proxy_buffers 16 32k;"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """All that the configuration depends on."""

    listen: tuple[str, ...]
    server_name: str
    origin: Site
    public: Site
    live_public: Site
    engines: tuple[str, ...]
    passing_by: str
    """Address of this machine where nginx itself answers in the engines' stead."""
    live: str
    renaming: bool
    authorities: str
    """File of the certificate authorities that an https origin is verified against."""
    limits: Limits
    access_log: str = ""
    """File of the access log, or `-` for standard output; none when empty."""


def make_site(edge: Edge) -> str:
    """What belongs into nginx's `http` block."""
    maps = _maps(edge) + log_maps(edge.passing_by)
    return "\n".join((maps, refusals(edge.limits), _upstreams(edge), _server(edge)))


def make_live_host(edge: Edge) -> str:
    """A server for the live host, for an nginx that serves both names."""
    name = edge.live_public.authority.decode().rpartition(":")[0] or edge.live_public.authority.decode()
    return f"""
# The live host: the desk, the join pages, the mirrors, their sockets and the API.
server {{
    listen 80;
    server_name {name};
    # listen 443 ssl;  ssl_certificate /path/to/live.crt;  ssl_certificate_key /path/to/live.key;
{guards(edge.limits)}
    location / {{
        proxy_pass http://alongside_live;
        proxy_buffering off;
        proxy_read_timeout 1h;
{_forwarded(edge.live_public)}
    }}
}}
"""


def make_whole(edge: Edge, folder: str) -> str:
    """A configuration to start nginx with, in the foreground, keeping everything in `folder`."""
    temporary = "\n".join(
        f"    {name}_temp_path {folder}/{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return f"""# Written by Alongside on every start; changes here are lost.
daemon off;
worker_processes auto;
pid {folder}/nginx.pid;
error_log stderr error;
worker_shutdown_timeout 1s;
events {{
    worker_connections 4096;
}}
http {{
    access_log off;
{temporary}
{make_site(edge)}
}}
"""


def _maps(edge: Edge) -> str:
    assets = DIRECT if edge.renaming else DIRECT + LINKING
    endings = DIRECT_ENDINGS if edge.renaming else f"{DIRECT_ENDINGS}|{LINKING_ENDINGS}"
    kinds = "\n".join(f"    {kind} 1;" for kind in assets)
    live = re.escape(edge.live_public.url.decode())
    sockets = "" if edge.renaming else '    "~*^1:.*:websocket::$" origin;\n'
    return f"""# 1 for what a page loads, 0 for what is a page or data, "unknown" when the browser does not say.
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
map "$http_origin $http_referer" $alongside_mirror {{
    default "";
    "~^null " mirror;
    "~^ {live}(/|$)" mirror;
}}
# outside a session : asset : path : upgrade : mirror
map "$alongside_outside:$request_method $alongside_asset $uri:$http_upgrade:$alongside_mirror:" $alongside_road {{
    default engine;
{sockets}    "~^1:(GET|HEAD) 1 [^:]*:::$" origin;
    "~*^1:(GET|HEAD) unknown [^:]*\\.({endings}):::$" origin;
}}
# The shop's cookies without ours, which are none of the origin's business.
{_without(MARK_COOKIE, "mark", "$http_cookie", "$alongside_unmarked")}
{_without(SESSION_COOKIE, "session", "$alongside_unmarked", "$alongside_unsessioned")}
{_without(VISIT_COOKIE, "visit", "$alongside_unsessioned", "$alongside_cookies")}
# Keep-alive towards the upstreams needs an empty Connection; sockets need their upgrade.
map $http_upgrade $alongside_connection {{
    default upgrade;
    "" "";
}}"""


def _without(cookie: str, label: str, given: str, result: str) -> str:
    """A map that takes one cookie out of a Cookie field: the last one, or any other with what stands behind it."""
    return f"""map {given} {result} {{
    default {given};
    "~^(?<till_{label}>.*); {cookie}=[^;]*$" "$till_{label}";
    "~^(?<before_{label}>.*; )?{cookie}=[^;]*(; )?(?<after_{label}>.*)$" "$before_{label}$after_{label}";
}}"""


def _upstreams(edge: Edge) -> str:
    engines = "\n".join(f"    server {address} max_fails=0;" for address in edge.engines)
    return f"""
upstream alongside_engine {{
{engines}
    server {edge.passing_by} max_fails=0 backup;
    keepalive 64;
}}
upstream alongside_live {{
    server {edge.live} max_fails=0;
    keepalive 32;
}}
upstream alongside_origin {{
    server {_address(edge.origin)};  # a name is looked up when nginx starts or is reloaded
    keepalive 64;
}}"""


def _server(edge: Edge) -> str:
    listens = "\n".join(f"    listen {address};" for address in edge.listen)
    return f"""
server {{
{listens}
    server_name {edge.server_name};
{guards(edge.limits)}
    server_tokens off;
    absolute_redirect off;

{_STREAMED}

    # Ours on the shop's host: only our own cookies go there.
    location ^~ {PREFIX} {{
        error_page 502 504 = @alongside_away;
        error_log stderr crit;  # that nobody answers here is told by the supervisor, once
        proxy_pass http://alongside_live;
        proxy_buffering off;
        proxy_read_timeout 1h;{ID_BACK}{log_here(edge.access_log)}
        proxy_set_header Cookie "{"; ".join(f"{name}=$cookie_{name}" for name in sorted(OUR_COOKIES))}";
{_forwarded(edge.public)}
    }}
    location @alongside_away {{
        internal;
        default_type application/json;
        add_header Cache-Control no-store always;
        add_header X-Request-Id $alongside_id always;{log_here(edge.access_log)}
        return 503 '{{"error":{{"code":"unavailable","message":"Alongside is not available just now"}}}}';
    }}

    location / {{
        error_page 418 = @alongside_origin;
        if ($alongside_road = origin) {{
            return 418;
        }}
        error_log stderr crit;
        # What only asks goes to the next engine when one is lost, all else only when none of it was sent.
        proxy_pass http://alongside_engine;
        proxy_buffering off;  # pages and event streams arrive as the origin sends them
{_forwarded(edge.public)}
    }}

    # Assets, straight from the origin.
    location @alongside_origin {{
        proxy_pass {edge.origin.scheme.decode()}://alongside_origin;{ID_BACK}{log_here(edge.access_log)}
{_to_origin(edge)}
    }}
}}
# No engine: the shop goes on, without us.
server {{
    listen {edge.passing_by};
    client_max_body_size 0;
    ignore_invalid_headers off;
    underscores_in_headers on;
    merge_slashes off;
    large_client_header_buffers 4 32k;
    set_real_ip_from 127.0.0.1;
    real_ip_header X-Forwarded-For;
{_STREAMED}
    location / {{
        proxy_pass {edge.origin.scheme.decode()}://alongside_origin;{ID_BACK}{log_here(edge.access_log)}
{_to_origin(edge)}
    }}
}}"""


def _forwarded(public: Site) -> str:
    spoofed = "\n".join(f'        proxy_set_header {name} "";' for name in SPOOFED)
    return f"""{spoofed}
        proxy_set_header Host $http_host;
        proxy_set_header Connection $alongside_connection;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_set_header X-Forwarded-Proto {public.scheme.decode()};
        proxy_set_header X-Forwarded-Host $http_host;
        proxy_set_header X-Request-Id $alongside_id;"""


def _to_origin(edge: Edge) -> str:
    kept = f"{_forwarded(edge.public)}\n        proxy_set_header Cookie $alongside_cookies;"
    lines = _renamed(edge) if edge.renaming else kept
    if edge.origin.scheme == b"https":
        lines += f"""
        proxy_ssl_server_name on;
        proxy_ssl_name {edge.origin.authority.decode().partition(":")[0]};
        proxy_ssl_verify on;
        proxy_ssl_verify_depth 4;
        proxy_ssl_trusted_certificate {edge.authorities};
        proxy_ssl_session_reuse on;"""
    return lines


def _renamed(edge: Edge) -> str:
    """The origin sees the name that it knows, and its own name does not come back."""
    origin, public = edge.origin, edge.public.url.decode()
    return f"""        proxy_set_header Host {origin.authority.decode()};
        proxy_set_header Connection $alongside_connection;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header Origin "";
        proxy_set_header Referer "";
        proxy_set_header Cookie $alongside_cookies;
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_set_header X-Request-Id $alongside_id;
        proxy_redirect {origin.url.decode()}/ {public}/;
        proxy_cookie_domain {origin.authority.decode().partition(":")[0]} "";"""


def _address(site: Site) -> str:
    authority = site.authority.decode()
    has_port = re.search(r":\d+$", authority)
    return authority if has_port else f"{authority}:{DEFAULT_PORTS[site.scheme.decode()]}"
