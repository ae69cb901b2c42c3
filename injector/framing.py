"""Who may frame a page, for the two pages that a shopper in a session sees side by side in a page of ours on the shop's own host.

A shop that forbids every frame goes on forbidding all but those of its own host, for this one response: `'self'` is what the browser then
holds every window around the page to. A policy that is no wider than that stays as it was, and so does everybody else's response.
"""

import re
from typing import Final

from alongside.names import BESIDE_MARK, MARK_COOKIE
from injector.csp import POLICY_FIELDS
from injector.fields import Fields

OPTIONS: Final = b"x-frame-options"
FRAMES: Final = frozenset({b"iframe", b"frame"})
"""Values of Sec-Fetch-Dest (Fetch Metadata) of documents in frames."""

_MARK: Final = f"{MARK_COOKIE}={BESIDE_MARK}".encode()


def asks_for_pane(fields: Fields) -> bool:
    """A page of the shop's own asks for a document in a frame, by a shopper who has laid pages side by side in this session.

    Without Fetch Metadata nothing is known of who frames it, and the answer is no.
    """
    if fields.first(b"sec-fetch-dest") not in FRAMES or fields.first(b"sec-fetch-site") != b"same-origin":
        return False
    pairs = (pair.strip() for value in fields.all(b"cookie") for pair in value.split(b";"))
    return _MARK in pairs


def admit_own_frame(fields: Fields) -> None:
    """Let pages of the shop's own host, and no others than before, frame this document."""
    options = [option for value in fields.all(OPTIONS) for option in _members(value)]
    if options and set(options) != {b"sameorigin"}:
        fields.set(b"X-Frame-Options", b"SAMEORIGIN")
    for name in POLICY_FIELDS:
        fields.change(name, lambda value: b",".join(_admit(policy) for policy in value.split(b",")))


def _members(value: bytes) -> list[bytes]:
    return [member for member in (part.strip().lower() for part in value.split(b",")) if member]


def _admit(policy: bytes) -> bytes:
    """The first `frame-ancestors` counts (CSP Level 3, 2.2.1); `'none'` makes room for `'self'`."""
    directives = policy.split(b";")
    for at, directive in enumerate(directives):
        name, *sources = directive.split() or [b""]
        if name.lower() != b"frame-ancestors":
            continue
        if not {b"'self'", b"*"} & {source.lower() for source in sources}:
            without = re.sub(rb"(?i)\s+'none'(?=\s|$)", b"", directive)
            directives[at] = without.rstrip() + b" 'self'"
        break
    return b";".join(directives)
