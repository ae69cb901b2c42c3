"""A host page and its mirror on the test bench."""

from dataclasses import dataclass

import numpy as np
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from tests.mirror.bench_server import Bench
from tests.mirror_equality import assert_equal, mirror_frame, pixel_difference, settle, watch_roots

BOXES = """() => [...document.body.querySelectorAll(":not(script,[data-alongside=block] *,option)")].map((element) => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return [x, y, width, height];
})"""
SHARE = 0.001
LATER_MS = 10_000
"""Pictures of canvases, and what the mirror has to ask the host page for, come later than the change that needs them."""
VIEWPORT = ViewportSize(width=800, height=600)


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
        """DOM equal, and at least 99.9 % of the pixels; where blocks stand for text, every box in its place instead."""
        assert_equal(self.host, self.viewer)
        if self.host.evaluate("document.documentElement.hasAttribute('data-layout-only')"):
            mine, theirs = self.host.evaluate(BOXES), mirror_frame(self.viewer).evaluate(BOXES)
            assert np.abs(np.array(mine) - np.array(theirs)).max() <= 1, "a masked text has another size"
            return
        share = self._difference()
        started: float = self.host.evaluate("performance.now()")
        while share > SHARE and self.host.evaluate("performance.now()") - started < LATER_MS:
            share = self._difference()
        assert share <= SHARE, f"{share:.3%} of the pixels differ"

    def _difference(self) -> float:
        """The share of pixels that differ now."""
        return pixel_difference(
            self.host.screenshot(caret="initial"), self.viewer.screenshot(caret="initial")
        )


def open_context(browser: Browser) -> BrowserContext:
    """A fresh context in which closed shadow roots can be seen."""
    context = browser.new_context(viewport=VIEWPORT, locale="en-GB")
    watch_roots(context)
    return context
