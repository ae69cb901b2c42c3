"""Takes the captured host page's records and decides about each: append, skip, or ask for a snapshot. Pure but for its own memory.

There is one for each connection that is captured; it begins with the ends of the logs as the store has them.
"""

from typing import Final, NamedTuple

from alongside.pagelog import MAX_FRAMES, REST_WEIGHT, Tail, cut_log, extend_log, judge_change
from alongside.store.pagelogs import TOP_FRAME
from alongside.wire.records import Change, Gone, Snap

ASK_AGAIN_SECONDS: Final = 2.0
"""A snapshot of a large page takes a good part of a second; asking again before would only add to that."""
REST_MARK: Final = b'[["z"'
"""First op of a change that brings more of the snapshot."""


class Take(NamedTuple):
    """What to do about one record: `tail` to append it with, frames to `drop` before it, `want` a snapshot, or `known` to acknowledge."""

    tail: Tail | None = None
    drop: tuple[tuple[str, str], ...] = ()
    want: bool = False
    known: bool = False


class Recorder:
    """The ends of a session's logs in the eyes of the one who writes them."""

    def __init__(self, tails: dict[str, Tail]) -> None:
        self.tails = tails
        self._asked: dict[str, float] = {}
        self._last_cut = max((tail.last.cut for tail in tails.values()), default=0)

    def take_snapshot(self, record: Snap, now_ms: int) -> Take:
        """A snapshot always stands. A new epoch of the top document ends all other frames; theirs follow it."""
        if record.frame not in self.tails and len(self.tails) >= MAX_FRAMES:
            return Take()
        stale = self._end_page() if self._is_next_page(record) else ()
        tail = cut_log(record.epoch, record.offset, self._last_cut, now_ms)
        self._last_cut = tail.start.cut
        self.tails[record.frame] = tail
        self._asked.pop(record.frame, None)
        return Take(tail=tail, drop=stale)

    def _is_next_page(self, record: Snap) -> bool:
        known = self.tails.get(TOP_FRAME)
        return record.frame == TOP_FRAME and (known is None or known.epoch != record.epoch)

    def _end_page(self) -> tuple[tuple[str, str], ...]:
        stale = tuple((frame, tail.epoch) for frame, tail in self.tails.items() if frame != TOP_FRAME)
        for frame, _ in stale:
            del self.tails[frame]
        return stale

    def take_change(self, record: Change, size: int, now: float) -> Take:
        """A change that continues its log is appended; one that was sent again is known; all else needs a snapshot."""
        tail = self.tails.get(record.frame)
        verdict = judge_change(tail, record.epoch, record.offset)
        if tail is None or verdict == "gap":
            return Take(want=self._ask(record.frame, now))
        if verdict == "known":
            return Take(known=True)
        weight = size // REST_WEIGHT if bytes(record.ops).startswith(REST_MARK) else size
        tail = self.tails[record.frame] = extend_log(tail, weight)
        return Take(tail=tail, want=tail.is_full() and self._ask(record.frame, now))

    def take_gone(self, record: Gone) -> Take:
        """The frame's log ends, if it is this page load's."""
        tail = self.tails.get(record.frame)
        if tail is None or tail.epoch != record.epoch:
            return Take()
        del self.tails[record.frame]
        self._asked.pop(record.frame, None)
        return Take(drop=((record.frame, record.epoch),))

    def lose(self, frame: str, last_cut: int) -> None:
        """Another writer was in this frame's log; only a snapshot above `last_cut` is taken next."""
        self.tails.pop(frame, None)
        self._last_cut = max(self._last_cut, last_cut)

    def _ask(self, frame: str, now: float) -> bool:
        self._asked = {name: at for name, at in self._asked.items() if now - at < ASK_AGAIN_SECONDS}
        if frame in self._asked or len(self._asked) > MAX_FRAMES:
            return False
        self._asked[frame] = now
        return True
