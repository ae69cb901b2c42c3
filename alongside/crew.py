"""The processes that are up: whoever dies is started again, until it is let go."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Final

from alongside.process import STOP_WITHIN, ChildProcess, StartError

RESTART_AFTER: Final = 0.2
RESTART_AT_MOST: Final = 5.0
"""Seconds before a process that died is started again, doubling up to the second value."""

LOGGING: Final = ("engine", "edge")
"""Children that write the access log."""

log = logging.getLogger("alongside.serve")


class Crew:
    """Children with a keeper each."""

    def __init__(self) -> None:
        self._keepers: dict[int, asyncio.Task[None]] = {}
        self._children: dict[int, ChildProcess] = {}
        self._leaving: set[asyncio.Task[None]] = set()
        self.failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Ends, with an error, when a keeper does: a fault of ours."""

    async def start(self, *children: ChildProcess) -> list[str]:
        """Start them all at once, and keep them; what they say. Raises StartError when one does not start: then none of them is left."""
        for child in children:
            self._children[id(child)] = child
        started = await asyncio.gather(*(child.start() for child in children), return_exceptions=True)
        if failed := [each for each in started if isinstance(each, BaseException)]:
            await self.stop(children)
            raise failed[0]
        for child in children:
            self._keepers[id(child)] = keeper = asyncio.create_task(_keep_up(child))
            keeper.add_done_callback(self._look)
        return [said for said in started if isinstance(said, str)]

    def let_go(self, children: Sequence[ChildProcess]) -> None:
        """Whoever dies from now on is not started again."""
        for child in children:
            if keeper := self._keepers.pop(id(child), None):
                keeper.cancel()

    async def stop(self, children: Sequence[ChildProcess], within: float = STOP_WITHIN) -> None:
        """End them, all at once."""
        self.let_go(children)
        await asyncio.gather(*(child.stop(within) for child in children))
        for child in children:
            self._children.pop(id(child), None)

    def dismiss(self, children: Sequence[ChildProcess], within: float) -> None:
        """End them while everything goes on."""
        self.let_go(children)
        leaving = asyncio.create_task(self.stop(children, within))
        self._leaving.add(leaving)
        leaving.add_done_callback(self._leaving.discard)

    async def rest(self) -> None:
        """Until all who were dismissed have gone."""
        await asyncio.gather(*self._leaving)

    async def kill(self, but: Sequence[ChildProcess]) -> None:
        """End all others, without a word."""
        others = [child for child in self._children.values() if child not in but]
        self.let_go(others)
        await asyncio.gather(*(child.kill() for child in others))

    def reopen_logs(self) -> None:
        """Of those who write the access log; upon SIGUSR1, as logrotate sends it."""
        for child in self._children.values():
            if child.name in LOGGING:
                child.reopen_logs()

    def _look(self, keeper: asyncio.Task[None]) -> None:
        if not keeper.cancelled() and (error := keeper.exception()) and not self.failed.done():
            self.failed.set_exception(error)


async def _keep_up(child: ChildProcess) -> None:
    """Start `child` again whenever it dies, for as long as this task lives."""
    pause = RESTART_AFTER
    while True:
        status = await child.wait()
        log.error("the %s ended with status %d; starting it again", child.name, status)
        await child.stop()
        await asyncio.sleep(pause)
        try:
            await child.start()
            pause = RESTART_AFTER
        except StartError as error:
            log.error("the %s did not start: %s", child.name, error)
            pause = min(pause * 2, RESTART_AT_MOST)
