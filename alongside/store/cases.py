"""Cases of one kind: each under its id, with a list of all by time and one of those that are open."""

from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from alongside.cases import Case, is_over
from alongside.store.client import Client, Command, StoreError, text

KEPT_SECONDS: Final = 90 * 24 * 60 * 60
MAX_OPEN: Final = 1000
"""More than a desk can see to; a flood takes no more memory than that."""
LISTED: Final = 200
MAX_TRIES: Final = 20

_SET_IF_SAME: Final = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'KEEPTTL')
if ARGV[3] == '1' then redis.call('ZREM', KEYS[2], ARGV[4]) end
return 1
"""


class TooManyError(Exception):
    """As many as may be are open already."""


class CaseStore[C: Case]:
    """`name` stands in the keys. Every method raises StoreError when the store cannot be asked."""

    def __init__(self, client: Client, name: str, kind: type[C]) -> None:
        self._client = client
        self._name = name
        self._decoder = msgspec.json.Decoder(kind)

    async def add(self, case: C, also: Sequence[Command] = ()) -> None:
        """Keep a new case and do what belongs to it; on disk when this returns. Raises TooManyError."""
        if await self._client.call("ZCARD", self._open_key) >= MAX_OPEN:
            raise TooManyError
        await self._client.batch_on_disk(
            [
                ("SET", self._key(case.id), msgspec.json.encode(case), "EX", KEPT_SECONDS),
                ("ZADD", self._all_key, case.at, case.id),
                ("ZADD", self._open_key, case.at, case.id),
                ("ZREMRANGEBYSCORE", self._all_key, "-inf", case.at - KEPT_SECONDS),
                ("ZREMRANGEBYSCORE", self._open_key, "-inf", case.at - KEPT_SECONDS),
                *also,
            ]
        )

    async def get(self, case: str) -> C | None:
        """The case with this id."""
        found = await self._client.call("GET", self._key(case))
        return self._decoder.decode(found) if found else None

    async def list_open(self) -> list[C]:
        """What the desk has to see to, oldest first."""
        return await self._list(("ZRANGE", self._open_key, 0, -1))

    async def list_all(self, count: int = LISTED, after: str = "") -> list[C]:
        """The latest ones, latest first; with `after` those that come after the case with this id."""
        start = 0
        if after:
            rank = await self._client.call("ZREVRANK", self._all_key, after)
            if rank is None:
                return []
            start = int(rank) + 1
        return await self._list(("ZREVRANGE", self._all_key, start, start + count - 1))

    async def change(self, case: str, rule: Callable[[C], C]) -> C | None:
        """Apply a pure rule, on disk when this returns; None when there is no such case. What the rule raises goes on to the caller."""
        key = self._key(case)
        for _ in range(MAX_TRIES):
            found = await self._client.call("GET", key)
            if not found:
                return None
            before = self._decoder.decode(found)
            after = rule(before)
            if after is before or await self._set(key, found, after):
                return after
        raise StoreError(f"{self._name} {case} changes too fast")

    async def _set(self, key: str, found: bytes, after: C) -> bool:
        command: Command = (
            *("EVAL", _SET_IF_SAME, 2, key, self._open_key),
            *(found, msgspec.json.encode(after), int(is_over(after)), after.id),
        )
        (is_set,) = await self._client.batch_on_disk([command])
        return bool(is_set)

    async def _list(self, command: Command) -> list[C]:
        ids = [text(item) for item in await self._client.call(*command)]
        found = await self._client.batch([("GET", self._key(item)) for item in ids]) if ids else []
        return [self._decoder.decode(item) for item in found if item]

    def _key(self, case: str) -> str:
        return f"a:{{{self._name}}}:{case}"

    @property
    def _all_key(self) -> str:
        return f"a:{{{self._name}}}s"

    @property
    def _open_key(self) -> str:
        return f"a:{{{self._name}}}s:open"
