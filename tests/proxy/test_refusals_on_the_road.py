"""What the engine refuses by itself, with no edge before it: said clearly, at once, and with nothing of it at the origin."""

import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.proxy.origin import Asked, Origin
from tests.proxy.refused import REFUSED
from tests.proxy.road import Answer, Client, Road, fetch, running_road

pytestmark = pytest.mark.system

HURRIED = """
import proxy.pace
for name in ("FIRST_WITHIN", "HEAD_WITHIN", "BODY_PATIENCE", "TAKE_WITHIN", "IDLE_WITHIN", "LEAVE_WITHIN"):
    setattr(proxy.pace, name, 0.3)
proxy.pace.LOOK_EVERY = 0.1
"""
"""For a folder of its own on the engine's path: nobody has to wait for a minute."""

BROKEN = {
    "a chunk that is longer than it says": b"5\r\nhello!\r\n0\r\n\r\n",
    "a length in white space": b"5 \r\nhello\r\n0\r\n\r\n",
    "a length with a sign": b"+5\r\nhello\r\n0\r\n\r\n",
    "bare LFs": b"5\nhello\n0\n\n",
    "a bare LF in an extension": b"5;a\nb\r\nhello\r\n0\r\n\r\n",
    "a trailer that is a request": b"0\r\nGET /evil HTTP/1.1\r\n\r\n",
    "a line without end": b"5;" + b"a" * 300,
}


def exchange(port: int, raw: bytes) -> Answer:
    """The one answer to `raw`, after which the connection has ended."""
    with Client(port) as client:
        client.socket.sendall(raw)
        answer = client.answer()
        with pytest.raises(EOFError):
            client.more()
    assert answer.field("connection") == "close"
    return answer


@pytest.mark.parametrize("name", REFUSED)
def test_what_could_be_understood_in_two_ways_reaches_nobody(engine: Road, origin: Origin, name: str) -> None:
    status, raw = REFUSED[name]
    answer = exchange(engine.port, raw + b"GET /evil HTTP/1.1\r\nHost: a\r\n\r\n")
    assert answer.status == status
    assert len(answer.body.splitlines()) == 1
    assert origin.asked == []


@pytest.mark.parametrize("name", REFUSED)
def test_so_does_nothing_of_it_that_comes_byte_by_byte(engine: Road, origin: Origin, name: str) -> None:
    status, raw = REFUSED[name]
    with Client(engine.port) as client:
        client.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with suppress(ConnectionError):  # it may be refused on the way
            for at in range(len(raw)):
                client.socket.send(raw[at : at + 1])
        with suppress(ConnectionError):  # and what was sent after that takes the answer along
            assert client.answer().status == status
    assert origin.asked == []


def test_a_request_that_comes_byte_by_byte_is_one(engine: Road, origin: Origin) -> None:
    origin.page("/a", b"tea", kind="text/plain")
    with Client(engine.port) as client:
        client.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in b"\r\nGET /a HTTP/1.1\r\nHost: localhost:%d\r\nX-One:  two \r\n\r\n" % engine.port:
            client.socket.send(bytes([byte]))
        assert client.answer().body == b"tea"
    assert [(asked.target, asked.field("x-one")) for asked in origin.asked] == [("/a", "two")]


@pytest.mark.parametrize("name", BROKEN)
def test_a_body_that_is_no_chunks_is_refused_and_never_complete_at_the_origin(
    engine: Road, origin: Origin, name: str
) -> None:
    head = b"POST / HTTP/1.1\r\nHost: localhost:%d\r\nTransfer-Encoding: chunked\r\n\r\n" % engine.port
    answer = exchange(engine.port, head + BROKEN[name] + b"GET /evil HTTP/1.1\r\nHost: a\r\n\r\n")
    assert answer.status == 400
    assert origin.asked == []


