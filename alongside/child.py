"""What a process started by the supervisor (serve.py) and the supervisor agree on.

A child gets its settings as JSON in `ALONGSIDE_SETTINGS`, its own part (addresses, sockets by number) in `ALONGSIDE_PART`, and two pipe
ends: it writes one line to `ALONGSIDE_READY_FD` (`ready`, with a detail where there is one, or a clear error) and goes when
`ALONGSIDE_LIFE_FD` reaches its end, which happens whenever the supervisor is gone, however it went.

A line on the second pipe says that something has changed: `{"settings": …, "part": …}`. The child answers on the first one, with `ready`
or a clear error. SIGTERM asks a child to finish what it has begun; it says `leaving` once it takes nothing new.
"""

import asyncio
import os
import sys
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

import msgspec

from alongside.settings import Settings


class ChangeError(Exception):
    """A change that a child cannot take; all is as it was. The text is one clear line."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What a child is told while it runs."""

    settings: Settings
    part: dict[str, Any]


class Child:
    """A child's view of its supervisor. Started by hand (without the pipes) everything here is harmless."""

    def __init__(self, environ: Mapping[str, str] = os.environ) -> None:
        self.settings = msgspec.json.decode(environ["ALONGSIDE_SETTINGS"], type=Settings)
        self.part: dict[str, Any] = msgspec.json.decode(environ.get("ALONGSIDE_PART", "{}"))
        self._ready = int(environ.get("ALONGSIDE_READY_FD", "-1"))
        self._life = int(environ.get("ALONGSIDE_LIFE_FD", "-1"))
        self._heard = b""
        self._take: Callable[[Change], Coroutine[Any, Any, None]] | None = None
        self._taking: asyncio.Task[None] | None = None

    def announce_ready(self, detail: str = "") -> None:
        """Tell the supervisor that connections are accepted, and at which address when it cannot know. Call once."""
        self._say(f"ready {detail}".rstrip())

    def announce_leaving(self) -> None:
        """Tell the supervisor that nothing new is taken."""
        self._say("leaving")

    def fail(self, line: str) -> int:
        """Tell the supervisor why this process cannot serve; returns the exit status to leave with (2)."""
        self._say(line)
        if self._ready < 0:
            print(f"alongside: {line}", file=sys.stderr)
        return 2

    def stop_with_parent(
        self, stop: Callable[[], None], take: Callable[[Change], Coroutine[Any, Any, None]] | None = None
    ) -> None:
        """Call `stop` once when the supervisor is gone, and `take` upon changes; it may raise ChangeError. Needs a running event loop."""
        self._take = take
        if self._life >= 0:
            loop = asyncio.get_running_loop()
            loop.add_reader(self._life, self._hear, loop, stop)

    def _hear(self, loop: asyncio.AbstractEventLoop, stop: Callable[[], None]) -> None:
        data = os.read(self._life, 65536)
        self._heard += data
        while b"\n" in self._heard:
            line, _, self._heard = self._heard.partition(b"\n")
            self._taking = loop.create_task(self._answer(msgspec.json.decode(line, type=Change)))
        if not data:
            loop.remove_reader(self._life)
            stop()

    async def _answer(self, change: Change) -> None:
        """The supervisor waits for one answer before it tells of another change."""
        try:
            if self._take:
                await self._take(change)
            self._say("ready")
        except ChangeError as error:
            self._say(" ".join(str(error).split()))

    def _say(self, line: str) -> None:
        if self._ready >= 0:
            try:
                os.write(self._ready, line.encode() + b"\n")
            except BrokenPipeError:
                self._ready = -1  # nobody listens any more
