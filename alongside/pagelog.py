"""The page log, pure: positions, what may be appended, and what a returning viewer gets. Streams are the store's work.

Within a session every snapshot opens a new *cut*, a number that only grows. (cut, offset) orders all records of a frame, also over
epochs, and is the id of a record in the frame's stream.
"""

from typing import Final, Literal, NamedTuple

from alongside.wire.words import Position

MAX_LOG_RECORDS: Final = 5_000
MAX_LOG_BYTES: Final = 4 * 1024 * 1024
"""Of changes after the last snapshot; then the hub asks for a new one."""
REST_WEIGHT: Final = 8
"""The rest of a large snapshot comes as changes; their bytes count for so much less, so that a snapshot may have 32 MiB."""
PATIENCE: Final = 2
"""A host page that does not send the snapshot asked for may fill its log this many times over, no more."""
MAX_FRAMES: Final = 64


class Place(NamedTuple):
    """Where a record stands in its frame's stream."""

    cut: int
    offset: int


NOWHERE: Final = Place(0, 0)


class Tail(NamedTuple):
    """The end of one frame's log: its last place, and how much it holds since the snapshot at `start`."""

    epoch: str
    start: Place
    last: Place
    records: int
    size: int

    def is_full(self) -> bool:
        """Whether a new snapshot is due."""
        return self.records >= MAX_LOG_RECORDS or self.size >= MAX_LOG_BYTES

    def is_overfull(self) -> bool:
        """Whether nothing more is taken before a new snapshot."""
        return self.records >= PATIENCE * MAX_LOG_RECORDS or self.size >= PATIENCE * MAX_LOG_BYTES


Verdict = Literal["append", "known", "gap"]


def cut_log(epoch: str, offset: int, last_cut: int, now_ms: int) -> Tail:
    """The tail after a snapshot. `last_cut`: the highest cut of this session so far."""
    start = Place(max(last_cut + 1, now_ms), offset)
    return Tail(epoch, start, start, 0, 0)


def judge_change(tail: Tail | None, epoch: str, offset: int) -> Verdict:
    """Whether a change continues the log, is known already (sent again after a lost connection), or leaves a gap."""
    if tail is None or tail.epoch != epoch or tail.is_overfull():
        return "gap"
    if offset <= tail.last.offset:
        return "known"
    return "append" if offset == tail.last.offset + 1 else "gap"


def extend_log(tail: Tail, size: int) -> Tail:
    """The tail after one more change of `size` bytes."""
    last = Place(tail.last.cut, tail.last.offset + 1)
    return Tail(tail.epoch, tail.start, last, tail.records + 1, tail.size + size)


class Recovery(NamedTuple):
    """What a returning viewer gets: records after `after` of every frame, and word of the frames that are `gone` (with epoch).

    `exact`: only what was missed; otherwise everything anew, from each frame's snapshot.
    """

    exact: bool
    after: dict[str, Place]
    gone: tuple[tuple[str, str], ...]


def plan_recovery(tails: dict[str, Tail], positions: dict[str, Position]) -> Recovery:
    """Never a part: either every frame can be continued where the viewer stands, or all are sent anew."""
    gone = tuple((frame, epoch) for frame, (epoch, _) in positions.items() if frame not in tails)
    exact = bool(positions) and all(_continues(tail, positions.get(frame)) for frame, tail in tails.items())
    if not exact:
        return Recovery(False, dict.fromkeys(tails, NOWHERE), gone)
    after = {frame: Place(tail.start.cut, positions[frame][1]) for frame, tail in tails.items()}
    return Recovery(True, after, gone)


def _continues(tail: Tail, position: Position | None) -> bool:
    if position is None:
        return False
    epoch, offset = position
    return tail.epoch == epoch and tail.start.offset <= offset <= tail.last.offset
