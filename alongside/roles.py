"""Who may do what in a session: role × deed, as a table. The hub asks here before it carries anything to the host page.

The shopper acts in the host page itself, so none of a viewer's actions is theirs here.
"""

from typing import Literal, NamedTuple, get_args

from alongside.wire.words import Role

Act = Literal[
    "move",
    "down",
    "up",
    "click",
    "dblclick",
    "contextmenu",
    "input",
    "select",
    "check",
    "key",
    "scroll",
    "wheel",
    "range",
    "submit",
    "focus",
    "toggle",
    "go",
]
Beside = Literal[
    "watch",
    "point",
    "look",
    "ask",
    "say",
    "call",
    "suggest",
    "guide",
    "end",
    "invite",
    "hand-over",
    "take-over",
]
"""What is no action of its own in the page. `guide`: `go` to a page by its address, where nothing on the page was pressed.

`suggest`: ask the shopper to go there.
"""
Deed = Act | Beside


class Row(NamedTuple):
    """Whether each role may do a deed."""

    shopper: bool
    rep: bool
    friend: bool
    supervisor: bool


_VIEWERS_ACT = Row(shopper=False, rep=True, friend=True, supervisor=False)

TABLE: dict[Deed, Row] = {
    "move": _VIEWERS_ACT,
    "down": _VIEWERS_ACT,
    "up": _VIEWERS_ACT,
    "click": _VIEWERS_ACT,
    "dblclick": _VIEWERS_ACT,
    "contextmenu": _VIEWERS_ACT,
    "input": _VIEWERS_ACT,
    "select": _VIEWERS_ACT,
    "check": _VIEWERS_ACT,
    "key": _VIEWERS_ACT,
    "scroll": _VIEWERS_ACT,
    "wheel": _VIEWERS_ACT,
    "range": _VIEWERS_ACT,
    "submit": _VIEWERS_ACT,
    "focus": _VIEWERS_ACT,
    "toggle": _VIEWERS_ACT,
    "go": _VIEWERS_ACT,
    "watch": Row(shopper=False, rep=True, friend=True, supervisor=True),
    "point": Row(shopper=True, rep=True, friend=True, supervisor=False),
    "look": _VIEWERS_ACT,
    "ask": _VIEWERS_ACT,
    "guide": _VIEWERS_ACT,
    "suggest": _VIEWERS_ACT,
    "say": Row(shopper=True, rep=True, friend=True, supervisor=True),
    "call": Row(shopper=True, rep=True, friend=True, supervisor=False),
    "end": Row(shopper=True, rep=True, friend=False, supervisor=False),
    "invite": Row(shopper=True, rep=False, friend=False, supervisor=False),
    "hand-over": Row(shopper=False, rep=True, friend=False, supervisor=False),
    "take-over": Row(shopper=False, rep=False, friend=False, supervisor=True),
}

ACTS: tuple[Deed, ...] = tuple(deed for deed in TABLE if deed in get_args(Act))


def may(role: Role, deed: Deed) -> bool:
    """Whether this role may do this deed."""
    return bool(getattr(TABLE[deed], role))


def may_do(role: Role) -> tuple[Deed, ...]:
    """The actions of PROTOCOL.md that this role may do, as a viewer's welcome lists them."""
    return tuple(act for act in ACTS if may(role, act))
