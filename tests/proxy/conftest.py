"""One origin and one engine for most of the road's tests: each test adds its own routes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.proxy.origin import Origin, running_origin
from tests.proxy.road import Road, running_road


@pytest.fixture(scope="session")
def shared_origin() -> Iterator[Origin]:
    with running_origin() as origin:
        yield origin


@pytest.fixture
def origin(shared_origin: Origin) -> Origin:
    """The origin with no routes and no memory."""
    shared_origin.routes.clear()
    shared_origin.asked.clear()
    shared_origin.release.clear()
    return shared_origin


@pytest.fixture(scope="session")
def kept_road(shared_origin: Origin, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Road]:
    with running_road(tmp_path_factory.mktemp("kept"), shared_origin.url, leave_out=["/pay/*"]) as road:
        yield road


@pytest.fixture
def road(kept_road: Road, origin: Origin) -> Road:
    """The engine in front of `origin`; hosts are kept."""
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
