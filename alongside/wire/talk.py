"""The conversation on the wire: the same messages for a host page and for a viewer, in both directions."""

from typing import Annotated, Final, Literal

import msgspec

from alongside.wire.words import Array, Count, Name, Role, Title, Url

MAX_LINE: Final = 4000
"""Characters of one line."""

Price = Annotated[str, msgspec.Meta(max_length=64)]
Answer = Literal["yes", "no", "late"]
"""What the shopper says to a suggestion: looks at it, would rather not, or has not answered while it was shown."""
Why = Literal["", "elsewhere", "rests"]
"""A page that is not the shop's; one suggestion too many, or too soon after a no."""


class Card(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A page of the shop in the conversation; pressing it takes everybody there. Of a product also picture and price.

    From a speaker an empty `url` means the page that is shown now. Picture and price are the hub's to say, by what it knows of the page.
    """

    url: Url
    title: Title
    picture: Url = ""
    price: Price = ""


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """A picture that was uploaded for this session; size in pixels."""

    id: Name
    width: Count
    height: Count


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """The shopper's answer to the suggestion that is line number `to`."""

    to: Count
    answer: Answer


class Line(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What somebody says. `aside`: for reps and supervisors alone. `suggest`: the shopper is asked to look at the card's page."""

    text: Annotated[str, msgspec.Meta(max_length=MAX_LINE)] = ""
    card: Card | None = None
    picture: Picture | None = None
    aside: bool = False
    suggest: bool = False
    reply: Reply | None = None


class Spoken(Line, frozen=True, kw_only=True, omit_defaults=True):
    """A line as it is kept. `at`: Unix milliseconds. `who` and `name` are the speaker's as they were then."""

    at: Count
    who: str
    role: Role
    name: str
    key: str


class Say(Array, frozen=True, tag="say"):
    """`key` is chosen by the speaker and unique in the session, so that a line that is sent twice is said once."""

    key: Name
    line: Line


class Typing(Array, frozen=True, tag="typing"):
    """Presence: is writing now, or has stopped."""

    typing: bool


class Read(Array, frozen=True, tag="read"):
    """All lines up to this one have been seen."""

    number: Count


class Recall(Array, frozen=True, tag="recall"):
    """Send the lines after this one."""

    after: Count


class Said(Array, frozen=True, tag="said"):
    """A line is kept, on disk. `number`: its place in the conversation, from 1. Null: it is for others."""

    number: Count
    line: Spoken | None


class Unsaid(Array, frozen=True, tag="unsaid"):
    """A line of mine is not kept and will not be: it says nothing, I may not say it, or there are too many, or `why`."""

    key: Name
    why: Why = ""


class Talk(Array, frozen=True, tag="talk"):
    """Lines one after another from number `first`, how many there are in all, and up to where each participant has read."""

    first: Count
    lines: tuple[Spoken | None, ...]
    count: Count
    read: dict[str, Count]


class TypingOf(Array, frozen=True, tag="typing"):
    participant: Name
    typing: bool


class ReadBy(Array, frozen=True, tag="read"):
    participant: Name
    number: Count


FromSpeaker = Say | Typing | Read | Recall
ToListener = Said | Unsaid | Talk | TypingOf | ReadBy