def test_a_body_in_many_small_chunks_arrives_in_few(engine: Road, origin: Origin) -> None:
    sizes: list[int] = []

    @origin.route("/upload")
    async def upload(asked: Asked) -> None:
        while size := int(await asked.reader.readline(), 16):
            sizes.append(size)
            await asked.reader.readexactly(size + 2)
        await asked.reader.readline()
        await asked.answer(b"all", kind="text/plain")

    origin.streaming.add("/upload")
    with Client(engine.port) as client:
        client.send("POST", "/upload", {"Transfer-Encoding": "chunked"})
        client.socket.sendall(b"1\r\nx\r\n" * 20_000 + b"0\r\n\r\n")
        assert client.answer().body == b"all"
    assert sum(sizes) == 20_000
    assert len(sizes) < 1000


def test_a_flood_of_requests_ahead_of_their_answers_ends_the_connection(engine: Road, origin: Origin) -> None:
    @origin.route("/")
    async def never(asked: Asked) -> None:
        await origin.released()

    with Client(engine.port) as client:
        client.send("GET", "/", {})
        with suppress(ConnectionError):
            for _ in range(1000):
                client.send("GET", "/", {"X": "x" * 10_000})
        with pytest.raises((EOFError, ConnectionError)):
            client.more()


@pytest.fixture(scope="module")
def hurried_road(shared_origin: Origin, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Road]:
    with running_road(tmp_path_factory.mktemp("hurried"), shared_origin.url, patch=HURRIED) as road:
        yield road


@pytest.fixture
def hurried(hurried_road: Road, origin: Origin) -> Road:
    """An engine whose patience is a third of a second."""
    return hurried_road


def test_a_head_that_trickles_is_timed_out(hurried: Road, origin: Origin) -> None:
    with Client(hurried.port) as client:
        client.socket.settimeout(0.02)
        client.socket.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nX: ")
        while not client.buffer:
            try:
                client.socket.sendall(b"x")
                client.more()
            except TimeoutError:
                continue
        assert client.head().status == 408
    assert origin.asked == []


def test_a_body_that_stands_still_is_timed_out(hurried: Road, origin: Origin) -> None:
    with Client(hurried.port) as client:
        client.send("POST", "/", {"Content-Length": "1000"})
        client.socket.sendall(b"abc")
        assert client.answer().status == 408
    assert origin.asked == []


def test_a_connection_without_a_word_ends_without_one(hurried: Road) -> None:
    with Client(hurried.port) as client, pytest.raises(EOFError, match="b''"):
        client.more()


def test_an_answer_that_nobody_takes_is_given_up(hurried: Road, origin: Origin) -> None:
    ended = []

    @origin.route("/endless")
    async def endless(asked: Asked) -> None:
        await asked.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n")
        try:
            while True:
                await asked.send(bytes(65536))
        except ConnectionError:
            ended.append(True)
            origin.release.set()

    with Client(hurried.port) as client:
        client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.send("GET", "/endless", {})
        assert origin.release.wait(30)
    assert ended == [True]


def test_an_origin_that_takes_its_time_has_it(hurried: Road, origin: Origin) -> None:
    @origin.route("/slow")
    async def slow(asked: Asked) -> None:
        with Client(hurried.port) as other:  # whose time runs out meanwhile
            try:
                other.more()
            except EOFError:
                await asked.answer(b"here", kind="text/plain")

    assert fetch(hurried.port, "/slow", {}).body == b"here"


def test_beyond_what_it_can_carry_the_engine_says_no(origin: Origin, tmp_path: Path) -> None:
    @origin.route("/slow")
    async def slow(asked: Asked) -> None:
        await origin.released()
        await asked.answer(b"here", kind="text/plain")

    few = "import proxy.load\nproxy.load.MAX_WAITING = 1\nproxy.load.MAX_CONNECTIONS = 2\n"
    with running_road(tmp_path, origin.url, patch=few) as road, Client(road.port) as first:
        first.send("GET", "/slow", {})
        while not origin.asked:
            origin.release.wait(0.01)
        with Client(road.port) as second:
            second.send("GET", "/", {})
            assert second.answer().status == 503
            assert exchange(road.port, b"").status == 503
        origin.release.set()
        assert first.answer().body == b"here"
        first.send("GET", "/slow", {})
        assert first.answer().body == b"here"
