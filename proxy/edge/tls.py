"""TLS in nginx: which certificate a server shows, and plain HTTP sent on to it. In the words of nginx 1.22, which newer ones understand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from alongside.secure import Pair, Shown, TlsMinimum
from injector.rules import Aliases, ShopHost

CIPHERS: Final = ":".join(
    f"ECDHE-{by}-{how}"
    for how in ("AES128-GCM-SHA256", "AES256-GCM-SHA384", "CHACHA20-POLY1305")
    for by in ("ECDSA", "RSA")
)
"""For TLS 1.2: those with forward secrecy and authenticated encryption, as every browser since 2015 has them."""

REDIRECT: Final = 308
"""Of the redirects the one that keeps the method."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tls:
    """What is shown to whom; the certificates in the order of the hosts."""

    shown: tuple[Shown, ...]
    live: Shown | None
    minimum: TlsMinimum
    redirect: tuple[str, ...]
    """Where plain HTTP is sent on."""
    port: int
    """By which aliases of the shop are reached."""


def servers_of(tls: Tls | None) -> list[tuple[Pair, list[str]] | None]:
    """For each `server` of nginx its certificate, and the names that are served by it. The main host's is the first, and so the default."""
    if tls is None:
        return [None]
    names: dict[Pair, list[str]] = {}
    for shown in tls.shown:
        names.setdefault(shown.pair, []).append(shown.host)
    return list(names.items())


def tls_lines(tls: Tls, pair: Pair) -> str:
    """What stands in a `server` about its certificate."""
    versions = "TLSv1.3" if tls.minimum == "1.3" else "TLSv1.2 TLSv1.3"
    return f"""
    ssl_certificate "{whole(pair.certificate)}";
    ssl_certificate_key "{whole(pair.key)}";
    ssl_protocols {versions};
    ssl_ciphers {CIPHERS};
    ssl_prefer_server_ciphers off;
    # Who comes again is known by the cache: keys of tickets would be the same until nginx is started anew.
    ssl_session_cache shared:alongside_tls:10m;
    ssl_session_timeout 1d;
    ssl_session_tickets off;
    # Plain HTTP to this port, as people type it.
    error_page 497 = @alongside_secured;
    location @alongside_secured {{{_secured("        ")}
    }}"""


def redirects(tls: Tls, hosts: Sequence[ShopHost], aliases: Aliases) -> str:
    """For nginx's `http` block: where each name is found in https, and who sends it there."""
    listens = "\n".join(f"    listen {address};" for address in tls.redirect)
    server = (
        f"""
server {{
{listens}
    client_header_timeout 15s;
    keepalive_timeout 15s;
    server_tokens off;
    if ($alongside_odd) {{
        return 400;
    }}
    location / {{{_secured("        ")}
    }}
}}"""
        if tls.redirect
        else ""
    )
    return f"""
# Plain HTTP is sent on to the same address in https, whatever the request is.
map $host $alongside_secure {{
    default "";
{_known(tls, hosts, aliases)}
}}{server}"""


def _secured(indent: str) -> str:
    lines = (
        'if ($alongside_secure = "") {',
        '    return 421 "no shop of this name is served here\\n";',
        "}",
        f"return {REDIRECT} $alongside_secure$request_uri;",
    )
    return "".join(f"\n{indent}{line}" for line in lines)


def _known(tls: Tls, hosts: Sequence[ShopHost], aliases: Aliases) -> str:
    known = {host.public.name.decode(): host.public.url.decode() for host in hosts}
    if tls.live:
        known[tls.live.host] = tls.live.url
    lines = [f'    "~^{re.escape(name)}$" "{url}";' for name, url in known.items()]
    port = "" if tls.port == 443 else f":{tls.port}"
    named = f"https://$host{port}" if aliases.named else hosts[0].public.url.decode()
    return "\n".join([*lines, f'    "~^(?:{aliases.pattern})$" "{named}";'])


def whole(path: str) -> str:
    """Edges would look for others beside their configuration."""
    return str(Path(path).resolve())
