"""HAProxy as the edge: the whole configuration as text, for an HAProxy 2.6 or newer of the retailer's own.

What goes where is nginx.py's to say: documents, data and everything of shoppers in a session go to the engine, `/__alongside/` to the live
application, assets of all others straight to the origin. Which host a request is for and how names are translated is haproxy_sites.py's,
what is refused haproxy_guards.py's.
"""

from typing import Final

from alongside.names import MARK_COOKIE, OUR_COOKIES, PREFIX
from injector.rules import ShopHost, host_names_of
from proxy.edge.edge import DIRECT, DIRECT_ENDINGS, LINKING, LINKING_ENDINGS, Edge
from proxy.edge.guarding import SPOOFED
from proxy.edge.haproxy_guards import admitting, counting, limiting, refusing
from proxy.edge.haproxy_sites import believing, knowing, naming, renaming, without_ours
from proxy.edge.haproxy_tls import secured, sending_on

_GLOBAL: Final = """global
    # Heads of 64 KB at most, and as many fields as the engine takes.
    tune.bufsize 69632
    tune.maxrewrite 4096
    tune.http.maxhdr 256
    # Connections are as many as half of these allow.
    fd-hard-limit 65536"""

_DEFAULTS: Final = """
defaults
    mode http
    # A head within 15 seconds; bodies are streamed, and their size is the origin's business.
    timeout http-request 15s
    timeout http-keep-alive 75s
    timeout client 60s
    timeout client-fin 30s
    timeout connect 5s
    timeout server 10m
    timeout tunnel 1h
    # Pages and event streams arrive as the origin sends them.
    option http-no-delay
    # Connections to engines and origins are kept, for whoever comes next.
    http-reuse always
    # What only asks goes out again when a connection is lost, all else only when none of it was sent.
    # The last time elsewhere: an engine that is going may take a second connection, too, before it refuses the third.
    retries 3
    option redispatch 1
    retry-on conn-failure empty-response"""

_KINDS: Final = f"""    # What a page loads, by what the browser says, or else by the path's ending.
    acl ours path_beg {PREFIX}
    acl in_session req.cook({MARK_COOKIE}) -m len 1:1000000
    acl websocket req.fhdr(upgrade) -m str -i websocket
    acl upgrades req.fhdr(upgrade) -m len 1:1000000
    acl says_what_for req.fhdr(sec-fetch-dest) -m len 1:1000000
    acl direct req.fhdr(sec-fetch-dest) -m str {" ".join(DIRECT)}
    acl linking req.fhdr(sec-fetch-dest) -m str {" ".join(LINKING)}
    acl direct_ending path -m reg -i '\\.(?:{DIRECT_ENDINGS})$'
    acl linking_ending path -m reg -i '\\.(?:{LINKING_ENDINGS})$'
    acl with_body req.fhdr_cnt(content-length) gt 0
    acl with_body req.fhdr_cnt(transfer-encoding) gt 0"""

_UNKNOWN: Final = (
    '    http-request return status 421 content-type text/plain string "no shop of this name is served here\\n"'
    " unless for_live_host or { var(txn.site) -m found }"
)

_TOLD_SCHEME: Final = (
    "    http-request set-var(txn.scheme) req.hdr(x-forwarded-proto,-1),lower"
    " if believed { req.hdr(x-forwarded-proto,-1) -m str -i http https }"
)

_LED: Final = """    # Of upgrades only a WebSocket's goes on: any other would be a tunnel past all rules.
    http-request del-header Upgrade unless websocket
    http-request del-header HTTP2-Settings
    http-request disable-l7-retry unless { method GET HEAD OPTIONS }
    http-response set-var(txn.answered) bool(true)
    http-after-response set-header X-Request-Id %[var(txn.id)] unless { res.fhdr(x-request-id) -m found }
    http-after-response set-header Connection close if { status 400 405 501 } !{ var(txn.answered) -m found }
    use_backend alongside_live_host if for_live_host
    use_backend alongside_live if ours
    use_backend alongside_origin_%[var(txn.site)] if straight
    default_backend alongside_engine"""

_PASSING: Final = """    http-request set-var(txn.began) date
    http-request set-var(txn.id) req.fhdr(x-request-id)
    http-request set-var(txn.host) req.fhdr(host)
    http-request set-src req.hdr_ip(x-forwarded-for)
    http-request set-var(txn.node) src
    http-request set-var-fmt(txn.node) '"[%[src]]"' if { src -m sub : }"""

