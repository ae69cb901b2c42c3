"""From a change in the host page until it is in the mirror's tree, over a socket and a relay: ours beside rrweb, each with its own mirror.

The changes of both come in turns, so that what else the machine does falls on both. The pages make them by themselves: the relay is in this
process, and would have to wait for whatever is done here meanwhile.
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
CHANGES = """([count, every, after]) => {
  const sent = {};
  const step = (i) => {
    if (i > count) return done(sent);
    sent[i] = performance.timeOrigin + performance.now();
    document.getElementById("tick").textContent = i;
    setTimeout(step, every, i + 1);
  };
  let done;
  window.sent = new Promise((resolve) => (done = resolve));
  setTimeout(step, after, 1);
}"""
EVERY_MS = 74
"""Between two changes of one page, the other's in the middle between them; not in step with frames."""
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
        for side, way in enumerate((ours, theirs)):
            way.host.evaluate(CHANGES, [changes, EVERY_MS, EVERY_MS * (1 + side / 2)])
        mine, peer = (_delays(way) for way in (ours, theirs))
    for percent in (50, 95):
        yield Row(
            what=f"change to mirror, {percent} % within", ours=_part(mine, percent), peer=_part(peer, percent)
        )


def _delays(way: Way) -> list[float]:
    """Once all changes are made, and the last of them has come over."""
    sent: dict[str, float] = way.host.evaluate("sent")
    way.mirror.wait_for_function("last => last in seen", arg=list(sent)[-1])
    seen: dict[str, float] = way.mirror.evaluate("seen")
    return [seen[i] - at for i, at in sent.items() if i in seen]


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
