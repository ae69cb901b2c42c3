"""What HAProxy does against requests that are malformed, slow or too many. Routing is haproxy.py's work.

HAProxy by itself answers 400 to most of what is malformed. Before any rule can see it, it makes one request of two equal Hosts or lengths,
of a folded line and of bare line feeds, and takes `chunked` for what has a length besides, after which it ends the connection: what goes on
from here can be understood in one way alone.
"""

from collections.abc import Sequence
from typing import Final

from proxy.edge.guarding import BURST_SECONDS, Limits

AT_REST: Final = 8
"""Connections of an address that may be open for each on which a request is on its way: browsers open six to a host."""


def refusing() -> str:
    """For a frontend: what could be understood in two ways."""
    return """    # Only METHOD /path HTTP/1.1, each of them once: a target that is a whole address would have two hosts to believe.
    http-request deny deny_status 400 unless { method -m reg '^[A-Z][A-Z_-]*$' }
    http-request deny deny_status 405 if { method CONNECT TRACE }
    http-request deny deny_status 400 unless { req.ver 1.0 1.1 2.0 }
    http-request deny deny_status 400 if { req.ver 1.0 1.1 } !{ url_beg / }
    http-request deny deny_status 400 if { url -m sub '#' }
    http-request deny deny_status 400 if { req.ver 1.1 } !{ req.fhdr_cnt(host) eq 1 }
    http-request deny deny_status 400 if { req.fhdr_cnt(host) gt 1 }
    http-request deny deny_status 400 if { req.hdrs -m reg '[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]' }
    # Application servers that know fields as variables would take these for what they are not.
    http-request deny deny_status 400 if { req.fhdr_cnt(content_length) gt 0 } || { req.fhdr_cnt(transfer_encoding) gt 0 }
    http-request deny deny_status 400 if { req.fhdr_cnt(transfer-encoding) gt 1 }
    http-request deny deny_status 501 if { req.fhdr_cnt(transfer-encoding) gt 0 } !{ req.fhdr(transfer-encoding) -m str -i chunked }"""


def counting(limits: Limits) -> str:
    """Tables of addresses."""
    found = ""
    if limits.connections or limits.requests:
        found += f"""
# What each client's address asks for.
backend alongside_addresses
    stick-table type ipv6 size 200k expire 60s store conn_cur,http_req_rate({BURST_SECONDS}s)"""
    if limits.connections:
        found += """
# What each peer holds open.
backend alongside_peers
    stick-table type ipv6 size 200k expire 60s store conn_cur"""
    return found


def admitting(limits: Limits, trusted: Sequence[str]) -> str:
    """For a frontend, first of all: connections. Who speaks for many clients may hold any number."""
    lines = [f"    acl trusted src {' '.join(trusted)}"] if trusted else []
    if limits.connections:
        unless = " unless trusted" if trusted else ""
        lines += [
            "    # Browsers keep connections at rest; who holds many more than that is not listened to.",
            f"    tcp-request connection track-sc1 src table alongside_peers{unless}",
            f"    tcp-request connection reject if {{ sc_conn_cur(1) gt {AT_REST * limits.connections} }}",
        ]
    return "\n".join(lines)


def limiting(limits: Limits) -> str:
    """For a frontend: an address's share of requests on their way, and in a second."""
    lines = []
    if limits.connections or limits.requests:
        lines.append("    http-request track-sc0 src table alongside_addresses")
    if limits.connections:
        lines.append(f"    http-request deny deny_status 429 if {{ sc_conn_cur(0) gt {limits.connections} }}")
    if limits.requests:
        most = limits.requests * BURST_SECONDS
        lines.append(f"    http-request deny deny_status 429 if {{ sc_http_req_rate(0) gt {most} }}")
    return "\n".join(lines)
