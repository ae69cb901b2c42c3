"""Who is there for shoppers now, and who of them has room for another one."""

from typing import NamedTuple

from alongside.session import Session
from console.colleagues import answers, is_free, list_colleagues
from console.live import Live


class There(NamedTuple):
    """`reps` with a desk open who are not away, `free` ones among them."""

    reps: int
    free: int


async def look_who_is_there(live: Live, running: list[Session]) -> There:
    """By the sessions that run. Raises StoreError."""
    here = await list_colleagues(live, running)
    return There(reps=sum(answers(one) for one in here), free=sum(is_free(one) for one in here))
