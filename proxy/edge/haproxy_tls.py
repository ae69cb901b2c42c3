"""TLS in HAProxy: which certificates are shown, and plain HTTP sent on to it."""

import re
from collections.abc import Sequence

from alongside.secure import Pair
from injector.rules import Aliases, ShopHost
from proxy.edge.haproxy_guards import refusing
from proxy.edge.tls import CIPHERS, REDIRECT, Tls, whole


def secured(tls: Tls) -> str:
    """For a `bind`: the certificates, of which the main host's is shown to whoever names none of theirs, and HTTP/2."""
    files = " ".join(f"crt {_quoted(pair.certificate)}" for pair in _pairs(tls))
    return f"ssl {files} alpn h2,http/1.1 ssl-min-ver TLSv{tls.minimum} ciphers {CIPHERS} no-tls-tickets"


def to_link(tls: Tls) -> list[tuple[str, str]]:
    """Keys, and where HAProxy looks for each: it wants them in the certificate's file or beside it."""
    beside = [(pair.key, f"{pair.certificate}.key") for pair in _pairs(tls) if pair.key != pair.certificate]
    return [(whole(key), whole(place)) for key, place in beside if whole(key) != whole(place)]


def sending_on(tls: Tls, hosts: Sequence[ShopHost], aliases: Aliases) -> str:
    """Frontends for plain HTTP."""
    if not tls.redirect:
        return ""
    binds = "\n".join(f"    bind {each if ':' in each else f':{each}'} proto h1" for each in tls.redirect)
    main = hosts[0].public.url.decode()
    known = [(re.escape(host.public.name.decode()), host.public.url.decode()) for host in hosts]
    known += [(re.escape(tls.live.host), tls.live.url)] if tls.live else []
    known.append((aliases.pattern, main))
    lines = "\n".join(
        f"    http-request redirect prefix {url} code {REDIRECT} if {{ req.fhdr(host) -m reg -i '^(?:{names})(?::[0-9]+)?$' }}"
        for names, url in known
    )
    return f"""
# Plain HTTP is sent on to the same address in https, whatever the request is.
frontend alongside_plain
{binds}
{refusing()}
{lines}
    http-request return status 421 content-type text/plain string "no shop of this name is served here\\n"
    http-after-response set-header Connection close if {{ status 400 405 501 }}"""


def _pairs(tls: Tls) -> list[Pair]:
    """Each once, the main host's first."""
    shown = [*tls.shown, *((tls.live,) if tls.live else ())]
    return list(dict.fromkeys(each.pair for each in shown))


def _quoted(path: str) -> str:
    """Paths with quotes are refused with the settings."""
    return f"'{whole(path)}'"
