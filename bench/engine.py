"""Requests a second of the engine, injecting into a 50 KB page, beside stock mitmdump that only forwards it; and the first byte's delay.

`python -m bench.engine [--seconds N]`. Needs wrk and nginx (the origin). All in turns against the same origin, one worker each. `reading`
hands copies of its pages to a reader, as `serve` has it, for visitors whose every page is worth reading.
"""

import argparse
import re
import socket
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from alongside.store.embedded import EmbeddedValkey
from bench import peers
from bench.peers import Peer

CONNECTIONS = 16
FIRST_BYTE_SAMPLES = 200


def main() -> None:
    options = argparse.ArgumentParser(prog="bench.engine")
    options.add_argument("--seconds", type=int, default=6, help="length of each run")
    seconds = options.parse_args().seconds
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        origin = stack.enter_context(peers.origin_of_files(folder)).port
        measured = {
            "mitmdump": stack.enter_context(peers.mitmdump(folder, origin)),
            "engine": stack.enter_context(peers.engine(origin)),
            "reading": stack.enter_context(peers.engine(origin, stack.enter_context(_store(folder)))),
        }
        _report(origin, measured, seconds)


def _report(origin: int, measured: dict[str, Peer], seconds: int) -> None:
    rates: dict[str, list[float]] = {name: [] for name in measured}
    costs: dict[str, list[float]] = {name: [] for name in measured}
    for _ in range(2):
        for name, peer in measured.items():
            before = peer.processor_seconds
            rates[name].append(_rate(peer.port, seconds))
            costs[name].append((peer.processor_seconds - before) / (rates[name][-1] * seconds))
    best = {name: max(values) for name, values in rates.items()}
    for name, value in best.items():
        print(f"{name:10} {value:8.0f} requests/s {min(costs[name]) * 1e6:8.0f} µs of a processor for each")
    print(f"{'ratio':10} {best['engine'] / best['mitmdump']:8.2f}")
    print(f"{'reading':10} {best['reading'] / best['engine']:8.2f} of the engine that reads nothing")
    base = _first_byte(origin)
    for name, peer in measured.items():
        print(
            f"{name:10} {(_first_byte(peer.port) - base) * 1000:8.2f} ms to the first byte beyond the origin's"
        )


def _rate(port: int, seconds: int) -> float:
    wrk = [
        "wrk",
        "-t1",
        f"-c{CONNECTIONS}",
        f"-d{seconds}s",
        "-H",
        "Accept: text/html",
        "-H",
        "Cookie: alongside_visit=a-visitor",
        f"http://127.0.0.1:{port}/page.html",
    ]
    done = subprocess.run(wrk, capture_output=True, text=True, check=True)
    found = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    if not found or "Non-2xx" in done.stdout:
        raise SystemExit(f"wrk: {done.stdout}{done.stderr}")
    return float(found[1])


def _first_byte(port: int) -> float:
    """Median seconds from the request's last byte to the answer's first one, on one kept connection."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        samples = [_one_first_byte(connection) for _ in range(FIRST_BYTE_SAMPLES)]
    return statistics.median(samples)


def _one_first_byte(connection: socket.socket) -> float:
    began = time.perf_counter()
    connection.sendall(b"GET /page.html HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n")
    data = connection.recv(65536)
    took = time.perf_counter() - began
    while not data.rstrip().endswith((b"</html>", b"\r\n0")):
        data = data[-64:] + connection.recv(65536)
    return took


@contextmanager
def _store(folder: Path) -> Iterator[str]:
    valkey = EmbeddedValkey(folder / "store")
    yield valkey.start()
    valkey.stop()


if __name__ == "__main__":
    main()
