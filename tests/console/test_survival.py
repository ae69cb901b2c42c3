"""Killing the live application or the store in mid-session loses nothing that was acknowledged, and nobody's place."""

import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from alongside import accounts
from alongside.store import open_store
from alongside.store.embedded import EmbeddedValkey
from tests.console.aside import run as run_aside
from tests.console.people import HostPage, Shopper, Socket, Viewer, befriend, join
from tests.console.worker import Worker
from tests.ports import free_port

pytestmark = pytest.mark.system

WITHIN = 20.0


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[EmbeddedValkey]:
    server = EmbeddedValkey(tmp_path)
    yield server
    server.stop()


@pytest.fixture
def own_worker(valkey: EmbeddedValkey) -> Iterator[Worker]:
    """On a store of its own, which may be killed."""
    with Worker(valkey.start()) as running:
        yield running


def wait_until(happens: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WITHIN
    while not happens():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.01)


def test_after_a_kill_everyone_comes_back_and_goes_on_where_they_were(own_worker: Worker) -> None:
    shopper = Shopper(own_worker)
    page = HostPage(shopper)
    page.snap()
    page.change(1)
    friend = befriend(shopper)
    friend.wait_for("change", "0", "e", 1)
    page.change(2)
    own_worker.kill()
    assert own_worker.start() == "ready"
    with Viewer(own_worker, friend.ticket, {"0": ["e", 1]}) as back:
        assert back.welcome["recovered"] is True
        assert back.welcome["you"] == friend.welcome["you"]
        assert back.wait_for("change") == ["change", "0", "e", 2, ["op"]]
        with HostPage(shopper) as page_back:
            page_back.change(3)
            assert back.wait_for("change")[3] == 3
            back.say("act", 1, ["go", "back"])
            assert page_back.wait_for("act")[3] == ["go", "back"]


def test_after_a_kill_links_codes_places_and_sign_ins_still_work(
    own_worker: Worker, valkey: EmbeddedValkey
) -> None:
    cookie = _sign_in(own_worker, valkey)
    shopper = Shopper(own_worker, "help")
    token = shopper.invite()
    place = join(own_worker, token, name="Ann")["place"]
    own_worker.kill()
    own_worker.start()
    assert shopper.call("GET", "session").json["code"] == shopper.code
    assert join(own_worker, token, place=place)["name"] == "Ann"
    entered = own_worker.call("POST", "/api/v1/codes", {"code": shopper.code}, cookie=cookie)
    assert entered.json["session"] == shopper.session


def _sign_in(worker: Worker, valkey: EmbeddedValkey) -> str:
    async def add() -> str:
        store = await open_store(valkey.address)
        await accounts.add_rep(store, "rep@example.com", "rep", "long enough")
        key = await accounts.sign_in_key(store, "rep@example.com")
        await store.close()
        return key

    answer = worker.call("POST", "/api/v1/login/link", {"key": run_aside(add())})
    return f"alongside_rep={answer.cookies['alongside_rep'].partition(';')[0]}"


def test_a_store_that_dies_and_returns_costs_nothing(own_worker: Worker, valkey: EmbeddedValkey) -> None:
    shopper = Shopper(own_worker)
    with HostPage(shopper) as page, befriend(shopper) as friend:
        page.snap()
        friend.wait_for("snap")
        valkey.kill()
        wait_until(lambda: own_worker.call("GET", "/readyz").status == 503)
        page.say("change", "0", "e", 1, ["while the store was down"])
        assert own_worker.call("GET", "/healthz").status == 200
        assert shopper.call("GET", "session").code == "unavailable"
        page.until_pong()
        valkey.start_again()
        page.wait_for("ack", "0", "e", 1)
        assert friend.wait_for("change") == ["change", "0", "e", 1, ["while the store was down"]]
        wait_until(lambda: own_worker.call("GET", "/readyz").status == 200)
        with befriend(shopper) as late:
            late.wait_for("snap")
            late.wait_for("change", "0", "e", 1)


def test_who_greets_while_the_store_is_down_is_asked_to_come_back(
    own_worker: Worker, valkey: EmbeddedValkey
) -> None:
    shopper = Shopper(own_worker)
    ticket = join(own_worker, shopper.invite())["ticket"]
    valkey.kill()
    wait_until(lambda: own_worker.call("GET", "/readyz").status == 503)
    with Socket(own_worker, "/socket") as early:
        early.say("hello", {"ticket": ticket, "position": {}, "visible": True})
        assert early.close_code() == 4500
    valkey.start_again()
    wait_until(lambda: own_worker.call("GET", "/readyz").status == 200)
    with Viewer(own_worker, ticket) as back:
        assert back.welcome["session"] == shopper.session


def test_a_store_that_lost_its_data_does_not_make_the_application_lie(
    own_worker: Worker, valkey: EmbeddedValkey
) -> None:
    shopper = Shopper(own_worker)
    with HostPage(shopper) as page:
        page.snap()

        async def forget() -> None:
            store = await open_store(valkey.address)
            await store.client.call("FLUSHALL")
            await store.close()

        run_aside(forget())
        assert shopper.call("GET", "session").status == 404
    assert own_worker.call("POST", "/api/v1/join", {"token": shopper.token}).status == 404


def test_an_orderly_stop_asks_everyone_to_come_back(own_worker: Worker) -> None:
    shopper = Shopper(own_worker)
    page, friend = HostPage(shopper), befriend(shopper)
    page.snap()
    assert own_worker.stop() == 0
    assert (page.close_code(), friend.close_code()) == (1012, 1012)
    assert own_worker.start() == "ready"
    with Viewer(own_worker, friend.ticket) as back:
        assert back.wait_for("away") == ["away", True]
        back.wait_for("snap")


def test_a_busy_port_is_one_clear_line(valkey: EmbeddedValkey) -> None:
    with socket.socket() as taken:
        port = free_port()
        taken.bind(("127.0.0.1", port))
        taken.listen()
        worker = Worker(valkey.start(), port=port)
        assert worker.start() == f"127.0.0.1:{port}: Address already in use"
        assert worker.wait() == 2


def test_a_store_that_is_not_there_is_one_clear_line() -> None:
    port = free_port()
    worker = Worker(f"redis://:secret@127.0.0.1:{port}")
    said = worker.start()
    assert said.startswith(f"redis://127.0.0.1:{port} does not answer")
    assert "secret" not in said
    assert worker.wait() == 2


def test_without_a_store_given_it_runs_its_own(tmp_path: Path) -> None:
    with Worker("", data=str(tmp_path)) as worker:
        shopper = Shopper(worker)
        worker.kill()
        worker.start()
        assert shopper.call("GET", "session").json["session"] == shopper.session
