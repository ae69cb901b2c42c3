"""The conversation of a session over real sockets: who hears what, in which order, and that nothing that was said is lost."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from alongside.store.embedded import EmbeddedValkey
from tests.console.conftest import SignIn
from tests.console.people import HostPage, Shopper, Socket, Viewer, befriend, join
from tests.console.worker import Worker

pytestmark = pytest.mark.system


@pytest.fixture(scope="module")
def other(store_url: str) -> Iterator[Worker]:
    """A second worker, beside `worker`."""
    with Worker(store_url) as running:
        yield running


def said(socket: Socket) -> tuple[int, dict[str, Any] | None]:
    _, number, line = socket.wait_for("said")
    return number, line


def recalled(socket: Socket, after: int = 0) -> list[Any]:
    socket.say("recall", after)
    return socket.wait_for("talk")


def test_a_line_reaches_everybody_and_comes_back_to_its_speaker(host: HostPage, shopper: Shopper) -> None:
    with befriend(shopper) as friend, HostPage(shopper, tab="t2", visible=False) as other_tab:
        host.say("say", "k1", {"text": "  which of the two? "})
        for socket in (host, friend, other_tab):
            number, line = said(socket)
            assert number == 1
            assert line is not None
            assert (line["text"], line["who"], line["role"], line["key"]) == (
                "which of the two?",
                "p1",
                "shopper",
                "k1",
            )
        friend.say("say", "k1", {"text": "the blue one"})
        number, line = said(host)
        assert (number, line and line["text"], line and line["name"]) == (
            2,
            "the blue one",
            friend.welcome["participants"][-1]["name"],
        )


def test_lines_of_one_speaker_stay_in_order(host: HostPage, shopper: Shopper) -> None:
    with befriend(shopper) as friend:
        for count in range(25):
            host.say("say", f"k{count}", {"text": str(count)})
        heard = [said(friend) for _ in range(25)]
        assert [(number, line and line["text"]) for number, line in heard] == [
            (count + 1, str(count)) for count in range(25)
        ]


def test_a_line_said_again_after_a_loss_is_said_once(host: HostPage, shopper: Shopper) -> None:
    host.say("say", "k1", {"text": "hello"})
    said(host)
    host.say("say", "k1", {"text": "hello"})
    assert said(host)[0] == 1
    host.say("say", "k2", {"text": "anybody?"})
    assert said(host)[0] == 2
    _, first, lines, total, _ = recalled(host)
    assert (first, total, [line["text"] for line in lines]) == (1, 2, ["hello", "anybody?"])


def test_who_comes_later_or_was_away_asks_for_what_was_said(host: HostPage, shopper: Shopper) -> None:
    for count in range(3):
        host.say("say", f"k{count}", {"text": str(count)})
        said(host)
    with befriend(shopper) as friend:
        _, first, lines, total, _ = recalled(friend)
        assert (first, [line["text"] for line in lines], total) == (1, ["0", "1", "2"], 3)
        _, first, lines, total, _ = recalled(friend, 2)
        assert (first, [line["text"] for line in lines], total) == (3, ["2"], 3)
        assert recalled(friend, 3)[1:4] == [4, [], 3]


def test_writing_and_reading_are_told_to_the_others(host: HostPage, shopper: Shopper) -> None:
    with befriend(shopper) as friend:
        me = friend.welcome["you"]
        friend.say("typing", True)
        assert host.wait_for("typing") == ["typing", me, True]
        friend.say("typing", False)
        assert host.wait_for("typing") == ["typing", me, False]
        host.say("say", "k1", {"text": "hello"})
        said(friend)
        friend.say("read", 1)
        assert host.wait_for("read") == ["read", me, 1]
        assert recalled(host)[4] == {me: 1}


def test_reps_among_themselves_are_heard_by_nobody_else(worker: Worker, sign_in: SignIn) -> None:
    shopper = Shopper(worker, "help")
    rep = sign_in("talk-rep@example.com", name="Mia")
    chief = sign_in("talk-chief@example.com", "supervisor", name="Ken")
    mia_in = join(worker, shopper.code, cookie=rep)
    ken_in = worker.call("POST", f"/api/v1/sessions/{shopper.session}/open", {}, cookie=chief).json
    with (
        HostPage(shopper) as page,
        Viewer(worker, mia_in["ticket"]) as mia,
        Viewer(worker, ken_in["ticket"]) as ken,
        befriend(shopper) as friend,
    ):
        mia.say("say", "k1", {"text": "she is a regular", "aside": True})
        ken.say("say", "k1", {"text": "give her the old price"})
        for insider in (mia, ken):
            lines = dict(said(insider) for _ in range(2))
            assert {line and (line["text"], line["aside"]) for line in lines.values()} == {
                ("she is a regular", True),
                ("give her the old price", True),
            }
        for outsider in (page, friend):
            assert sorted(said(outsider) for _ in range(2)) == [(1, None), (2, None)]
            assert recalled(outsider)[2] == [None, None]
        page.say("say", "k1", {"text": "an aside of mine", "aside": True})
        assert page.wait_for("unsaid") == ["unsaid", "k1", ""]


def test_nothing_is_not_a_line(host: HostPage) -> None:
    host.say("say", "k1", {"text": "  \n "})
    assert host.wait_for("unsaid") == ["unsaid", "k1", ""]
    assert recalled(host)[3] == 0


def test_a_line_that_is_too_long_closes_the_socket(host: HostPage) -> None:
    host.say("say", "k1", {"text": "x" * 4001})
    assert host.close_code() == 4400


def test_workers_tell_each_other(host: HostPage, shopper: Shopper, other: Worker) -> None:
    with befriend(shopper, other) as friend:
        friend.say("typing", True)
        host.wait_for("typing")
        friend.say("say", "k1", {"text": "hello from over here"})
        assert (said(host)[1] or {})["text"] == "hello from over here"
        host.say("say", "k1", {"text": "hello back"})
        assert said(friend)[0] == 1
        assert (said(friend)[1] or {})["text"] == "hello back"


def test_what_was_acknowledged_survives_a_kill_of_worker_and_store(tmp_path: Path) -> None:
    valkey = EmbeddedValkey(tmp_path)
    with Worker(valkey.start()) as worker:
        shopper = Shopper(worker)
        page = HostPage(shopper)
        for count in range(5):
            page.say("say", f"k{count}", {"text": str(count)})
            said(page)
        worker.kill()
        valkey.kill()
        valkey.start_again()
        assert worker.start() == "ready"
        with HostPage(shopper) as back:
            assert [line["text"] for line in recalled(back)[2]] == ["0", "1", "2", "3", "4"]
    valkey.stop()
