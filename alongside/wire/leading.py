"""Who may act, on the wire: what the owner of a session says of it, and what everybody hears."""

from typing import Annotated

import msgspec

from alongside.wire.words import Array, Name

Lead = Annotated[str, msgspec.Meta(max_length=64)]
"""Who leads among the friends: a participant, the shopper among them, or "" for everyone."""


class HandLead(Array, frozen=True, tag="lead"):
    """Of the friends only this participant acts from now on; "": everyone does."""

    lead: Lead


class Freeze(Array, frozen=True, tag="freeze"):
    """Nobody but the shopper acts, or those who may do so again."""

    frozen: bool


class Remove(Array, frozen=True, tag="remove"):
    """A friend's visit is over, and nothing they have opens the session again."""

    participant: Name


class AskFirst(Array, frozen=True, tag="guide"):
    """Pages that others choose are suggested to the shopper from now on, or opened at once. From the shopper, and told to everybody."""

    asks: bool


class Leading(Array, frozen=True, tag="lead"):
    """Who may act has changed."""

    lead: Lead
    frozen: bool


class LeadingFor(Array, frozen=True, tag="lead"):
    """The same for a viewer, with what this one may do from now on."""

    lead: Lead
    frozen: bool
    may: tuple[str, ...]


FromOwner = HandLead | Freeze | Remove | AskFirst
