"""The pages of tests/pages, with their steps, through our mirror and through rrweb's live replay: of how many do both sides stay equal?

Trees are compared by what both can be held to: names, texts, shadow trees and what controls and layers show, in the body, attributes aside;
pictures are of the same size, and at least 99.9 % of the pixels have to be equal. Each side may take a while after each step.
Pages with masked text are left out: of them a mirror shows something else on purpose, and the peer is not told of the marks.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, ElementHandle, Error, Frame, Page

from bench.mirror_latency import PLAIN, RECORD, REPLAY
from bench.table import Row
from tests.mirror.bench_server import PAGES, Bench, run_bench
from tests.mirror.devices import open_context
from tests.mirror.steps import run_step
from tests.mirror_equality import mirror_frame, pixel_difference

SHARE = 0.001
WITHIN = 1.5
"""Seconds that each side may take to catch up after a step."""
PATIENCE_MS = 5000
"""A page, or a step in it, that takes longer has broken down."""
IN_TIME = """limit => {
  const late = () => new Promise((_, refuse) => setTimeout(refuse, limit, new Error("a step never ends")));
  window.steps = window.steps.map((step) => () => Promise.race([step(), late()]));
}"""
RECORDING = {"recordCanvas": True, "collectFonts": True, "inlineImages": True, "slimDOMOptions": {}}
REPLAYING = {"UNSAFE_replayCanvas": True}
SHOWN = """() => {
  const roots = window[Symbol.for("alongside.test.roots")];
  const LEFT_OUT = /^(?:script|noscript|style|link|template|alongside-ui)$/;
  const state = (e) => {
    if (/^(?:input|textarea)$/.test(e.localName)) return [e.value, e.checked, e.indeterminate];
    if (e.localName === "select") return [...e.selectedOptions].map((option) => option.index);
    return [e.matches(":modal,:popover-open,:fullscreen"), Math.round(e.scrollTop), Math.round(e.scrollLeft)];
  };
  const visit = (node) => {
    if (node.nodeType === 3) return node.data.trim();
    if (node.nodeType !== 1 || LEFT_OUT.test(node.localName)) return "";
    const root = node.shadowRoot ?? roots?.get(node);
    return [node.localName, state(node), root ? children(root) : [], children(node)];
  };
  const children = (node) => [...node.childNodes].map(visit).filter((each) => each !== "");
  return JSON.stringify(document.body && visit(document.body));
}"""


@dataclass(slots=True)
class Count:
    """Pages of which the trees, and of which the pictures, were equal to the end."""

    trees: int = 0
    pictures: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A host page, and where its copy is: the tree, and what a picture is taken of."""

    host: Page
    tree: Callable[[], Frame | None]
    picture: Callable[[], bytes]


def measure_corpus(browser: Browser, folder: Path, every: int) -> Iterator[Row]:
    names = sorted(path.name for path in PAGES.glob("*.html") if _is_compared(path.read_bytes()))[::every]
    ours, peer = Count(), Count()
    for name in names:
        _count(ours, partial(_our_page, browser, folder, name))
        _count(peer, partial(_their_page, browser, folder, name))
    of = f"of {len(names)}"
    yield Row(what="pages whose trees stay equal", ours=ours.trees, peer=peer.trees, unit=of, most=True)
    yield Row(
        what="pages whose pixels stay equal", ours=ours.pictures, peer=peer.pictures, unit=of, most=True
    )


def _is_compared(page: bytes) -> bool:
    return b"window.steps" in page and b"data-layout-only" not in page


def _count(count: Count, run: Callable[[], tuple[bool, bool]]) -> None:
    """A page on which either side breaks down counts for nothing."""
    try:
        tree, picture = run()
    except (Error, AssertionError):
        return
    count.trees += tree
    count.pictures += picture


@contextmanager
def _windows(browser: Browser) -> Iterator[tuple[Page, Page]]:
    """A host's and a viewer's, closed whatever happens in them: what goes on in one that is left open slows down all that follow."""
    with ExitStack() as stack:
        pages: list[Page] = []
        for _ in range(2):
            context = open_context(browser)
            stack.callback(context.close)
            context.set_default_timeout(PATIENCE_MS)
            pages.append(context.new_page())
        yield pages[0], pages[1]


def _our_page(browser: Browser, folder: Path, name: str) -> tuple[bool, bool]:
    with run_bench(folder) as bench, _windows(browser) as (host, viewer):
        viewer.goto(f"{bench.live}/viewer")
        host.goto(f"{bench.shop}/{name}")
        viewer.wait_for_function("alongsideMirror.ready")
        side = Side(
            host=host,
            tree=lambda: mirror_frame(viewer),
            picture=lambda: viewer.screenshot(caret="initial"),
        )
        return _follow(side, viewer)


def _their_page(browser: Browser, folder: Path, name: str) -> tuple[bool, bool]:
    with run_bench(folder) as bench, _windows(browser) as (host, viewer):
        bench.pages["/empty.html"] = PLAIN
        bench.pages[f"/{name}"] = _recorded(bench, name)
        viewer.goto(f"{bench.shop}/empty.html")
        viewer.add_script_tag(url=f"{bench.shop}/__alongside/mirror_rrweb.js")
        viewer.evaluate(REPLAY, REPLAYING)
        host.goto(f"{bench.shop}/{name}")
        host.evaluate(RECORD, RECORDING)
        frame = viewer.query_selector(".replayer-wrapper iframe")
        assert frame is not None
        viewer.add_style_tag(
            content=".replayer-mouse { display: none } body { margin: 0 } iframe { border: 0 }"
        )
        side = Side(
            host=host,
            tree=frame.content_frame,
            picture=lambda: _picture_of(frame),
        )
        return _follow(side, viewer)


def _recorded(bench: Bench, name: str) -> bytes:
    """The page with the recorder as its first script, as ours has it."""
    tag = b'<script src="/__alongside/mirror_rrweb.js"></script>'
    body = (PAGES / name).read_bytes()
    at = body.find(b"<head>") + 6 if b"<head>" in body else body.find(b">") + 1
    return body[:at] + tag + body[at:] + b"<!-- no-alongside -->"


def _picture_of(frame: ElementHandle) -> bytes:
    return frame.screenshot(caret="initial")


def _follow(side: Side, viewer: Page) -> tuple[bool, bool]:
    """Whether the trees, and the pictures, were equal at the start and after each step."""
    side.host.evaluate(IN_TIME, PATIENCE_MS)
    equal = _look(side, (True, True))
    for step in range(side.host.evaluate("window.steps.length")):
        if not any(equal):
            break
        run_step(side.host, step, viewer)
        equal = _look(side, equal)
    return equal


def _look(side: Side, wanted: tuple[bool, bool]) -> tuple[bool, bool]:
    """What of trees and pictures is equal, of those that have been up to now: looks again until all are, or time is up."""
    started = time.monotonic()
    while True:
        tree, picture = wanted
        frame = side.tree() if tree else None
        tree = frame is not None and side.host.evaluate(SHOWN) == frame.evaluate(SHOWN)
        if picture:
            picture = pixel_difference(side.host.screenshot(caret="initial"), side.picture()) <= SHARE
        if (tree, picture) == wanted or time.monotonic() - started > WITHIN:
            return tree, picture
