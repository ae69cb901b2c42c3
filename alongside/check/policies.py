"""Would our scripts run under a page's policies? (CSP Level 3, Trusted Types.) Looks at policies as a browser does, and changes nothing."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

_HOST: Final = re.compile(
    r"(?:([a-z][a-z0-9+.-]*)://)?(\*|(?:\*\.)?[a-z0-9.-]+|\[[0-9a-f:]+\])(?::(\d+|\*))?(/.*)?", re.IGNORECASE
)
SCRIPT: Final = ("script-src-elem", "script-src", "default-src")
CONNECT: Final = ("connect-src", "default-src")


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """One of ours: where it comes from, what it carries, and whether markup or another script brings it."""

    url: str
    page: str
    nonce: str = ""
    integrity: str = ""
    by_markup: bool = True


def split_policies(values: list[str]) -> list[dict[str, list[str]]]:
    """Each policy with its directives; the first of a kind counts."""
    found = []
    for policy in (policy for value in values for policy in value.split(",")):
        directives: dict[str, list[str]] = {}
        for words in (directive.split() for directive in policy.split(";")):
            if words:
                directives.setdefault(words[0].lower(), words[1:])
        if directives:
            found.append(directives)
    return found


def why_blocked(policies: list[dict[str, list[str]]], script: Script) -> str:
    """What forbids the script, in the policy's own words; "" when it runs."""
    for policy in policies:
        name = next((name for name in SCRIPT if name in policy), "")
        if "sandbox" in policy and "allow-scripts" not in policy["sandbox"]:
            return "sandbox without allow-scripts: no script runs in this page, ours neither"
        if name and not _admits(policy[name], script):
            return f"{name} {' '.join(policy[name])}"
    return ""


def why_cut_off(policies: list[dict[str, list[str]]], url: str, page: str) -> str:
    """What forbids our script to reach its own host."""
    for policy in policies:
        name = next((name for name in CONNECT if name in policy), "")
        if name and not any(_matches(source, url, page) for source in policy[name]):
            return f"{name} {' '.join(policy[name])}"
    return ""


def wants_trusted_types(policies: list[dict[str, list[str]]]) -> bool:
    return any("'script'" in policy.get("require-trusted-types-for", []) for policy in policies)


def _admits(sources: list[str], script: Script) -> bool:
    lowered = [source.lower() for source in sources]
    if script.nonce and f"'nonce-{script.nonce}'" in sources:
        return True
    if script.integrity and f"'{script.integrity}'" in sources:
        return True
    if "'strict-dynamic'" in lowered:
        return not script.by_markup
    return any(_matches(source, script.url, script.page) for source in sources)


def _matches(source: str, url: str, page: str) -> bool:
    asked, shown = urlsplit(url), urlsplit(page)
    if source.lower() == "'self'":
        return asked.netloc == shown.netloc
    if source == "*":
        return asked.scheme in ("http", "https", "ws", "wss")
    if re.fullmatch(r"[a-z][a-z0-9+.-]*:", source, re.IGNORECASE):
        return source[:-1].lower() in (asked.scheme, f"{asked.scheme}".removesuffix("s"))
    found = _HOST.fullmatch(source)
    return found is not None and _matches_host(
        found, asked.scheme, asked.hostname or "", asked.port, asked.path, shown.scheme
    )


def _matches_host(
    found: "re.Match[str]", scheme: str, host: str, port: int | None, path: str, shown: str
) -> bool:
    wanted_scheme, wanted_host, wanted_port, wanted_path = found.groups()
    wanted_scheme = (wanted_scheme or shown).lower()
    if scheme not in (wanted_scheme, f"{wanted_scheme}s"):
        return False
    wanted_host = wanted_host.lower()
    if wanted_host.startswith("*."):
        if not host.endswith(wanted_host[1:]):
            return False
    elif wanted_host not in ("*", host):
        return False
    default = {"http": 80, "https": 443, "ws": 80, "wss": 443}[scheme]
    if wanted_port != "*" and int(wanted_port or default) != (port or default):
        return False
    return (
        not wanted_path or path == wanted_path or (wanted_path.endswith("/") and path.startswith(wanted_path))
    )
