"""From a change in the host page until it is in the mirror's tree, over a socket and a relay: ours beside rrweb, each with its own mirror.

The changes of both come in turns, so that what else the machine does falls on both.
"""

import statistics
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Frame, Page

from bench.table import Row
from tests.mirror.bench_server import run_bench
from tests.mirror_equality import mirror_frame

TICKING = b"<!doctype html><html><head><title>T</title></head><body><p id=tick>0</p></body></html>"
PLAIN = TICKING + b"<!-- no-alongside -->"
SEEN = """document => {
  const note = () => (window.seen[document.getElementById("tick")?.textContent] ??= performance.timeOrigin + performance.now());
  window.seen = {};
  new MutationObserver(note).observe(document, { childList: true, subtree: true, characterData: true });
}"""
CHANGE = """i => {
  const now = performance.timeOrigin + performance.now();
  document.getElementById("tick").textContent = i;
  return now;
}"""
RECORD = """options => new Promise((resolve) => {
  const socket = new WebSocket(benchRelay);
  let n = 0;
  const emit = (e) => socket.send(JSON.stringify([n++ < 2 ? "snap" : "change", "0", "e", e]));
  socket.onopen = () => { rrwebRecord({ emit, ...options }); resolve(); };
})"""
REPLAY = """options => {
  const socket = new WebSocket(benchRelay.replace("/host", "/viewer"));
  window.replayer = new RrwebReplayer([], { liveMode: true, mouseTail: false, ...options });
  socket.onmessage = ({ data }) => replayer.addEvent(JSON.parse(data)[3]);
  replayer.startLive();
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A host page, and the document in which its changes are looked for."""

    host: Page
    mirror: Frame


def measure_latency(browser: Browser, folder: Path, changes: int) -> Iterator[Row]:
    with _our_way(browser, folder) as ours, _their_way(browser, folder) as theirs:
        sent: dict[str, list[float]] = {}
        for i in range(1, changes + 1):
            sent[str(i)] = [_change(way, i) for way in (ours, theirs)]
        mine, peer = (_delays(way, sent, side) for side, way in enumerate((ours, theirs)))
    for percent in (50, 95):
        yield Row(
            what=f"change to mirror, {percent} % within", ours=_part(mine, percent), peer=_part(peer, percent)
        )


def _change(way: Way, i: int) -> float:
    """The next number on the page, and a little time for it, not in step with the frames."""
    at: float = way.host.evaluate(CHANGE, i)
    way.mirror.evaluate("new Promise(resolve => setTimeout(resolve, 37))")
    return at


def _delays(way: Way, sent: dict[str, list[float]], side: int) -> list[float]:
    seen: dict[str, float] = way.mirror.evaluate("seen")
    return [seen[i] - at[side] for i, at in sent.items() if i in seen]


def _part(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


@contextmanager
def _our_way(browser: Browser, folder: Path) -> Iterator[Way]:
    with run_bench(folder) as bench, ExitStack() as stack:
        bench.pages["/tick.html"] = TICKING
        viewer = _open(stack, browser, f"{bench.live}/viewer")
        host = _open(stack, browser, f"{bench.shop}/tick.html")
        viewer.wait_for_function("alongsideMirror.ready")
        mirror = mirror_frame(viewer)
        mirror.evaluate(f"() => ({SEEN})(document)")
        yield Way(host=host, mirror=mirror)


@contextmanager
def _their_way(browser: Browser, folder: Path) -> Iterator[Way]:
    with run_bench(folder) as bench, ExitStack() as stack:
        bench.pages["/plain.html"] = PLAIN
        host, viewer = (_open(stack, browser, f"{bench.shop}/plain.html") for _ in range(2))
        record_and_replay(host, viewer, f"{bench.shop}/__alongside/mirror_rrweb.js")
        viewer.wait_for_function("replayer.iframe.contentDocument?.getElementById('tick')")
        viewer.evaluate(f"() => ({SEEN})(replayer.iframe.contentDocument)")
        yield Way(host=host, mirror=viewer.main_frame)


def record_and_replay(host: Page, viewer: Page, script: str) -> None:
    """rrweb in live mode from one page to the other, over the relay."""
    for page in (host, viewer):
        page.add_script_tag(url=script)
    viewer.evaluate(REPLAY, {})
    host.evaluate(RECORD, {})


def _open(stack: ExitStack, browser: Browser, url: str) -> Page:
    context = browser.new_context(viewport={"width": 1000, "height": 800})
    stack.callback(context.close)
    page = context.new_page()
    page.goto(url)
    return page
