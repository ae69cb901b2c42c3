"""A thousand slow connections for a minute, and what an honest visitor notices of them: by the engine alone, and behind nginx.

`python -m bench.slow [--connections N] [--seconds N]`. A third of them trickle a head, a third a body, a third take their answer a byte
at a time; whoever is thrown out comes back. Reach: the honest visitor's p99 at most doubles, and nobody is turned away.
"""

import argparse
import asyncio
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Final, NamedTuple

from bench import peers
from bench.peers import Peer

PAGES_EACH_SECOND: Final = 20
TRICKLE: Final = 1.0
"""Seconds between two bytes of a slow client."""

HEAD: Final = b"GET /page.html HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n"
KINDS: Final = (
    (HEAD + b"X: ", b"x"),
    (b"POST /page.html HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n", b"x"),
    (HEAD + b"\r\n", b""),
)
"""What a slow client says first, and then byte by byte; one that says nothing more takes what comes a byte at a time."""


class Felt(NamedTuple):
    """What the honest visitor noticed."""

    p50: float
    p99: float
    failed: int


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="bench.slow")
    parser.add_argument("--connections", type=int, default=1000)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--attack", type=int, default=0, help=argparse.SUPPRESS)
    given = parser.parse_args()
    _raise_limit()
    os.environ["ALONGSIDE_ADDRESS_CONNECTIONS"] = "0"  # attackers in earnest have many addresses
    if given.attack:
        asyncio.run(attack(given.attack, given.connections))
        return 0
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        for name in ("origin", "road"):
            (folder / name).mkdir()
        origin = stack.enter_context(peers.origin_of_files(folder / "origin"))
        tell("engine", stack.enter_context(peers.engine(origin.port)), given.connections, given.seconds)
        tell(
            "nginx",
            stack.enter_context(peers.road(folder / "road", origin.port)),
            given.connections,
            given.seconds,
        )
    return 0


def tell(name: str, peer: Peer, connections: int, seconds: int) -> None:
    quiet = asyncio.run(visit(peer.port, seconds // 3))
    command = [
        sys.executable,
        "-m",
        "bench.slow",
        "--attack",
        str(peer.port),
        "--connections",
        str(connections),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as attacker:
        assert attacker.stdout is not None
        attacker.stdout.readline()  # all of them are there
        beset = asyncio.run(visit(peer.port, seconds))
        attacker.terminate()
    for label, felt in (("alone", quiet), (f"beside {connections} slow ones", beset)):
        print(
            f"{name:8} {label:26} p50 {felt.p50 * 1000:7.2f} ms   p99 {felt.p99 * 1000:7.2f} ms   failed {felt.failed}"
        )
    print(f"{name:8} {'ratio of p99':26} {beset.p99 / quiet.p99:7.2f}", flush=True)


async def visit(port: int, seconds: int) -> Felt:
    """Pages on connections of their own, in a steady rhythm."""
    took: list[float] = []
    failed = 0
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        began = time.monotonic()
        try:
            async with asyncio.timeout(30):
                await _page(port)
            took.append(time.monotonic() - began)
        except (OSError, EOFError, ValueError):
            failed += 1
        await asyncio.sleep(max(0.0, 1 / PAGES_EACH_SECOND - (time.monotonic() - began)))
    hundredths = statistics.quantiles(took, n=100)
    return Felt(hundredths[49], hundredths[98], failed)


async def _page(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(HEAD + b"Connection: close\r\n\r\n")
        page = await reader.read(-1)
        if not page.startswith(b"HTTP/1.1 200 "):
            raise ValueError(page[:100])
    finally:
        writer.close()


async def attack(port: int, connections: int) -> None:
    """All of them, until this process is ended."""
    async with asyncio.TaskGroup() as group:
        for number in range(connections):
            group.create_task(_linger(port, *KINDS[number % len(KINDS)]))
            if number % 100 == 0:
                await asyncio.sleep(0.1)
        await asyncio.sleep(2)
        print("there", flush=True)


async def _linger(port: int, first: bytes, then: bytes) -> None:
    while True:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1)
            writer.write(first)
            await _trickle(reader, writer, then)
            writer.close()
        except OSError:
            pass
        await asyncio.sleep(TRICKLE)


async def _trickle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, then: bytes) -> None:
    """One byte at a time, there or back, for as long as the connection stands."""
    while True:
        await asyncio.sleep(TRICKLE)
        if then:
            writer.write(then)
            await writer.drain()
        elif not await reader.read(1):
            return


def _raise_limit() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


if __name__ == "__main__":
    sys.exit(main())
