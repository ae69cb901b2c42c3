"""How long a client may take, by a clock of our own."""

from dataclasses import replace

from proxy.pace import (
    BODY_PATIENCE,
    BODY_RATE,
    FIRST_WITHIN,
    HEAD_WITHIN,
    IDLE_WITHIN,
    LEAVE_WITHIN,
    TAKE_WITHIN,
    Pace,
    Seen,
    Verdict,
)
from proxy.shopper import Phase

NOTHING = Seen(phase=Phase.IDLE, request=1, received=0, unsent=0, reading=True)


def ends(seen: Seen, *, arriving: int = 0, taken: int = 0, most: int = 300) -> tuple[int, Verdict] | None:
    """After how many seconds, and how, a connection ends that stays like that; None when it may stay."""
    pace = Pace(0.0)
    for second in range(1, most):
        seen = replace(seen, received=seen.received + arriving, unsent=max(0, seen.unsent - taken))
        verdict = pace.judge(float(second), seen)
        if verdict is not Verdict.GO_ON:
            return second, verdict
    return None


def test_a_new_connection_has_to_say_something() -> None:
    assert ends(NOTHING) == (FIRST_WITHIN + 2, Verdict.END)


def test_a_kept_connection_may_rest_longer() -> None:
    assert ends(replace(NOTHING, request=3)) == (IDLE_WITHIN + 2, Verdict.END)


def test_a_head_that_trickles_times_out_whatever_arrives() -> None:
    trickling = replace(NOTHING, phase=Phase.HEAD)
    assert ends(trickling, arriving=1) == (HEAD_WITHIN + 2, Verdict.TIMED_OUT)


def test_a_body_that_stands_still_times_out() -> None:
    assert ends(replace(NOTHING, phase=Phase.BODY)) == (BODY_PATIENCE, Verdict.TIMED_OUT)


def test_a_body_that_comes_slowly_but_steadily_may_take_for_ever() -> None:
    assert ends(replace(NOTHING, phase=Phase.BODY), arriving=BODY_RATE) is None


def test_a_body_below_that_rate_times_out() -> None:
    assert ends(replace(NOTHING, phase=Phase.BODY), arriving=BODY_RATE // 2) is not None


def test_the_time_in_which_the_origin_takes_no_body_is_not_the_clients() -> None:
    assert ends(replace(NOTHING, phase=Phase.BODY, reading=False)) is None


def test_the_origin_may_take_its_time() -> None:
    assert ends(replace(NOTHING, phase=Phase.BUSY)) is None


def test_an_answer_that_nobody_takes_ends_the_connection() -> None:
    assert ends(replace(NOTHING, phase=Phase.BUSY, unsent=1000)) == (TAKE_WITHIN + 1, Verdict.END)


def test_an_answer_that_is_taken_slowly_goes_on() -> None:
    assert ends(replace(NOTHING, phase=Phase.BUSY, unsent=10_000), taken=10) is None


def test_who_was_refused_has_a_moment_to_read_why() -> None:
    assert ends(replace(NOTHING, phase=Phase.LEAVING)) == (LEAVE_WITHIN + 2, Verdict.END)


def test_each_request_has_its_own_time() -> None:
    pace = Pace(0.0)
    for second in range(1, 200):
        trickling = replace(NOTHING, phase=Phase.HEAD, request=second // 10)
        assert pace.judge(float(second), trickling) is Verdict.GO_ON
