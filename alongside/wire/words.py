"""The words that several messages share: bounded strings, numbers, participants, actions.

Everything here may come from a browser, so every string has a bound.
"""

from typing import Annotated, Any, Literal

import msgspec

State = Literal["waiting", "active", "ended"]
Kind = Literal["help", "friend", "callback"]
Role = Literal["shopper", "rep", "friend", "supervisor"]
Result = Literal[
    "ok",
    "not-allowed",
    "masked",
    "noremote",
    "protected",
    "gone",
    "away",
    "busy",
    "invalid",
    "declined",
    "expired",
]

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
"""An id that a browser chose: of a frame, an epoch, a tab."""

Count = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]
"""A number that JavaScript can count to exactly."""

Place = Annotated[int, msgspec.Meta(ge=-2, le=2**53 - 1)]
"""Where a caret is, or -1 or -2 with a meaning of its own."""

Number = int | float
"""A coordinate. Whole numbers stay whole, so that both languages write the same bytes."""

Url = Annotated[str, msgspec.Meta(max_length=4096)]
Title = Annotated[str, msgspec.Meta(max_length=1024)]
Lang = Annotated[str, msgspec.Meta(max_length=35)]
Text = Annotated[str, msgspec.Meta(max_length=1_000_000)]

Places = tuple[Count, Place, Count, Place]
"""A selection: node and offset of its beginning and of its end, as the op `k` has them."""

Position = tuple[Name, Count]
"""(epoch, offset): where one stands in the page log of a frame."""


class Participant(msgspec.Struct, frozen=True, kw_only=True):
    """A person in a session, as the others see them. `here` is false while a dropped connection is waited for."""

    id: str
    role: Role
    name: str
    color: str
    here: bool


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Address and title of the host page's active tab."""

    url: Url
    title: Title


class Tab(Page, frozen=True, kw_only=True):
    """One of the shopper's tabs. `active`: it is the one that is mirrored."""

    id: str
    visible: bool
    active: bool


class Array(msgspec.Struct, frozen=True, array_like=True):
    """A frame or an action: a JSON array whose first item says what it is."""


def name_of(message: type[Array]) -> str:
    """The first item of a message's array."""
    tag: Any = message.__struct_config__.tag
    return str(tag)
