"""How long a client may take. Pure: times are passed in; connections.py asks once a second and carries it out.

    the first byte of a request     75 s on a kept connection, 15 s on a new one; then the connection ends without a word
    a whole head                    15 s from its first byte, however it trickles (slow loris); then 408
    a body                          30 s of waiting, won back by what arrives at 256 bytes a second and more; then 408
    taking the answer               60 s in which not one byte is taken; then the connection ends
    its end, after the last answer  2 s
Time in which we do not read ourselves, because the origin takes its time, is not the client's.
"""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from proxy.shopper import Phase

FIRST_WITHIN: Final = 15.0
IDLE_WITHIN: Final = 75.0
HEAD_WITHIN: Final = 15.0
LEAVE_WITHIN: Final = 2.0
TAKE_WITHIN: Final = 60.0
"""Seconds, as above; the first four are those of the nginx that `alongside edge nginx` writes."""

BODY_PATIENCE: Final = 30.0
BODY_RATE: Final = 256
"""Bytes a second at which a body may go on for ever: less than the worst telephone line carries."""

LOOK_EVERY: Final = 1.0
"""Seconds between two looks at a connection."""


class Verdict(Enum):
    """What becomes of a connection."""

    GO_ON = auto()
    TIMED_OUT = auto()
    """It ends, and is told so where it has had no answer yet."""
    END = auto()
    """It ends without a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A connection at one moment."""

    phase: Phase
    request: int
    """Which request of this connection it is about: numbers that grow."""
    received: int
    """Bytes that have come from the client in all."""
    unsent: int
    """Bytes that the client has not taken yet."""
    reading: bool
    """Whether we are waiting for the client's bytes, and not for somebody to take those we have."""


class Pace:
    """One connection's."""

    def __init__(self, now: float) -> None:
        self._looked = self._since = self._taken = now
        self._about: tuple[Phase, int] | None = None
        self._patience = BODY_PATIENCE
        self._received = 0
        self._unsent = 0

    def judge(self, now: float, seen: Seen) -> Verdict:
        """To be called about every LOOK_EVERY seconds."""
        if (seen.phase, seen.request) != self._about:
            self._about, self._since, self._patience = (seen.phase, seen.request), now, BODY_PATIENCE
        elapsed, self._looked = now - self._looked, now
        arrived, self._received = seen.received - self._received, seen.received
        if not seen.unsent or seen.unsent < self._unsent:
            self._taken = now
        self._unsent = seen.unsent
        if now - self._taken > TAKE_WITHIN:
            return Verdict.END
        return self._judge_phase(now, seen, elapsed, arrived)

    def _judge_phase(self, now: float, seen: Seen, elapsed: float, arrived: int) -> Verdict:
        waited = now - self._since
        match seen.phase:
            case Phase.IDLE:
                within = IDLE_WITHIN if seen.request > 1 else FIRST_WITHIN
                return Verdict.END if waited > within else Verdict.GO_ON
            case Phase.HEAD:
                return Verdict.TIMED_OUT if waited > HEAD_WITHIN else Verdict.GO_ON
            case Phase.BODY:
                spent = elapsed if seen.reading else 0.0
                self._patience = min(BODY_PATIENCE, self._patience - spent + arrived / BODY_RATE)
                return Verdict.TIMED_OUT if self._patience <= 0 else Verdict.GO_ON
            case Phase.LEAVING:
                return Verdict.END if waited > LEAVE_WITHIN else Verdict.GO_ON
            case Phase.BUSY:
                return Verdict.GO_ON
