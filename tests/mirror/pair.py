"""A host page and its mirror on the test bench."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from playwright.sync_api import Page

from tests.mirror.bench_server import Bench
from tests.mirror.pictures import coarse_difference
from tests.mirror_equality import assert_equal, mirror_frame, pixel_difference, settle

BOXES = """() => [...document.body.querySelectorAll(":not(script,[data-alongside=block] *,option)")].map((element) => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return [x, y, width, height];
})"""
SHARE = 0.001
BLURRED = 0.02
"""Letters drawn for another density of pixels are other pixels; this many may be apart once both are blurred."""
ROUNDED = 1
LATER_MS = 10_000
"""Pictures of canvases, and what the mirror has to ask the host page for, come later than the change that needs them."""


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
        self._soon(lambda: assert_equal(self.host, self.viewer))
        if self.host.evaluate("document.documentElement.hasAttribute('data-layout-only')"):
            self._soon(self.assert_boxes_equal)
            return
        most = SHARE
        if self._is_other_density():
            self._soon(self.assert_boxes_equal)
            most = BLURRED
        share = self._difference()
        started: float = self.host.evaluate("performance.now()")
        while share > most and self.host.evaluate("performance.now()") - started < LATER_MS:
            share = self._difference()
        assert share <= most, f"{share:.3%} of the pixels differ"

    def _soon(self, check: Callable[[], None]) -> None:
        """`check` passes before long; what a digest had to mend is told by the relay."""
        started: float = self.host.evaluate("performance.now()")
        while True:
            try:
                return check()
            except AssertionError:
                if self.host.evaluate("performance.now()") - started > LATER_MS:
                    raise
            self.viewer.evaluate("new Promise(requestAnimationFrame)")

    def _difference(self) -> float:
        """The share of pixels that differ now."""
        compare = coarse_difference if self._is_other_density() else pixel_difference
        return compare(self.host.screenshot(caret="initial"), self.viewer.screenshot(caret="initial"))

    def _is_other_density(self) -> bool:
        return bool(self.host.evaluate("devicePixelRatio") != self.viewer.evaluate("devicePixelRatio"))

    def assert_boxes_equal(self, most: float = ROUNDED) -> None:
        mine, theirs = self.host.evaluate(BOXES), mirror_frame(self.viewer).evaluate(BOXES)
        if mine:
            apart = np.abs(np.array(mine) - np.array(theirs)).max()
            assert apart <= most, f"a box is {apart:.2f} px from its place"
