"""What a process started by the supervisor (serve.py) and the supervisor agree on.

A child gets its settings as JSON in `ALONGSIDE_SETTINGS`, its own part (ports, worker number) in `ALONGSIDE_PART`, and two pipe
ends: it writes one line to `ALONGSIDE_READY_FD` (`ready`, with a detail where there is one, or a clear error) and goes when
`ALONGSIDE_LIFE_FD` reaches its end, which happens whenever the supervisor is gone, however it went.
"""

import asyncio
import os
import sys
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from alongside.settings import Settings


class Child:
    """A child's view of its supervisor. Started by hand (without the pipes) everything here is harmless."""

    def __init__(self, environ: Mapping[str, str] = os.environ) -> None:
        self.settings = msgspec.json.decode(environ["ALONGSIDE_SETTINGS"], type=Settings)
        self.part: dict[str, Any] = msgspec.json.decode(environ.get("ALONGSIDE_PART", "{}"))
        self._ready = int(environ.get("ALONGSIDE_READY_FD", "-1"))
        self._life = int(environ.get("ALONGSIDE_LIFE_FD", "-1"))

    def announce_ready(self, detail: str = "") -> None:
        """Tell the supervisor that connections are accepted, and at which address when it cannot know. Call once."""
        self._say(f"ready {detail}".rstrip())

    def fail(self, line: str) -> int:
        """Tell the supervisor why this process cannot serve; returns the exit status to leave with (2)."""
        self._say(line)
        if self._ready < 0:
            print(f"alongside: {line}", file=sys.stderr)
        return 2

    def stop_with_parent(self, stop: Callable[[], None]) -> None:
        """Call `stop` once when the supervisor is gone. Needs a running event loop."""
        if self._life >= 0:
            loop = asyncio.get_running_loop()
            loop.add_reader(self._life, self._parent_gone, loop, stop)

    def _parent_gone(self, loop: asyncio.AbstractEventLoop, stop: Callable[[], None]) -> None:
        loop.remove_reader(self._life)
        stop()

    def _say(self, line: str) -> None:
        if self._ready >= 0:
            os.write(self._ready, line.encode() + b"\n")
            os.close(self._ready)
            self._ready = -1
