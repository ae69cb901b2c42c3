"""Which of the shop's hosts a request is for, as maps of nginx, and how names are translated where hosts are renamed.

Numbers stand for the hosts in the order of the settings; the first is the main one. A map looks for its plain strings, whatever their case,
before its expressions, which are ten times as dear: so what most requests are is there as a string.
"""

import re
from collections.abc import Sequence
from typing import Final

from alongside.names import EDGE_SECRET
from injector.cookies import public_domain
from injector.rules import Aliases, ShopHost, Site, host_names_of

MAX_STRING: Final = 40
"""Bytes of a map's plain string: with its value it has to fit into 64, nginx's own `map_hash_bucket_size`."""


def sites(hosts: Sequence[ShopHost], aliases: Aliases, trusted: Sequence[str], secret: str) -> str:
    """What stands first in nginx's `http` block."""
    networks = "".join(f"\n    {network} 1;" for network in trusted)
    return f"""# Who is believed about the client: whom it wants to reach, and how.
geo $realip_remote_addr $alongside_near {{
    default 0;{networks}
}}
{_believing(secret)}
map "$alongside_trusted:$http_x_forwarded_host" $alongside_told_host {{
    default $http_host;
    "0:" $http_host;
    "~^1:(?:.*,)? *(?<told_host>[A-Za-z0-9._~-]+(?::[0-9]+)?|\\[[0-9A-Fa-f:.]+\\](?::[0-9]+)?) *$" $told_host;
}}
map $alongside_told_host $alongside_host {{
    default $alongside_told_host;
    "" "{hosts[0].public.authority.decode()}";
}}
map "$alongside_trusted:$http_x_forwarded_proto" $alongside_told_scheme {{
    default "";
    "0:" "";
    "~*^1:(?:.*,)? *https *$" https;
    "~*^1:(?:.*,)? *http *$" http;
}}
# In a Forwarded field (RFC 7239).
map $alongside_client $alongside_node {{
    default $alongside_client;
    "~:" '"[$alongside_client]"';
}}
# The shop's hosts.
map $alongside_host $alongside_site {{
    default unknown;
{_known(hosts, aliases)}
}}
{_by_site("origin", [f"{host.origin.scheme.decode()}://alongside_origin_{n}" for n, host in enumerate(hosts)])}
{_by_site("origin_host", [host.origin.authority.decode() for host in hosts])}
{_by_site("origin_name", [host.address[0] for host in hosts])}
{_by_site("mode", ["rewrite" if host.rewriting else "keep" for host in hosts])}
{_by_site("public_scheme", [host.public.scheme.decode() for host in hosts])}
map $alongside_told_scheme $alongside_scheme {{
    default $alongside_told_scheme;
    "" $alongside_public_scheme;
}}
{_referers(hosts, aliases)}{_domains(hosts)}"""


def _believing(secret: str) -> str:
    """Besides networks who says the secret, and then of whom."""
    trusted, client = "", ""
    if secret:
        trusted = f'\n    "~^0:{secret}$" 1;'
        client = f'\n    "~^{secret},(?:.*,)? *(?<told_client>[0-9A-Fa-f.:]+) *$" $told_client;'
    told = f"$http_{EDGE_SECRET.lower().replace('-', '_')}"
    return f"""map "$alongside_near:{told}" $alongside_trusted {{
    default 0;
    "0:" 0;
    "~^1:" 1;{trusted}
}}
map "{told},$http_x_forwarded_for" $alongside_client {{
    default $remote_addr;{client}
}}"""


def knowing(trusted: Sequence[str]) -> str:
    """What stands in a `server` about who is believed."""
    if not trusted:
        return ""
    lines = [f"    set_real_ip_from {network};" for network in trusted]
    return "\n".join([*lines, "    real_ip_header X-Forwarded-For;", "    real_ip_recursive on;"])


def translations(hosts: Sequence[ShopHost], aliases: Aliases) -> str:
    """What stands in a `location` whose answers name origins."""
    lines = [
        f"proxy_redirect {origin.url.decode()}/ {'$alongside_scheme://$alongside_host' if aliases.named else public.url.decode()}/;"
        for origin, public in renamed_pairs(hosts)
    ]
    lines += [
        f"proxy_cookie_domain {domain} $alongside_domain_{n};"
        for n, (domain, _) in enumerate(cookie_domains(hosts))
    ]
    return "\n".join(f"        {line}" for line in lines)


def _known(hosts: Sequence[ShopHost], aliases: Aliases) -> str:
    lines = [
        f'    "{_exactly(name.decode())}" {number};'
        for number, host in enumerate(hosts)
        for name in host_names_of(host.public)
    ]
    return "\n".join([*lines, f'    "~*^(?:{aliases.pattern})$" 0;'])


def _exactly(name: str) -> str:
    """A string, but that nginx has no room in its tables for one that is very long."""
    return name if len(name) <= MAX_STRING else f"~*^{re.escape(name)}$"


def _by_site(name: str, values: Sequence[str]) -> str:
    """A map from the host to something of it."""
    lines = "\n".join(f'    {number} "{value}";' for number, value in enumerate(values))
    return f"map $alongside_site $alongside_{name} {{\n{lines}\n}}"


def _referers(hosts: Sequence[ShopHost], aliases: Aliases) -> str:
    lines = [
        f'    "~*^{re.escape(public.scheme.decode())}://(?:{re.escape(public.authority.decode())}'
        f'{f"|{aliases.pattern}" if aliases.named else ""})(?<rest_{n}>/.*)?$" "{origin.url.decode()}$rest_{n}";'
        for n, (origin, public) in enumerate(renamed_pairs(hosts))
    ]
    if not lines:
        return ""
    return "\n".join(
        ["map $http_referer $alongside_referer {", "    default $http_referer;", *lines, "}", ""]
    )


def _domains(hosts: Sequence[ShopHost]) -> str:
    return "\n".join(_by_site(f"domain_{n}", values) for n, (_, values) in enumerate(cookie_domains(hosts)))


def cookie_domains(hosts: Sequence[ShopHost]) -> list[tuple[str, list[str]]]:
    """Domains that an origin may give a cookie, and what each host makes of them."""
    names = [origin.name.decode() for origin, _ in renamed_pairs(hosts)]
    domains = dict.fromkeys(domain for name in names for domain in _domains_of(name))
    return [(domain, [_domain(domain, host) for host in hosts]) for domain in domains]


def _domain(domain: str, host: ShopHost) -> str:
    found = public_domain(domain.encode(), host) if host.rewriting else None
    return domain if found is None else found.decode()


def _domains_of(name: str) -> list[str]:
    labels = name.split(".")
    is_address = name.startswith("[") or labels[-1].isdigit()
    return [name] if is_address else [".".join(labels[n:]) for n in range(max(1, len(labels) - 1))]


def renamed_pairs(hosts: Sequence[ShopHost]) -> list[tuple[Site, Site]]:
    return [(host.origin, host.public) for host in hosts if host.rewriting]
