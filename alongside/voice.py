"""Settings of talking by voice, and the credentials that let a browser use the retailer's own TURN server. Pure."""

import base64
import hashlib
import hmac
import re
from typing import Annotated, Final, Literal, NamedTuple
from urllib.parse import urlsplit

import msgspec

TURN_SECONDS: Final = 60 * 60
"""So long time-limited credentials open a TURN server; who talks longer gets new ones."""

_STUN: Final = re.compile(r"stuns?:[^\s/?@]+")
_TURN: Final = re.compile(r"turns?:[^\s/?@]+(\?transport=(udp|tcp))?")
_LOCAL: Final = ("localhost", "127.0.0.1", "::1")

Addresses = Annotated[tuple[str, ...], msgspec.Meta(max_length=8)]


class Voice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The table `[voice]`. Raises ValueError when it cannot be used."""

    enabled: bool | Literal["auto"] = "auto"
    stun: Addresses = ()
    turn: Addresses = ()
    turn_secret: str = ""
    turn_user: str = ""
    turn_password: str = ""
    relay_only: bool = False

    def __post_init__(self) -> None:
        for form, addresses in ((_STUN, self.stun), (_TURN, self.turn)):
            for address in addresses:
                if not form.fullmatch(address):
                    raise ValueError(f"{address!r} is no address such as turn:turn.shop.example:3478")
        has_user = bool(self.turn_user and self.turn_password)
        if self.turn and has_user == bool(self.turn_secret):
            raise ValueError("turn: give turn_secret, or turn_user and turn_password")
        if self.relay_only and not self.turn:
            raise ValueError("relay_only: give a TURN server in turn")

    def is_on(self, live_url: str) -> bool:
        """Whether people may talk: `auto` says yes where there is a server to find ways by, or the live host is this very machine."""
        if self.enabled != "auto":
            return self.enabled
        return bool(self.stun or self.turn) or urlsplit(live_url).hostname in _LOCAL


class Credentials(NamedTuple):
    """What a browser shows a TURN server."""

    username: str
    password: str


def turn_credentials(voice: Voice, who: str, now: float) -> Credentials:
    """For this participant, from `now` (Unix seconds) on: those of the settings, or made of the secret that the server knows as well.

    The latter by the convention "REST API for access to TURN services" (draft-uberti-behave-turn-rest-00), which coturn calls
    `use-auth-secret`: the username is the time at which it ends and who uses it, the password its HMAC-SHA1 in base64.
    """
    if not voice.turn_secret:
        return Credentials(voice.turn_user, voice.turn_password)
    username = f"{int(now) + TURN_SECONDS}:{who}"
    digest = hmac.digest(voice.turn_secret.encode(), username.encode(), hashlib.sha1)
    return Credentials(username, base64.b64encode(digest).decode())
