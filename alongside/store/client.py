"""One connection pool, and the two ways to use it: a batch of commands, and a batch that is on disk before it returns.

Every wait has a bound. A command that is cancelled or times out takes its connection with it, so that nobody ever reads another
caller's answer (redis-py #2665).
"""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any, Final

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import ConstantBackoff
from redis.exceptions import RedisError, ResponseError

Command = tuple[str | bytes | int | float, ...]

ANSWER_WITHIN: Final = 5.0
"""Seconds for one batch. Longer than an fsync on a busy disk, shorter than a person's patience."""
MAX_CONNECTIONS: Final = 32
RETRIES: Final = 2
"""Enough to replace a pooled connection that a restart of the store has cut."""
DISK_MILLISECONDS: Final = 3000

log = logging.getLogger("alongside.store")


class StoreError(Exception):
    """The store cannot be reached, is too slow, or refused a command. Whether the command took effect is not known."""


class Client:
    """A pool of connections to one Valkey or Redis."""

    def __init__(self, url: str) -> None:
        try:
            self._pool = BlockingConnectionPool.from_url(
                url,
                max_connections=MAX_CONNECTIONS,
                timeout=ANSWER_WITHIN,
                socket_timeout=None,  # the batch as a whole has a bound; one for each answer costs a timer each
                socket_connect_timeout=ANSWER_WITHIN,
                protocol=2,
                retry=Retry(ConstantBackoff(0.05), RETRIES),
            )
        except ValueError as error:
            raise StoreError(f"{url!r} is not an address of a store: {error}") from error
        self.redis: Redis = Redis(connection_pool=self._pool)
        self._waits_for_disk = True

    async def call(self, *command: str | bytes | int | float) -> Any:
        """The answer to one command. Raises StoreError."""
        return (await self.batch([command]))[0]

    async def batch(self, commands: Sequence[Command]) -> list[Any]:
        """The answers to several commands, in order. Raises StoreError, also when only one of them is refused."""
        answers = await self.try_batch(commands)
        for answer in answers:
            if isinstance(answer, Exception):
                raise StoreError(str(answer)) from answer
        return answers

    async def try_batch(self, commands: Sequence[Command]) -> list[Any]:
        """As `batch`, but refusals stand among the answers as exceptions. Raises StoreError when the store cannot be asked."""
        try:
            async with asyncio.timeout(2 * ANSWER_WITHIN):
                pipeline = self.redis.pipeline(transaction=False)
                for command in commands:
                    pipeline.execute_command(*command)
                return await pipeline.execute(raise_on_error=False)
        except (RedisError, OSError) as error:
            raise StoreError(str(error) or type(error).__name__) from error

    async def batch_on_disk(self, commands: Sequence[Command]) -> list[Any]:
        """As `batch`, and the append-only file holds it before this returns, where the store has one. Raises StoreError."""
        if not self._waits_for_disk:
            return await self.batch(commands)
        *answers, waited = await self.try_batch([*commands, ("WAITAOF", 1, 0, DISK_MILLISECONDS)])
        for answer in answers:
            if isinstance(answer, Exception):
                raise StoreError(str(answer)) from answer
        self._check_disk(waited)
        return answers

    async def close(self) -> None:
        """Close every connection."""
        await self.redis.aclose()
        await self._pool.aclose()

    def _check_disk(self, waited: object) -> None:
        """No WAITAOF before Valkey 7.2, and none without an append-only file: then the operator is told, once."""
        if isinstance(waited, ResponseError):
            self._waits_for_disk = False
            log.warning(
                "the store cannot say when a write is on disk (%s); use Valkey or Redis from 7.2 with appendonly yes, "
                "or set appendfsync always",
                waited,
            )
        elif isinstance(waited, Exception):
            raise StoreError(str(waited)) from waited
        elif not (isinstance(waited, list) and waited and waited[0]):
            raise StoreError(f"the write did not reach the disk within {DISK_MILLISECONDS} ms")


def text(value: bytes | str) -> str:
    """An answer's bytes as text."""
    return value.decode() if isinstance(value, bytes) else value
