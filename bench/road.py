"""The road beside its peers: a page, an image, a page with all its assets; the first byte of a slow page; one connection; memory.

`python -m bench.road [--seconds N] [--only PART,…]`. Reach: engine ≥ 1.5 × stock mitmdump, first byte within 2 ms of the origin's; with
nginx, a page and its 25 assets at ≥ 60 % of nginx's sub_filter alone and ≥ 10 × BrowserSync. All run against the same origin, in turns;
memory must stay flat.
"""

import argparse
import asyncio
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from bench import peers
from bench.peers import ASSETS, Peer
from tests.ports import free_port

CONNECTIONS = 16
PAUSE = 0.5
"""Seconds between the first piece of a slow page and its rest."""
SLOW_SAMPLES = 9
SINGLE_SAMPLES = 300
MEMORY_REQUESTS = 200_000
WIDTH = 12
NAVIGATION = ("Accept: text/html,*/*;q=0.8", "Sec-Fetch-Dest: document", "Sec-Fetch-Mode: navigate")
PARTS = ("rates", "slow", "single", "memory")

_MIX = """local n, host = 0, wrk.headers["Host"]
request = function()
  local i = n % {count}
  n = n + 1
  if i == 0 then
    local fields = {{ ["Accept"] = "text/html", ["Sec-Fetch-Dest"] = "document", ["Host"] = host }}
    return wrk.format("GET", "{prefix}/page.html", fields)
  end
  local script = i % 2 == 0
  local name = "{prefix}/asset" .. (i - 1) .. (script and ".js" or ".jpg")
  return wrk.format("GET", name, {{ ["Sec-Fetch-Dest"] = script and "script" or "image", ["Host"] = host }})
end
"""


def main() -> int:
    """Print the tables."""
    options = argparse.ArgumentParser(prog="bench.road")
    options.add_argument("--seconds", type=int, default=5, help="length of each run")
    options.add_argument("--only", default=",".join(PARTS), help="parts, separated by commas")
    given = options.parse_args()
    wanted = given.only.split(",")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        if "rates" in wanted or "single" in wanted:
            origin = stack.enter_context(peers.origin_of_files(new_folder(folder, "origin")))
            with started(folder / "files", origin.port) as measured:
                if "rates" in wanted:
                    tell_rates(measured, given.seconds, folder)
                if "single" in wanted:
                    tell_single(measured | {"origin": origin})
        if "slow" in wanted:
            with slow_origin() as port, started(folder / "slow", port) as measured:
                tell_slow(measured | {"origin": Peer(port, 0)})
        if "memory" in wanted:
            origin = stack.enter_context(peers.origin_of_files(new_folder(folder, "memory")))
            with peers.engine(origin.port) as engine:
                tell_memory(engine)
    return 0


@contextmanager
def started(folder: Path, origin: int) -> Iterator[dict[str, Peer]]:
    """All of ours and of the peers, before one origin."""
    folder.mkdir()
    with ExitStack() as stack:
        yield {
            "ours": stack.enter_context(peers.road(new_folder(folder, "road"), origin)),
            "engine": stack.enter_context(peers.engine(origin)),
            "nginx": stack.enter_context(peers.sub_filter(new_folder(folder, "nginx"), origin)),
            "mitmdump": stack.enter_context(peers.mitmdump(new_folder(folder, "mitmdump"), origin)),
            "browsersync": stack.enter_context(peers.browser_sync(origin)),
            "pywb": stack.enter_context(peers.pywb(new_folder(folder, "pywb"), origin)),
        }


def tell_rates(measured: dict[str, Peer], seconds: int, folder: Path) -> None:
    """Requests a second; of the mix, whole pages with all their assets."""
    loads: tuple[tuple[str, Callable[[Peer], float]], ...] = (
        ("50 KB page, requests/s", lambda peer: measure_rate(peer, "/page.html", seconds, *NAVIGATION)),
        (
            "60 KB image, requests/s",
            lambda peer: measure_rate(peer, "/image.jpg", seconds, "Sec-Fetch-Dest: image"),
        ),
        (f"page + {ASSETS} assets, whole pages/s", lambda peer: measure_mix(peer, seconds, folder)),
    )
    _head(measured)
    for what, load in loads:
        found = {name: max(load(peer), load(peer)) for name, peer in measured.items()}
        _line(what, found)
        _line("  ours / peer", {name: found["ours"] / value for name, value in found.items()}, 2)
        print(f"  engine / mitmdump {found['engine'] / found['mitmdump']:.2f}")


def tell_slow(measured: dict[str, Peer]) -> None:
    """Milliseconds to the first byte of the body of a page that pauses after its first piece, beyond the origin's own."""
    _head(measured)
    found = {
        name: statistics.median(_first_byte(peer) for _ in range(SLOW_SAMPLES))
        for name, peer in measured.items()
    }
    _line("slow page, ms to the body's first byte", {name: value * 1000 for name, value in found.items()}, 1)
    _line(
        "  beyond the origin's", {name: (value - found["origin"]) * 1000 for name, value in found.items()}, 1
    )


