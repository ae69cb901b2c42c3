"""A wire whose way up can be narrowed: what a browser sends passes at so many bytes a second, and the rest waits in the browser."""

import socket
from threading import Event

from tests.e2e.flaky_wire import FlakyWire

NARROW_PIECE = 2048
"""Bytes taken at a time while the wire is narrow."""
SMALL_BUFFER = 16 * 1024
"""Bytes; the system would take in megabytes before the browser notices anything."""


class SlowWire(FlakyWire):
    """Whole and fast until `narrow`."""

    def __init__(self, target: int, port: int = 0) -> None:
        super().__init__(target, port)
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
        self._wide = Event()
        self._wide.set()
        self._rate = 0

    def narrow(self, rate: int) -> None:
        """From now on `rate` bytes a second go up on each connection."""
        self._rate = rate
        self._wide.clear()

    def widen(self) -> None:
        """As fast as before."""
        self._wide.set()

    def _read(self, end: socket.socket, near: socket.socket) -> bytes:
        if end is not near or self._wide.is_set():
            return super()._read(end, near)
        self._wide.wait(NARROW_PIECE / self._rate)
        return end.recv(NARROW_PIECE)
