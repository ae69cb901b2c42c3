"""What watching costs the shopper's page, ours beside rrweb's recorder: one snapshot, a table rebuilt, a minute of steady change.

Snapshot and rebuild are timed in the page, from start to the last record as text; long tasks are those that the browser reports. Steady
change is measured as processor time of the page's main thread, less that of the same page with nobody watching, which change at the same
time as the watched ones, by as many steps. The long list is not drawn, or else drawing it would be nearly all that is measured.
"""

import statistics
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page

from bench.table import Row
from tests.mirror.bench_server import Bench

ROWS = 10_000
STEADY_NODES = 10_000
OURS, PEER = "mirror_ours.js", "mirror_rrweb.js"
SETTLE_MS = 1500
"""After a snapshot in slices or a rebuild: until all of it is told."""

FILL = """nodes => {
  const item = i => `<li class="item i${i % 7}" data-id="${i}"><a href="/p/${i}">Item ${i}</a> <b>${i} EUR</b></li>`;
  document.body.innerHTML = `<ul>${Array.from({ length: nodes / 6 }, (_, i) => item(i)).join("")}</ul>`;
}"""
TABLE = """count => {
  window.rows = (s) => Array.from({ length: count }, (_, i) => {
    const r = document.createElement("tr");
    for (const text of [i, `row ${i} ${s}`]) r.appendChild(document.createElement("td")).textContent = text;
    return r;
  });
  document.body.innerHTML = "<table><tbody id=t></tbody></table>";
  t.append(...rows("a"));
}"""
SNAPSHOT = """() => {
  const from = performance.now();
  const watcher = watch();
  watcher.flush();
  const time = performance.now() - from;
  watcher.stop();
  return [time, watcher.bytes];
}"""
REBUILD = """async () => {
  const watcher = watch();
  watcher.flush();
  const before = watcher.bytes;
  const fresh = rows("b");
  t.replaceChildren(...fresh);
  const from = performance.now();
  await null;
  await null;
  watcher.flush();
  const time = performance.now() - from;
  watcher.stop();
  return [time, watcher.bytes - before];
}"""
LONG_TASKS = """async wait => {
  const times = [];
  const observer = new PerformanceObserver((list) => times.push(...list.getEntries().map((each) => each.duration)));
  await new Promise((resolve) => setTimeout(resolve, 300));
  observer.observe({ type: "longtask" });
  await new Promise((resolve) => setTimeout(() => (window.watcher = watch(), resolve())));
  for (let last = -1; last !== watcher.bytes;) {
    last = watcher.bytes;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
  times.push(...observer.takeRecords().map((each) => each.duration));
  return Math.max(0, ...times);
}"""
STEADY = """seconds => new Promise((resolve) => {
  const list = document.querySelector("ul");
  let n = 0;
  const step = () => {
    if (n === seconds * 20) return resolve();
    const at = (i) => list.children[(n * 37 + i * 101) % list.children.length];
    at(0).lastChild.firstChild.data = `${n} EUR`;
    for (let i = 1; i < 6; i++) at(i).classList.toggle("on");
    at(6).style.opacity = String((n % 10) / 10);
    if (n % 4 === 0) list.prepend(list.lastElementChild.cloneNode(true));
    if (n % 4 === 2) list.lastElementChild.remove();
    n++;
    setTimeout(step, 50);
  };
  step();
})"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How long to measure."""

    runs: int
    nodes: tuple[int, ...]
    steady: float


def measure_work(browser: Browser, bench: Bench, effort: Effort) -> Iterator[Row]:
    """The rows of this file, each as soon as it is known."""
    for nodes in effort.nodes:
        ours, peer = (_timed(browser, bench, each, effort, FILL, nodes, SNAPSHOT) for each in (OURS, PEER))
        yield Row(what=f"snapshot of {nodes:,} nodes", ours=ours[0], peer=peer[0])
        yield Row(what=f"  its size, {nodes:,} nodes", ours=ours[1] / 1000, peer=peer[1] / 1000, unit="kB")
    mine, theirs = (_longest(browser, bench, each, effort.nodes[-1]) for each in (OURS, PEER))
    yield Row(what=f"  longest task over 50 ms, {effort.nodes[-1]:,} nodes", ours=mine, peer=theirs)
    ours, peer = (_timed(browser, bench, each, effort, TABLE, ROWS, REBUILD) for each in (OURS, PEER))
    yield Row(what=f"rebuild of a table of {ROWS:,} rows", ours=ours[0], peer=peer[0])
    yield Row(what="  its size", ours=ours[1] / 1000, peer=peer[1] / 1000, unit="kB")
    yield from _steady(browser, bench, effort.steady)


