"""Secrets and what is kept of them: link tokens, cookies, places and tickets are stored as hashes only; codes are six digits.

A link's token is derived from the shopper's cookie, so the shopper can be shown the link again although nobody stores it.
Where randomness is needed the caller passes it in.
"""

import base64
import hashlib
import hmac
import re
from typing import Final

SECRET_BYTES: Final = 20
"""160 bits: cookies, places, tickets, link tokens."""

_CODE: Final = re.compile(r"[0-9]{6}")


def hash_secret(secret: str) -> str:
    """What the store keeps of a secret. The secrets are random and long, so a plain hash is enough."""
    return _text(hashlib.sha256(secret.encode()).digest())


def make_secret(random: bytes) -> str:
    """A secret in URL-safe text from at least SECRET_BYTES random bytes."""
    if len(random) < SECRET_BYTES:
        raise ValueError(f"a secret needs {SECRET_BYTES} random bytes")
    return _text(random)


def link_token(shopper_secret: str, number: int) -> str:
    """The token of a session's link with this number."""
    return _text(hmac.digest(shopper_secret.encode(), b"link:%d" % number, "sha256")[:SECRET_BYTES])


def make_code(random: int) -> str:
    """Six digits from a random number."""
    return f"{random % 1_000_000:06d}"


def is_code(text: str) -> bool:
    """Whether this is a code that was read out on the phone, and not a link's token."""
    return _CODE.fullmatch(text) is not None


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
