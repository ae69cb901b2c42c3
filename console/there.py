"""Who is at the desks now, and who of them has room for another shopper."""

from collections import Counter
from typing import NamedTuple

from alongside.session import Session
from console.live import Live


class There(NamedTuple):
    """`reps` with a desk open, `free` ones among them."""

    reps: int
    free: int


async def look_who_is_there(live: Live, running: list[Session]) -> There:
    """By the sessions that run. Raises StoreError."""
    accounts = await live.desks.list_accounts()
    sessions = Counter(
        person.account for session in running for person in session.participants if person.role == "rep"
    )
    free = sum(sessions[account] < live.settings.sessions_per_rep for account in accounts)
    return There(reps=len(accounts), free=free)