@contextmanager
def empty_page(browser: Browser, bench: Bench, script: str | None) -> Iterator[Page]:
    """A page with nothing but this script of the benchmark."""
    context = browser.new_context(viewport={"width": 1000, "height": 800})
    page = context.new_page()
    page.goto(f"{bench.shop}/empty.html")
    if script:
        page.add_script_tag(url=f"{bench.shop}/__alongside/{script}")
    yield page
    context.close()


def _timed(
    browser: Browser, bench: Bench, script: str, effort: Effort, prepare: str, size: int, measure: str
) -> list[float]:
    """Medians; each run in a page of its own, so that nobody profits from the other's warm caches."""
    results: list[list[float]] = []
    for _ in range(effort.runs):
        with empty_page(browser, bench, script) as page:
            page.evaluate(prepare, size)
            results.append(page.evaluate(measure))
    return [statistics.median(column) for column in zip(*results, strict=True)]


def _longest(browser: Browser, bench: Bench, script: str, nodes: int) -> float:
    """The longest task that the browser calls long while a snapshot is told; 0 without any."""
    with empty_page(browser, bench, script) as page:
        page.evaluate(FILL, nodes)
        longest: float = page.evaluate(LONG_TASKS, SETTLE_MS)
        return longest


def _steady(browser: Browser, bench: Bench, seconds: float) -> Iterator[Row]:
    """Four pages change at once, watched by ours, by the peer, by ours without the digests that the peer has not, and by nobody."""
    with ExitStack() as stack:
        pages = [stack.enter_context(empty_page(browser, bench, each)) for each in (OURS, PEER, OURS, None)]
        clocks = [_prepare_steady(page, is_digesting=i != 2) for i, page in enumerate(pages)]
        before = [_processor_ms(clock) for clock in clocks]
        for page in pages:
            page.evaluate(f"seconds => void (window.done = ({STEADY})(seconds))", seconds)
        for page in pages:
            page.evaluate("done")
        ours, peer, plain, alone = (
            _processor_ms(clock) - at for clock, at in zip(clocks, before, strict=True)
        )
        sizes = [page.evaluate("watcher.bytes - bytesBefore") / 1000 for page in pages[:2]]
        longest = [page.evaluate("Math.max(0, ...longTasks)") for page in pages[:2]]
    yield Row(what=f"main thread in {seconds:.0f} s of steady change", ours=ours - alone, peer=peer - alone)
    yield Row(what="  without our digests", ours=plain - alone, peer=peer - alone)
    yield Row(what="  told meanwhile", ours=sizes[0], peer=sizes[1], unit="kB")
    yield Row(what="  longest task over 50 ms", ours=longest[0], peer=longest[1])


def _prepare_steady(page: Page, *, is_digesting: bool) -> CDPSession:
    page.evaluate(FILL, STEADY_NODES)
    page.add_style_tag(content="ul { content-visibility: hidden }")
    prepare = """async isDigesting => {
      window.longTasks = [];
      if (window.watch) (window.watcher = watch(isDigesting)).flush();
      window.bytesBefore = window.watcher?.bytes;
      await new Promise((resolve) => setTimeout(resolve, 500));
      new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((each) => each.duration)))
        .observe({ type: "longtask" });
    }"""
    page.evaluate(prepare, is_digesting)
    clock = page.context.new_cdp_session(page)
    clock.send("Performance.enable")
    return clock


def _processor_ms(clock: CDPSession) -> float:
    """Processor time of the page's main thread."""
    metrics: list[dict[str, Any]] = clock.send("Performance.getMetrics")["metrics"]
    return next(float(each["value"]) for each in metrics if each["name"] == "ThreadTime") * 1000