def tell_single(measured: dict[str, Peer]) -> None:
    """Milliseconds for a whole answer on one kept connection, beyond the origin's own."""
    _head(measured)
    for path, dest in (("/page.html", "document"), ("/image.jpg", "image")):
        found = {name: single_seconds(peer, path, dest) * 1000 for name, peer in measured.items()}
        _line(f"one connection, {path}, ms", found, 2)
        _line("  beyond the origin's", {name: value - found["origin"] for name, value in found.items()}, 2)


def tell_memory(engine: Peer) -> None:
    """Resident megabytes of one engine over many pages."""
    print(f"\n{'pages through one engine':44}{'resident':>{WIDTH}}")
    done, seconds = 0, 10
    first = 0.0
    while done < MEMORY_REQUESTS:
        done += round(measure_rate(engine, "/page.html", seconds, *NAVIGATION) * seconds)
        now = _resident(engine.pid)
        first = first or now
        print(f"{done:<44,}{now:>{WIDTH - 3}.1f} MB", flush=True)
    print(f"{'  last / first':44}{now / first:>{WIDTH}.2f}")


def _head(measured: dict[str, Peer]) -> None:
    print("\n" + " " * 44 + "".join(f"{name:>{WIDTH}}" for name in measured), flush=True)


def _line(what: str, found: dict[str, float], digits: int = 0) -> None:
    print(f"{what:44}" + "".join(f"{value:>{WIDTH},.{digits}f}" for value in found.values()), flush=True)


def measure_rate(peer: Peer, path: str, seconds: int, *fields: str) -> float:
    given = [item for field in fields for item in ("-H", field)]
    return _wrk([*given, peer.url(path)], seconds)


def measure_mix(peer: Peer, seconds: int, folder: Path) -> float:
    script = folder / "mix.lua"
    script.write_text(_MIX.format(count=ASSETS + 1, prefix=peer.prefix))
    return _wrk(["-s", str(script), peer.url("/")], seconds) / (ASSETS + 1)


def _wrk(arguments: list[str], seconds: int) -> float:
    wrk = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s", *arguments]
    done = subprocess.run(wrk, capture_output=True, text=True, check=True)
    found = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    if not found or "Non-2xx" in done.stdout:
        raise SystemExit(f"{wrk}: {done.stdout}{done.stderr}")
    return float(found[1])


def _first_byte(peer: Peer) -> float:
    """Seconds from the request to the first byte after the head."""
    with socket.create_connection(("127.0.0.1", peer.port)) as connection:
        began = time.perf_counter()
        connection.sendall(_get(peer, "/slow", "document", b"close"))
        data = b""
        while not data.partition(b"\r\n\r\n")[2]:
            piece = connection.recv(65536)
            if not piece:
                raise SystemExit(f"port {peer.port} gave no page: {data[:200]!r}")
            data += piece
        return time.perf_counter() - began


def single_seconds(peer: Peer, path: str, dest: str, samples: int = SINGLE_SAMPLES) -> float:
    """Median seconds for a whole answer; a peer that closes its connection gets a new one, made before the clock starts."""
    took: list[float] = []
    while len(took) < samples:
        with (
            socket.create_connection(("127.0.0.1", peer.port)) as connection,
            connection.makefile("rb") as answers,
        ):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            goes_on = True
            while goes_on and len(took) < samples:
                began = time.perf_counter()
                connection.sendall(_get(peer, path, dest, b"keep-alive"))
                goes_on = _read_answer(answers)
                took.append(time.perf_counter() - began)
    return statistics.median(took)


def _read_answer(answers: BinaryIO) -> bool:
    """Read one answer to its end; whether the connection goes on."""
    version = answers.readline()[:8]
    fields = {}
    while line := answers.readline().strip():
        name, _, value = line.lower().partition(b":")
        fields[name] = value.strip()
    if b"content-length" in fields:
        answers.read(int(fields[b"content-length"]))
    elif b"transfer-encoding" in fields:
        while size := int(answers.readline(), 16):
            answers.read(size + 2)
        answers.readline()
    else:
        answers.read()
        return False
    return version == b"HTTP/1.1" and fields.get(b"connection") != b"close"


def _get(peer: Peer, path: str, dest: str, connection: bytes) -> bytes:
    target = f"{peer.prefix}{path}".encode()
    return (
        b"GET %b HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: text/html,*/*\r\nSec-Fetch-Dest: %b\r\nConnection: %b\r\n\r\n"
        % (target, peer.port, dest.encode(), connection)
    )


def _resident(pid: int) -> float:
    """Megabytes of memory that the process holds."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]  # Linux says it always


@contextmanager
def slow_origin() -> Iterator[int]:
    """An origin whose page comes in two pieces, PAUSE apart; its port."""
    loop, port = asyncio.new_event_loop(), free_port()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError:  # somebody who only looks whether we listen
            writer.close()
            return
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n\r\n"
        )
        writer.write(b"<!doctype html><html><head><title>Slow</title></head><body>" + b"<p>Teapot</p>" * 100)
        await writer.drain()
        await asyncio.sleep(PAUSE)
        writer.write(b"</body></html>")
        writer.close()

    server = loop.run_until_complete(asyncio.start_server(answer, "127.0.0.1", port))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield port
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


def new_folder(folder: Path, name: str) -> Path:
    made = folder / name
    made.mkdir()
    made.chmod(0o755)
    return made


if __name__ == "__main__":
    sys.exit(main())
