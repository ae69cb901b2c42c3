"""The smallest change to a Content-Security-Policy that lets our scripts run and reach their own host (CSP Level 3).

Every field and every comma-separated policy in it is enforced by itself, so each is looked at by itself; report-only ones too, so that
nobody is alarmed. A policy in a `<meta>` is not changed: it can only name hosts or nonces of its own, and where it forbids our script the
page is as it was without us.

    script-src-elem, else script-src, else default-src, else nothing to do
    a nonce of the page's          → on our tag
    'strict-dynamic', no nonce     → the script's digest, and integrity on our tag
    'self' or *                    → nothing to do
    else                           → our own address as a source; 'none' makes room for it
    trusted-types without *        → the names of our policies, which make addresses of our scripts
A nonce is never invented: beside 'unsafe-inline' it would switch that off.
"""

import re
from dataclasses import dataclass
from typing import Final

SCRIPT_DIRECTIVES: Final = (b"script-src-elem", b"script-src", b"default-src")
CONNECT_DIRECTIVES: Final = (b"connect-src", b"default-src")
TYPES_DIRECTIVES: Final = (b"trusted-types",)
TYPES_POLICIES: Final = (b"alongside", b"alongside-page")
"""Of the loader, and of the page script."""
POLICY_FIELDS: Final = (b"content-security-policy", b"content-security-policy-report-only")

_NONCE = re.compile(rb"'nonce-([A-Za-z0-9+/_-]+={0,2})'", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """What has to be admitted."""

    source: bytes
    """Address of our scripts: `https://shop.example/__alongside/`."""
    nonce: bytes | None
    digests: tuple[bytes, ...]
    """`sha256-…` of the scripts on the tag."""


def find_nonce(values: list[bytes]) -> bytes | None:
    """The first nonce that some policy among `values` accepts for scripts."""
    for policy in _policies(values):
        sources = _effective(policy, SCRIPT_DIRECTIVES)[1]
        for source in sources:
            if match := _NONCE.fullmatch(source):
                return match[1]
    return None


def needs_digest(values: list[bytes], nonce: bytes | None) -> bool:
    """Whether some policy admits nothing but what carries a known digest."""
    return any(
        _is_digest_only(_effective(policy, SCRIPT_DIRECTIVES)[1], nonce) for policy in _policies(values)
    )


def admit(value: bytes, ours: Ours) -> bytes:
    """One field's value, changed where needed; the same object's bytes where not."""
    return b",".join(
        _admit_types(_admit_connection(_admit_script(policy, ours))) for policy in value.split(b",")
    )


def has_nonce(value: bytes) -> bool:
    """Whether any directive carries a nonce, which is bound to one body."""
    return _NONCE.search(value) is not None


def _policies(values: list[bytes]) -> list[bytes]:
    return [policy for value in values for policy in value.split(b",")]


def _effective(policy: bytes, names: tuple[bytes, ...]) -> tuple[bytes, list[bytes]]:
    """Name and sources of the first of `names` that the policy has; (b"", []) when it has none. The first of a kind counts."""
    found: dict[bytes, list[bytes]] = {}
    for directive in policy.split(b";"):
        words = directive.split()
        if words:
            found.setdefault(words[0].lower(), words[1:])
    return next(((name, found[name]) for name in names if name in found), (b"", []))


def _is_digest_only(sources: list[bytes], nonce: bytes | None) -> bool:
    return b"'strict-dynamic'" in _lowered(sources) and (nonce is None or not _has_nonce(sources))


def _has_nonce(sources: list[bytes]) -> bool:
    return any(_NONCE.fullmatch(source) for source in sources)


def _admit_script(policy: bytes, ours: Ours) -> bytes:
    name, sources = _effective(policy, SCRIPT_DIRECTIVES)
    if not name:
        return policy
    wanted = _missing_for_script(sources, ours)
    return _extended(policy, name, b"script-src", sources, wanted) if wanted else policy


def _missing_for_script(sources: list[bytes], ours: Ours) -> list[bytes]:
    lowered = _lowered(sources)
    if ours.nonce is not None and b"'nonce-" + ours.nonce + b"'" in sources:
        return []
    if b"'strict-dynamic'" in lowered:
        if ours.nonce is not None and _has_nonce(sources):  # another policy's nonce is on our tag
            return [b"'nonce-" + ours.nonce + b"'"]
        return [missing for digest in ours.digests if (missing := b"'" + digest + b"'") not in sources]
    if b"'self'" in lowered or b"*" in lowered or ours.source in sources:
        return []
    return [ours.source]


def _admit_connection(policy: bytes) -> bytes:
    name, sources = _effective(policy, CONNECT_DIRECTIVES)
    if not name or {b"'self'", b"*"} & set(_lowered(sources)):
        return policy
    hosts = [source for source in sources if not source.startswith(b"'")]
    return _extended(policy, name, b"connect-src", hosts, [b"'self'"])


def _admit_types(policy: bytes) -> bytes:
    name, sources = _effective(policy, TYPES_DIRECTIVES)
    wanted = [each for each in TYPES_POLICIES if each not in sources]
    if not name or b"*" in sources or not wanted:
        return policy
    return _extended(policy, name, name, sources, wanted)


def _lowered(sources: list[bytes]) -> list[bytes]:
    return [source.lower() for source in sources]


def _extended(policy: bytes, name: bytes, own: bytes, sources: list[bytes], wanted: list[bytes]) -> bytes:
    """`policy` with `wanted` beside the sources of directive `name`; default-src is left alone and `own` stands beside it."""
    if name == b"default-src":
        kept = [source for source in sources if source.lower() != b"'none'"]
        return policy.rstrip(b"; \t") + b"; " + b" ".join([own, *kept, *wanted])
    directives = policy.split(b";")
    at = next(
        index for index, text in enumerate(directives) if text.split()[:1] and text.split()[0].lower() == name
    )
    text = re.sub(rb"(?i)(?<=[\t\n\f\r ])'none'(?=[\t\n\f\r ]|$)", b"", directives[at]).rstrip()
    directives[at] = b" ".join([text, *wanted])
    return b";".join(directives)
