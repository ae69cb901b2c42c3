"""Fan-out between workers: one sharded channel for each session, over one connection for each worker.

What is published while a connection is down is lost; whoever listens is told of every new subscription and then reads what it
missed from the page log.
"""

import asyncio
import contextlib
import logging
from typing import Final, Protocol

from redis.asyncio.client import PubSub
from redis.exceptions import RedisError

from alongside.store.client import ANSWER_WITHIN, Client, Command, StoreError, text

RECONNECT_AFTER: Final = 0.25
IDLE_SECONDS: Final = 1.0
IDLE_CHANNEL: Final = "a:{idle}:bus"
QUEUE: Final = "queue"
"""A topic beside the sessions: the list of them has changed."""
ARRANGEMENTS: Final = "arrangements"
"""What admins have arranged has changed."""
PEOPLE: Final = "people"
"""A rep's account has changed, or is gone."""
EVENTS: Final = "events"
"""Another one: something happened that programs are told."""

log = logging.getLogger("alongside.store")


class Listener(Protocol):
    """Whoever subscribes to a topic. Both are called in the event loop and must not block."""

    def subscribed(self) -> None:
        """The subscription stands; anything published before this may have been missed."""

    def heard(self, message: bytes) -> None:
        """Something was published."""


class Bus:
    """Publish and subscribe by topic (a session's id, or QUEUE)."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._listeners: dict[str, Listener] = {}
        self._standing: dict[str, asyncio.Event] = {}
        self._pubsub: PubSub | None = None
        self._reader: asyncio.Task[None] | None = None

    async def publish(self, topic: str, message: bytes) -> int:
        """How many workers heard it. Raises StoreError."""
        return int(await self._client.call("SPUBLISH", channel_of(topic), message))

    async def publish_all(self, messages: list[tuple[str, bytes]]) -> list[int]:
        """As `publish`, for several at once. Raises StoreError."""
        commands: list[Command] = [("SPUBLISH", channel_of(topic), message) for topic, message in messages]
        return [int(count) for count in await self._client.batch(commands)] if commands else []

    async def subscribe(self, topic: str, listener: Listener) -> None:
        """Listen to a topic; returns when the subscription stands. One listener a topic. Raises StoreError."""
        channel = channel_of(topic)
        self._listeners[channel] = listener
        standing = self._standing[channel] = asyncio.Event()
        if self._reader is None:
            self._reader = asyncio.create_task(self._read_forever())
        try:
            async with asyncio.timeout(ANSWER_WITHIN):
                if self._pubsub:
                    await self._pubsub.ssubscribe(channel)
                await standing.wait()
        except (RedisError, OSError) as error:
            self._forget(channel)
            raise StoreError(f"no subscription: {error}") from error

    async def unsubscribe(self, topic: str) -> None:
        """Stop listening to a topic. Never fails: a lost connection listens to nothing."""
        channel = channel_of(topic)
        self._forget(channel)
        if self._pubsub:
            with contextlib.suppress(RedisError, OSError):
                await self._pubsub.sunsubscribe(channel)

    async def close(self) -> None:
        """Stop listening to everything."""
        if self._reader:
            self._reader.cancel()
            await asyncio.gather(self._reader, return_exceptions=True)
            self._reader = None

    def _forget(self, channel: str) -> None:
        self._listeners.pop(channel, None)
        self._standing.pop(channel, None)

    async def _read_forever(self) -> None:
        while True:
            pubsub = self._client.redis.pubsub()
            try:
                await pubsub.ssubscribe(IDLE_CHANNEL, *self._listeners)
                self._pubsub = pubsub
                while True:
                    await self._read_one(pubsub)
            except (RedisError, OSError) as error:
                log.warning("fan-out is interrupted: %s", error)
            finally:
                self._pubsub = None
                with contextlib.suppress(RedisError, OSError):
                    await pubsub.aclose()  # type: ignore[no-untyped-call]  # reason: redis-py leaves it untyped
            await asyncio.sleep(RECONNECT_AFTER)

    async def _read_one(self, pubsub: PubSub) -> None:
        message = await pubsub.get_message(timeout=IDLE_SECONDS)
        if message is None:
            return
        channel = text(message["channel"])
        listener = self._listeners.get(channel)
        if listener is None:
            return
        if message["type"] == "ssubscribe":
            self._standing[channel].set()
            listener.subscribed()
        elif message["type"] == "smessage":
            listener.heard(message["data"])


def channel_of(topic: str) -> str:
    """The channel of a topic, for whoever publishes together with other commands."""
    return f"a:{{{topic}}}:bus"
