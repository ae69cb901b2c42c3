"""Capture and mirror beside rrweb in the same browser: main-thread time, bytes, and time from a change to its picture's tree.

`python -m bench.mirror`. Figures are medians of a few runs on whatever machine this is; only the ratios mean much.
"""

import statistics
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import FLAGS, find_browser
from tests.mirror.bench_server import ROOT, Bench, build_bundles, run_bench

RUNS = 5
CHANGES = 100
NODES = (1_000, 10_000)
ROWS = 10_000
EMPTY = b"<!doctype html><title>Benchmark</title><body>no-alongside"
LISTEN = b"""<!doctype html><body><script src="/__alongside/mirror_rrweb.js"></script><script>
const socket = new WebSocket(benchRelay.replace("/host", "/viewer"));
const replayer = new RrwebReplayer([], { liveMode: true, mouseTail: false });
window.seen = {};
const now = () => performance.timeOrigin + performance.now();
const shown = () => replayer.iframe.contentDocument?.getElementById("tick")?.textContent;
replayer.on("event-cast", () => { if (shown()) seen[shown()] ??= now(); });
socket.onmessage = ({ data }) => replayer.addEvent(JSON.parse(data)[3]);
replayer.startLive();
</script><!-- no-alongside -->"""

FILL = """nodes => {
  const item = i => `<li class="item i${i % 7}" data-id="${i}"><a href="/p/${i}">Item ${i}</a> <b>${i} EUR</b></li>`;
  document.body.innerHTML = `<ul>${Array.from({ length: nodes / 6 }, (_, i) => item(i)).join("")}</ul>`;
}"""
ROWS_SOURCE = """const rows = (n, s) => Array.from({ length: n }, (_, i) => {
  const r = document.createElement("tr");
  for (const text of [i, `row ${i} ${s}`]) r.appendChild(document.createElement("td")).textContent = text;
  return r;
});
const filled = () => {
  document.body.innerHTML = "<table><tbody id=t></tbody></table>";
  t.append(...rows(ROWS, "a"));
};
"""
OUR_SNAPSHOT = """() => {
  const records = [];
  const capture = new BenchCapture(window, { record: (r) => records.push(JSON.stringify(r)) }, { mask: [], block: [], noremote: [] });
  const from = performance.now();
  capture.start();
  capture.flushAll();
  const time = performance.now() - from;
  capture.stop();
  return [time, records.join("").length];
}"""
THEIR_SNAPSHOT = """() => {
  const records = [];
  const from = performance.now();
  const stop = rrwebRecord({ emit: (e) => records.push(JSON.stringify(e)) });
  const time = performance.now() - from;
  stop();
  return [time, records.join("").length];
}"""
REBUILD = """async () => {
  SOURCE
  filled();
  const records = [];
  START
  records.length = 0;
  const fresh = rows(ROWS, "b");
  t.replaceChildren(...fresh);
  const from = performance.now();
  await null;
  await null;
  FLUSH
  const time = performance.now() - from;
  stop();
  return [time, records.join("").length];
}"""
OUR_START = """const capture = new BenchCapture(window, { record: (r) => records.push(JSON.stringify(r)) },
  { mask: [], block: [], noremote: [] });
capture.start();
capture.flushAll();
const stop = () => capture.stop();"""
THEIR_START = "const stop = rrwebRecord({ emit: (e) => records.push(JSON.stringify(e)) });"
CHANGE = (
    """i => { const now = performance.timeOrigin + performance.now(); tick.textContent = i; return now; }"""
)


def main() -> None:
    """Measure and print; takes about a minute."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        build_bundles(Path(folder))
        _build_peer(Path(folder))
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        with run_bench(Path(folder)) as bench:
            bench.pages["/empty.html"] = EMPTY
            _print_head()
            for nodes in NODES:
                _print(f"snapshot of {nodes} nodes", *_snapshots(browser, bench, nodes))
            _print(f"rebuild of a {ROWS}-row table", *_rebuilds(browser, bench))
        _print_latency(browser, Path(folder))
        browser.close()


def _build_peer(folder: Path) -> None:
    entries = ("bench/mirror_rrweb.ts", "bench/mirror_ours.ts")
    command = [str(ROOT / "node_modules/.bin/esbuild"), *entries, "--bundle", "--minify", "--format=iife"]
    subprocess.run(
        [*command, "--target=es2022", "--log-level=error", f"--outdir={folder}"], cwd=ROOT, check=True
    )


@contextmanager
def _page(browser: Browser, url: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1000, "height": 800})
    page = context.new_page()
    page.goto(url)
    yield page
    context.close()


def _load(page: Page, bench: Bench, script: str) -> None:
    page.add_script_tag(url=f"{bench.shop}/__alongside/{script}")


def _median(
    browser: Browser, bench: Bench, script: str, prepare: str, argument: int, measure: str
) -> list[float]:
    """Each run in a page of its own, so that nobody profits from the other's warm caches."""
    results: list[list[float]] = []
    for _ in range(RUNS):
        with _page(browser, f"{bench.shop}/empty.html") as page:
            _load(page, bench, script)
            if prepare:
                page.evaluate(prepare, argument)
            results.append(page.evaluate(measure))
    return [statistics.median(column) for column in zip(*results, strict=True)]


