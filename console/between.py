"""What the workers of the live application tell each other over the bus. No socket can decode into these types.

Every message names the worker it comes from, and a worker skips its own: it has done at once what the others do now.
"""

import msgspec

from alongside.session import Session
from alongside.store.sessions import HostClaim
from alongside.wire.talk import Spoken


class Between(msgspec.Struct, frozen=True, tag=True, kw_only=True):
    """A message from one worker to the others that have sockets of the session."""

    worker: str


class Record(msgspec.Struct, frozen=True, array_like=True):
    """A stored record. `frame` has `text` as its newest record now, at (cut, offset)."""

    frame: str
    cut: int
    offset: int
    is_snapshot: bool
    text: str


class Logged(Between, frozen=True, kw_only=True):
    """Records that are in the page log now."""

    records: list[Record]


class Forgot(Between, frozen=True, kw_only=True):
    """A frame is gone; `text` says so to viewers."""

    frame: str
    text: str


class ForHost(Between, frozen=True, kw_only=True):
    """For the host connection that is captured."""

    text: str


class ForViewers(Between, frozen=True, kw_only=True):
    """For all viewers but one participant's."""

    text: str
    but: str = ""
    is_presence: bool = False


class ForParticipant(Between, frozen=True, kw_only=True):
    """For one participant's viewer."""

    participant: str
    text: str


class ForPages(Between, frozen=True, kw_only=True):
    """Presence, for every page of one participant, the shopper's tabs among them."""

    participant: str
    text: str


class SessionChanged(Between, frozen=True, kw_only=True):
    """The session is so now."""

    session: Session


class HostClaimed(Between, frozen=True, kw_only=True):
    """Another host connection is captured from now on."""

    claim: HostClaim


class HostDropped(Between, frozen=True, kw_only=True):
    """The captured connection is lost; its page may be on its way to the next one."""

    claim: HostClaim


class HostLost(Between, frozen=True, kw_only=True):
    """The captured connection is lost and nobody came back; whoever has another tab of this shopper claims now."""

    claim: HostClaim


class TabShown(Between, frozen=True, kw_only=True):
    """The shopper shows this tab; whoever has its connection claims it."""

    tab: str


class HostAway(Between, frozen=True, kw_only=True):
    """There is no host connection at all."""


class PlaceTaken(Between, frozen=True, kw_only=True):
    """A newer connection has this participant's place."""

    participant: str


class Spoke(Between, frozen=True, kw_only=True):
    """A line of the conversation is kept."""

    number: int
    line: Spoken


class ForListeners(Between, frozen=True, kw_only=True):
    """Presence in the conversation, for all but one participant."""

    text: str
    but: str


class WorkerJoined(Between, frozen=True, kw_only=True):
    """This worker has sockets of the session now; the writer says where the logs stand."""


class LogStands(Between, frozen=True, kw_only=True):
    """Where the logs stand in the writer's eyes: frame → (cut, offset)."""

    places: dict[str, tuple[int, int]]


Message = (
    Logged
    | Forgot
    | ForHost
    | ForViewers
    | ForParticipant
    | ForPages
    | SessionChanged
    | HostClaimed
    | HostDropped
    | HostLost
    | HostAway
    | TabShown
    | PlaceTaken
    | Spoke
    | ForListeners
    | WorkerJoined
    | LogStands
)

decoder: msgspec.msgpack.Decoder[Message] = msgspec.msgpack.Decoder(Message)
encode = msgspec.msgpack.Encoder().encode
