"""The call of a session as a value: who speaks with whom by voice, and who is asked to. Pure; who may do what stands in calling.py.

A session has one call at a time, and it is the shopper's: whoever takes part speaks with the shopper, and all who take part hear each
other. Sound goes from browser to browser; what is kept here is who takes part, while they do.
"""

from collections.abc import Collection
from typing import Final

import msgspec
from msgspec.structs import replace

MOST_SPEAKERS: Final = 4
"""Each of them sends to each other one, which more people than these would feel on a phone's line."""
RING_SECONDS: Final = 45
LOST_SECONDS: Final = 45
"""So long a speaker is waited for whose page is gone: it may load another one, or the network blinks."""


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody in the call. `key` names the page that listens and speaks.

    `lost`: since when that page is gone (Unix seconds), 0 while it is there.
    """

    id: str
    key: str
    muted: bool = False
    lost: float = 0.0


class Ring(msgspec.Struct, frozen=True, kw_only=True):
    """One would like to talk with another, since `since` (Unix seconds), from the page named by `key`."""

    by: str
    to: str
    key: str
    since: float
    lost: float = 0.0


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """Nobody speaks or at least two do. `began`: Unix seconds; `took_part`: everybody who has been in this call."""

    speakers: tuple[Speaker, ...] = ()
    rings: tuple[Ring, ...] = ()
    began: float = 0.0
    took_part: tuple[str, ...] = ()


def speaker_of(call: Call, who: str) -> Speaker | None:
    """This person's part in the call."""
    return next((one for one in call.speakers if one.id == who), None)


def ring_of(call: Call, by: str, to: str) -> Ring | None:
    """Whether one asks the other."""
    return next((ring for ring in call.rings if (ring.by, ring.to) == (by, to)), None)


def connect(call: Call, ring: Ring, key: str, now: float) -> Call:
    """Who was asked agrees, on the page named by `key`: both are in the call from now on."""
    caller = Speaker(id=ring.by, key=ring.key, lost=ring.lost)
    new = [one for one in (caller, Speaker(id=ring.to, key=key)) if not speaker_of(call, one.id)]
    joined = {one.id for one in new}
    return Call(
        speakers=(*call.speakers, *new),
        rings=tuple(one for one in call.rings if one is not ring and one.by not in joined),
        began=call.began or now,
        took_part=tuple(dict.fromkeys((*call.took_part, *joined))),
    )


def drop_ring(call: Call, by: str, to: str) -> Call:
    """Nobody asks any more. The same call when nobody did."""
    ring = ring_of(call, by, to)
    return replace(call, rings=tuple(one for one in call.rings if one is not ring)) if ring else call


def drop_person(call: Call, who: str, owner: str) -> Call:
    """This one neither speaks nor asks nor is asked. The same call when they did none of it."""
    rings = tuple(ring for ring in call.rings if who not in (ring.by, ring.to))
    after = _without_speaker(replace(call, rings=rings), who, owner)
    return after if after != call else call


def take_back(call: Call, who: str, owner: str) -> Call:
    """This one hangs up, or asks no longer; who asks them still does. The same call when there was nothing of it."""
    rings = tuple(ring for ring in call.rings if ring.by != who)
    after = _without_speaker(replace(call, rings=rings), who, owner)
    return after if after != call else call


def _without_speaker(call: Call, who: str, owner: str) -> Call:
    """It ends when fewer than two are left, or its owner went."""
    stay = tuple(one for one in call.speakers if one.id != who)
    if len(stay) == len(call.speakers):
        return call
    return Call(rings=call.rings) if len(stay) < 2 or who == owner else replace(call, speakers=stay)


def lose(call: Call, who: str, key: str, now: float) -> Call:
    """The page by which this one speaks or asks is gone. The same call when it was another page."""
    speakers = tuple(
        replace(one, lost=now) if (one.id, one.key) == (who, key) and not one.lost else one
        for one in call.speakers
    )
    rings = tuple(
        replace(one, lost=now) if (one.by, one.key) == (who, key) and not one.lost else one
        for one in call.rings
    )
    after = replace(call, speakers=speakers, rings=rings)
    return after if after != call else call


def go_on(call: Call, who: str, key: str) -> Call:
    """This one speaks on the page named by `key` from now on. The same call when they did, or are not in it."""
    speakers = tuple(replace(one, key=key, lost=0.0) if one.id == who else one for one in call.speakers)
    return replace(call, speakers=speakers) if speakers != call.speakers else call


def mute(call: Call, who: str, muted: bool) -> Call:
    """This one is not to be heard, or again. The same call when it was so."""
    speakers = tuple(replace(one, muted=muted) if one.id == who else one for one in call.speakers)
    return replace(call, speakers=speakers) if speakers != call.speakers else call


def expire_call(call: Call, here: Collection[str], known: Collection[str], owner: str, now: float) -> Call:
    """What time does: nobody answers, a page does not come back, a person is gone. `known` are in the session, `here` connected."""
    for ring in call.rings:
        if now - ring.since > RING_SECONDS or ring.by not in known or ring.to not in known:
            call = drop_ring(call, ring.by, ring.to)
    for one in call.speakers:
        if one.id not in known or (one.lost and now - one.lost > LOST_SECONDS):
            call = drop_person(call, one.id, owner)
        elif one.id not in here:
            call = lose(call, one.id, one.key, now)
    return call
