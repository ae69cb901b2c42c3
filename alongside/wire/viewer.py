"""Viewer ↔ hub, in both directions."""

from typing import Annotated

import msgspec

from alongside.wire.call import CallBy, CallOf
from alongside.wire.host import Need, PageChanged, Ping, Point, PointOf, Pong, StateChanged, Who
from alongside.wire.leading import AskFirst, Lead, LeadingFor
from alongside.wire.marks import MarkBy, MarkOf
from alongside.wire.records import Change, Digest, Gone, Snap
from alongside.wire.talk import FromSpeaker, ToListener
from alongside.wire.words import (
    Array,
    Count,
    Kind,
    Name,
    Page,
    Participant,
    Places,
    Position,
    Result,
    State,
    Tab,
)

Secret = Annotated[str, msgspec.Meta(min_length=1, max_length=128)]
Positions = Annotated[dict[Name, Position], msgspec.Meta(max_length=128)]


class Greeting(msgspec.Struct, frozen=True, kw_only=True):
    """The ticket names the participant; the position is what this viewer already has, by frame."""

    ticket: Secret
    position: Positions
    visible: bool


class Hello(Array, frozen=True, tag="hello"):
    greeting: Greeting


class Act(Array, frozen=True, tag="act"):
    seq: Count
    action: msgspec.Raw


class Want(Array, frozen=True, tag="want"):
    """This viewer's copy has a gap or differs; `why` says in what."""

    frame: Name
    why: Annotated[str, msgspec.Meta(max_length=64)] = "gap"


class AskTab(Array, frozen=True, tag="tab"):
    """Ask the shopper to show this tab."""

    tab: Name


class Fonts(Array, frozen=True, tag="fonts"):
    """Font families that are set otherwise in this viewer's browser than in the shopper's."""

    families: Annotated[tuple[Name, ...], msgspec.Meta(max_length=64)]


class Leave(Array, frozen=True, tag="leave"):
    """I go, do not keep my place."""


class End(Array, frozen=True, tag="end"):
    """End the session, role permitting."""


FromViewer = (
    Hello | Act | Point | MarkBy | Want | Need | AskTab | Fonts | FromSpeaker | CallBy | Leave | End | Ping
)


class Standing(Page, frozen=True, kw_only=True):
    """The answer to a viewer's hello. `recovered`: exactly the missed records follow; otherwise snapshots follow."""

    session: str
    state: State
    kind: Kind
    you: str
    participants: tuple[Participant, ...]
    may: tuple[str, ...]
    recovered: bool
    lead: Lead
    frozen: bool
    asks: bool


class Welcome(Array, frozen=True, tag="welcome"):
    standing: Standing


class Done(Array, frozen=True, tag="done"):
    seq: Count
    result: Result


class Asked(Array, frozen=True, tag="asked"):
    """The shopper is being asked to do what my act wants; `done` follows."""

    seq: Count


class Caret(Array, frozen=True, tag="caret"):
    """Where my caret is after this act; `done` follows."""

    seq: Count
    places: Places


class Away(Array, frozen=True, tag="away"):
    """The host page's connection is lost (True) or back (False)."""

    away: bool


class Tabs(Array, frozen=True, tag="tabs"):
    tabs: tuple[Tab, ...]


class Answer(Array, frozen=True, tag="answer"):
    """What became of asking for a tab."""

    tab: Name
    shown: bool


ToViewer = (
    Welcome
    | Snap
    | Change
    | Digest
    | Gone
    | Done
    | Asked
    | Caret
    | PointOf
    | MarkOf
    | Who
    | LeadingFor
    | AskFirst
    | Tabs
    | Answer
    | StateChanged
    | PageChanged
    | Away
    | ToListener
    | CallOf
    | Pong
)
