"""What viewers get of the page log: late, after a loss, after a gap, when frames come and go. Over real sockets and a real store."""

import pytest

from console.connections import NEEDS_A_SECOND
from tests.console.people import Frame, HostPage, Shopper, Viewer, befriend, join
from tests.console.worker import Worker

pytestmark = pytest.mark.system


def records(frames: list[Frame]) -> list[Frame]:
    return [frame for frame in frames if frame[0] in ("snap", "change", "digest", "gone")]


def test_a_late_joiner_gets_the_snapshot_and_what_came_after_it(host: HostPage, shopper: Shopper) -> None:
    host.snap()
    host.change(1)
    host.change(2, content={"text": "日本語"})
    with befriend(shopper) as friend:
        assert friend.welcome["recovered"] is False
        assert [friend.hear() for _ in range(3)] == [
            ["snap", "0", "e", 0, ["page"]],
            ["change", "0", "e", 1, ["op"]],
            ["change", "0", "e", 2, [{"text": "日本語"}]],
        ]


def test_a_snapshot_cuts_the_log(host: HostPage, shopper: Shopper) -> None:
    host.snap()
    host.change(1)
    host.snap(1, content="again")
    host.change(2)
    with befriend(shopper) as friend:
        assert [friend.hear()[:4] for _ in range(2)] == [["snap", "0", "e", 1], ["change", "0", "e", 2]]


def test_a_viewer_sees_changes_as_they_come(host: HostPage, shopper: Shopper) -> None:
    host.snap()
    with befriend(shopper) as friend:
        friend.wait_for("snap")
        host.change(1)
        assert friend.wait_for("change") == ["change", "0", "e", 1, ["op"]]
        assert records(friend.until_pong()) == []


def test_a_record_arrives_byte_for_byte(host: HostPage, shopper: Shopper) -> None:
    text = '["snap","0","e",0, ["\\u00e9",1.50,{"b":1,"a":[]}] ]'
    host.connection.send(text)
    host.wait_for("ack")
    with befriend(shopper) as friend:
        assert friend.connection.recv(timeout=20) == text


def test_after_a_loss_exactly_what_was_missed_comes(host: HostPage, shopper: Shopper) -> None:
    host.snap()
    host.snap(frame="f")
    host.change(1)
    friend = befriend(shopper)
    friend.wait_for("change")
    friend.drop()
    host.change(2)
    host.change(1, frame="f")
    host.change(3)
    with Viewer(shopper.worker, friend.ticket, {"0": ["e", 1], "f": ["e", 0]}) as back:
        assert back.welcome["recovered"] is True
        assert sorted(back.hear()[:4] for _ in range(3)) == [
            ["change", "0", "e", 2],
            ["change", "0", "e", 3],
            ["change", "f", "e", 1],
        ]
        assert records(back.until_pong()) == []


def test_who_missed_nothing_gets_nothing(host: HostPage, shopper: Shopper) -> None:
    host.snap()
    friend = befriend(shopper)
    friend.wait_for("snap")
    friend.drop()
    with Viewer(shopper.worker, friend.ticket, {"0": ["e", 0]}) as back:
        assert back.welcome["recovered"] is True
        host.change(1)
        assert back.wait_for("change")[3] == 1
        assert records(back.skipped) == []


@pytest.mark.parametrize(
    "position",
    [
        pytest.param({"0": ["other", 1]}, id="of another epoch"),
        pytest.param({"0": ["e", 0]}, id="before the cut"),
        pytest.param({"0": ["e", 9]}, id="ahead of the log"),
        pytest.param({"f": ["e", 0]}, id="of another frame"),
    ],
)
def test_a_position_that_cannot_be_continued_gets_everything_anew(
    host: HostPage, shopper: Shopper, position: dict[str, Frame]
) -> None:
    host.snap()
    host.change(1)
    host.snap(1)
    host.change(2)
    ticket = join(shopper.worker, shopper.invite())["ticket"]
    with Viewer(shopper.worker, ticket, position) as back:
        assert back.welcome["recovered"] is False
        back.wait_for("snap", "0", "e", 1)
        back.wait_for("change", "0", "e", 2)


def test_frames_that_went_meanwhile_are_gone_for_one_who_returns(host: HostPage, shopper: Shopper) -> None:
    host.snap()
    host.snap(frame="f")
    friend = befriend(shopper)
    friend.wait_for("snap", "f")
    friend.drop()
    host.say("gone", "f", "e")
    host.change(1)
    with Viewer(shopper.worker, friend.ticket, {"0": ["e", 0], "f": ["e", 0]}) as back:
        assert back.welcome["recovered"] is True
        assert back.hear() == ["gone", "f", "e"]
        assert back.wait_for("change")[3] == 1


def test_a_frame_that_goes_is_gone_for_viewers_and_late_joiners(host: HostPage, shopper: Shopper) -> None:
    host.snap()
    host.snap(frame="f")
    with befriend(shopper) as friend:
        friend.wait_for("snap", "f")
        host.say("gone", "f", "e")
        assert friend.wait_for("gone") == ["gone", "f", "e"]
    host.change(1)
    with befriend(shopper) as late:
        late.wait_for("change", "0")
        assert [frame[1] for frame in records(late.skipped)] == ["0"]


