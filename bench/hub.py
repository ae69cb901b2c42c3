"""Active sessions per core: N sessions with one host page and one viewer each, ten changes a second, through one real worker.

Prints the latency from the host page's send until the viewer's receipt (p50, p95), and what the worker's process used of one core.
The load comes from a process of its own. Run: `python -m bench.hub [SESSIONS [SECONDS]]`.
"""

import asyncio
import contextlib
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import websockets
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from alongside.store.embedded import EmbeddedValkey
from tests.console.people import Shopper, join
from tests.console.worker import Worker

CHANGES_A_SECOND = 10
WARM_UP = 1.0
OPENING_AT_ONCE = 8
OP = "x" * 180
"""With the record's other fields some 200 bytes: an attribute or a text that changes."""


class Load:
    """All sessions of one measurement: opened a few at a time, then sending together."""

    def __init__(self, worker: Worker, sessions: int) -> None:
        self.latencies: list[float] = []
        self.stop = asyncio.Event()
        self._worker = worker
        self._sessions = sessions
        self._opening = asyncio.Semaphore(OPENING_AT_ONCE)
        self._ready = asyncio.Barrier(sessions + 1)

    async def measure(self, seconds: float) -> float:
        """Send for so long; the share of one core that the worker used. The latencies are in `latencies`."""
        async with asyncio.TaskGroup() as group:
            for _ in range(self._sessions):
                group.create_task(self._run_session())
            await self._ready.wait()
            await asyncio.sleep(WARM_UP)
            self.latencies.clear()
            before, begin = cpu_seconds(self._worker.pid), time.perf_counter()
            await asyncio.sleep(seconds)
            used = (cpu_seconds(self._worker.pid) - before) / (time.perf_counter() - begin)
            self.stop.set()
        return used

    async def _run_session(self) -> None:
        async with contextlib.AsyncExitStack() as stack:
            async with self._opening:
                shopper = await asyncio.to_thread(Shopper, self._worker)
                ticket = (await asyncio.to_thread(join, self._worker, shopper.token))["ticket"]
                host = await stack.enter_async_context(
                    open_socket(self._worker, "/__alongside/socket", Cookie=shopper.cookie)
                )
                viewer = await stack.enter_async_context(open_socket(self._worker, "/socket"))
                await say(host, "hello", HELLO)
                await say(host, "snap", "0", "e", 0, [])
                await say(viewer, "hello", {"ticket": ticket, "position": {}, "visible": True})
            await self._ready.wait()
            async with asyncio.TaskGroup() as group:
                group.create_task(drain(host))
                group.create_task(note(viewer, self.latencies))
                await send_changes(host, self.stop)
                await host.close()
                await viewer.close()


HELLO = {"url": "", "title": "", "tab": "t", "lang": "en", "visible": True, "viewport": [1280, 720, 1]}


def open_socket(worker: Worker, path: str, **headers: str) -> connect:
    """A socket without compression, as the worker offers none."""
    return connect(
        f"ws://127.0.0.1:{worker.port}{path}",
        subprotocols=[Subprotocol("alongside.1")],
        additional_headers=headers,
        compression=None,
        max_size=None,
    )


async def say(socket: ClientConnection, *frame: object) -> None:
    """Send a frame."""
    await socket.send(json.dumps(frame, separators=(",", ":")))


async def send_changes(host: ClientConnection, stop: asyncio.Event) -> None:
    """Ten a second, each with its time of sending."""
    offset, due = 0, time.perf_counter() + (os.urandom(1)[0] / 256) / CHANGES_A_SECOND
    while not stop.is_set():
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        offset, due = offset + 1, due + 1 / CHANGES_A_SECOND
        await host.send(f'["change","0","e",{offset},[{time.perf_counter():.6f},"{OP}"]]')


async def drain(host: ClientConnection) -> None:
    """Read acknowledgements and forget them."""
    try:
        async for _ in host:
            pass
    except websockets.ConnectionClosed:
        return


async def note(viewer: ClientConnection, latencies: list[float]) -> None:
    """The age of every change on arrival."""
    try:
        async for text in viewer:
            now = time.perf_counter()
            if isinstance(text, str) and text.startswith('["change"'):
                latencies.append(now - float(text.split("[", 2)[2].split(",", 1)[0]))
    except websockets.ConnectionClosed:
        return


def cpu_seconds(pid: int) -> float:
    """User and system time of a process (proc(5), fields 14 and 15)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def running_worker() -> Iterator[Worker]:
    """A worker on an embedded store of its own."""
    with tempfile.TemporaryDirectory() as folder:
        valkey = EmbeddedValkey(Path(folder))
        try:
            with Worker(valkey.start()) as worker:
                yield worker
        finally:
            valkey.stop()


async def measure(worker: Worker, sessions: int, seconds: float) -> tuple[list[float], float]:
    """Latencies in seconds, and the share of a core."""
    load = Load(worker, sessions)
    used = await load.measure(seconds)
    return load.latencies, used


def main(sessions: int = 100, seconds: float = 5.0) -> None:
    """Measure and print."""
    with running_worker() as worker:
        latencies, used = asyncio.run(measure(worker, sessions, seconds))
    quantiles = statistics.quantiles(latencies, n=100)
    print(
        f"{sessions} sessions x {CHANGES_A_SECOND} changes/s: {len(latencies) / seconds:.0f} changes/s, "
        f"p50 {quantiles[49] * 1000:.1f} ms, p95 {quantiles[94] * 1000:.1f} ms, worker {used:.0%} of a core, "
        f"{used / len(latencies) * seconds * 1_000_000:.0f} µs of it a change"
    )


if __name__ == "__main__":
    main(*[int(argument) for argument in sys.argv[1:2]], *[float(argument) for argument in sys.argv[2:3]])
