"""nginx as the edge: the whole configuration as text. What goes where is in the maps at its top; nothing else decides.

Documents and everything of shoppers in a session go to the engine, `/__alongside/` to the live application, assets of all others straight
to the origin. When hosts are renamed, stylesheets and manifests go through the engine too, for they may name the origin.
"""

from typing import Final

from alongside.names import OUR_COOKIES, PREFIX
from alongside.secure import Pair
from injector.rules import ShopHost
from proxy.edge.edge import Edge
from proxy.edge.guarding import SPOOFED, guards, refusals
from proxy.edge.logging import ID_BACK, log_here, log_maps
from proxy.edge.nginx_maps import maps_of
from proxy.edge.sites import knowing, sites, translations
from proxy.edge.tls import redirects, servers_of, tls_lines

KEPT_MINUTES: Final = 15
"""As long as connections of before go on when the configuration or a certificate is another one: a large download, a socket."""

VARIABLES: Final = """# Room for the variables below; leave this out if your http block has it.
variables_hash_max_size 2048;

"""

_STREAMED: Final = """    proxy_http_version 1.1;
    proxy_request_buffering off;
    proxy_max_temp_file_size 0;
    proxy_connect_timeout 5s;
    proxy_read_timeout 10m;
    proxy_buffer_size 32k;
    proxy_buffers 16 32k;"""


def make_site(edge: Edge) -> str:
    """What belongs into nginx's `http` block."""
    maps = (
        VARIABLES
        + sites(edge.hosts, edge.aliases, edge.trusted, edge.secret)
        + "\n"
        + maps_of(edge)
        + log_maps(edge.passing_by)
    )
    if edge.tls:
        maps += redirects(edge.tls, edge.hosts, edge.aliases)
    servers = [_server(edge, shown) for shown in servers_of(edge.tls)]
    return "\n".join((maps, refusals(edge.limits), _upstreams(edge), *servers, _passing_by(edge)))


def make_live_host(edge: Edge) -> str:
    """A server for the live host, for an nginx that serves both names."""
    secure = edge.tls if edge.tls and edge.tls.live else None
    listens = _listens(edge.listen, is_tls=True) if secure else "    listen 80;"
    tls = tls_lines(secure, secure.live.pair) if secure and secure.live else ""
    return f"""
# The live host: the desk, the join pages, the mirrors, their sockets and the API.
server {{
{listens}
    server_name {edge.live_public.name.decode()};{tls}
{knowing(edge.trusted)}
{guards(edge.limits)}
    location / {{
        proxy_pass http://alongside_live;
        proxy_buffering off;
        proxy_read_timeout 1h;
{_spoofed()}
        proxy_set_header Host $http_host;
        proxy_set_header Connection $alongside_connection;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_set_header X-Forwarded-Proto {edge.live_public.scheme.decode()};
        proxy_set_header X-Forwarded-Host "";
        proxy_set_header Forwarded "";
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
pcre_jit on;
pid {folder}/nginx.pid;
error_log stderr error;
worker_shutdown_timeout {KEPT_MINUTES}m;
events {{
    worker_connections 4096;
}}
http {{
    access_log off;
{temporary}
{make_site(edge)}
{make_live_host(edge) if edge.tls and edge.tls.live else ""}}}
"""


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
{_origins(edge)}"""


def _origins(edge: Edge) -> str:
    """A name is looked up when nginx starts or is reloaded."""
    return "\n".join(
        f"""upstream alongside_origin_{number} {{
    server {_address(host)};
    keepalive 64;
}}"""
        for number, host in enumerate(edge.hosts)
    )


def _listens(addresses: tuple[str, ...], *, is_tls: bool) -> str:
    how = " ssl http2" if is_tls else ""
    return "\n".join(f"    listen {address}{how};" for address in addresses)


def _server(edge: Edge, shown: tuple[Pair, list[str]] | None) -> str:
    """With a certificate and the names for it, or without."""
    names = " ".join(shown[1]) if shown else ""
    return f"""
