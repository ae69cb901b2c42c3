"""How a rep stands: by what they said, their desk, and its last touch."""

import pytest

from alongside.duty import Choice, Duty, Standing, Work, follow_work, stand

NOW = 10_000.0
UNTOUCHED = 600.0


@pytest.mark.parametrize(
    ("duty", "standing"),
    [
        (Duty(is_open=True), Standing(status="available", since=0.0)),
        (
            Duty(is_open=True, choice=Choice(status="busy", at=NOW - 5), touched=NOW - 599),
            Standing(status="busy", since=NOW - 5),
        ),
        (
            Duty(is_open=True, choice=Choice(at=1.0), touched=NOW - 601),
            Standing(status="away", since=NOW - 1, by_itself=True),
        ),
        (
            Duty(is_open=True, choice=Choice(status="away", at=1.0), touched=NOW - 601),
            Standing(status="away", since=1.0),
        ),
        (
            Duty(is_open=False, choice=Choice(at=1.0), touched=NOW - 1),
            Standing(status="away", since=NOW - 1, by_itself=True),
        ),
    ],
    ids=["just opened", "as chosen", "not touched", "away as chosen", "desk closed"],
)
def test_a_rep_stands_as_they_said_unless_nobody_is_at_the_desk(duty: Duty, standing: Standing) -> None:
    assert stand(duty, NOW, UNTOUCHED) == standing


def test_a_rep_is_idle_since_their_number_of_sessions_changed() -> None:
    work = Work(sessions=1, since=5.0)
    assert follow_work(work, 1, NOW) is work
    assert follow_work(work, 0, NOW) == Work(sessions=0, since=NOW)
