"""Several streams as one: what comes first goes first; when one ends or fails, all do."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing


async def merge(*streams: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
    """Every piece of every stream. Each waits until its piece is taken, so nothing piles up."""
    pieces: asyncio.Queue[bytes | None] = asyncio.Queue(1)
    pumps = [asyncio.create_task(_pump(stream, pieces)) for stream in streams]
    try:
        while (piece := await pieces.get()) is not None:
            yield piece
        for pump in pumps:
            if pump.done():
                pump.result()
    finally:
        for pump in pumps:
            pump.cancel()
        await asyncio.gather(*pumps, return_exceptions=True)


async def _pump(stream: AsyncGenerator[bytes], pieces: asyncio.Queue[bytes | None]) -> None:
    failure: Exception | None = None
    try:
        async with aclosing(stream):
            async for piece in stream:
                await pieces.put(piece)
    except Exception as error:  # told once the reader is at the end
        failure = error
    await pieces.put(None)
    if failure:
        raise failure
