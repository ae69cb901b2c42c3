"""Which rep a waiting shopper rings at. Pure: sessions, reps and the time in, offers out; console/assigning.py carries them out.

of the shoppers who wait, the one who waits longest first:
  the offer stands while its rep is free and the time for an answer runs
  else the next rep: available, with the skill and the language, with room, nobody ringing at them, not asked before for this shopper;
    of these the one with the fewest sessions, and of those who are equal in that the one who has been idle longest
  nobody: the shopper stays in the queue for everyone, and rings again when somebody comes who was not asked
"""

from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Literal
from urllib.parse import urlsplit

import msgspec
from msgspec.structs import replace

from alongside.arrangements import Skill

Assign = Literal["auto", "offer", "none"]
"""How waiting shoppers come to reps: opened by itself at the desk, offered there, or picked from the queue."""

NOBODY = ""


class Need(msgspec.Struct, frozen=True, kw_only=True):
    """What a rep must have for a shopper: a skill ("" for none) and a language, by its first part."""

    skill: str = ""
    lang: str = ""


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A session that waits. `since`: when it began."""

    session: str
    since: float
    need: Need


class Ready(msgspec.Struct, frozen=True, kw_only=True):
    """A rep who is available. Without languages they speak any. `idle`: since when they have as many `sessions` as now."""

    account: str
    skills: frozenset[str] = frozenset()
    langs: frozenset[str] = frozenset()
    capacity: int
    sessions: int = 0
    idle: float = 0.0


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """A shopper rings at one rep, or at nobody; `asked` are those who said no or nothing. Times are Unix seconds."""

    session: str
    account: str = NOBODY
    until: float = 0.0
    asked: tuple[str, ...] = ()


def fits(need: Need, skills: Iterable[str], langs: Iterable[str]) -> bool:
    """Whether a rep with these skills and languages can help."""
    spoken = {base_of(lang) for lang in langs}
    has_skill = not need.skill or need.skill in skills
    return has_skill and (not spoken or not need.lang or base_of(need.lang) in spoken)


def base_of(lang: str) -> str:
    """The first part of a language's tag: `en` of `en-GB`."""
    return lang.partition("-")[0].lower()


def skill_for(skills: Iterable[Skill], url: str, lang: str) -> str:
    """The skill that a session needs which starts on this page: the first whose paths and languages fit; "" for none."""
    path = urlsplit(url).path
    for skill in skills:
        is_here = not skill.paths or any(fnmatchcase(path, pattern) for pattern in skill.paths)
        if is_here and (not skill.langs or base_of(lang) in map(base_of, skill.langs)):
            return skill.name
    return ""


def has_room(rep: Ready) -> bool:
    """Whether one session more fits."""
    return rep.sessions < rep.capacity


def route(
    waiting: Sequence[Waiting], reps: Sequence[Ready], offers: Mapping[str, Offer], now: float, seconds: float
) -> list[Offer]:
    """The offers as they have to be from now on, for all who wait; `seconds` is the time for an answer."""
    free = {rep.account: rep for rep in reps if has_room(rep)}
    line = sorted(waiting, key=lambda one: (one.since, one.session))
    kept = {one.session: _keep(offers.get(one.session), free, now) for one in line}
    ringing = {offer.account for offer in kept.values() if offer.account}
    routed: list[Offer] = []
    for one in line:
        offer = kept[one.session]
        if not offer.account:
            candidates = [rep for rep in free.values() if rep.account not in {*ringing, *offer.asked}]
            offer = _ring(one, offer, candidates, now + seconds)
            ringing.add(offer.account)
        routed.append(replace(offer, session=one.session))
    return routed


def refuse(offer: Offer, account: str) -> Offer:
    """This rep says no. The same offer when it does not ring at them."""
    if offer.account != account:
        return offer
    return replace(offer, account=NOBODY, until=0.0, asked=(*offer.asked, account))


def _keep(offer: Offer | None, free: Mapping[str, Ready], now: float) -> Offer:
    """The offer while it stands; else one to nobody. Who let the time run out was asked; who is not free any more may be yet."""
    if offer is None:
        return Offer(session="")
    if offer.account and now >= offer.until:
        return refuse(offer, offer.account)
    return replace(offer, account=NOBODY, until=0.0) if offer.account not in free else offer


def _ring(one: Waiting, offer: Offer, candidates: Iterable[Ready], until: float) -> Offer:
    able = [rep for rep in candidates if fits(one.need, rep.skills, rep.langs)]
    if not able:
        return offer
    best = min(able, key=lambda rep: (rep.sessions, rep.idle, rep.account))
    return replace(offer, account=best.account, until=until)
