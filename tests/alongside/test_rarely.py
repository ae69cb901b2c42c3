"""One line for each kind and minute."""

from alongside.rarely import EVERY, MAX_KINDS, Rarely


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_the_first_of_a_kind_is_told_and_those_within_the_minute_are_counted() -> None:
    told: list[str] = []
    clock = Clock()
    rarely = Rarely(told.append, clock)
    for number in range(5):
        rarely.tell("live", f"live {number}")
    rarely.tell("scanner", "scanner")
    clock.now += EVERY - 0.1
    rarely.tell("live", "too early")
    clock.now += 0.2
    rarely.tell("live", "live again")
    assert told == ["live 0", "scanner", "live again (5 more of this kind before it)"]


def test_more_kinds_than_are_told_apart_share_a_line() -> None:
    told: list[str] = []
    rarely = Rarely(told.append, Clock())
    for number in range(MAX_KINDS + 5):
        rarely.tell(str(number), str(number))
    assert len(told) == MAX_KINDS + 1
