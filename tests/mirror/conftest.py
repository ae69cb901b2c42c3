"""The bench that mirrors fixture pages without the product around them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from bench_server import Bench, build_bundles, run_bench
from mirror_equality import assert_equal, pixel_difference, settle, watch_roots
from playwright.sync_api import Browser, BrowserContext, Page

VIEWPORT = {"width": 800, "height": 600}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A host page and the page that mirrors it, in two browser contexts."""

    bench: Bench
    host: Page
    viewer: Page

    def open(self, path: str) -> None:
        """Load a fixture page in the host, and wait for its mirror."""
        self.host.goto(f"{self.bench.shop}/{path}")
        settle(self.host, self.viewer)

    def assert_equal(self) -> None:
        """DOM equal, and at least 99.9 % of the pixels."""
        assert_equal(self.host, self.viewer)
        share = pixel_difference(self.host.screenshot(caret="hide"), self.viewer.screenshot(caret="hide"))
        assert share <= 0.001, f"{share:.3%} of the pixels differ"


@pytest.fixture(scope="session")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bundles")
    build_bundles(folder)
    return folder


@pytest.fixture
def bench(bundles: Path) -> Iterator[Bench]:
    with run_bench(bundles) as running:
        yield running


def open_context(browser: Browser) -> BrowserContext:
    """A fresh context in which closed shadow roots can be seen."""
    context = browser.new_context(viewport=VIEWPORT, locale="en-GB")
    watch_roots(context)
    return context


@pytest.fixture
def pair(browser: Browser, bench: Bench) -> Iterator[Pair]:
    contexts = [open_context(browser) for _ in range(2)]
    host, viewer = (context.new_page() for context in contexts)
    viewer.goto(f"{bench.live}/viewer")
    yield Pair(bench=bench, host=host, viewer=viewer)
    for context in contexts:
        context.close()
