"""Ports for what tests start. They lie below those that the system gives to outgoing connections, and each process of tests has its own."""

import os
import socket
from collections.abc import Iterator
from contextlib import suppress

LOWEST, HIGHEST, PROCESSES = 10_240, 32_000, 8


def free_port() -> int:
    """A port that nobody listens on, and that is not given again before long."""
    for port in _PORTS:
        with suppress(OSError), socket.socket() as free:
            free.bind(("", port))
            return port
    raise AssertionError


def free_ports(count: int) -> list[int]:
    """All different."""
    return [free_port() for _ in range(count)]


def _ports() -> Iterator[int]:
    """Every eighth of them, round and round: which, the name of the process says."""
    mine = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % PROCESSES
    count = (HIGHEST - LOWEST) // PROCESSES
    at = os.getpid() % count
    while True:
        yield LOWEST + at * PROCESSES + mine
        at = (at + 1) % count


_PORTS = _ports()
