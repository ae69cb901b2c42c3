"""Webhooks, pure: what one is, how its calls are signed, when one that failed is tried again, when a webhook is given up.

After Standard Webhooks (standardwebhooks.com): `webhook-id`, `webhook-timestamp` and `webhook-signature`, HMAC-SHA256 over all three parts.
Time and randomness are passed in.
"""

import base64
import hashlib
import hmac
import ipaddress
from collections.abc import Iterable, Iterator
from typing import Final, Literal
from urllib.parse import urlsplit

import msgspec
from msgspec.structs import replace

from alongside.events import EventType

MAX_WEBHOOKS: Final = 20
MAX_URL: Final = 2000
MAX_WAITING: Final = 1000
"""Calls of one webhook that wait; what comes after them stays in the stream of events until there is room."""
AT_ONCE: Final = 4
"""Calls of one webhook under way at the same time, of different subjects."""
SECRET_BYTES: Final = 24
SECRET_PREFIX: Final = "whsec_"  # noqa: S105  # what secrets begin with
FIRST_RETRY_SECONDS: Final = 1.0
RETRY_FACTOR: Final = 3.0
LONGEST_RETRY_SECONDS: Final = 4 * 60 * 60.0
JITTER: Final = 0.2
GIVE_UP_SECONDS: Final = 24 * 60 * 60.0
"""From its first try a call is tried for so long; and a webhook that nothing reaches for so long is turned off."""
GONE: Final = 410
"""A receiver that answers so wants no calls any more."""


class Webhook(msgspec.Struct, frozen=True, kw_only=True):
    """`events`: which are told, none for all. `secret`: signs, so it is kept as it is. `off`: why it is turned off, "" while on.

    `failing`: since when no call has come through, Unix seconds, 0 when the last one did.
    """

    id: str
    url: str
    events: tuple[EventType, ...]
    secret: str
    created: float
    off: Literal["", "by-admin", "failing", "gone"] = ""
    failing: float = 0.0


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A call to make. `place`: of its event, which orders calls. `tried`: when it was tried first, 0 for never; times in Unix seconds."""

    place: str
    event: str
    type: EventType
    subject: str
    at: float
    due: float = 0.0
    tries: int = 0
    tried: float = 0.0
    status: int = 0
    error: str = ""


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one try: the status, or 0 and what went wrong."""

    status: int = 0
    error: str = ""
    seconds: float = 0.0

    @property
    def is_good(self) -> bool:
        """Whether the receiver has it."""
        return 200 <= self.status < 300


Fate = Literal["done", "again", "lost"]


def make_webhook_secret(random: bytes) -> str:
    """A secret in the form of Standard Webhooks."""
    return SECRET_PREFIX + base64.b64encode(random).decode()


def sign(secret: str, event: str, timestamp: int, body: bytes) -> str:
    """The value of `webhook-signature`."""
    key = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
    signed = hmac.digest(key, f"{event}.{timestamp}.".encode() + body, hashlib.sha256)
    return f"v1,{base64.b64encode(signed).decode()}"


def choose(waiting: Iterable[Waiting], now: float) -> Iterator[Waiting]:
    """Those that are due, in order. Of one subject only the first one: the others have to wait until it has come through."""
    held: set[str] = set()
    for call in waiting:
        if call.subject not in held and call.due <= now:
            yield call
        held.add(call.subject)


def after_try(call: Waiting, reply: Reply, now: float, random: float) -> tuple[Fate, Waiting]:
    """What becomes of a call; `random` from 0 to 1."""
    tried = replace(
        call, tries=call.tries + 1, tried=call.tried or now, status=reply.status, error=reply.error, due=0.0
    )
    if reply.is_good:
        return "done", tried
    if now - tried.tried >= GIVE_UP_SECONDS:
        return "lost", tried
    return "again", replace(tried, due=now + _wait(tried.tries, random))


def webhook_after(webhook: Webhook, reply: Reply, now: float) -> Webhook:
    """The webhook after a try; the same when nothing changes by it."""
    if webhook.off:
        return webhook
    if reply.is_good:
        return replace(webhook, failing=0.0) if webhook.failing else webhook
    if reply.status == GONE:
        return replace(webhook, off="gone")
    if not webhook.failing:
        return replace(webhook, failing=now)
    return replace(webhook, off="failing") if now - webhook.failing >= GIVE_UP_SECONDS else webhook


def wants(webhook: Webhook, kind: EventType) -> bool:
    """Whether it is told of events of this type."""
    return not webhook.events or kind in webhook.events


def is_usable(url: str, *, may_be_private: bool) -> bool:
    """Whether calls may go to this address; what its name leads to is looked at before each call."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return False
    schemes = ("http", "https") if may_be_private else ("https",)
    if parts.scheme not in schemes or not host or parts.username is not None or parts.fragment or port == 0:
        return False
    if not url.isascii() or any(character <= " " or character == "\x7f" for character in url):
        return False
    return may_be_private or not _is_literal(host) or is_public(host)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public network; those that stand for another one are judged by that."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = (
            found.ipv4_mapped
            or found.sixtofour
            or (found.teredo[1] if found.teredo else None)
            or _nat64(found)
        )
        if inner:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast


_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")


def _nat64(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None


def _is_literal(host: str) -> bool:
    """Also numbers such as 2130706433 or 0x7f.1, which resolvers take for addresses."""
    return ":" in host or host.rsplit(".", 1)[-1][:1].isdigit()


def _wait(tries: int, random: float) -> float:
    wait = min(FIRST_RETRY_SECONDS * RETRY_FACTOR ** min(tries - 1, 20), LONGEST_RETRY_SECONDS)
    return wait * (1 - JITTER + 2 * JITTER * random)
