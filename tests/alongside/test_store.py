"""The store on a real Valkey, and what it does when commands are cancelled, when data is lost, when the server is an older one."""

import asyncio
import logging
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest

from alongside.joining import Opening, start_session
from alongside.pagelog import Place, Tail, cut_log, extend_log
from alongside.session import Session, end_session, set_here
from alongside.store import Store, StoreError, open_store
from alongside.store.embedded import EmbeddedValkey
from alongside.store.pagelogs import Append, Drop
from alongside.store.sessions import AuditEntry, Ticket
from tests.console.aside import run as run_aside

pytestmark = pytest.mark.system

Work = Callable[[Store], Coroutine[Any, Any, None]]
CONSENT = AuditEntry(at=1.0, deed="consented", session="s")


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server = EmbeddedValkey(tmp_path_factory.mktemp("store"))
    yield server.start()
    server.stop()


def run(url: str, work: Work) -> None:
    async def with_store() -> None:
        store = await open_store(url)
        try:
            await store.client.call("FLUSHALL")
            await work(store)
        finally:
            await store.close()

    run_aside(with_store())


def make_session(name: str = "s") -> Session:
    opening = Opening(
        id=name,
        kind="help",
        shopper=f"{name}-h",
        link=f"{name}-l",
        code="1",
        name="",
        lang="en",
        url="",
        title="",
    )
    return start_session(opening, time.time())


def snap(session: str, frame: str, tail: Tail) -> Append:
    return Append(session, frame, tail, f'["snap","{frame}"]', True)


def change(session: str, frame: str, tail: Tail) -> Append:
    return Append(session, frame, tail, f'["change",{tail.last.offset}]', False)


def test_a_session_is_found_by_every_way_to_it(url: str) -> None:
    async def work(store: Store) -> None:
        await store.sessions.create(make_session(), CONSENT)
        assert await store.sessions.find_by_shopper("s-h") == "s"
        assert await store.sessions.find_by_link("s-l") == "s"
        assert await store.sessions.find_by_link("other") is None
        assert [session.id for session in await store.sessions.list_live()] == ["s"]
        assert await store.sessions.list_audit(5) == [CONSENT]

    run(url, work)


def test_a_code_leads_to_one_session_only(url: str) -> None:
    async def work(store: Store) -> None:
        assert await store.sessions.reserve_code("123456", "one")
        assert not await store.sessions.reserve_code("123456", "two")
        assert await store.sessions.find_by_code("123456") == "one"

    run(url, work)


def test_changes_at_the_same_time_are_all_made(url: str) -> None:
    async def work(store: Store) -> None:
        await store.sessions.create(make_session(), CONSENT)

        def add_one(session: Session) -> Session:
            return set_here(session, "p1", not session.participants[0].here, 0.0)

        await asyncio.gather(*(store.sessions.change("s", add_one) for _ in range(20)))
        session = await store.sessions.get("s")
        assert session
        assert session.version == 21

    run(url, work)


def test_a_rule_that_refuses_changes_nothing(url: str) -> None:
    async def work(store: Store) -> None:
        await store.sessions.create(make_session(), CONSENT)

        def refuse(_: Session) -> Session:
            raise ValueError("no")

        with pytest.raises(ValueError, match="no"):
            await store.sessions.change("s", refuse)
        session = await store.sessions.get("s")
        assert session
        assert session.version == 1

    run(url, work)


def test_an_ended_session_leaves_the_list_and_its_link_still_says_so(url: str) -> None:
    async def work(store: Store) -> None:
        await store.sessions.create(make_session(), CONSENT)
        changed = await store.sessions.change("s", lambda session: end_session(session, 2.0))
        assert changed
        await store.sessions.forget_live(changed[1])
        assert await store.sessions.list_live_ids() == []
        assert await store.sessions.find_by_shopper("s-h") is None
        linked = await store.sessions.get(await store.sessions.find_by_link("s-l") or "")
        assert linked
        assert linked.state == "ended"

    run(url, work)


def test_a_ticket_lives_a_minute_unused_and_two_more_when_used(url: str) -> None:
    async def work(store: Store) -> None:
        await store.sessions.keep_ticket("t", Ticket(session="s", participant="p2"))
        assert 50 < int(await store.client.call("TTL", "a:ticket:t")) <= 60
        assert await store.sessions.use_ticket("t") == Ticket(session="s", participant="p2")
        assert int(await store.client.call("TTL", "a:ticket:t")) > 110
        assert await store.sessions.use_ticket("other") is None

    run(url, work)


def test_of_two_claims_the_later_one_has_the_higher_number(url: str) -> None:
    async def work(store: Store) -> None:
        first = await store.sessions.claim_host("s", "c1", 't"1')
        second = await store.sessions.claim_host("s", "c2", "t2")
        assert second.number > first.number
        assert await store.sessions.get_host("s") == second
        assert not await store.sessions.drop_host("s", first)
        assert await store.sessions.drop_host("s", second)
        assert await store.sessions.get_host("s") is None

    run(url, work)


