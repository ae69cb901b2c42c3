"""The hub's small parts without sockets: outboxes, rates, recorders, fan-out of one worker."""

import asyncio

import pytest

from alongside.closing import ENDED, TOO_SLOW
from alongside.pagelog import MAX_FRAMES, MAX_LOG_BYTES, REST_WEIGHT, Place, cut_log, extend_log
from alongside.store.pagelogs import TOP_FRAME
from alongside.wire.codec import from_host
from alongside.wire.records import Change, Gone, Snap
from console.outbox import MAX_MISSED, MAX_UNSENT, PRESENCE_UNSENT, SLOW_UNSENT, Outbox, size_of
from console.rate import Rate
from console.recorder import ASK_AGAIN_SECONDS, Recorder
from tests.console.aside import run as run_aside

NOW = 1_790_000_000_000


def snap(frame: str = TOP_FRAME, epoch: str = "e", offset: int = 0) -> Snap:
    record = from_host.decode(f'["snap","{frame}","{epoch}",{offset},[]]')
    assert isinstance(record, Snap)
    return record


def change(offset: int, frame: str = TOP_FRAME, epoch: str = "e") -> Change:
    record = from_host.decode(f'["change","{frame}","{epoch}",{offset},[]]')
    assert isinstance(record, Change)
    return record


def rest(offset: int) -> Change:
    record = from_host.decode(f'["change","{TOP_FRAME}","e",{offset},[["z"],["+",1,0,9,["x"]]]]')
    assert isinstance(record, Change)
    return record


def opened() -> Outbox:
    box = Outbox()
    box.open("welcome")
    return box


def send_all(box: Outbox) -> list[str]:
    """What a socket that is always ready would be sent until it is closed."""
    sent: list[str] = []

    async def send(text: str) -> None:
        sent.append(text)

    box.close(ENDED)
    run_aside(box.run(send))
    return sent


def test_nothing_goes_before_the_welcome() -> None:
    box = Outbox()
    box.put("early")
    box.open("welcome")
    box.put("later")
    assert send_all(box) == ["welcome", "later"]


def test_what_was_put_before_the_end_is_sent_and_nothing_after_it() -> None:
    box = opened()
    box.put("last")
    box.close(ENDED)
    box.put("too late")
    assert send_all(box) == ["welcome", "last"]


def test_the_first_close_code_counts() -> None:
    box = opened()
    box.close(ENDED)
    box.close(TOO_SLOW)
    assert box.closing == ENDED


def test_four_mebibytes_may_be_unsent_and_not_a_byte_more() -> None:
    box = opened()
    box.put("x" * (MAX_UNSENT - box.unsent))
    box.put("y")
    assert box.closing is None
    box.put("z")
    assert box.closing == TOO_SLOW


def test_presence_is_dropped_long_before() -> None:
    box = opened()
    box.put("x" * (PRESENCE_UNSENT - box.unsent))
    box.put_presence("shown")
    box.put_presence("dropped")
    box.put("record")
    assert send_all(box)[-2:] == ["shown", "record"]


def test_records_are_left_out_above_two_mebibytes_and_a_socket_that_takes_nothing_is_cut() -> None:
    box = opened()
    box.put("x" * (SLOW_UNSENT - box.unsent))
    states = [box.is_slow]
    box.put("y")
    states.append(box.is_slow)
    assert states == [False, True]
    for size in (MAX_MISSED, 1):
        states.append(box.closing == TOO_SLOW)
        box.miss(size)
    assert [*states, box.closing == TOO_SLOW] == [False, True, False, False, True]


def test_a_socket_that_takes_something_has_missed_nothing() -> None:
    box = opened()
    box.miss(MAX_MISSED)
    assert send_all(box) == ["welcome"]
    assert box.missed == 0


def test_text_is_measured_in_bytes() -> None:
    assert (size_of("abc"), size_of("本")) == (3, 3)