def _snapshots(browser: Browser, bench: Bench, nodes: int) -> tuple[list[float], list[float]]:
    ours = _median(browser, bench, "mirror_ours.js", FILL, nodes, OUR_SNAPSHOT)
    return ours, _median(browser, bench, "mirror_rrweb.js", FILL, nodes, THEIR_SNAPSHOT)


def _rebuilds(browser: Browser, bench: Bench) -> tuple[list[float], list[float]]:
    mine = _rebuild(OUR_START, "capture.flushAll();")
    theirs = _rebuild(THEIR_START, "")
    return (
        _median(browser, bench, "mirror_ours.js", "", 0, mine),
        _median(browser, bench, "mirror_rrweb.js", "", 0, theirs),
    )


def _rebuild(start: str, flush: str) -> str:
    parts = {"SOURCE": ROWS_SOURCE, "START": start, "FLUSH": flush, "ROWS": str(ROWS)}
    script = REBUILD
    for name, text in parts.items():
        script = script.replace(name, text)
    return script


def _print_head() -> None:
    print(f"{'':34}{'alongside':>22}{'rrweb':>22}{'ours / theirs':>18}")


def _print(what: str, ours: list[float], theirs: list[float]) -> None:
    time, size = ours[0] / theirs[0], ours[1] / theirs[1]
    mine, peer = (f"{each[0]:.1f} ms {each[1] / 1000:.0f} kB" for each in (ours, theirs))
    print(f"{what:34}{mine:>22}{peer:>22}{f'{time:.2f} {size:.2f}':>18}")


def _print_latency(browser: Browser, folder: Path) -> None:
    ours, theirs = _our_latency(browser, folder), _their_latency(browser, folder)
    mine, peer = (f"{_part(each, 50):.1f} / {_part(each, 95):.1f} ms" for each in (ours, theirs))
    ratio = f"{_part(ours, 50) / _part(theirs, 50):.2f} {_part(ours, 95) / _part(theirs, 95):.2f}"
    print(f"{'change to mirror, p50 / p95':34}{mine:>22}{peer:>22}{ratio:>18}")


def _part(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


TICKING = b"<!doctype html><html><head><title>T</title></head><body><p id=tick>0</p></body></html>"


def _our_latency(browser: Browser, folder: Path) -> list[float]:
    """From the change in the host page to the mirror's word that it applied it, over a socket and a relay."""
    with run_bench(folder) as bench:
        bench.pages["/tick.html"] = TICKING
        with (
            _page(browser, f"{bench.live}/viewer") as viewer,
            _page(browser, f"{bench.shop}/tick.html") as host,
        ):
            viewer.wait_for_function("alongsideMirror.ready")
            viewer.evaluate(
                """() => { window.seen = {}; let place = alongsideMirror.position;
                Object.defineProperty(alongsideMirror, "position", { get: () => place, set(p) {
                  place = p; seen[p["0"][1]] = performance.timeOrigin + performance.now(); } }); }"""
            )
            offset = host.evaluate("alongside.position['0'][1]")
            sent = [(host.evaluate(CHANGE, i), _pause(viewer))[0] for i in range(1, CHANGES + 1)]
            seen: dict[str, float] = viewer.evaluate("seen")
            return [
                seen[str(offset + i + 1)] - at for i, at in enumerate(sent) if str(offset + i + 1) in seen
            ]


def _their_latency(browser: Browser, folder: Path) -> list[float]:
    """The same way with rrweb's events in place of ours, its replayer in live mode."""
    with run_bench(folder) as bench:
        bench.pages["/empty.html"] = TICKING + b"<!-- no-alongside -->"
        bench.pages["/listen.html"] = LISTEN
        with (
            _page(browser, f"{bench.shop}/empty.html") as host,
            _page(browser, f"{bench.shop}/empty.html") as viewer,
        ):
            for page in (host, viewer):
                _load(page, bench, "mirror_rrweb.js")
            viewer.evaluate(_script_of(LISTEN))
            host.evaluate(
                """() => new Promise(resolve => {
                  const socket = new WebSocket(benchRelay);
                  let n = 0;
                  const emit = e => socket.send(JSON.stringify([n++ < 2 ? "snap" : "change", "0", "e", e]));
                  socket.onopen = () => { rrwebRecord({ emit }); resolve(); };
                })"""
            )
            _pause(viewer)
            sent = {str(i): (host.evaluate(CHANGE, i), _pause(viewer))[0] for i in range(1, CHANGES + 1)}
            seen: dict[str, float] = viewer.evaluate("seen")
            return [seen[i] - at for i, at in sent.items() if i in seen]


def _script_of(page: bytes) -> str:
    text = page.decode()
    return "() => {" + text[text.index("<script>") + 8 : text.rindex("</script>")] + "}"


def _pause(page: Page) -> Any:
    """A little time between changes, not in step with the frames."""
    return page.evaluate("new Promise(resolve => setTimeout(resolve, 37))")


if __name__ == "__main__":
    main()
