"""Which of the shop's hosts a request is for, in HAProxy's rules, and how names are translated where hosts are renamed.

Numbers stand for the hosts in the order of the settings; the first is the main one.
"""

import re
from collections.abc import Sequence
from typing import Final

from alongside.names import EDGE_SECRET, SHOP_COOKIES
from injector.rules import Aliases, ShopHost, host_names_of
from proxy.edge.sites import cookie_domains, renamed_pairs

MOST_HOPS: Final = 4
"""Trusted proxies that a request may have come through."""

_TOLD_HOST: Final = r"^(?:[A-Za-z0-9._~-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]+)?$"
_OURS: Final = "|".join(SHOP_COOKIES)


def believing(trusted: Sequence[str], secret: str) -> str:
    """For a frontend: whom a request comes from. From the nearest on as long as each is trusted; what is no address was not said."""
    vouched = f"{{ req.fhdr({EDGE_SECRET}) -m str {secret} }}"
    who = [*["trusted"] * bool(trusted), *[vouched] * bool(secret)]
    if not who:
        return ""
    lines = [
        "    # Who is believed about the client: the address of each request, and what is said of host and scheme.",
        f"    http-request set-var(txn.believed) bool(true) if {' or '.join(who)}",
        "    acl believed var(txn.believed) -m bool",
        "    http-request set-var(txn.hop) int(1) if believed",
    ]
    for hop in range(1, MOST_HOPS + 1) if trusted else (1,):
        at = f"{{ var(txn.hop) -m int {hop} }} {{ req.hdr_ip(x-forwarded-for,-{hop}) -m found }}"
        lines.append(f"    http-request set-src req.hdr_ip(x-forwarded-for,-{hop}) if {at}")
        if trusted and hop < MOST_HOPS:
            lines.append(f"    http-request set-var(txn.hop) int({hop + 1}) if {at} trusted")
    return "\n".join(lines)


def naming(hosts: Sequence[ShopHost], *, is_behind: bool) -> str:
    """For a frontend: the host that is meant."""
    lines = [
        f'    http-request set-var(txn.host) str("{hosts[0].public.authority.decode()}")',
        "    http-request set-var(txn.host) req.fhdr(host) if { req.fhdr(host) -m len 1:1000000 }",
    ]
    if is_behind:
        lines.append(
            "    http-request set-var(txn.host) req.hdr(x-forwarded-host,-1)"
            f" if believed {{ req.hdr(x-forwarded-host,-1) -m reg '{_TOLD_HOST}' }}"
        )
    return "\n".join(lines)


def knowing(hosts: Sequence[ShopHost], aliases: Aliases) -> str:
    """For a frontend: the number of the host, its way with names and its scheme."""
    lines = []
    for number, host in enumerate(hosts):
        names = " ".join(name.decode() for name in host_names_of(host.public))
        lines.append(f"    acl for_{number} var(txn.host) -m str -i {names}")
    if aliases.pattern != "(?!)":
        lines.append(f"    acl for_0 var(txn.host) -m reg -i '^(?:{aliases.pattern})$'")
    for number, host in reversed(list(enumerate(hosts))):
        mode = "rewrite" if host.rewriting else "keep"
        lines.append(f"    http-request set-var(txn.site) int({number}) if for_{number}")
        lines.append(f"    http-request set-var(txn.mode) str({mode}) if for_{number}")
        lines.append(
            f"    http-request set-var(txn.scheme) str({host.public.scheme.decode()}) if for_{number}"
        )
    return "\n".join(lines)


def without_ours() -> str:
    """For a backend: our cookies are none of the origin's business."""
    once = f"    http-request replace-header Cookie '^(.*?)(?:(?:^|; *)(?:{_OURS})=[^;]*)(.*)$' '\\1\\2'"
    return "\n".join(
        [
            *[once] * 3,
            "    http-request replace-header Cookie '^; *(.*)$' '\\1'",
            "    http-request del-header Cookie if { req.fhdr(cookie) -m len 0 }",
        ]
    )


def renaming(hosts: Sequence[ShopHost], aliases: Aliases, host: ShopHost) -> str:
    """For the backend of a host that is renamed: the origin sees the name that it knows, and origins' own names do not come back."""
    lines = [
        f"http-request set-header Host {host.origin.authority.decode()}",
        "http-request del-header X-Forwarded-Proto",
        "http-request del-header X-Forwarded-Host",
        "http-request set-header Forwarded 'for=%[var(txn.node)]'",
    ]
    for origin, public in renamed_pairs(hosts):
        here = f"{public.scheme.decode()}://(?:{re.escape(public.authority.decode())}{f'|{aliases.pattern}' if aliases.named else ''})"
        there = "%[var(txn.scheme)]://%[var(txn.host)]" if aliases.named else public.url.decode()
        lines.append(f"http-request replace-header Referer '^(?i:{here})(/.*)?$' '{origin.url.decode()}\\1'")
        lines.append(
            f"http-response replace-header Location '^(?i:{re.escape(origin.url.decode())})(/.*)?$' '{there}\\1'"
        )
    number = list(hosts).index(host)
    for domain, publics in cookie_domains(hosts):
        lines.append(_cookie_domain(domain, publics[number]))
    return "\n".join(f"    {line}" for line in lines if line)


def _cookie_domain(domain: str, public: str) -> str:
    if domain == public:
        return ""
    attribute = f"(;[ \\t]*domain=)[.]?{re.escape(domain)}(?=;|$)"
    return f"http-response replace-header Set-Cookie '^(.*?)(?i:{attribute})(.*)$' '{rf'\1\2{public}\3' if public else r'\1\3'}'"