def test_whoever_waits_for_room_is_woken_by_sending_and_by_closing() -> None:
    async def work() -> None:
        box = opened()
        box.put("x" * MAX_UNSENT)
        waiting = asyncio.ensure_future(box.wait_for_room())
        gate = asyncio.Event()

        async def send(_: str) -> None:
            await gate.wait()

        sending = asyncio.ensure_future(box.run(send))
        await asyncio.sleep(0)
        assert not waiting.done()
        gate.set()
        await waiting
        box.put("x" * MAX_UNSENT)
        again = asyncio.ensure_future(box.wait_for_room())
        box.close(ENDED)
        await again
        assert await sending == ENDED

    run_aside(work())


@pytest.mark.parametrize(("count", "allowed"), [(60, True), (61, False)])
def test_a_rate_allows_so_many_in_a_second(count: int, allowed: bool) -> None:
    rate = Rate(60)
    assert [rate.allows(5.0 + i / 100) for i in range(count)][-1] is allowed
    assert rate.allows(6.0)


def test_a_recorder_goes_on_where_the_store_stands() -> None:
    log = extend_log(cut_log("e", 0, 0, NOW), 10)
    recorder = Recorder({TOP_FRAME: log})
    assert recorder.take_change(change(1), 10, 0.0).known
    taken = recorder.take_change(change(2), 10, 0.0).tail
    assert taken
    assert taken.last == Place(log.start.cut, 2)


def test_a_recorder_asks_once_and_again_when_nothing_came() -> None:
    recorder = Recorder({})
    assert recorder.take_change(change(1), 1, 0.0).want
    assert not recorder.take_change(change(2), 1, ASK_AGAIN_SECONDS - 0.1).want
    assert recorder.take_change(change(3), 1, ASK_AGAIN_SECONDS).want


def test_another_page_ends_the_frames_of_the_one_before() -> None:
    recorder = Recorder({name: cut_log("old", 0, 0, NOW) for name in (TOP_FRAME, "a", "b")})
    taken = recorder.take_snapshot(snap(TOP_FRAME, "new"), NOW)
    assert taken.drop == (("a", "old"), ("b", "old"))
    assert recorder.take_snapshot(snap("b", "new"), NOW).drop == ()
    assert set(recorder.tails) == {TOP_FRAME, "b"}


def test_the_same_page_that_comes_back_keeps_all_its_frames() -> None:
    recorder = Recorder({name: cut_log("e", 0, 0, NOW) for name in (TOP_FRAME, "a")})
    assert recorder.take_snapshot(snap(TOP_FRAME, "e", 3), NOW).drop == ()


def test_one_frame_too_many_is_not_taken() -> None:
    recorder = Recorder({})
    for number in range(MAX_FRAMES):
        assert recorder.take_snapshot(snap(str(number)), NOW).tail
    assert recorder.take_snapshot(snap("one more"), NOW).tail is None
    assert recorder.take_snapshot(snap("0", "next"), NOW).tail


def test_the_goodbye_of_another_page_load_ends_nothing() -> None:
    recorder = Recorder({"a": cut_log("new", 0, 0, NOW)})
    assert recorder.take_gone(Gone("a", "old")).drop == ()
    assert recorder.take_gone(Gone("a", "new")).drop == (("a", "new"),)


def test_after_another_writer_only_a_snapshot_above_it_is_taken() -> None:
    recorder = Recorder({TOP_FRAME: cut_log("e", 0, 0, NOW)})
    recorder.lose(TOP_FRAME, NOW + 500)
    assert recorder.take_change(change(1), 1, 0.0).want
    taken = recorder.take_snapshot(snap(), NOW).tail
    assert taken
    assert taken.start.cut == NOW + 501


def test_the_rest_of_a_large_snapshot_does_not_fill_the_log() -> None:
    recorder = Recorder({})
    recorder.take_snapshot(snap(), NOW)
    for offset in range(1, REST_WEIGHT):
        assert not recorder.take_change(rest(offset), MAX_LOG_BYTES, 0).want
    assert recorder.take_change(rest(REST_WEIGHT), MAX_LOG_BYTES, 0).want


def test_a_change_of_the_same_size_fills_it() -> None:
    recorder = Recorder({})
    recorder.take_snapshot(snap(), NOW)
    assert recorder.take_change(change(1), MAX_LOG_BYTES, 0).want
