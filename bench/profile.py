"""Where the engine's processor time goes while it injects into a 50 KB page, by whose code it is in, and what would be left without ours.

`python -m bench.profile [--seconds N] [--path PATH]`. The engine is interrupted whenever it has used a little processor time, and notes
where it is; what a library of Python's own does is its caller's.
"""

import argparse
import os
import signal
import sys
import tempfile
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from types import FrameType
from typing import Final

import msgspec

from bench import peers
from bench.peers import Peer
from bench.road import NAVIGATION, measure_rate, new_folder

EVERY: Final = 0.002
"""Seconds of processor time between two samples."""

OWNERS: Final = {
    "mitmproxy": "mitmproxy's layers",
    "h11": "mitmproxy's layers",
    "proxy": "proxy/",
    "injector": "injector/",
    "alongside": "proxy/",
    "asyncio": "asyncio and the system's calls",
    "selectors": "asyncio and the system's calls",
}
"""By the first part of a module's name."""
OURS: Final = ("proxy/", "injector/")
SHOWN: Final = 15

Samples = dict[str, int]
"""By owner and place, as `owner: place`."""


def main() -> int:
    """Print the tables."""
    options = argparse.ArgumentParser(prog="bench.profile")
    options.add_argument("--seconds", type=int, default=10)
    options.add_argument("--path", default="/page.html")
    options.add_argument("--engine", help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.engine:
        return be_engine(Path(given.engine))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        origin = stack.enter_context(peers.origin_of_files(new_folder(folder, "origin"))).port
        samples = folder / "samples"
        with peers.engine(origin, command=("-O", "-m", "bench.profile", "--engine", str(samples))) as engine:
            measure_rate(engine, given.path, 2, *NAVIGATION)
            os.kill(engine.pid, signal.SIGUSR2)
            cost = micros(engine, given.path, given.seconds)
        with peers.mitmdump(folder, origin) as mitmdump:
            measure_rate(mitmdump, given.path, 2, *NAVIGATION)
            peer = micros(mitmdump, given.path, given.seconds)
        tell(msgspec.json.decode(samples.read_bytes(), type=Samples), cost, peer)
    return 0


def micros(peer: Peer, path: str, seconds: int) -> float:
    """Of a processor, for each request."""
    before = peer.processor_seconds
    done = measure_rate(peer, path, seconds, *NAVIGATION) * seconds
    return (peer.processor_seconds - before) / done * 1e6


def tell(samples: Samples, cost: float, peer: float) -> None:
    whole = sum(samples.values())
    owners: Counter[str] = Counter()
    for place, count in samples.items():
        owners[place.partition(": ")[0]] += count
    print(f"{'a page':44}{cost:>8,.0f} µs{'100.0 %':>10}")
    for owner, count in owners.most_common():
        _line(f"  {owner}", count / whole, cost)
    _line("without any code of ours", 1 - sum(owners[owner] for owner in OURS) / whole, cost)
    print(f"{'stock mitmdump, which only forwards it':44}{peer:>8,.0f} µs{100 * peer / cost:>8.1f} %\n")
    for place, count in Counter(samples).most_common(SHOWN):
        _line(f"  {place.partition(': ')[2]}", count / whole, cost)


def _line(what: str, share: float, cost: float) -> None:
    print(f"{what:44}{share * cost:>8,.0f} µs{100 * share:>8.1f} %", flush=True)


def be_engine(samples: Path) -> int:
    """The engine itself; from SIGUSR2 on it notes where it is, and writes that down at its end."""
    from proxy.engine import main as engine

    seen: Counter[str] = Counter()

    def note(_: int, frame: FrameType | None) -> None:
        seen[_place(frame)] += 1

    def begin(*_: object) -> None:
        signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)

    signal.signal(signal.SIGPROF, note)
    signal.signal(signal.SIGUSR2, begin)
    status = engine()
    signal.setitimer(signal.ITIMER_PROF, 0)
    samples.write_bytes(msgspec.json.encode(seen))
    return status


def _place(frame: FrameType | None) -> str:
    """The innermost place whose owner is known."""
    while frame:
        module = frame.f_globals.get("__name__", "")
        if owner := OWNERS.get(module.partition(".")[0]):
            return f"{owner}: {module} {frame.f_code.co_qualname}"
        frame = frame.f_back
    return "Python itself: "


if __name__ == "__main__":
    sys.exit(main())
