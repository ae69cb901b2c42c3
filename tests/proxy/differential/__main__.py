"""`python -m tests.proxy.differential [--count 20000] [--seed NAME] [--first N]`: many scripts, and what does not hold, in full."""

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.proxy.differential.generator import make_script
from tests.proxy.differential.origins import NAMES
from tests.proxy.differential.run import running_roads

BATCH = 400


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.proxy.differential")
    parser.add_argument("--count", type=int, default=20_000, help="requests to send on each road")
    parser.add_argument("--seed", default="road")
    parser.add_argument("--first", type=int, default=0, help="number of the first script")
    parser.add_argument("--origins", default=",".join(NAMES))
    options = parser.parse_args()
    found, sent, number, began = 0, 0, options.first, time.monotonic()
    kinds: Counter[str] = Counter()
    with (
        tempfile.TemporaryDirectory() as folder,
        running_roads(Path(folder), options.origins.split(",")) as roads,
    ):
        while sent < options.count:
            scripts = [(number + at, make_script(options.seed, number + at)) for at in range(BATCH)]
            number += BATCH
            sent += sum(max(1, script.raw.count(b"HTTP/1.")) for _, script in scripts)
            for finding in roads.run(scripts):
                found += 1
                kinds[finding.what.split(":")[0][:60]] += 1
                if found <= 60:
                    print(
                        f"\n{finding.number} on {finding.way}: {finding.what}\n  sent {finding.script.raw!r:.3000}"
                    )
                    print(f"  got {finding.exchange!r:.1200}", flush=True)
            print(
                f"{number - options.first} scripts, {sent} requests, {found} findings, {time.monotonic() - began:.0f} s",
                flush=True,
            )
        strays = roads.strays()
    for stray in strays[:20]:
        print(f"belongs to nothing: {stray}")
    for kind, count in kinds.most_common():
        print(f"{count:6} {kind}")
    return 1 if found or strays else 0


if __name__ == "__main__":
    sys.exit(main())
