"""Random changes for as long as wanted: `python -m tests.mirror.soak [--seeds N or FROM-TO] [--count CHANGES] [--kinds …]`.

Exit status 1 when a mirror went apart; each failing seed is named with the command that runs it again.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Error, sync_playwright

from tests.conftest import FLAGS, find_browser
from tests.mirror.bench_server import build_bundles, run_bench
from tests.mirror.devices import open_devices
from tests.mirror.pair import Pair
from tests.mirror.random_changes import KINDS, ROUNDS, PartedError, follow

CHANGES_IN_A_ROUND = 3.5
SEEDS = "1-60"
COUNT = 1000


def main() -> int:
    arguments = parse()
    batches = max(1, round(arguments.count / CHANGES_IN_A_ROUND / arguments.rounds))
    failed: list[int] = []
    started = time.monotonic()
    for seed, error in run(arguments, batches):
        print(f"{time.monotonic() - started:6.0f} s  seed {seed}: {error or 'equal'}", flush=True)
        if error:
            failed.append(seed)
            print(f"  again: make soak SEEDS={seed}-{seed} COUNT={arguments.count}", flush=True)
    print(f"{len(failed)} seeds went apart: {failed}" if failed else "every mirror was equal")
    return 1 if failed else 0


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mirror.soak")
    parser.add_argument("--seeds", type=seeds, default=SEEDS, help="how many, or FROM-TO")
    parser.add_argument("--count", type=int, default=COUNT, help="changes for each seed")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds of changes between comparisons")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    return parser.parse_args()


def seeds(text: str) -> range:
    """`"5"`: 1 to 5; `"7-9"`: 7 to 9."""
    first, _, last = text.rpartition("-")
    return range(int(first or 1), int(last) + 1)


def run(arguments: argparse.Namespace, batches: int) -> Iterator[tuple[int, str]]:
    """Each seed with what went wrong, "" for nothing; every seed in pages of its own."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        build_bundles(Path(folder))
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        for seed in arguments.seeds:
            with open_pair(browser, Path(folder)) as pair:
                try:
                    follow(pair, seed, batches, arguments.kinds, arguments.rounds)
                    yield seed, ""
                except (PartedError, Error) as error:
                    yield seed, str(error)
        browser.close()


@contextmanager
def open_pair(browser: Browser, folder: Path) -> Iterator[Pair]:
    with run_bench(folder) as bench:
        contexts = open_devices(browser, [], [])
        host, viewer = (context.new_page() for context in contexts)
        viewer.goto(f"{bench.live}/viewer")
        yield Pair(bench=bench, host=host, viewer=viewer)
        for context in contexts:
            context.close()


if __name__ == "__main__":
    sys.exit(main())
