"""One origin and one engine for most of the road's tests: each test adds its own routes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.certificates import Authority
from tests.proxy.edges import EDGES, RunningEdge
from tests.proxy.live import Live, running_live
from tests.proxy.origin import Origin, running_origin
from tests.proxy.road import Road, running_road
from tests.proxy.secure import SecureRoad


@pytest.fixture(scope="session")
def shared_origin() -> Iterator[Origin]:
    with running_origin() as origin:
        yield origin


@pytest.fixture
def origin(shared_origin: Origin) -> Origin:
    """The origin with no routes and no memory."""
    shared_origin.routes.clear()
    shared_origin.asked.clear()
    shared_origin.streaming.clear()
    shared_origin.release.clear()
    return shared_origin


@pytest.fixture(scope="module")
def live() -> Iterator[Live]:
    """A live application that tells what it was asked."""
    with running_live() as running:
        yield running


@pytest.fixture(scope="session")
def kept_road(shared_origin: Origin, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Road]:
    with running_road(tmp_path_factory.mktemp("kept"), shared_origin.url, leave_out=["/pay/*"]) as road:
        yield road


@pytest.fixture(scope="module", params=EDGES)
def edge_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def running(edge_name: str) -> RunningEdge:
    """Starts one edge after the other."""
    return EDGES[edge_name]


@contextmanager
def behind(edge: str, folder: Path, origin: Origin) -> Iterator[Road]:
    """The process is the engine's: what it holds in memory can be asked."""
    with (
        running_road(folder, origin.url, leave_out=["/pay/*"], edge=True) as engine,
        EDGES[edge](folder, origin.url, engine.port, 9) as (port, _),
    ):
        yield Road(port=port, process=engine.process)


@pytest.fixture(scope="session")
def behind_nginx(shared_origin: Origin, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Road]:
    with behind("nginx", tmp_path_factory.mktemp("nginx"), shared_origin) as road:
        yield road


@pytest.fixture(scope="session")
def behind_haproxy(shared_origin: Origin, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Road]:
    with behind("haproxy", tmp_path_factory.mktemp("haproxy"), shared_origin) as road:
        yield road


@pytest.fixture(scope="session")
def over_http2(shared_origin: Origin, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Road]:
    """Behind nginx, by HTTP/2 over TLS."""
    folder = tmp_path_factory.mktemp("http2")
    authority = Authority(folder)
    settings: dict[str, Any] = {"leave_out": ["/pay/*"], "certificate": authority.issue("shop", "localhost")}
    with (
        running_road(folder, shared_origin.url, edge=True, **settings) as engine,
        EDGES["nginx"](folder, shared_origin.url, engine.port, 9, **settings) as (port, _),
    ):
        yield SecureRoad(port=port, process=engine.process, authority=str(authority.file))


WAYS = {"direct": "kept_road", "nginx": "behind_nginx", "haproxy": "behind_haproxy"}
"""The roads that a shop's traffic can take: every case of the list has to hold on each."""


@pytest.fixture(params=WAYS)
def road(request: pytest.FixtureRequest, origin: Origin) -> Road:
    """The engine in front of `origin`, by itself and behind each edge; hosts are kept."""
    road: Road = request.getfixturevalue(WAYS[request.param])
    return road


@pytest.fixture(params=[*WAYS, "http2"])
def any_road(request: pytest.FixtureRequest, origin: Origin) -> Road:
    """As `road`, and by HTTP/2 over TLS besides: for the cases that may fare otherwise there."""
    road: Road = request.getfixturevalue(WAYS.get(request.param, "over_http2"))
    return road


@pytest.fixture
def engine(kept_road: Road, origin: Origin) -> Road:
    """The engine in front of `origin` by itself, for what an edge does otherwise; hosts are kept."""
    return kept_road


@pytest.fixture(scope="session")
def renaming_road(shared_origin: Origin, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Road]:
    with running_road(tmp_path_factory.mktemp("renamed"), shared_origin.url, host_mode="auto") as road:
        yield road


@pytest.fixture
def renamed(renaming_road: Road, origin: Origin) -> Road:
    """The engine in front of `origin`; the origin's name is replaced by localhost and the engine's port."""
    return renaming_road


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path
