"""`python -m alongside.facts`: reads copies of pages that an engine sends to its standard input, until that ends (alongside/child.py).

It takes a part of one processor at most and comes after everybody else; what it does not manage is left out by the engine.
"""

import asyncio
import contextlib
import logging
import os
import sys
import time
from typing import Final

import msgspec

from alongside.child import Child
from alongside.facts.answers import LENGTH, MAX_FRAME, Answer, unpack
from alongside.facts.keeping import Keeping
from alongside.store import StoreError, open_store

SHARE: Final = 0.25
"""Of one processor."""
NICE: Final = 15
AGAIN_SECONDS: Final = 60.0
"""Trouble is told once in so long."""

log = logging.getLogger("alongside.facts")


class Complaints:
    """One line of trouble at a time; a store that is away would make thousands."""

    def __init__(self) -> None:
        self._told = float("-inf")

    def tell(self, answer: Answer, error: Exception) -> None:
        now = time.monotonic()
        if now - self._told >= AGAIN_SECONDS:
            self._told = now
            cause = " ".join(f"{type(error).__name__}: {error}".split())
            log.warning("%s was not read: %s", answer.target.partition("?")[0], cause)


async def read_all(reader: asyncio.StreamReader, keeping: Keeping) -> None:
    """One answer after another, until the pipe ends."""
    complaints = Complaints()
    with contextlib.suppress(asyncio.IncompleteReadError):
        while True:
            answer = await _next(reader)
            began = time.process_time()
            try:
                await keeping.take(answer)
            except Exception as error:  # a page of any kind must not end the reading of all others
                complaints.tell(answer, error)
            await asyncio.sleep((time.process_time() - began) * (1 / SHARE - 1))


async def _next(reader: asyncio.StreamReader) -> Answer:
    """The next frame. Raises IncompleteReadError at the end, ValueError when this is no pipe of an engine's."""
    length = int.from_bytes(await reader.readexactly(LENGTH))
    if length > MAX_FRAME:
        raise ValueError(f"a frame of {length} bytes")
    try:
        return unpack(await reader.readexactly(length))
    except msgspec.DecodeError as error:
        raise ValueError(f"no answer in a frame: {error}") from error


async def main() -> int:
    settings = Child().settings
    os.nice(NICE)
    try:
        store = await open_store(settings.redis, settings.facts.telling)
    except StoreError as error:
        log.warning("pages are not read: %s", error)
        return 1
    try:
        reader = asyncio.StreamReader(limit=2 * MAX_FRAME)
        await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
        )
        await read_all(reader, Keeping(settings, store))
    finally:
        await store.close()
    return 0


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s: %(message)s", stream=sys.stderr)
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(asyncio.run(main()))
