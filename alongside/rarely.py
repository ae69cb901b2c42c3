"""One log line for each kind of trouble and minute: what fails for every shopper at once must not fill the log."""

import time
from collections.abc import Callable
from typing import Final

EVERY: Final = 60.0
"""Seconds between two lines of a kind."""

MAX_KINDS: Final = 100
"""Kinds that are told apart; those beyond it are told together."""


class Rarely:
    """Hands lines on to `tell`, of each kind one at most in EVERY seconds, with how many were left out before it."""

    def __init__(self, tell: Callable[[str], object], clock: Callable[[], float] = time.monotonic) -> None:
        self._tell = tell
        self._clock = clock
        self._last: dict[str, float] = {}
        self._left_out: dict[str, int] = {}

    def tell(self, kind: str, line: str) -> None:
        """`kind` is one of few words of ours, never what a browser says."""
        before = self.may_tell(kind)
        if before is not None:
            self._tell(f"{line} ({before} more of this kind before it)" if before else line)

    def may_tell(self, kind: str) -> int | None:
        """How many were left out since the last line of this kind, when another may be told now."""
        now = self._clock()
        kind = kind if kind in self._last or len(self._last) < MAX_KINDS else ""
        if now - self._last.get(kind, -EVERY) < EVERY:
            self._left_out[kind] = self._left_out.get(kind, 0) + 1
            return None
        self._last[kind] = now
        return self._left_out.pop(kind, 0)