_FIELDS: Final = (
    '"time":"%[var(txn.began),utime(%Y-%m-%dT%H:%M:%SZ)]","id":"%[var(txn.id)]","kind":"%[var(txn.kind)]",'
    '"method":"%[var(txn.method),json(utf8s)]","path":"%[var(txn.path),json(utf8s)]","status":%ST,"bytes":%B,"milliseconds":%Ta,'
    '"origin_milliseconds":%Tr,"peer":"%[src]","worker":"haproxy"'
)

_AWAY: Final = (
    '{"error":{"code":"unavailable","message":"Alongside is not available just now"}}'  # as nginx.py says
)


def make_haproxy(edge: Edge, user: str = "") -> str:
    """A whole configuration. `user`: as whom HAProxy goes on once it listens, when it is started by root."""
    parts = [
        _GLOBAL + (f"\n    user {user}\n    group {user}" if user else "") + _log_target(edge.access_log),
        _DEFAULTS,
        counting(edge.limits),
        _shop(edge),
        sending_on(edge.tls, edge.hosts, edge.aliases) if edge.tls else "",
        _engine(edge),
        _passing_by(edge),
        _live(edge),
        *(_origin(edge, number, host) for number, host in enumerate(edge.hosts)),
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _shop(edge: Edge) -> str:
    is_behind = bool(edge.trusted or edge.secret)
    blocks = [
        "\n# Everybody arrives here.\nfrontend alongside",
        *(
            f"    bind {_bound(address)} {secured(edge.tls) if edge.tls else 'proto h1'}"
            for address in edge.listen
        ),
        admitting(edge.limits, edge.trusted),
        _log(edge.access_log),
        "    http-request set-var(txn.began) date",
        "    http-request set-var(txn.id) uuid(4),regsub(-,,g)",
        _KINDS,
        refusing(),
        believing(edge.trusted, edge.secret),
        limiting(edge.limits),
        naming(edge.hosts, is_behind=is_behind),
        _live_host(edge),
        knowing(edge.hosts, edge.aliases),
        _UNKNOWN,
        _TOLD_SCHEME if is_behind else "",
        _roads(edge),
        _forwarded(),
        "    http-request set-log-level silent unless ours or straight" if edge.access_log else "",
        _LED,
    ]
    return "\n".join(block for block in blocks if block)


def _roads(edge: Edge) -> str:
    """Where hosts are renamed sheets and manifests are the engine's, for they may name the origin; and so is what names a host itself."""
    live = edge.live_public.url.decode()
    straight = [
        "{ method GET } websocket keeps_names !with_body",
        "{ method GET HEAD } direct !upgrades !with_body",
        "{ method GET HEAD } !says_what_for direct_ending !upgrades !with_body",
        "{ method GET HEAD } linking keeps_names !upgrades !with_body",
        "{ method GET HEAD } !says_what_for linking_ending keeps_names !upgrades !with_body",
    ]
    lines = "\n".join(
        f"    http-request set-var(txn.straight) bool(true) if {condition} !ours !in_session !by_mirror"
        for condition in straight
    )
    if edge.renaming:
        lines += (
            "\n    http-request unset-var(txn.straight) if !keeps_names { req.fhdr(origin) -m len 1:1000000 }"
        )
    return f"""    # Shoppers in a session, and mirrors, go through the engine with everything; so does whatever has a body.
    acl keeps_names var(txn.mode) -m str keep
    acl by_mirror req.fhdr(origin) -m str null
    acl by_mirror req.fhdr(referer) -m reg '^{_literal(live)}(?:/|$)'
{lines}
    acl straight var(txn.straight) -m bool"""


def _forwarded() -> str:
    dropped = "\n".join(f"    http-request del-header {name}" for name in SPOOFED)
    return f"""{dropped}
    http-request set-var(txn.node) src
    http-request set-var-fmt(txn.node) '"[%[src]]"' if {{ src -m sub : }}
    http-request set-header Host %[var(txn.host)]
    http-request set-header X-Forwarded-For %[src]
    http-request set-header X-Forwarded-Proto %[var(txn.scheme)]
    http-request set-header X-Forwarded-Host %[var(txn.host)]
    http-request set-header Forwarded 'for=%[var(txn.node)];host="%[var(txn.host)]";proto=%[var(txn.scheme)]'
    http-request set-header X-Request-Id %[var(txn.id)]"""


def _live_host(edge: Edge) -> str:
    names = " ".join(name.decode() for name in host_names_of(edge.live_public))
    return f"""    # Whose it is, by its name.
    acl for_live_host var(txn.host) -m str -i {names}
    http-request set-var(txn.scheme) str({edge.live_public.scheme.decode()}) if for_live_host"""


def _engine(edge: Edge) -> str:
    servers = "\n".join(
        f"    server engine_{number} {address} check inter 1s fall 1 rise 1 observe layer4 error-limit 1 on-error mark-down"
        for number, address in enumerate(edge.engines, start=1)
    )
    return f"""
# Documents and data. An engine that refuses a connection is left out until it answers again; with none, the shop goes on without us.
backend alongside_engine
{servers}
    server passing_by {edge.passing_by} backup"""


def _passing_by(edge: Edge) -> str:
    blocks = [
        f"\nfrontend alongside_passing_by\n    bind {edge.passing_by} proto h1",
        _log(edge.access_log),
        _PASSING,
        knowing(edge.hosts, edge.aliases),
        "    http-request set-var(txn.scheme) req.fhdr(x-forwarded-proto)",
        "    http-request deny deny_status 400 unless { var(txn.site) -m found }",
        "    http-request disable-l7-retry unless { method GET HEAD OPTIONS }",
        "    http-response set-var(txn.answered) bool(true)",
        "    use_backend alongside_origin_%[var(txn.site)]",
    ]
    return "\n".join(block for block in blocks if block)


def _live(edge: Edge) -> str:
    cookies = "; ".join(f"{name}=%[req.cook({name})]" for name in sorted(OUR_COOKIES))
    errors = "\n".join(
        f"    http-error status {status} content-type application/json string '{_AWAY}' hdr Cache-Control no-store"
        for status in (502, 503, 504)
    )
    return f"""
# Ours on the shop's host: only our own cookies go there.
backend alongside_live
    timeout server 1h
    retries 0
    http-request set-header Cookie "{cookies}"
{_unanswered(503, "502:504")}
{errors}
    server live {edge.live}

# The live host: the desk, the join pages, the mirrors, their sockets and the API.
backend alongside_live_host
    timeout server 1h
    http-request del-header X-Forwarded-Host
    http-request del-header Forwarded
    server live {edge.live}"""


def _origin(edge: Edge, number: int, host: ShopHost) -> str:
    errors = "\n".join(
        f'    http-error status {status} content-type text/plain lf-string "The shop cannot be reached just now. Request %[var(txn.id)]\\n"'
        for status in (502, 503, 504)
    )
    renamed = f"\n{renaming(edge.hosts, edge.aliases, host)}" if host.rewriting else ""
    return f"""
# {host.public.url.decode()}, straight from its origin.
backend alongside_origin_{number}
{without_ours()}{renamed}
{_unanswered(502, "503")}
{errors}
    retries 1
    server origin {_address(host)}{_tls(edge, host)}"""


def _unanswered(status: int, silent: str) -> str:
    """HAProxy itself says 503 when nobody could be reached; what a server said stays."""
    return f"""    http-after-response set-status {status} if {{ status {silent} }} !{{ var(txn.answered) -m found }}"""


def _tls(edge: Edge, host: ShopHost) -> str:
    if host.origin.scheme == b"http":
        return ""
    name = host.address[0]
    return f" ssl verify required ca-file {edge.authorities} sni str({name}) verifyhost {name} alpn http/1.1"


def _log_target(path: str) -> str:
    if not path:
        return ""
    where = "stdout format raw" if path == "-" else "/dev/log format raw"
    return f"\n    # HAProxy writes no files: the system's log takes what belongs into {path}." * (
        path != "-"
    ) + (f"\n    log {where} local0 info")


def _log(path: str) -> str:
    """For a frontend: requests that no engine sees, in the form of the engines' access log but for milliseconds."""
    if not path:
        return ""
    # Of addresses the path alone is told, of our own calls no more than their name.
    told = f"path,regsub('^({PREFIX}[^/]*/).+','\\\\1…')"
    return f"""    log global
    option dontlognull
    log-format '{{{_FIELDS}}}'
    http-request set-var(txn.method) method
    http-request set-var(txn.kind) str(asset)
    http-request set-var(txn.kind) str(live) if {{ path_beg {PREFIX} }}
    http-request set-var(txn.path) "{told}\""""


def _bound(address: str) -> str:
    return f":{address}" if address.isdigit() else address


def _literal(text: str) -> str:
    """For a regular expression between single quotes."""
    return "".join(f"\\{each}" if each in ".+*?()[]{}|^$\\" else each for each in text)


def _address(host: ShopHost) -> str:
    name, port = host.address
    return f"[{name}]:{port}" if ":" in name else f"{name}:{port}"
