"""Requests a second of the engine, injecting into a 50 KB page, beside stock mitmdump that only forwards it; and the first byte's delay.

`python -m bench.engine [--seconds N]`. Needs wrk and nginx (the origin). All in turns against the same origin, one worker each. `reading`
hands copies of its pages to a reader, as `serve` has it, for visitors whose every page is worth reading.
"""

import argparse
import json
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from alongside.store.embedded import EmbeddedValkey

PAGE_BYTES = 50_000
CONNECTIONS = 16
FIRST_BYTE_SAMPLES = 200

ORIGIN = """daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log stderr crit;
events {{ worker_connections 512; }}
http {{ access_log off; types {{ text/html html; }} keepalive_requests 1000000;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u;
  scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{port}; root {folder}; }} }}
"""


def main() -> None:
    options = argparse.ArgumentParser(prog="bench.engine")
    options.add_argument("--seconds", type=int, default=6, help="length of each run")
    seconds = options.parse_args().seconds
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        origin = stack.enter_context(_origin(folder))
        peers = {
            "mitmdump": stack.enter_context(_mitmdump(origin, folder)),
            "engine": stack.enter_context(_engine(origin)),
            "reading": stack.enter_context(_engine(origin, stack.enter_context(_store(folder)))),
        }
        _report(origin, peers, seconds)


class Peer(NamedTuple):
    port: int
    pid: int

    @property
    def processor_seconds(self) -> float:
        """What the process itself has used of processors so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _report(origin: int, peers: dict[str, Peer], seconds: int) -> None:
    rates: dict[str, list[float]] = {name: [] for name in peers}
    costs: dict[str, list[float]] = {name: [] for name in peers}
    for _ in range(2):
        for name, peer in peers.items():
            before = peer.processor_seconds
            rates[name].append(_rate(peer.port, seconds))
            costs[name].append((peer.processor_seconds - before) / (rates[name][-1] * seconds))
    best = {name: max(values) for name, values in rates.items()}
    for name, value in best.items():
        print(f"{name:10} {value:8.0f} requests/s {min(costs[name]) * 1e6:8.0f} µs of a processor for each")
    print(f"{'ratio':10} {best['engine'] / best['mitmdump']:8.2f}")
    print(f"{'reading':10} {best['reading'] / best['engine']:8.2f} of the engine that reads nothing")
    base = _first_byte(origin)
    for name, peer in peers.items():
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
def _origin(folder: Path) -> Iterator[int]:
    row = "<tr><td>Teapot, 0.8 l, stoneware</td><td>39.00</td></tr>\n"
    head = (
        "<!doctype html>\n<html lang=en><head><meta charset=utf-8><title>Shop</title></head><body><table>\n"
    )
    body = row * ((PAGE_BYTES - len(head) - 24) // len(row))
    (folder / "page.html").write_text(f"{head}{body}</table></body></html>")
    folder.chmod(0o755)  # nginx's worker may be another user
    port = _free_port()
    config = folder / "nginx.conf"
    config.write_text(ORIGIN.format(folder=folder, port=port))
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or "nginx"
    with _running([nginx, "-c", str(config), "-p", str(folder), "-e", "stderr"], port):
        yield port


@contextmanager
def _mitmdump(origin: int, folder: Path) -> Iterator[Peer]:
    port = _free_port()
    mitmdump = str(Path(sys.executable).with_name("mitmdump"))
    command = [
        mitmdump,
        "-q",
        "--mode",
        f"reverse:http://127.0.0.1:{origin}",
        "--set",
        f"confdir={folder / 'mitm'}",
    ]
    with _running([*command, "--listen-host", "127.0.0.1", "--listen-port", str(port)], port) as pid:
        yield Peer(port, pid)


@contextmanager
def _store(folder: Path) -> Iterator[str]:
    valkey = EmbeddedValkey(folder / "store")
    yield valkey.start()
    valkey.stop()


@contextmanager
def _engine(origin: int, store: str = "") -> Iterator[Peer]:
    port = _free_port()
    environment = {
        **os.environ,
        "ALONGSIDE_SETTINGS": json.dumps(
            {"origin": f"http://127.0.0.1:{origin}", "host_mode": "keep", "redis": store}
        ),
        "ALONGSIDE_PART": json.dumps({"listen": f"127.0.0.1:{port}", "live": "127.0.0.1:9"}),
    }
    with _running([sys.executable, "-m", "proxy"], port, environment) as pid:
        yield Peer(port, pid)


@contextmanager
def _running(command: list[str], port: int, environment: dict[str, str] | None = None) -> Iterator[int]:
    process = subprocess.Popen(command, env=environment)
    try:
        _wait_for(port, process)
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
        except OSError:
            if process.poll() is not None:
                raise SystemExit(f"{process.args!r} ended with {process.returncode}") from None
            time.sleep(0.05)
        else:
            return
    raise SystemExit(f"{process.args!r} did not listen on {port}")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


if __name__ == "__main__":
    main()
