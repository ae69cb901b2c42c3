"""Several workers on one store: who is where makes no difference."""

from collections.abc import Iterator

import pytest

from alongside.pagelog import Place, Tail
from alongside.store import open_store
from alongside.store.pagelogs import Append
from tests.console.aside import run as run_aside
from tests.console.people import HostPage, Shopper, Viewer, befriend, join
from tests.console.worker import Worker

pytestmark = pytest.mark.system

CLICK = ["click", "0", 12, 0.5, 0.5, 0, 0]


@pytest.fixture(scope="module")
def other(store_url: str) -> Iterator[Worker]:
    """A second worker, beside `worker`."""
    with Worker(store_url) as running:
        yield running


def test_records_reach_a_viewer_at_another_worker(host: HostPage, shopper: Shopper, other: Worker) -> None:
    host.snap()
    host.change(1)
    with befriend(shopper, other) as friend:
        friend.wait_for("snap")
        friend.wait_for("change", "0", "e", 1)
        for offset in range(2, 50):
            host.say("change", "0", "e", offset, [])
        assert [friend.wait_for("change")[3] for _ in range(48)] == list(range(2, 50))
        host.say("digest", "0", "e", 49, "abc")
        assert friend.wait_for("digest")[4] == "abc"
        host.say("gone", "0", "e")
        friend.wait_for("gone", "0")


def test_a_viewer_that_comes_while_records_pour_in_misses_none(
    host: HostPage, shopper: Shopper, other: Worker
) -> None:
    host.snap()
    tickets = [join(other, shopper.invite())["ticket"] for _ in range(4)]
    offset = 0
    for ticket in tickets:
        for _ in range(150):
            offset += 1
            host.say("change", "0", "e", offset, [])
        with Viewer(other, ticket) as friend:
            for _ in range(150):
                offset += 1
                host.say("change", "0", "e", offset, [])
            friend.wait_for("change", "0", "e", offset)
            got = [frame[3] for frame in friend.skipped if frame[0] in ("snap", "change")]
            assert got == list(range(offset))
        host.wait_for("ack", "0", "e", offset)


def test_acts_pointers_and_fates_cross_workers(host: HostPage, shopper: Shopper, other: Worker) -> None:
    with befriend(shopper, other) as far, befriend(shopper) as near:
        far.say("act", 1, CLICK)
        assert host.wait_for("act") == ["act", far.welcome["you"], 1, CLICK]
        host.say("done", far.welcome["you"], 1, "ok")
        assert far.wait_for("done") == ["done", 1, "ok"]
        far.say("point", "0", 1, 2)
        assert near.wait_for("point") == ["point", far.welcome["you"], "0", 1, 2]
        assert host.wait_for("point") == ["point", far.welcome["you"], "0", 1, 2]
        host.say("point", "0", 3, 4)
        assert far.wait_for("point", "p1") == ["point", "p1", "0", 3, 4]


def test_the_roster_and_the_address_cross_workers(host: HostPage, shopper: Shopper, other: Worker) -> None:
    with befriend(shopper) as near, befriend(shopper, other) as far:
        assert len(near.wait_for("who")[1]) == 3
        host.say("page", {"url": "http://shop.example/2", "title": "2"})
        assert far.wait_for("page")[1]["title"] == "2"


def test_a_page_that_comes_back_at_another_worker_goes_on(
    host: HostPage, shopper: Shopper, other: Worker
) -> None:
    host.snap()
    with befriend(shopper) as friend:
        friend.wait_for("snap")
        host.connection.close()
        with HostPage(shopper, worker=other) as page:
            page.change(1)
            assert friend.wait_for("change")[3] == 1
            page.snap(epoch="next")
            assert friend.wait_for("snap")[2] == "next"
            friend.say("act", 1, CLICK)
            page.wait_for("act")
            friend.until_pong()
            assert ["away", True] not in friend.skipped


def test_of_two_tabs_at_two_workers_one_is_captured(host: HostPage, shopper: Shopper, other: Worker) -> None:
    host.snap(epoch="one")
    with befriend(shopper) as friend:
        with HostPage(shopper, tab="t2", worker=other) as second:
            assert second.welcome["active"] is True
            host.wait_for("active", False)
            second.snap(epoch="two")
            friend.wait_for("snap", "0", "two")
        assert host.wait_for("active") == ["active", True]
        friend.until_pong()
        assert ["away", True] not in friend.skipped


def test_a_place_taken_at_another_worker_is_lost_here(
    host: HostPage, shopper: Shopper, other: Worker
) -> None:
    friend = befriend(shopper)
    with Viewer(other, friend.ticket) as newer:
        assert friend.close_code() == 4409
        host.say("point", "0", 1, 1)
        newer.wait_for("point")


def test_the_host_page_gone_is_told_at_every_worker(shopper: Shopper, other: Worker) -> None:
    with HostPage(shopper) as page:
        page.snap()
        far = befriend(shopper, other)
        far.wait_for("snap")
    assert far.wait_for("away") == ["away", True]
    with HostPage(shopper):
        assert far.wait_for("away") == ["away", False]
    far.connection.close()


def test_the_end_is_the_end_at_every_worker(host: HostPage, shopper: Shopper, other: Worker) -> None:
    with befriend(shopper, other) as friend:
        assert other.call("POST", "/__alongside/stop", {}, cookie=shopper.cookie).status == 204
        assert friend.close_code() == 4410
        assert host.close_code() == 4410


def test_two_writers_of_one_log_settle_it_by_a_snapshot(
    host: HostPage, shopper: Shopper, store_url: str
) -> None:
    host.snap()

    async def write_as_another() -> None:
        store = await open_store(store_url)
        last = (await store.logs.tails(shopper.session))["0"].last
        beyond = Place(last.cut, last.offset + 5)
        tail = Tail("e", last, beyond, 5, 0)
        assert await store.logs.write([Append(shopper.session, "0", tail, "[]", False)]) == [True]
        await store.close()

    run_aside(write_as_another())
    host.say("change", "0", "e", 1, [])
    assert host.wait_for("want") == ["want", "0"]
    host.snap(1)
    with befriend(shopper) as friend:
        friend.wait_for("snap", "0", "e", 1)
