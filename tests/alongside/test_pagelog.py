"""The page log's rules: what is appended, and that no viewer ever gets a part."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.pagelog import (
    MAX_LOG_BYTES,
    MAX_LOG_RECORDS,
    NOWHERE,
    Place,
    Tail,
    cut_log,
    extend_log,
    judge_change,
    plan_recovery,
)

NOW_MS = 1_790_000_000_000


def tail(offset: int = 0, changes: int = 0, size: int = 1) -> Tail:
    log = cut_log("e", offset, 0, NOW_MS)
    for _ in range(changes):
        log = extend_log(log, size)
    return log


@pytest.mark.parametrize(
    ("epoch", "offset", "verdict"),
    [
        ("e", 8, "append"),
        ("e", 7, "known"),
        ("e", 5, "known"),
        ("e", 0, "known"),
        ("e", 9, "gap"),
        ("f", 8, "gap"),
    ],
)
def test_only_the_very_next_change_is_appended(epoch: str, offset: int, verdict: str) -> None:
    assert judge_change(tail(5, 2), epoch, offset) == verdict


def test_without_a_snapshot_every_change_is_a_gap() -> None:
    assert judge_change(None, "e", 0) == "gap"


def test_a_cut_is_above_every_cut_before_it_whatever_the_clock_says() -> None:
    first = cut_log("e", 3, 0, NOW_MS)
    second = cut_log("f", 0, first.last.cut, NOW_MS - 60_000)
    assert second.start > first.last
    assert second.start > extend_log(first, 1).last


@pytest.mark.parametrize(
    ("changes", "size", "full"),
    [
        (MAX_LOG_RECORDS - 1, 1, False),
        (MAX_LOG_RECORDS, 1, True),
        (1, MAX_LOG_BYTES - 1, False),
        (1, MAX_LOG_BYTES, True),
    ],
)
def test_a_log_is_full_at_its_bounds(changes: int, size: int, full: bool) -> None:
    assert tail(0, changes, size).is_full() is full


def test_an_overfull_log_takes_nothing_before_a_snapshot() -> None:
    log = tail(0, 2 * MAX_LOG_RECORDS - 1)
    assert judge_change(log, "e", log.last.offset + 1) == "append"
    log = extend_log(log, 1)
    assert judge_change(log, "e", log.last.offset + 1) == "gap"


def test_a_newcomer_gets_everything() -> None:
    plan = plan_recovery({"0": tail(0, 3)}, {})
    assert (plan.exact, plan.after, plan.gone) == (False, {"0": NOWHERE}, ())


def test_one_frame_that_cannot_be_continued_means_everything_anew() -> None:
    tails = {"0": tail(0, 3), "f": tail(4, 1)}
    plan = plan_recovery(tails, {"0": ("e", 2), "f": ("e", 3)})
    assert (plan.exact, plan.after) == (False, {"0": NOWHERE, "f": NOWHERE})


def test_frames_that_went_are_named_with_their_epoch() -> None:
    plan = plan_recovery({"0": tail(0, 3)}, {"0": ("e", 1), "f": ("x", 9)})
    assert plan.exact
    assert plan.gone == (("f", "x"),)


FRAMES = st.sampled_from(["0", "a", "b"])
LOGS = st.dictionaries(FRAMES, st.tuples(st.sampled_from("ef"), st.integers(0, 5), st.integers(0, 5)))
POSITIONS = st.dictionaries(FRAMES, st.tuples(st.sampled_from("ef"), st.integers(0, 12)))


@given(logs=LOGS, positions=POSITIONS)
def test_whatever_a_viewer_says_it_ends_where_the_logs_end(
    logs: dict[str, tuple[str, int, int]], positions: dict[str, tuple[str, int]]
) -> None:
    """Apply what the plan sends as a viewer would, and it holds every frame's end without a gap."""
    tails = {frame: Tail(e, Place(9, s), Place(9, s + n), n, n) for frame, (e, s, n) in logs.items()}
    plan = plan_recovery(tails, positions)
    held = dict(positions) if plan.exact else {}
    for frame, _ in plan.gone:
        held.pop(frame, None)
    for frame, log in tails.items():
        for offset in range(log.start.offset, log.last.offset + 1):
            if Place(9, offset) <= plan.after[frame]:
                continue
            if offset == log.start.offset:
                assert not plan.exact, "a snapshot in what should only be what was missed"
            else:
                assert held[frame] == (log.epoch, offset - 1), "a gap"
            held[frame] = (log.epoch, offset)
    assert held == {frame: (log.epoch, log.last.offset) for frame, log in tails.items()}
