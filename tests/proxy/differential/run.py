"""The product in front of each origin, by itself and behind each edge, and batches of scripts through all of them."""

import asyncio
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Final, NamedTuple

from tests.console.aside import run as run_aside
from tests.proxy.differential.exchange import exchange
from tests.proxy.differential.generator import HOST, Script, label_of
from tests.proxy.differential.judge import Exchange, judge, read_strictly
from tests.proxy.differential.origins import NAMES, Origin, running_origin
from tests.proxy.edges import EDGES
from tests.proxy.road import Process, running_road

LANES: Final = 12
"""Connections at once on each road."""

PATIENCE: Final = {True: 15.0, False: 0.5}
"""Seconds without a byte, by whether an answer is due."""


EDGE_LETTERS: Final = {"a": "AX", "b": "BY", "c": "CZ"}
"""By that of the road without an edge; in small letters it would be one more of those."""


class Log:
    """What a process says, taken as it comes: one that nobody reads brings its process to a halt."""

    def __init__(self, process: Process) -> None:
        self.failures: list[str] = []
        self._said = process.process.stderr
        Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self._said is not None
        for line in self._said:
            if "ERROR" in line or "Traceback" in line:
                self.failures.append(line.strip())


class Way(NamedTuple):
    """One road to one origin."""

    name: str
    letter: str
    port: int
    origin: Origin
    engine: Process
    log: Log


class Finding(NamedTuple):
    """Something that does not hold."""

    number: int
    way: str
    what: str
    script: Script
    exchange: Exchange


@dataclass
class Roads:
    ways: list[Way]

    def run(self, scripts: Sequence[tuple[int, Script]]) -> list[Finding]:
        """Every script on every road."""
        exchanges = run_aside(self._exchange_all(scripts))
        for origin in {way.origin.name: way.origin for way in self.ways}.values():
            origin.read()
        findings = [
            Finding(number, way.name, what, script, done)
            for number, way, script, done in exchanges
            for what in judge(
                script,
                done,
                way.origin.entries.pop(label_of(number, way.letter), []),
                alone=way.letter.islower(),
            )
        ]
        for way in self.ways:
            if way.engine.process.poll() is not None:
                raise RuntimeError(f"the engine of {way.name} has ended")
            if way.log.failures:
                raise RuntimeError(f"the engine of {way.name} says: {way.log.failures[:3]}")
        return findings

    def strays(self) -> list[str]:
        """Requests that an origin understood and that belong to nothing that was sent."""
        origins = {way.origin.name: way.origin for way in self.ways}
        return [
            f"{name}: {entries}" for name, origin in origins.items() for entries in origin.entries.items()
        ]

    async def _exchange_all(
        self, scripts: Sequence[tuple[int, Script]]
    ) -> list[tuple[int, Way, Script, Exchange]]:
        done: list[tuple[int, Way, Script, Exchange]] = []

        async def lane(way: Way, left: Iterator[tuple[int, Script]]) -> None:
            for number, script in left:
                labelled = script.labelled(number, way.letter)
                is_due = read_strictly(labelled.raw).end != "waiting"
                patience = PATIENCE[is_due] if way.letter.islower() else PATIENCE[labelled.meant is not None]
                done.append((number, way, labelled, await exchange(way.port, labelled, patience)))

        async with asyncio.TaskGroup() as lanes:
            for way in self.ways:
                left = iter(scripts)
                for _ in range(LANES):
                    lanes.create_task(lane(way, left))
        return done


@contextmanager
def running_roads(folder: Path, names: Sequence[str] = NAMES) -> Iterator[Roads]:
    """All of them started at once."""
    with ExitStack() as stack:
        starting = ThreadPoolExecutor(len(names))
        started = [
            starting.submit(_start, folder / name, name, "abc"[at], stack) for at, name in enumerate(names)
        ]
        yield Roads([way for each in started for way in each.result()])


def _start(home: Path, name: str, letter: str, stack: ExitStack) -> list[Way]:
    """An origin, an engine before it, and each edge before that; what ends them is left on `stack`."""
    home.mkdir()
    origin = stack.enter_context(running_origin(name, home))
    url = f"http://127.0.0.1:{origin.port}"
    shop = f"http://{HOST}"
    road = stack.enter_context(running_road(home, url, public=shop))
    limits = {"address_connections": 0, "address_requests": 0}
    engine = road.process, Log(road.process)
    ways = [Way(f"{name}, direct", letter, road.port, origin, *engine)]
    for label, (edge, running) in zip(EDGE_LETTERS[letter], EDGES.items(), strict=True):
        folder = home / edge
        folder.mkdir()
        port, process = stack.enter_context(running(folder, url, road.port, 9, public=shop, **limits))
        Log(process)
        ways.append(Way(f"{name}, {edge}", label, port, origin, *engine))
    return ways
