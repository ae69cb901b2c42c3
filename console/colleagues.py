"""The reps with a desk open now: how each stands, how much they have in hand, and what they can help with."""

import time
from collections import Counter
from dataclasses import dataclass
from typing import Final

from alongside.accounts import Rep
from alongside.duty import Duty, Standing, stand
from alongside.routing import Ready
from alongside.session import Session
from console.live import Live

WATCHERS: Final = "supervisor"
"""Accounts of this role watch: shoppers do not ring at them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """A rep who has a desk open."""

    rep: Rep
    duty: Duty
    standing: Standing
    sessions: int
    capacity: int


async def list_colleagues(live: Live, running: list[Session]) -> list[Colleague]:
    """Everybody with a desk open, by name. Raises StoreError."""
    there, now = await live.desks.list_accounts(), time.time()
    reps = [rep for email, rep in live.reps.now.items() if email in there]
    duties = await live.store.duties.list([rep.email for rep in reps], there)
    sessions = Counter(
        person.account for session in running for person in session.participants if person.role == "rep"
    )
    found = [
        Colleague(
            rep=rep,
            duty=duties[rep.email],
            standing=stand(duties[rep.email], now, live.settings.away_seconds),
            sessions=sessions[rep.email],
            capacity=rep.capacity or live.settings.sessions_per_rep,
        )
        for rep in reps
    ]
    return sorted(found, key=lambda one: (one.rep.name.lower(), one.rep.email))


def answers(one: Colleague) -> bool:
    """Whether this rep is there for shoppers, if perhaps not at once."""
    return one.rep.role != WATCHERS and one.standing.status != "away"


def is_free(one: Colleague) -> bool:
    """Whether this rep could take another shopper now."""
    return answers(one) and one.standing.status == "available" and one.sessions < one.capacity


def ready_of(one: Colleague) -> Ready:
    """The same rep as routing sees them."""
    return Ready(
        account=one.rep.email,
        skills=frozenset(one.rep.skills),
        langs=frozenset(one.rep.langs),
        capacity=one.capacity,
        sessions=one.sessions,
        idle=max(one.duty.work.since, one.duty.choice.at),
    )


def show_colleagues(found: list[Colleague], rep: Rep) -> list[dict[str, object]]:
    """As a rep sees them, themselves among them."""
    return [show_colleague(one, rep) for one in found]


def show_colleague(one: Colleague, rep: Rep) -> dict[str, object]:
    """One of them."""
    return {
        "email": one.rep.email,
        "name": one.rep.name,
        "role": one.rep.role,
        "status": one.standing.status,
        "since": int(one.standing.since),
        "byItself": one.standing.by_itself,
        "sessions": one.sessions,
        "capacity": one.capacity,
        "skills": list(one.rep.skills),
        "langs": list(one.rep.langs),
        "me": one.rep.email == rep.email,
    }
