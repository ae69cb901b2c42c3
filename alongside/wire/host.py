"""Host page ↔ hub, in both directions."""

import msgspec

from alongside.wire.call import CallBy, CallOf
from alongside.wire.leading import AskFirst, FromOwner, Lead, Leading
from alongside.wire.marks import MarkOf
from alongside.wire.records import Change, Digest, Gone, Snap
from alongside.wire.talk import FromSpeaker, ToListener
from alongside.wire.words import (
    Array,
    Count,
    Kind,
    Lang,
    Name,
    Number,
    Page,
    Participant,
    Places,
    Result,
    State,
    Title,
    Url,
)


class Greeting(Page, frozen=True, kw_only=True):
    """What a host page says of itself. `tab` is random and lives as long as the browser's tab."""

    tab: Name
    lang: Lang
    visible: bool
    viewport: tuple[Number, Number, Number]


class Hello(Array, frozen=True, tag="hello"):
    greeting: Greeting


class Done(Array, frozen=True, tag="done"):
    participant: Name
    seq: Count
    result: Result


class Asked(Array, frozen=True, tag="asked"):
    """Only the shopper's own hand can do what this act wants; the shopper is being asked, and `done` follows."""

    participant: Name
    seq: Count


class Caret(Array, frozen=True, tag="caret"):
    """Where the participant's caret is in what is edited in place, after this act; `done` follows."""

    participant: Name
    seq: Count
    places: Places


class Point(Array, frozen=True, tag="point"):
    """Presence. `x` is None when the pointer left."""

    frame: Name
    x: Number | None
    y: Number | None


class Tab(Array, frozen=True, tag="tab"):
    visible: bool


class Answer(Array, frozen=True, tag="answer"):
    """What the shopper says to a participant who asked to see a tab."""

    participant: Name
    tab: Name
    shown: bool


class PageChanged(Array, frozen=True, tag="page"):
    page: Page


class Ping(Array, frozen=True, tag="ping"):
    n: Count


FromHost = (
    Hello
    | Snap
    | Change
    | Digest
    | Gone
    | Done
    | Asked
    | Caret
    | Point
    | MarkOf
    | Tab
    | Answer
    | PageChanged
    | FromOwner
    | FromSpeaker
    | CallBy
    | Ping
)


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """CSS selectors as the retailer has arranged: shown as blocks, as a grey box, closed to remote presses."""

    mask: tuple[str, ...]
    block: tuple[str, ...]
    noremote: tuple[str, ...]


class Neighbour(msgspec.Struct, frozen=True, kw_only=True):
    """Another public host of the shop: its origin, as browsers name it. `joined`: this session's cookies reach it, too."""

    url: str
    joined: bool


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a host page's hello. `expires` is in Unix seconds."""

    session: str
    state: State
    kind: Kind
    you: str
    participants: tuple[Participant, ...]
    active: bool
    code: str | None
    expires: int
    lang: str
    rules: Rules
    lead: Lead
    frozen: bool
    asks: bool
    hosts: tuple[Neighbour, ...]


class Welcome(Array, frozen=True, tag="welcome"):
    standing: Standing


class Ack(Array, frozen=True, tag="ack"):
    """Every record up to here is in the store."""

    frame: Name
    epoch: Name
    offset: Count


class Want(Array, frozen=True, tag="want"):
    """Send a snapshot of this frame; `"*"`: of every frame."""

    frame: Name


class Need(Array, frozen=True, tag="need"):
    """A mirror of this frame cannot load what `url` names: send it, if the page shows it."""

    frame: Name
    url: Url


class Act(Array, frozen=True, tag="act"):
    participant: Name
    seq: Count
    action: msgspec.Raw


class Ask(Array, frozen=True, tag="ask"):
    """A participant asks the shopper to be shown another tab; `title` is that tab's."""

    participant: Name
    tab: Name
    title: Title


class PointOf(Array, frozen=True, tag="point"):
    participant: Name
    frame: Name
    x: Number | None
    y: Number | None


class Who(Array, frozen=True, tag="who"):
    participants: tuple[Participant, ...]


class StateChanged(Array, frozen=True, tag="state"):
    state: State


class Active(Array, frozen=True, tag="active"):
    active: bool


class RulesChanged(Array, frozen=True, tag="rules"):
    """Other rules hold from now on; a snapshot of every frame follows, by them."""

    rules: Rules


class Pong(Array, frozen=True, tag="pong"):
    n: Count


ToHost = (
    Welcome
    | Ack
    | Want
    | Need
    | Act
    | Ask
    | PointOf
    | MarkOf
    | Who
    | Leading
    | AskFirst
    | StateChanged
    | Active
    | RulesChanged
    | ToListener
    | CallOf
    | Pong
)
