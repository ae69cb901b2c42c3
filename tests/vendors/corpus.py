"""The corpus in browsers of other vendors: `python -m tests.vendors` runs it and keeps docs/browsers.md true.

Capture and mirror run in the same browser on both sides. A page counts as equal when the trees are equal and at least 99.9 % of the
pixels are, when it is open and after each of its steps.
"""

import io
import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from PIL import Image

from tests.mirror.bench_server import Bench, build_bundles, run_bench
from tests.mirror_equality import CANONICAL_FUNCTION, SETTLED, WATCH_ROOTS, difference, pixel_difference
from tests.vendors.view import Document, Window

WITHIN = 10.0
HAS_HOST = "() => { try { return !!parent.document } catch { return false } }"
FRAMES = f"() => ({CANONICAL_FUNCTION})().frames"
TREE = f"() => ({CANONICAL_FUNCTION})().tree"


class ToolMissing(Exception):  # noqa: N818  # not an error of what is tested
    """A step asks for what this browser cannot be made to do from outside: another device, a form filled in by itself."""


class Browser(Protocol):
    """A vendor's browser that runs."""

    version: str

    def window(self) -> Window:
        """A new page in a browsing session of its own."""


@contextmanager
def bench_with_roots() -> Iterator[Bench]:
    """The bench, with scripts that let the comparison see into closed shadow roots."""
    folder = Path(tempfile.mkdtemp())
    build_bundles(folder)
    for name in ("head.js", "mirror.js"):
        file = folder / name
        file.write_text(WATCH_ROOTS + file.read_text(encoding="utf-8"), encoding="utf-8")
    try:
        with run_bench(folder) as bench:
            yield bench
    finally:
        shutil.rmtree(folder)


class VendorPair:
    """A host page and its mirror, both in this browser."""

    def __init__(self, browser: Browser, bench: Bench) -> None:
        self._bench = bench
        self.host = browser.window()
        self.viewer = browser.window()
        self.viewer.goto(f"{bench.live}/viewer")

    def check(self, name: str) -> str:
        """Nothing when page and mirror are equal to the end, else where they part and how."""
        self.host.goto(f"{self._bench.shop}/{name}")
        place = "when opened"
        try:
            self._compare()
            for step in range(self.host.evaluate("() => window.steps ? window.steps.length : 0")):
                place = f"at step {step}"
                wish = self.host.evaluate("step => window.steps[step]()", step)
                for one in wish if isinstance(wish, list) else [wish]:
                    self._carry_out(one)
                self._compare()
        except ToolMissing:
            return f"equal before {place.removeprefix('at ')}, which only Chromium's tools can carry out"
        except (AssertionError, RuntimeError) as error:
            return f"{place}: {error}"
        return ""

    def _carry_out(self, wish: Any) -> None:
        """What a step leaves to real hands."""
        match wish:
            case {"mouse": kind}:
                self.host.mouse(kind, wish.get("at"))
            case {"keys": combination}:
                self.host.keys(combination)
            case {"text": text}:
                self.host.text(text)
            case {"media": _} | {"turn": _} | {"pinch": _} | {"pan": _} | {"insets": _} | {"fill": _}:
                raise ToolMissing

    def _compare(self) -> None:
        self._meet()
        mirror = self._mirror()
        for document in (self.host, mirror):
            document.evaluate(SETTLED)
        self._meet()
        mine, theirs = form(self.host, is_host=True), form(self._mirror(), is_host=False)
        if not self.host.evaluate("() => document.hasFocus()"):
            mine, theirs = without_focus(mine), without_focus(theirs)
        if mine != theirs:
            raise AssertionError("tree\n" + difference(mine, theirs))
        if self.host.evaluate("() => document.documentElement.hasAttribute('data-layout-only')"):
            return
        size = self.host.evaluate("() => [innerWidth, innerHeight]")
        share = pixel_difference(*(cropped(side.picture(), *size) for side in (self.host, self.viewer)))
        if share > 0.001:
            raise AssertionError("pixels")

    def _mirror(self) -> Document:
        return self.viewer.frames("() => [document.getElementById('mirror')]")[0]

    def _meet(self) -> None:
        """Wait until the mirror has applied all that the host page has captured."""

        def positions() -> tuple[Any, Any]:
            return (
                self.host.evaluate("() => window.alongside && window.alongside.position") or None,
                self.viewer.evaluate("() => window.alongsideMirror.position") or None,
            )

        _until(lambda: (pair := positions())[0] is not None and pair[0] == pair[1], positions)


def _until(is_true: Callable[[], bool], told: Callable[[], object]) -> None:
    until = time.monotonic() + WITHIN
    while not is_true():
        if time.monotonic() > until:
            raise AssertionError(f"host and mirror do not meet\n{json.dumps(told())[:200]}")


def cropped(picture: bytes, width: int, height: int) -> bytes:
    """The upper left part of a PNG."""
    out = io.BytesIO()
    Image.open(io.BytesIO(picture)).crop((0, 0, width, height)).save(out, "png")
    return out.getvalue()


def form(document: Document, *, is_host: bool) -> dict[str, Any]:
    """The canonical form of a document with those of its frames, as tests/mirror_equality.py has it."""
    tree: dict[str, Any] = document.evaluate(TREE)
    tree["frames"] = [_frame_form(each, is_host) for each in document.frames(FRAMES)]
    return tree


def _frame_form(frame: Document, is_host: bool) -> dict[str, Any] | None:
    if is_host and not frame.evaluate(HAS_HOST):
        return None
    tree = form(frame, is_host=is_host)
    return None if not is_host and not tree["children"] else tree


def without_focus(tree: dict[str, Any]) -> dict[str, Any]:
    """A window that the screen gives no focus shows none: `:focus` holds nowhere in it, whatever its active element is."""
    frames = [each and without_focus(each) for each in tree["frames"]]
    return {**tree, "focus": "", "frames": frames}
