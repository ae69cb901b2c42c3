"""The engine as a process: what it says when it cannot serve, and how it ends."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ports import free_port
from tests.proxy.origin import Asked, Origin
from tests.proxy.road import NAVIGATION, PATIENCE, Client, Road, fetch, running_child, running_road

pytestmark = pytest.mark.system

MEGABYTE = 1024 * 1024


@pytest.fixture
def own_road(origin: Origin, tmp_path: Path) -> Iterator[Road]:
    """An engine that the test may stop."""

    origin.events()

    @origin.route("/echo")
    async def echo(asked: Asked) -> None:
        await asked.send(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
        )
        await origin.released()

    with running_road(tmp_path, origin.url) as road:
        yield road


def test_a_busy_port_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        part = {"listen": listen, "live": "127.0.0.1:9"}
        with running_child(tmp_path, ["proxy"], {"origin": "http://127.0.0.1:9"}, part) as child:
            assert child.said == f"engine: cannot listen on {listen}: Address already in use"
            assert child.process.wait(PATIENCE) == 2


def test_an_origin_that_is_down_gives_a_clear_page_and_one_line(tmp_path: Path) -> None:
    with running_road(tmp_path, f"http://127.0.0.1:{free_port()}") as road:
        answer = fetch(road.port, "/basket?secret=1", NAVIGATION)
        assert answer.status == 502
        request_id = answer.body.decode().partition("Request ")[2].partition("<")[0]
        assert len(request_id) == 32
        road.process.stop()
        assert road.process.process.stderr is not None
        lines = road.process.process.stderr.read().splitlines()
    assert len(lines) == 1
    assert f"request {request_id} GET /basket: " in lines[0]
    assert "secret" not in lines[0]


def test_the_engine_stops_at_once_with_streams_and_sockets_open(own_road: Road) -> None:
    with Client(own_road.port) as stream, Client(own_road.port) as upgraded, Client(own_road.port) as idle:
        stream.send("GET", "/events", {})
        stream.until(b"data: one")
        upgraded.send("GET", "/echo", {"Connection": "Upgrade", "Upgrade": "websocket"})
        upgraded.until(b"\r\n\r\n")
        idle.send("GET", "/nothing", {})
        idle.answer()
        assert own_road.process.stop() == 0


def test_the_engine_goes_when_its_supervisor_is_gone(own_road: Road) -> None:
    os.close(own_road.process.life)
    own_road.process.life = os.open(os.devnull, os.O_RDONLY)
    assert own_road.process.process.wait(PATIENCE) == 0


def test_nothing_is_logged_while_all_is_well(own_road: Road, origin: Origin) -> None:
    origin.page("/", b"<p>")
    fetch(own_road.port, "/")
    own_road.process.stop()
    assert own_road.process.process.stderr is not None
    assert own_road.process.process.stderr.read() == ""


def test_a_socket_that_carries_much_does_not_grow_the_engine(own_road: Road, origin: Origin) -> None:
    @origin.route("/swallow")
    async def swallow(asked: Asked) -> None:
        await asked.send(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
        )
        await asked.reader.readexactly(40 * MEGABYTE)
        await asked.send(b"done")

    with Client(own_road.port) as client:
        client.send("GET", "/swallow", {"Connection": "Upgrade", "Upgrade": "websocket"})
        client.head()
        before = own_road.resident
        for _ in range(40):
            client.socket.sendall(bytes(MEGABYTE))
        assert client.exactly(4) == b"done"
        assert own_road.resident - before < 10 * MEGABYTE
