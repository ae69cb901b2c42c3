"""Capture and mirror beside rrweb (@rrweb/record and @rrweb/replay, live mode) in the same browser run.

`python -m bench.mirror [--quick] [--only work|latency|corpus]`. Less is better but for equal pages.
Figures are of whatever machine this is; only the ratios mean much.
"""

import argparse
import gzip
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bench.mirror_corpus import measure_corpus
from bench.mirror_latency import measure_latency
from bench.mirror_work import Effort, measure_work
from bench.table import Row, head
from tests.conftest import FLAGS, find_browser
from tests.mirror.bench_server import ROOT, build_bundles, run_bench

FULL = Effort(runs=5, nodes=(1_000, 10_000, 100_000), steady=60)
QUICK = Effort(runs=2, nodes=(1_000, 10_000), steady=8)
CHANGES = {False: 400, True: 100}
EVERY = {False: 1, True: 12}
"""Of the corpus, each of so many pages."""
PARTS = ("work", "latency", "corpus")
EMPTY = b"<!doctype html><title>Benchmark</title><body>no-alongside"
SCRIPTS = {
    "recorder alone, gzip": ("mirror_ours.js", "mirror_record.js"),
    "mirror alone, gzip": ("mirror.js", "mirror_replay.js"),
}
PEER_PARTS = {
    "record": 'export { record } from "@rrweb/record";',
    "replay": 'export { Replayer } from "@rrweb/replay";',
}


def main() -> None:
    """Measure and print, row by row."""
    parser = argparse.ArgumentParser(prog="python -m bench.mirror")
    parser.add_argument("--quick", action="store_true", help="a few minutes, less exact")
    parser.add_argument("--only", choices=PARTS, help="one part of it")
    arguments = parser.parse_args()
    is_quick: bool = arguments.quick
    parts: tuple[str, ...] = (arguments.only,) if arguments.only else PARTS
    print(head("rrweb"), flush=True)
    behind = 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        build_bundles(Path(folder))
        _build_peer(Path(folder))
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        for row in _rows(browser, Path(folder), is_quick, parts):
            print(row, flush=True)
            behind += not row.is_ahead
        browser.close()
    print("ahead in every row" if not behind else f"behind in {behind} rows")


def _rows(browser: Browser, folder: Path, is_quick: bool, parts: Sequence[str]) -> Iterator[Row]:
    for what, names in SCRIPTS.items():
        ours, peer = (len(gzip.compress((folder / name).read_bytes(), 9)) / 1000 for name in names)
        yield Row(what=what, ours=ours, peer=peer, unit="kB")
    if "work" in parts:
        with run_bench(folder) as bench:
            bench.pages["/empty.html"] = EMPTY
            yield from measure_work(browser, bench, QUICK if is_quick else FULL)
    if "latency" in parts:
        yield from measure_latency(browser, folder, CHANGES[is_quick])
    if "corpus" in parts:
        yield from measure_corpus(browser, folder, EVERY[is_quick])


def _build_peer(folder: Path) -> None:
    """Bundles of both for the benchmark, and each part of the peer alone for its size."""
    for name, source in PEER_PARTS.items():
        _bundle(folder, name=f"mirror_{name}", source=source)
    for name in ("mirror_rrweb", "mirror_ours"):
        _bundle(folder, name=name, source=f'import "./bench/{name}";')


def _bundle(folder: Path, *, name: str, source: str) -> None:
    command = [str(ROOT / "node_modules/.bin/esbuild"), "--bundle", "--minify", "--format=iife"]
    command += ["--global-name=part", "--target=es2022", "--log-level=error", f"--outfile={folder / name}.js"]
    subprocess.run(command, cwd=ROOT, input=source.encode(), check=True)


if __name__ == "__main__":
    main()
