"""What a viewer can ask the host page to do. The hub checks the shape and the role, and hands the bytes on as they came."""

from typing import Annotated, Final, Literal

import msgspec

from alongside.wire.words import Array, Count, Name, Number, Place, Text, Url

Key = Annotated[str, msgspec.Meta(max_length=64)]
Index = Annotated[list[Count], msgspec.Meta(max_length=10_000)]


class _On(Array, frozen=True):
    frame: Name
    id: Count


class _At(_On, frozen=True):
    x: Number
    y: Number


class _Press(_At, frozen=True):
    """`count`: how many presses in a row this is, as the presser's own clock has it."""

    button: Count
    mods: Count
    count: Count = 1


class Move(_At, frozen=True, tag="move"):
    mods: Count


class Down(_Press, frozen=True, tag="down"): ...


class Up(_Press, frozen=True, tag="up"): ...


class Click(_Press, frozen=True, tag="click"): ...


class DblClick(_Press, frozen=True, tag="dblclick"): ...


class ContextMenu(_Press, frozen=True, tag="contextmenu"): ...


class Input(_On, frozen=True, tag="input"):
    """`how`: 0 more may follow, 1 the editing has ended, 2 chosen in a picker, which ends it too.

    `start` and `end` -1: where the participant's own caret is, in an element that is edited in place.
    `base` is the text that was edited, as the viewer had it; `kind` the `inputType` of its own browser.
    """

    value: Text
    start: Place
    end: Place
    how: Literal[0, 1, 2] = 0
    base: Text | None = None
    kind: Key = ""


class Select(_On, frozen=True, tag="select"):
    indices: Index


class Check(_On, frozen=True, tag="check"):
    checked: bool


class Press(_On, frozen=True, tag="key"):
    key: Key
    code: Key
    mods: Count


class Scroll(_At, frozen=True, tag="scroll"): ...


class Wheel(_At, frozen=True, tag="wheel"):
    dx: Number
    dy: Number
    mods: Count


class Range(_On, frozen=True, tag="range"):
    """A selection in the page, from where it began to where it ends; both nodes 0: none."""

    offset: Count
    other: Count
    end: Count


class Submit(_On, frozen=True, tag="submit"): ...


class Focus(_On, frozen=True, tag="focus"): ...


class Toggle(_On, frozen=True, tag="toggle"):
    open: bool


class Go(Array, frozen=True, tag="go"):
    where: Url


Action = (
    Move
    | Down
    | Up
    | Click
    | DblClick
    | ContextMenu
    | Input
    | Select
    | Check
    | Press
    | Scroll
    | Wheel
    | Range
    | Submit
    | Focus
    | Toggle
    | Go
)

WAYS: Final = ("back", "forward", "reload")


def is_by_address(action: Action) -> bool:
    """Whether this opens a page by its address, where nothing on a page was pressed."""
    return isinstance(action, Go) and action.where not in WAYS
