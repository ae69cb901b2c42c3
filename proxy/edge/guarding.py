"""What nginx does against requests that are malformed, slow or too many: refused, and never repaired. Routing is nginx.py's work.

nginx by itself answers 400 to control characters, white space in names, two Hosts, two lengths, a length beside a coding, and folded lines.
"""

from dataclasses import dataclass
from typing import Final

from alongside.names import EDGE_SECRET

SPOOFED: Final = (
    EDGE_SECRET,
    *("X_Forwarded_For", "X_Forwarded_Proto", "X_Forwarded_Host", "X_Real_IP"),
    *("X-Real-IP", "X-Forwarded-Port", "X-Forwarded-Server", "X-Forwarded-Ssl"),
)
"""What nobody has to say of itself. Many application servers read those with underscores as if they had been written with hyphens."""

BURST_SECONDS: Final = 4
"""An address may take what it is allowed in so many seconds at once: a page asks for its hundred assets within one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """For one client's address; 0 is none."""

    connections: int
    requests: int
    """In a second."""


def refusals(limits: Limits) -> str:
    """What stands in nginx's `http` block."""
    zones = """
# Only METHOD /path HTTP/1.1, each of them once: a target that is a whole address would have two hosts to believe.
map $request $alongside_odd {
    default 1;
    "~^[A-Z][A-Z_-]* /[^ ]* HTTP/(1\\.[01]|[23]\\.0)$" 0;
}"""
    if limits.connections:
        zones += "\nlimit_conn_zone $alongside_client zone=alongside_connections:10m;"
    if limits.requests:
        zones += f"\nlimit_req_zone $alongside_client zone=alongside_requests:10m rate={limits.requests}r/s;"
    return zones


def guards(limits: Limits) -> str:
    """What stands in each `server` of nginx."""
    lines = """
    # Heads: 64 KB, 32 KB in one line, within 15 seconds. Bodies are streamed;
    # their size is the origin's business; a pause of 20 seconds ends them.
    client_header_timeout 15s;
    client_header_buffer_size 4k;
    large_client_header_buffers 2 32k;
    client_body_timeout 20s;
    client_max_body_size 0;
    send_timeout 60s;
    keepalive_timeout 75s;
    reset_timedout_connection on;
    # What is passed on is passed on as it came: no field is left out, no path made simpler.
    ignore_invalid_headers off;
    underscores_in_headers on;
    merge_slashes off;
    if ($alongside_odd) {
        return 400;
    }"""
    if limits.connections:
        lines += f"\n    limit_conn alongside_connections {limits.connections};\n    limit_conn_status 429;"
    if limits.requests:
        burst = limits.requests * BURST_SECONDS
        lines += f"\n    limit_req zone=alongside_requests burst={burst} nodelay;\n    limit_req_status 429;"
    return lines
