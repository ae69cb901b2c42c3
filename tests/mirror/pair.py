"""A host page and its mirror on the test bench."""

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from playwright.sync_api import CDPSession, Page

from tests.mirror.bench_server import Bench
from tests.mirror.pictures import coarse_difference
from tests.mirror_equality import assert_equal, mirror_frame, pixel_difference, settle

BOXES = """() => [...document.body.querySelectorAll(":not(script,[data-alongside=block] *,option)")].map((element) => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return [x, y, width, height];
})"""
DEVICES = "[document.documentElement.hasAttribute('data-layout-only'), devicePixelRatio]"
ACTS = """alongsideMirror.log.filter(([name]) => name === "act")"""
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
    sessions: dict[Page, CDPSession] = field(default_factory=dict)

    def open(self, path: str) -> None:
        """Load a fixture page in the host, and wait for its mirror."""
        self.host.goto(f"{self.bench.shop}/{path}")
        settle(self.host, self.viewer)

    def assert_equal(self) -> None:
        """DOM equal, and at least 99.9 % of the pixels; where blocks stand for text, every box in its place instead."""
        self.soon(lambda: assert_equal(self.host, self.viewer))
        is_layout_only, density = self.host.evaluate(DEVICES)
        if is_layout_only:
            self.soon(self.assert_boxes_equal)
            return
        most, compare = SHARE, pixel_difference
        if density != self.viewer.evaluate("devicePixelRatio"):
            self.soon(self.assert_boxes_equal)
            most, compare = BLURRED, coarse_difference
        self._assert_looks_equal(compare, most)

    def _assert_looks_equal(self, compare: Callable[[bytes, bytes], float], most: float) -> None:
        share = compare(self.picture(self.host), self.picture(self.viewer))
        if share <= most:
            return
        started: float = self.host.evaluate("performance.now()")
        while share > most and self.host.evaluate("performance.now()") - started < LATER_MS:
            share = compare(self.picture(self.host), self.picture(self.viewer))
        assert share <= most, f"{share:.3%} of the pixels differ"

    def soon(self, check: Callable[[], None]) -> None:
        """`check` passes before long; what a digest had to mend is told by the relay."""
        started: float | None = None
        while True:
            try:
                return check()
            except AssertionError:
                now: float = self.host.evaluate("performance.now()")
                started = now if started is None else started
                if now - started > LATER_MS:
                    raise
            self.viewer.evaluate("new Promise(requestAnimationFrame)")

    def acts(self) -> list[Any]:
        """What the mirror has asked the host page to do."""
        acts: list[Any] = self.viewer.evaluate(ACTS)
        return acts

    def picture(self, page: Page) -> bytes:
        """A PNG of what a side shows now. Packed loosely: it is compared and thrown away."""
        told: str = self.say(page, "Page.captureScreenshot", optimizeForSpeed=True)["data"]
        return base64.b64decode(told)

    def say(self, page: Page, command: str, **options: object) -> Any:
        """One command of the DevTools protocol to a side."""
        if page not in self.sessions:
            self.sessions[page] = page.context.new_cdp_session(page)
        return self.sessions[page].send(command, options)

    def assert_boxes_equal(self, most: float = ROUNDED) -> None:
        mine, theirs = self.host.evaluate(BOXES), mirror_frame(self.viewer).evaluate(BOXES)
        if mine:
            apart = np.abs(np.array(mine) - np.array(theirs)).max()
            assert apart <= most, f"a box is {apart:.2f} px from its place"
