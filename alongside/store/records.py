"""Records of sessions: each under its session, those of ended ones in a list by time, and the tags that were used lately."""

from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from alongside.records import Record
from alongside.store.client import Client, Command, StoreError, text

KEPT_SECONDS: Final = 90 * 24 * 60 * 60
LISTED: Final = 200
MAX_TRIES: Final = 20
MAX_TAGS: Final = 300
"""Of all sessions together; the one that was used longest ago goes first."""

_ENDED_KEY: Final = "a:{record}s"
_TAGS_KEY: Final = "a:{record}tags"

_SET_IF_SAME: Final = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
return 1
"""


class RecordStore:
    """Every method raises StoreError when the store cannot be asked."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._decoder = msgspec.json.Decoder(Record)

    async def begin(self, record: Record) -> None:
        """Keep a new record; one that is there stays as it is."""
        await self._client.batch_on_disk(
            [("SET", _record_key(record.session), msgspec.json.encode(record), "NX", "EX", KEPT_SECONDS)]
        )

    async def get(self, session: str) -> Record | None:
        """The record of this session."""
        found = await self._client.call("GET", _record_key(session))
        return self._decoder.decode(found) if found else None

    async def get_many(self, sessions: Sequence[str]) -> list[Record]:
        """The records of these, as far as there are any."""
        found = await self._client.batch([("GET", _record_key(one)) for one in sessions]) if sessions else []
        return [self._decoder.decode(one) for one in found if one]

    async def change(self, session: str, rule: Callable[[Record], Record]) -> Record | None:
        """Apply a pure rule, on disk when this returns; None when there is no record. What the rule raises goes on to the caller."""
        key = _record_key(session)
        for _ in range(MAX_TRIES):
            found = await self._client.call("GET", key)
            if not found:
                return None
            before = self._decoder.decode(found)
            after = rule(before)
            if after is before or await self._set(key, found, after):
                return after
        raise StoreError(f"the record of {session} changes too fast")

    async def list_ended(self) -> list[Record]:
        """Of the sessions that ended last, LISTED at most, the latest first."""
        ids = await self._client.call("ZREVRANGE", _ENDED_KEY, 0, LISTED - 1)
        return await self.get_many([text(one) for one in ids])

    async def enlist(self, record: Record) -> None:
        """An ended session is listed from now on."""
        await self._client.batch_on_disk(
            [
                ("ZADD", _ENDED_KEY, record.ended, record.session),
                ("ZREMRANGEBYSCORE", _ENDED_KEY, "-inf", record.ended - KEPT_SECONDS),
            ]
        )

    async def use_tag(self, tag: str, now: float) -> None:
        """Suggest this tag from now on."""
        await self._client.batch(
            [("ZADD", _TAGS_KEY, now, tag), ("ZREMRANGEBYRANK", _TAGS_KEY, 0, -MAX_TAGS - 1)]
        )

    async def list_tags(self) -> list[str]:
        """Those that were used, the latest first."""
        return [text(one) for one in await self._client.call("ZREVRANGE", _TAGS_KEY, 0, -1)]

    async def _set(self, key: str, found: bytes, after: Record) -> bool:
        command: Command = (
            *("EVAL", _SET_IF_SAME, 1, key),
            *(found, msgspec.json.encode(after), KEPT_SECONDS),
        )
        (is_set,) = await self._client.batch_on_disk([command])
        return bool(is_set)


def _record_key(session: str) -> str:
    return f"a:{{{session}}}:record"