def test_a_log_reads_back_as_it_was_written_and_a_snapshot_cuts_it(url: str) -> None:
    async def work(store: Store) -> None:
        first = cut_log("e", 0, 0, 1000)
        second = extend_log(first, 7)
        assert await store.logs.write([snap("s", "0", first), change("s", "0", second)]) == [True, True]
        assert await store.logs.tails("s") == {"0": second}
        cut = cut_log("e", 1, second.last.cut, 1000)
        await store.logs.write([snap("s", "0", cut)])
        assert [row.place for row in await store.logs.read("s", "0", Place(0, 0))] == [cut.start]
        assert [row.place for row in await store.logs.read("s", "0", first.start)] == [cut.start]

    run(url, work)


def test_the_top_document_is_the_first_of_the_frames(url: str) -> None:
    async def work(store: Store) -> None:
        frames = ["b", "a", "0"]
        await store.logs.write([snap("s", f, cut_log("e", 0, 0, 1000 + i)) for i, f in enumerate(frames)])
        assert list(await store.logs.tails("s")) == ["0", "b", "a"]

    run(url, work)


def test_writing_the_same_again_is_harmless_and_writing_something_else_there_is_refused(url: str) -> None:
    async def work(store: Store) -> None:
        first = cut_log("e", 0, 0, 1000)
        again = extend_log(first, 1)
        await store.logs.write([snap("s", "0", first), change("s", "0", again)])
        assert await store.logs.write([change("s", "0", again)]) == [True]
        other = Append("s", "0", again, '["change","of another"]', False)
        assert await store.logs.write([other]) == [False]

    run(url, work)


def test_a_log_with_a_hole_is_no_log(url: str) -> None:
    async def work(store: Store) -> None:
        first = cut_log("e", 0, 0, 1000)
        beyond = Tail("e", first.start, Place(first.start.cut, 3), 3, 3)
        await store.logs.write([snap("s", "0", first), change("s", "0", beyond)])
        assert await store.logs.tails("s") == {}

    run(url, work)


def test_a_frame_that_is_dropped_leaves_nothing(url: str) -> None:
    async def work(store: Store) -> None:
        await store.logs.write([snap("s", "0", cut_log("e", 0, 0, 1)), snap("s", "f", cut_log("e", 0, 0, 2))])
        await store.logs.write([Drop("s", "f")])
        assert list(await store.logs.tails("s")) == ["0"]
        await store.logs.delete("s")
        assert await store.client.call("KEYS", "*") == []

    run(url, work)


def test_a_cancelled_command_never_gives_its_answer_to_another(url: str) -> None:
    async def work(store: Store) -> None:
        for name in ("one", "two"):
            await store.client.call("SET", name, name)
        for delay in range(40):
            cancelled = asyncio.create_task(store.client.call("GET", "one"))
            for _ in range(delay % 8):
                await asyncio.sleep(0)
            cancelled.cancel()
            assert await store.client.call("GET", "two") == b"two"
            await asyncio.gather(cancelled, return_exceptions=True)
        answers = await asyncio.gather(*(store.client.call("GET", n) for n in ["one", "two"] * 20))
        assert answers == [b"one", b"two"] * 20

    run(url, work)


def test_what_one_publishes_another_hears_also_after_the_connection_was_cut(url: str) -> None:
    class Ear:
        def __init__(self) -> None:
            self.news: asyncio.Queue[bytes] = asyncio.Queue()

        def subscribed(self) -> None:
            self.news.put_nowait(b"subscribed")

        def heard(self, message: bytes) -> None:
            self.news.put_nowait(message)

    async def work(store: Store) -> None:
        ear = Ear()
        await store.bus.subscribe("s", ear)
        assert await ear.news.get() == b"subscribed"
        assert await store.bus.publish("s", b"one") == 1
        assert await store.bus.publish("other", b"not for us") == 0
        assert await ear.news.get() == b"one"
        await store.client.call("CLIENT", "KILL", "TYPE", "PUBSUB")
        assert await ear.news.get() == b"subscribed"
        await store.bus.publish("s", b"two")
        assert await ear.news.get() == b"two"
        await store.bus.unsubscribe("s")
        assert await store.bus.publish("s", b"three") == 0

    run(url, work)


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(StoreError, match="not an address"):
        run_aside(open_store("ftp://example.com"))


@pytest.fixture
def older_server(tmp_path: Path) -> Iterator[str]:
    """The system's redis-server, without WAITAOF (before 7.2) or without an append-only file."""
    path = tmp_path / "redis.sock"
    program = shutil.which("redis-server")
    assert program, "redis-server is not installed"
    server = subprocess.Popen(
        [program, "--port", "0", "--unixsocket", str(path), "--save", "", "--dir", str(tmp_path)],
        stdout=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 20
    while not _accepts(path):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    yield f"unix://{path}"
    server.terminate()
    server.wait()


def _accepts(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(path)) == 0


def test_a_server_that_cannot_promise_the_disk_is_used_and_the_operator_is_told_once(
    older_server: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def work(store: Store) -> None:
        await store.sessions.create(make_session(), CONSENT)
        await store.sessions.audit(CONSENT)
        assert len(await store.sessions.list_audit(5)) == 2
        first = cut_log("e", 0, 0, 1000)
        assert await store.logs.write([snap("s", "0", first)]) == [True]

    with caplog.at_level(logging.WARNING):
        run(older_server, work)
    assert len([r for r in caplog.records if "on disk" in r.message]) == 1
