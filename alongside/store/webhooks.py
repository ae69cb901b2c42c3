"""Webhooks, and for each of them the calls to make by their place, the last ones made, and how far it has read the events."""

from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from alongside.store.client import Client, Command, StoreError, text
from alongside.store.events import order_of
from alongside.webhooks import MAX_WEBHOOKS, Fate, Waiting, Webhook

HOOKS_KEY: Final = "a:webhooks"
LEASE_KEY: Final = "a:webhooks:courier"
MAX_MADE: Final = 100
"""Calls that have been made, or given up, as they are remembered for each webhook."""
MADE_SECONDS: Final = 7 * 24 * 60 * 60
MAX_TRIES: Final = 20

_ADD: Final = """
if redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[3]) then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return 1
"""
_SET_IF_SAME: Final = """
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return 1
"""
_LEASE: Final = """
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
"""
_LET_GO: Final = (
    "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0"
)


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """A call that was made, or given up, at `at` (Unix seconds)."""

    at: float
    fate: Fate
    call: Waiting


class WebhookStore:
    """Every method raises StoreError when the store cannot be asked."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def add(self, webhook: Webhook, place: str) -> bool:
        """Keep a new webhook, which is told what happens after this place; on disk when this returns. False: there are too many."""
        _, is_added = await self._client.batch_on_disk(
            [
                ("SET", _place_key(webhook.id), place),
                ("EVAL", _ADD, 1, HOOKS_KEY, webhook.id, msgspec.json.encode(webhook), MAX_WEBHOOKS),
            ]
        )
        return bool(is_added)

    async def list_all(self) -> list[Webhook]:
        """Every webhook, oldest first."""
        rows = await self._client.call("HVALS", HOOKS_KEY)
        found = [msgspec.json.decode(row, type=Webhook) for row in rows]
        return sorted(found, key=lambda webhook: webhook.created)

    async def get(self, webhook: str) -> Webhook | None:
        """The webhook with this id."""
        found = await self._client.call("HGET", HOOKS_KEY, webhook)
        return msgspec.json.decode(found, type=Webhook) if found else None

    async def change(
        self, webhook: str, rule: Callable[[Webhook], Webhook]
    ) -> tuple[Webhook, Webhook] | None:
        """Apply a pure rule, on disk when this returns; before and after, or None when there is no such webhook."""
        for _ in range(MAX_TRIES):
            found = await self._client.call("HGET", HOOKS_KEY, webhook)
            if not found:
                return None
            before = msgspec.json.decode(found, type=Webhook)
            after = rule(before)
            if after is before:
                return before, after
            command = ("EVAL", _SET_IF_SAME, 1, HOOKS_KEY, webhook, found, msgspec.json.encode(after))
            if (await self._client.batch_on_disk([command]))[0]:
                return before, after
        raise StoreError(f"webhook {webhook} changes too fast")

    async def delete(self, webhook: str) -> bool:
        """Forget a webhook and its calls; on disk when this returns. Whether there was one."""
        keys = (_place_key(webhook), _waiting_key(webhook), _made_key(webhook))
        found, _ = await self._client.batch_on_disk([("HDEL", HOOKS_KEY, webhook), ("DEL", *keys)])
        return bool(found)

    async def hold_lease(self, worker: str, seconds: float) -> bool:
        """Whether this worker is the one that makes the calls, for so long from now."""
        return bool(await self._client.call("EVAL", _LEASE, 1, LEASE_KEY, worker, int(seconds * 1000)))

    async def let_go(self, worker: str) -> None:
        """Another worker may make the calls at once."""
        await self._client.call("EVAL", _LET_GO, 1, LEASE_KEY, worker)

    async def get_place(self, webhook: str) -> str | None:
        """Up to where it has read the events."""
        found = await self._client.call("GET", _place_key(webhook))
        return text(found) if found else None

    async def take_in(self, webhook: str, calls: Sequence[Waiting], place: str) -> None:
        """These calls are to be made, and it has read up to this place. Done twice, it is done once."""
        key = _waiting_key(webhook)
        commands: list[Command] = [("HSETNX", key, call.place, msgspec.json.encode(call)) for call in calls]
        commands.append(("EXPIRE", key, MADE_SECONDS))
        await self._client.batch_on_disk([*commands, ("SET", _place_key(webhook), place)])

    async def list_waiting(self, webhook: str) -> list[Waiting]:
        """The calls to make, in the order of their events."""
        rows = await self._client.call("HVALS", _waiting_key(webhook))
        found = [msgspec.json.decode(row, type=Waiting) for row in rows]
        return sorted(found, key=lambda call: order_of(call.place))

    async def put_off(self, webhook: str, call: Waiting) -> None:
        """A call is to be tried again."""
        key = _waiting_key(webhook)
        await self._client.batch(
            [("HSET", key, call.place, msgspec.json.encode(call)), ("EXPIRE", key, MADE_SECONDS)]
        )

    async def settle(self, webhook: str, call: Waiting, fate: Fate, now: float) -> None:
        """A call is made, or given up."""
        made = msgspec.json.encode(Made(at=now, fate=fate, call=call))
        key = _made_key(webhook)
        await self._client.batch(
            [
                ("HDEL", _waiting_key(webhook), call.place),
                ("LPUSH", key, made),
                ("LTRIM", key, 0, MAX_MADE - 1),
                ("EXPIRE", key, MADE_SECONDS),
            ]
        )

    async def list_made(self, webhook: str) -> list[Made]:
        """The calls made or given up, latest first."""
        rows = await self._client.call("LRANGE", _made_key(webhook), 0, -1)
        return [msgspec.json.decode(row, type=Made) for row in rows]


def _place_key(webhook: str) -> str:
    return f"a:{{{webhook}}}:webhook:place"


def _waiting_key(webhook: str) -> str:
    return f"a:{{{webhook}}}:webhook:waiting"


def _made_key(webhook: str) -> str:
    return f"a:{{{webhook}}}:webhook:made"
