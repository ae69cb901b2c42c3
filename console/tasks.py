"""Background tasks that somebody keeps: none is lost by the garbage collector, and no failure of one is silent."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from alongside.store import StoreError

log = logging.getLogger("alongside.live")


class Tasks:
    """Tasks that live as long as they need, until `stop`."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None], what: str) -> asyncio.Task[None]:
        """Run `work` beside everything else. What it raises is logged under `what`."""
        task = asyncio.create_task(work, name=what)
        self._tasks.add(task)
        task.add_done_callback(self._finished)
        return task

    async def stop(self) -> None:
        """Cancel what still runs and wait for it."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if isinstance(error, StoreError):
            log.warning("%s: the store failed: %s", task.get_name(), error)
        elif error:
            log.error("%s failed", task.get_name(), exc_info=error)
