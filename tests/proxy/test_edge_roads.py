"""A real edge with our configuration in front of the real engine: what goes where, and what goes on when one of ours is down."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.sync.client import connect

from alongside.names import SUBPROTOCOL
from tests.ports import free_port
from tests.proxy.edges import RunningEdge
from tests.proxy.live import Live
from tests.proxy.origin import Asked, Origin
from tests.proxy.road import (
    LOADER,
    NAVIGATION,
    PATIENCE,
    SCRIPT,
    SESSION,
    SWITCH,
    UPGRADE,
    Client,
    Road,
    fetch,
    running_road,
)

pytestmark = pytest.mark.system

PAGE = b"<html><head></head><body>here"


@pytest.fixture(scope="module")
def kept_edge(
    running: RunningEdge,
    shared_origin: Origin,
    kept_road: Road,
    live: Live,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[int]:
    folder = tmp_path_factory.mktemp("edge")
    with running(folder, shared_origin.url, kept_road.port, live.port) as (port, _):
        yield port


@pytest.fixture
def edge(kept_edge: int, origin: Origin) -> int:
    """The port of each edge in front of the engine in front of `origin`; hosts are kept."""
    return kept_edge


@pytest.fixture
def direct(origin: Origin) -> Origin:
    """What the engine does to a request shows: it drops conditions about injected pages."""

    @origin.route("/a.js")
    @origin.route("/a.css")
    @origin.route("/a")
    async def answer(asked: Asked) -> None:
        await asked.answer(b"body", kind="text/plain")

    return origin


def connections_of(origin: Origin) -> int:
    return len({id(asked.writer) for asked in origin.asked})


def test_a_page_comes_through_the_engine(edge: int, origin: Origin) -> None:
    origin.page("/", PAGE)
    assert fetch(edge, "/").body == PAGE.replace(b"<head>", b"<head>" + LOADER)


def test_a_page_in_a_session_carries_the_page_script(edge: int, origin: Origin) -> None:
    origin.page("/", PAGE)
    assert SESSION in fetch(edge, "/", NAVIGATION | {"Cookie": "alongside_on=1"}).body


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/a.js", SCRIPT),
        ("/a.css", {"Sec-Fetch-Dest": "style"}),
        ("/a.css", {"Accept": "*/*"}),
        ("/a", SCRIPT),
    ],
)
def test_assets_come_straight_from_the_origin(
    edge: int, direct: Origin, path: str, fields: dict[str, str]
) -> None:
    fetch(edge, path, fields | {"If-None-Match": '"a-al0123abcd"', "Cookie": "a=1; alongside_visit=v"})
    assert direct.asked[0].field("if-none-match") == '"a-al0123abcd"'  # the engine would have dropped it
    assert direct.asked[0].field("cookie") == "a=1"


@pytest.mark.parametrize(
    "fields",
    [
        SCRIPT | {"Cookie": "a=1; alongside_on=1"},
        {"Sec-Fetch-Dest": "style", "Origin": "null"},
        {"Sec-Fetch-Dest": "empty"},
    ],
)
def test_sessions_mirrors_and_data_go_through_the_engine(
    edge: int, direct: Origin, fields: dict[str, str]
) -> None:
    fetch(edge, "/a.js", fields | {"If-None-Match": '"a-al0123abcd"'})
    assert direct.asked[0].field("if-none-match") is None


def test_connections_to_the_origin_are_kept(edge: int, direct: Origin) -> None:
    workers = os.cpu_count() or 1
    for _ in range(5 * workers):
        fetch(edge, "/a.js", SCRIPT)
    assert connections_of(direct) <= workers  # each keeps its own


def test_a_mirror_may_use_a_stylesheet(edge: int, origin: Origin) -> None:
    origin.page("/a.css", b"p{}", kind="text/css")
    answer = fetch(edge, "/a.css", {"Sec-Fetch-Dest": "style", "Origin": "null"})
    assert answer.field("access-control-allow-origin") == "*"


def test_the_host_pages_socket_and_calls_reach_the_live_application(edge: int, live: Live) -> None:
    address = f"ws://127.0.0.1:{edge}/__alongside/socket"
    with connect(address, subprotocols=[SUBPROTOCOL]) as socket:  # type: ignore[list-item]  # a NewType of str
        socket.send('["ping",1]')
        assert socket.recv(PATIENCE) == '["ping",1]'
    fetch(edge, "/__alongside/session", {"Cookie": "login=secret; alongside_session=s"})
    _, fields = live.asked[-1]
    assert "secret" not in fields["Cookie"]
    assert "alongside_session=s" in fields["Cookie"]
    assert (fields["X-Forwarded-For"], fields["X-Forwarded-Proto"]) == ("127.0.0.1", "http")


def test_events_and_sockets_of_the_shop_pass_unbuffered(edge: int, origin: Origin) -> None:
    origin.events()

    @origin.route("/echo")
    async def echo(asked: Asked) -> None:
        await asked.send(SWITCH)
        await asked.send(await asked.reader.readexactly(4))

    with Client(edge) as client:
        client.send("GET", "/events", {"Sec-Fetch-Dest": "empty"})
        assert b"data: one" in client.until(b"data: one")
    with Client(edge) as client:
        client.send("GET", "/echo", UPGRADE)
        assert client.head().status == 101
        client.socket.sendall(b"ping")
        assert client.exactly(4) == b"ping"


def test_without_engine_and_live_application_the_shop_goes_on(
    running: RunningEdge, origin: Origin, tmp_path: Path
) -> None:
    origin.page("/", PAGE)
    with running(tmp_path, origin.url, free_port(), free_port()) as (port, _):
        assert fetch(port, "/", NAVIGATION | {"Cookie": "a=1; alongside_session=s; b=2"}).body == PAGE
        assert fetch(port, "/__alongside/session").status == 503
    assert origin.asked[0].field("cookie") == "a=1; b=2"


def test_hosts_are_renamed_behind_the_edge_too(running: RunningEdge, origin: Origin, tmp_path: Path) -> None:
    public = f"http://localhost:{free_port()}"
    origin.page("/a.css", f"p{{background:url({origin.url}/a.png)}}".encode(), kind="text/css")
    origin.page("/a.js", b"", f"Location: {origin.url}/b.js", status="302 Found")
    with (
        running_road(tmp_path, origin.url, host_mode="rewrite", public=public) as road,
        running(tmp_path, origin.url, road.port, 9, host_mode="rewrite", public=public) as (port, _),
    ):
        assert public.encode() in fetch(port, "/a.css", {"Sec-Fetch-Dest": "style"}).body
        assert fetch(port, "/a.js", SCRIPT).field("location") == f"{public}/b.js"
    assert {asked.field("host") for asked in origin.asked} == {f"127.0.0.1:{origin.port}"}
