"""Where the processor time of a page goes, on our road and with nginx's sub_filter: by process, for a page, an image and the mix.

`python -m bench.cost [--seconds N]`. It says more than requests a second where a machine has few processors that others use, too.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from bench import peers
from bench.peers import ASSETS, Peer
from bench.road import NAVIGATION, measure_mix, measure_rate, new_folder

ROUNDS = 3


def main() -> int:
    """Print the tables."""
    options = argparse.ArgumentParser(prog="bench.cost")
    options.add_argument("--seconds", type=int, default=4, help="length of each run")
    seconds = options.parse_args().seconds
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        origin = stack.enter_context(peers.origin_of_files(new_folder(folder, "origin")))
        measured = {
            "ours": stack.enter_context(peers.road(new_folder(folder, "road"), origin.port)),
            "nginx": stack.enter_context(peers.sub_filter(new_folder(folder, "nginx"), origin.port)),
        }
        loads: dict[str, Callable[[Peer], float]] = {
            "50 KB page": lambda peer: measure_rate(peer, "/page.html", seconds, *NAVIGATION),
            "12 KB asset": lambda peer: measure_rate(peer, "/asset2.jpg", seconds, "Sec-Fetch-Dest: image"),
            f"page + {ASSETS} assets": lambda peer: measure_mix(peer, seconds, folder),
        }
        for what, load in loads.items():
            rounds = [
                {name: cost(peer, origin, load, seconds) for name, peer in measured.items()}
                for _ in range(ROUNDS + 1)
            ]
            tell(what, {name: cheapest(name, rounds[1:]) for name in measured})
    return 0


def cheapest(name: str, rounds: list[dict[str, dict[str, float]]]) -> dict[str, float]:
    """In turns, so that what disturbs one disturbs the other; the first of all is for warming up."""
    return min((each[name] for each in rounds), key=lambda found: sum(found.values()))


def cost(peer: Peer, origin: Peer, load: Callable[[Peer], float], seconds: int) -> dict[str, float]:
    """Microseconds of a processor for each page or asset, by process."""
    processes = {"origin": below(origin.pid), **family(peer)}
    before = {part: used(pids) for part, pids in processes.items()}
    wrk = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = load(peer) * seconds
    spent = {part: used(pids) - before[part] for part, pids in processes.items()}
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent["load"] = after.ru_utime + after.ru_stime - wrk.ru_utime - wrk.ru_stime
    return {part: seconds / done * 1e6 for part, seconds in spent.items()}


def family(peer: Peer) -> dict[str, list[int]]:
    """The peer's processes by what they are."""
    found: dict[str, list[int]] = {}
    for pid in below(peer.pid):
        line = Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
        part = "nginx" if "nginx" in line else "engine" if "-m proxy" in line else "other"
        found.setdefault(part, []).append(pid)
    return found


def below(pid: int) -> list[int]:
    """The process and all that it has started."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True)
    parents = [tuple(map(int, line.split())) for line in listed.stdout.splitlines()]
    found = [pid]
    for parent in found:
        found += [each for each, its in parents if its == parent]
    return found


def used(pids: list[int]) -> float:
    return sum(Peer(0, pid).processor_seconds for pid in pids)


def tell(what: str, found: dict[str, dict[str, float]]) -> None:
    parts = sorted({part for costs in found.values() for part in costs})
    print(f"\n{what + ', µs of a processor':36}" + "".join(f"{part:>10}" for part in [*parts, "all"]))
    for name, costs in found.items():
        values = [costs.get(part, 0.0) for part in parts]
        print(f"{name:36}" + "".join(f"{value:>10,.0f}" for value in [*values, sum(values)]), flush=True)
    ours, theirs = (sum(costs.values()) for costs in found.values())
    print(f"{'nginx / ours':36}{theirs / ours:>{10 * (len(parts) + 1)}.2f}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
