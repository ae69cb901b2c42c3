"""The bench that mirrors fixture pages without the product around them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.mirror.bench_server import Bench, build_bundles, run_bench
from tests.mirror.pair import Pair, open_context


@pytest.fixture(scope="session")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bundles")
    build_bundles(folder)
    return folder


@pytest.fixture
def bench(bundles: Path) -> Iterator[Bench]:
    with run_bench(bundles) as running:
        yield running


@pytest.fixture
def pair(browser: Browser, bench: Bench) -> Iterator[Pair]:
    contexts = [open_context(browser) for _ in range(2)]
    host, viewer = (context.new_page() for context in contexts)
    viewer.goto(f"{bench.live}/viewer")
    yield Pair(bench=bench, host=host, viewer=viewer)
    for context in contexts:
        context.close()