server {{
{_listens(edge.listen, is_tls=edge.tls is not None)}
    server_name {names or _names(edge)};{tls_lines(edge.tls, shown[0]) if edge.tls and shown else ""}
{guards(edge.limits)}
{knowing(edge.trusted)}
    # A name that is none of the shop's.
    if ($alongside_site = unknown) {{
        return 421 "no shop of this name is served here\\n";
    }}
    default_type text/plain;
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
{_forwarded()}
    }}
    location @alongside_away {{
        internal;
        default_type application/json;
        add_header Cache-Control no-store always;
        add_header X-Request-Id $alongside_id always;{log_here(edge.access_log)}
        return 503 '{{"error":{{"code":"unavailable","message":"Alongside is not available just now"}}}}';
    }}

    # Assets, straight from the origin: most of what is asked for, so they are the ones that need no other location.
    location / {{
        error_page 418 = @alongside_$alongside_road;
        if ($alongside_road != origin) {{
            return 418;
        }}
        proxy_pass $alongside_origin;{ID_BACK}{log_here(edge.access_log)}
{_kept()}{_tls(edge)}
    }}

    location @alongside_engine {{
        error_log stderr crit;
        # What only asks goes to the next engine when one is lost, all else only when none of it was sent.
        proxy_pass http://alongside_engine;
        proxy_buffering off;  # pages and event streams arrive as the origin sends them
        proxy_buffer_size 64k;  # most pages in one piece
{_forwarded()}
    }}
{_renamed_assets(edge)}}}"""


def _passing_by(edge: Edge) -> str:
    return f"""
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
        error_page 418 = @alongside_renamed;
        if ($alongside_mode = rewrite) {{
            return 418;
        }}
        proxy_pass $alongside_origin;{ID_BACK}{log_here(edge.access_log)}
{_kept("$http_x_forwarded_proto")}{_tls(edge)}
    }}
{_renamed_assets(edge)}}}"""


def _names(edge: Edge) -> str:
    """Nobody says the shop's name: whatever comes is for it, and is looked at there."""
    names = " ".join(host.public.name.decode() for host in edge.hosts)
    return "_" if edge.aliases.named else names


def _spoofed() -> str:
    return "\n".join(f'        proxy_set_header {name} "";' for name in SPOOFED)


def _forwarded(scheme: str = "$alongside_scheme") -> str:
    return f"""{_spoofed()}
        proxy_set_header Host $alongside_host;
        proxy_set_header Connection $alongside_connection;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header X-Forwarded-For $alongside_client;
        proxy_set_header X-Forwarded-Proto {scheme};
        proxy_set_header X-Forwarded-Host $alongside_host;
        proxy_set_header Forwarded 'for=$alongside_node;host="$alongside_host";proto={scheme}';
        proxy_set_header X-Request-Id $alongside_id;"""


def _kept(scheme: str = "$alongside_scheme") -> str:
    return f"{_forwarded(scheme)}\n        proxy_set_header Cookie $alongside_cookies;"


def _tls(edge: Edge) -> str:
    if all(host.origin.scheme == b"http" for host in edge.hosts):
        return ""
    return f"""
        proxy_ssl_server_name on;
        proxy_ssl_name $alongside_origin_name;
        proxy_ssl_verify on;
        proxy_ssl_verify_depth 4;
        proxy_ssl_trusted_certificate {edge.authorities};
        proxy_ssl_session_reuse on;"""


def _renamed_assets(edge: Edge) -> str:
    """The origin sees the name that it knows, and origins' own names do not come back."""
    if not edge.renaming:
        return ""
    return f"""    location @alongside_renamed {{
        proxy_pass $alongside_origin;{ID_BACK}{log_here(edge.access_log)}
{_spoofed()}
        proxy_set_header Host $alongside_origin_host;
        proxy_set_header Connection $alongside_connection;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header Referer $alongside_referer;
        proxy_set_header Cookie $alongside_cookies;
        proxy_set_header X-Forwarded-For $alongside_client;
        proxy_set_header X-Forwarded-Proto "";
        proxy_set_header X-Forwarded-Host "";
        proxy_set_header Forwarded "for=$alongside_node";
        proxy_set_header X-Request-Id $alongside_id;
{translations(edge.hosts, edge.aliases)}{_tls(edge)}
    }}
"""


def _address(host: ShopHost) -> str:
    name, port = host.address
    return f"[{name}]:{port}" if ":" in name else f"{name}:{port}"
