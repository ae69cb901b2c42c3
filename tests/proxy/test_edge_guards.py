"""What a real edge with our configuration refuses, bounds and does not repeat."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.ports import free_port
from tests.proxy.edges import RunningEdge
from tests.proxy.origin import Asked, Origin
from tests.proxy.road import PATIENCE, Client, Road, fetch

pytestmark = pytest.mark.system

ASSET = {"Accept": "*/*", "Sec-Fetch-Dest": "script"}
MEGABYTE = bytes(1024) * 1024

REFUSED = {
    "an address for a target": "GET http://other.example/ HTTP/1.1\r\nHost: shop\r\n\r\n",
    "two hosts": "GET / HTTP/1.1\r\nHost: shop\r\nHost: other\r\n\r\n",
    "no host": "GET / HTTP/1.1\r\nAccept: */*\r\n\r\n",
    "two lengths": "POST / HTTP/1.1\r\nHost: shop\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
    "an odd coding": "POST / HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "white space before a colon": "GET / HTTP/1.1\r\nHost: shop\r\nX-A : 1\r\n\r\n",
    "a bare carriage return": "GET / HTTP/1.1\r\nHost: shop\r\nX-A: 1\r2\r\n\r\n",
    "a zero byte": "GET / HTTP/1.1\r\nHost: shop\r\nX-A: 1\x002\r\n\r\n",
    "a tunnel": "CONNECT shop:443 HTTP/1.1\r\nHost: shop\r\n\r\n",
    "a head of 100 KB": f"GET / HTTP/1.1\r\nHost: shop\r\n{4 * ('X-A: ' + 25_000 * 'a' + chr(13) + chr(10))}\r\n",
}


REFUSED_BY_NGINX = {
    "a length and a coding": "POST / HTTP/1.1\r\nHost: shop\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a folded line": "GET / HTTP/1.1\r\nHost: shop\r\nX-A: 1\r\n 2\r\n\r\n",
    "a line of 40 KB": f"GET / HTTP/1.1\r\nHost: shop\r\nX-A: {40_000 * 'a'}\r\n\r\n",
}
UNITED_BY_HAPROXY = {
    "a length and a coding": "POST / HTTP/1.1\r\nHost: {}\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "the same length twice": "POST / HTTP/1.1\r\nHost: {}\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
    "the same host twice": "GET / HTTP/1.1\r\nHost: {0}\r\nHost: {0}\r\n\r\n",
    "a folded line": "GET / HTTP/1.1\r\nHost: {}\r\nX-A: 1\r\n 2\r\n\r\n",
    "bare line feeds": "GET / HTTP/1.1\nHost: {}\n\n",
}


@pytest.fixture(scope="module")
def edge(
    running: RunningEdge, shared_origin: Origin, kept_road: Road, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[int]:
    with running(tmp_path_factory.mktemp("edge"), shared_origin.url, kept_road.port, 9) as (port, _):
        yield port


def check_refused(port: int, origin: Origin, raw: str) -> None:
    with Client(port) as client:
        client.socket.sendall(raw.encode())
        assert 400 <= client.answer().status <= 501
        with pytest.raises((EOFError, ConnectionResetError)):
            client.more()
    assert origin.asked == []


@pytest.mark.parametrize("raw", REFUSED.values(), ids=list(REFUSED))
def test_what_is_malformed_or_too_large_is_refused_and_ends_the_connection(
    edge: int, origin: Origin, raw: str
) -> None:
    check_refused(edge, origin, raw)


@pytest.mark.parametrize("edge_name", ["nginx"], indirect=True)
@pytest.mark.parametrize("raw", REFUSED_BY_NGINX.values(), ids=list(REFUSED_BY_NGINX))
def test_nginx_refuses_more(edge: int, origin: Origin, raw: str) -> None:
    check_refused(edge, origin, raw)


@pytest.mark.parametrize("edge_name", ["haproxy"], indirect=True)
@pytest.mark.parametrize("raw", UNITED_BY_HAPROXY.values(), ids=list(UNITED_BY_HAPROXY))
def test_of_what_haproxy_does_not_refuse_one_plain_request_goes_on(
    edge: int, origin: Origin, raw: str
) -> None:
    origin.page("/", b"here", kind="text/plain")
    with Client(edge) as client:
        client.socket.sendall(raw.format(f"localhost:{edge}").encode())
        assert client.answer().body == b"here"
        assert client.buffer == b""
    (asked,) = origin.asked
    names = [name.lower() for name, _ in asked.fields]
    assert {"host", "content-length", "transfer-encoding"} & {
        each for each in names if names.count(each) > 1
    } == set()
    assert not {"content-length", "transfer-encoding"} <= set(names)


def test_fields_are_passed_to_the_origin_as_they_came(edge_name: str, edge: int, origin: Origin) -> None:
    origin.page("/a.js", b"")
    odd = {"X@Odd": "2"} if edge_name == "nginx" else {}  # HAProxy refuses names that are none
    fetch(edge, "//a/../a.js", ASSET | odd | {"X_Odd": "1", "X-Fine": "a  b"})
    asked = origin.asked[0]
    assert (asked.target, asked.field("x_odd"), asked.field("x-fine")) == ("//a/../a.js", "1", "a  b")
    assert asked.field("x@odd") == odd.get("X@Odd")


@pytest.mark.parametrize("fields", [ASSET, {"Sec-Fetch-Dest": "empty"}], ids=["asset", "data"])
def test_what_a_client_says_of_its_address_is_not_believed(
    edge: int, origin: Origin, fields: dict[str, str]
) -> None:
    said = {"X-Forwarded-For": "1.2.3.4", "X_Forwarded_For": "1.2.3.4", "X_Forwarded_Proto": "gopher"}
    fetch(edge, "/a", fields | said)
    told = [value for name, value in origin.asked[0].fields if "forwarded" in name.lower()]
    assert "1.2.3.4" not in told
    assert "gopher" not in told


def test_an_order_reaches_the_origin_whole_when_there_is_no_engine(
    running: RunningEdge, origin: Origin, tmp_path: Path
) -> None:
    origin.page("/order", b"thanks")
    with running(tmp_path, origin.url, free_port(), free_port()) as (port, _):
        assert fetch(port, "/order", {}, "POST", MEGABYTE).body == b"thanks"
    assert [asked.body for asked in origin.asked] == [MEGABYTE]


def test_an_order_that_an_engine_lost_is_not_sent_again(
    running: RunningEdge, origin: Origin, tmp_path: Path
) -> None:
    origin.page("/order", b"thanks")
    with (
        dying_engine() as engine,
        running(tmp_path, origin.url, engine, free_port()) as (port, _),
    ):
        assert fetch(port, "/order", {}, "POST", b"tea").status == 502
        assert origin.asked == []
        assert fetch(port, "/order", {}).body == b"thanks"


@pytest.mark.parametrize("listens_on", [0.0, 0.3])
def test_a_page_that_an_engine_lost_comes_from_the_origin(
    running: RunningEdge, origin: Origin, tmp_path: Path, listens_on: float
) -> None:
    origin.page("/", b"here")
    with (
        dying_engine(listens_on) as engine,
        running(tmp_path, origin.url, engine, free_port()) as (port, _),
    ):
        assert fetch(port, "/").body == b"here"


def test_one_address_gets_its_share_and_no_more(running: RunningEdge, origin: Origin, tmp_path: Path) -> None:
    @origin.route("/slow.js")
    async def slow(asked: Asked) -> None:
        await origin.released()
        await asked.answer(b"")

    origin.page("/a.js", b"")
    limits = {"address_connections": 2, "address_requests": 5}
    with running(tmp_path, origin.url, free_port(), free_port(), **limits) as (port, _):
        with Client(port) as one, Client(port) as two:
            for client in (one, two):
                client.send("GET", "/slow.js", ASSET)
            wait_asked(origin, 2)
            assert fetch(port, "/a.js", ASSET).status == 429
            origin.release.set()
            assert (one.answer().status, two.answer().status) == (200, 200)
        statuses = [fetch(port, "/a.js", ASSET).status for _ in range(60)]
    assert statuses[:5] == [200] * 5
    assert 429 in statuses


@contextmanager
def dying_engine(listens_on: float = 0.0) -> Iterator[int]:
    """Accepts, reads what comes, and is gone for good; so many seconds later nobody can connect.

    Whoever says nothing only looks whether it is there.
    """
    listener = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        with listener, suppress(OSError):
            while True:
                connection, _ = listener.accept()
                with connection:
                    heard = connection.recv(65536)
                if heard:
                    return time.sleep(listens_on)

    thread = threading.Thread(target=accept)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        thread.join()


def wait_asked(origin: Origin, count: int) -> None:
    pause = threading.Event()
    for _ in range(PATIENCE * 100):
        if len(origin.asked) >= count:
            return
        pause.wait(0.01)
    raise AssertionError(f"the origin was asked {len(origin.asked)} times")