def test_a_gap_is_neither_stored_nor_sent_but_asked_about(host: HostPage, shopper: Shopper) -> None:
    host.snap()
    with befriend(shopper) as friend:
        friend.wait_for("snap")
        host.say("change", "0", "e", 2, ["early"])
        assert host.wait_for("want") == ["want", "0"]
        host.snap(2, content="whole")
        assert friend.wait_for("snap") == ["snap", "0", "e", 2, ["whole"]]
        assert records(friend.skipped) == []


@pytest.mark.parametrize("frame", [["change", "0", "new", 1, []], ["change", "g", "e", 1, []]])
def test_a_change_without_a_snapshot_before_it_is_asked_about(host: HostPage, frame: Frame) -> None:
    host.snap()
    host.say(*frame)
    assert host.wait_for("want") == ["want", frame[1]]


def test_a_change_sent_again_is_acknowledged_and_not_told_twice(host: HostPage, shopper: Shopper) -> None:
    host.snap()
    with befriend(shopper) as friend:
        host.change(1)
        friend.wait_for("change")
        host.say("change", "0", "e", 1, ["op"])
        host.wait_for("ack", "0", "e", 1)
        host.change(2)
        assert friend.wait_for("change")[3] == 2


def test_a_digest_reaches_those_who_follow_and_is_not_kept(host: HostPage, shopper: Shopper) -> None:
    host.snap()
    with befriend(shopper) as friend:
        friend.wait_for("snap")
        friend.until_pong()
        host.change(1)
        host.say("digest", "0", "e", 1, "abc")
        friend.wait_for("change")
        assert friend.hear() == ["digest", "0", "e", 1, "abc"]
    with befriend(shopper) as late:
        late.wait_for("change")
        assert [frame[0] for frame in records(late.until_pong())] == []


def test_the_next_page_takes_the_place_of_the_one_before_with_all_its_frames(
    host: HostPage, shopper: Shopper
) -> None:
    host.snap(epoch="first")
    host.snap(epoch="first", frame="f")
    with befriend(shopper) as friend:
        friend.wait_for("snap", "f")
        host.connection.close()
        with HostPage(shopper) as page:
            page.snap(epoch="second")
            page.snap(epoch="second", frame="g")
            assert friend.wait_for("gone") == ["gone", "f", "first"]
            assert friend.wait_for("snap") == ["snap", "0", "second", 0, ["page"]]
            assert ["away", True] not in friend.skipped
    with befriend(shopper) as late:
        late.wait_for("snap", "g")
        assert [frame[1] for frame in records(late.skipped)] == ["0"]


def test_a_viewer_before_the_first_snapshot_makes_the_hub_ask_for_it(
    host: HostPage, shopper: Shopper
) -> None:
    with befriend(shopper) as friend:
        assert host.wait_for("want") == ["want", "*"]
        host.snap()
        friend.wait_for("snap")


def test_a_viewer_whose_copy_differs_gets_a_fresh_snapshot(host: HostPage, shopper: Shopper) -> None:
    host.snap()
    with befriend(shopper) as friend:
        friend.wait_for("snap")
        friend.say("want", "0")
        assert host.wait_for("want") == ["want", "0"]
        host.snap(0, content="fresh")
        assert friend.wait_for("snap")[4] == ["fresh"]


def test_many_wants_are_one_to_the_host_page(host: HostPage, shopper: Shopper) -> None:
    host.snap()
    with befriend(shopper) as friend:
        friend.wait_for("snap")
        for _ in range(50):
            friend.say("want", "0")
        friend.until_pong()
        host.wait_for("want")
        assert ["want", "0"] not in host.until_pong()


def test_while_the_host_page_is_away_a_want_is_answered_from_the_log(shopper: Shopper) -> None:
    with HostPage(shopper) as page:
        page.snap()
        page.change(1)
    with befriend(shopper) as friend:
        friend.wait_for("away", True)
        friend.say("want", "0")
        friend.wait_for("snap", "0", "e", 0)
        friend.wait_for("change", "0", "e", 1)


def test_two_sessions_know_nothing_of_each_other(host: HostPage, shopper: Shopper, worker: Worker) -> None:
    host.snap()
    other = Shopper(worker)
    with HostPage(other) as page, befriend(other) as friend:
        page.snap(content="theirs")
        assert friend.wait_for("snap")[4] == ["theirs"]
        host.change(1)
        assert records(friend.until_pong()) == []


def test_what_a_mirror_needs_is_asked_of_the_host_page(host: HostPage, shopper: Shopper) -> None:
    host.snap()
    with befriend(shopper) as friend:
        friend.wait_for("snap")
        friend.say("need", "no such frame", "blob:http://shop.example/1")
        friend.say("need", "0", "blob:http://shop.example/2")
        assert host.wait_for("need") == ["need", "0", "blob:http://shop.example/2"]


def test_a_mirror_may_need_no_more_than_so_many_things_a_second(host: HostPage, shopper: Shopper) -> None:
    host.snap()
    with befriend(shopper) as friend:
        friend.wait_for("snap")
        for number in range(20 * NEEDS_A_SECOND):
            friend.say("need", "0", f"/{number}.png")
        friend.until_pong()
        asked = [frame for frame in host.until_pong() if frame[0] == "need"]
    assert NEEDS_A_SECOND <= len(asked) < 20 * NEEDS_A_SECOND
