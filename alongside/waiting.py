"""How long a shopper is likely to wait, said honestly: by those who were answered lately and by those who wait now. Pure."""

from collections.abc import Sequence
from math import ceil
from typing import Final

FEWEST: Final = 3
"""Below that, a number would be an accident told as a fact."""
SHARE: Final = 0.75
"""Three in four were answered by then: an average would be too early for half of them."""


def estimate_wait(answered: Sequence[float], waiting: Sequence[float]) -> float | None:
    """Seconds; None when too little is known. `answered`: recent waits; `waiting`: how long those in the queue have waited so far."""
    if len(answered) < FEWEST:
        return None
    usual = sorted(answered)[ceil(SHARE * len(answered)) - 1]
    return max(usual, *waiting) if waiting else usual
