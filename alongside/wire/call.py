"""Talking by voice, on the wire: the same messages for a host page and for a viewer. Sound itself goes from browser to browser."""

from typing import Annotated, Final, Literal

import msgspec

from alongside.wire.words import Array, Count, Name

MOST_SDP: Final = 16_384
"""Characters of a description; one of a call without pictures has 3,000 to 6,000."""

Sdp = Annotated[str, msgspec.Meta(max_length=MOST_SDP)]
CandidateText = Annotated[str, msgspec.Meta(max_length=1024)]
Media = Annotated[str, msgspec.Meta(max_length=16)]
Why = Literal["not-now", "no-microphone", "blocked", "busy", "full", "away", "not-allowed"]
"""Why it comes to no call; `blocked`: the shop's page or this browser forbids the microphone."""


class Again(Array, frozen=True, tag="again"):
    """How does the call stand?"""


class RingUp(Array, frozen=True, tag="ring"):
    """I would like to talk with this participant, on the page that I call `key`."""

    participant: Name
    key: Name


class Accept(Array, frozen=True, tag="accept"):
    """Yes, to this participant who asked."""

    participant: Name
    key: Name


class Decline(Array, frozen=True, tag="decline"):
    """No, to this participant who asked."""

    participant: Name
    why: Why


class Come(Array, frozen=True, tag="come"):
    """I go on in the call on the page that I call `key`, after a page load or in another tab; also asks for fresh servers."""

    key: Name


class HangUp(Array, frozen=True, tag="hang-up"):
    """I leave the call, or ask no longer."""


class Mute(Array, frozen=True, tag="mute"):
    muted: bool


class Offer(Array, frozen=True, tag="offer"):
    """A description for this participant's page; dropped when they speak on another one by now. From the hub: of theirs."""

    participant: Name
    key: Name
    sdp: Sdp


class Answer(Array, frozen=True, tag="answer"):
    participant: Name
    key: Name
    sdp: Sdp


class Candidate(Array, frozen=True, tag="candidate"):
    """A way on which a page can be reached."""

    participant: Name
    key: Name
    candidate: CandidateText
    media: Media | None
    line: Count | None


Signal = Offer | Answer | Candidate
Step = Again | RingUp | Accept | Decline | Come | HangUp | Mute | Signal


class CallBy(Array, frozen=True, tag="call"):
    """What a person or their page does about the call."""

    step: Step


class Speaking(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody in the call. `away`: their page is gone for the moment."""

    id: str
    key: str
    muted: bool
    away: bool


class Ringing(msgspec.Struct, frozen=True, kw_only=True):
    """One would like to talk with another."""

    by: str
    to: str


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How the call stands; `seconds`: how long it has gone on."""

    people: tuple[Speaking, ...]
    rings: tuple[Ringing, ...]
    seconds: Count


class Stands(Array, frozen=True, tag="stands"):
    standing: Standing


class Server(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """As a browser's `RTCIceServer`."""

    urls: tuple[str, ...]
    username: str = ""
    credential: str = ""


class Servers(Array, frozen=True, tag="servers"):
    """By which ways may be found. `relayed`: no other ways than over them."""

    servers: tuple[Server, ...]
    relayed: bool


class Declined(Array, frozen=True, tag="declined"):
    """It comes to no call with this participant."""

    participant: Name
    why: Why


class CallOf(Array, frozen=True, tag="call"):
    """What somebody hears of the call."""

    news: Stands | Servers | Declined | Signal
