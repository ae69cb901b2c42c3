"""The bench that mirrors fixture pages without the product around them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.mirror.bench_server import PAGES, Bench, build_bundles, run_bench
from tests.mirror.devices import open_devices, read_devices
from tests.mirror.pair import Pair
from tests.mirror.stage import Stage


@pytest.fixture(scope="session")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bundles")
    build_bundles(folder)
    return folder


@pytest.fixture
def bench(bundles: Path) -> Iterator[Bench]:
    with run_bench(bundles) as running:
        yield running


@pytest.fixture(scope="session")
def stage(browser: Browser, bundles: Path) -> Iterator[Stage]:
    with run_bench(bundles) as running:
        made = Stage(browser, running)
        yield made
        made.close()


@pytest.fixture
def pair(browser: Browser, bench: Bench, request: pytest.FixtureRequest) -> Iterator[Pair]:
    """Both sides; a test of one fixture page, by its `name`, gets the devices that the page asks for."""
    name = getattr(request.node, "callspec", None) and request.node.callspec.params.get("name")
    devices = read_devices((PAGES / name).read_text(encoding="utf-8", errors="replace")) if name else {}
    contexts = open_devices(browser, devices.get("host", []), devices.get("viewer", []))
    host, viewer = (context.new_page() for context in contexts)
    viewer.goto(f"{bench.live}/viewer")
    yield Pair(bench=bench, host=host, viewer=viewer)
    for context in contexts:
        context.close()
