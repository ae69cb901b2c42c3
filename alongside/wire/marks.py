"""What people point out on the page: presence on both sockets, anchored to nodes of the page log."""

from typing import Annotated, Final

import msgspec

from alongside.wire.words import Array, Count, Name, Number

MOST_HIGHLIGHTS: Final = 8
"""That one person has at a time."""

MOST_NUMBERS: Final = 128
"""Of the points of one message of a drawing: two for each."""

Spot = tuple[Name, Name, Count, Number, Number, Number, Number]
"""Frame, epoch, node and a part of its border box: x, y, width and height as fractions of the box."""


class Highlight(Array, frozen=True, tag="highlight"):
    """All that this person has highlighted now."""

    spots: Annotated[tuple[Spot, ...], msgspec.Meta(max_length=MOST_HIGHLIGHTS)]


class Draw(Array, frozen=True, tag="draw"):
    """More points of a stroke, x and y in turn, as fractions of the node's box; they may be outside of it."""

    frame: Name
    epoch: Name
    id: Count
    stroke: Count
    points: Annotated[tuple[Number, ...], msgspec.Meta(max_length=MOST_NUMBERS)]


class Look(Array, frozen=True, tag="look"):
    """Look here: the shopper's page is scrolled to it."""

    spot: Spot


class Again(Array, frozen=True, tag="again"):
    """A viewer has come, or come back: which highlights stand?"""


Mark = Highlight | Draw | Look | Again


class MarkBy(Array, frozen=True, tag="mark"):
    """What a viewer points out."""

    mark: Mark


class MarkOf(Array, frozen=True, tag="mark"):
    """What somebody points out. From a host page also the highlights of others, whose nodes have other ids after a snapshot."""

    participant: Name
    mark: Mark
