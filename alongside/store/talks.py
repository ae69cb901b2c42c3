"""Conversations: one list for each session, with the keys of its lines and how far each participant has read."""

from typing import Final, NamedTuple

import msgspec

from alongside.codes import hash_secret
from alongside.store.client import Client, Command, text
from alongside.talk import MAX_LINES
from alongside.wire.talk import Spoken

KEPT_SECONDS: Final = 90 * 24 * 60 * 60
READ_AT_ONCE: Final = 200

_SAY: Final = """
local number = redis.call('HGET', KEYS[2], ARGV[1])
if number then
  redis.call('EXPIRE', KEYS[2], ARGV[4])
  return {tonumber(number), redis.call('LINDEX', KEYS[1], number - 1)}
end
if redis.call('LLEN', KEYS[1]) >= tonumber(ARGV[3]) then return {0, ''} end
number = redis.call('RPUSH', KEYS[1], ARGV[2])
redis.call('HSET', KEYS[2], ARGV[1], number)
redis.call('EXPIRE', KEYS[1], ARGV[4])
redis.call('EXPIRE', KEYS[2], ARGV[4])
return {number, ARGV[2]}
"""


class Kept(NamedTuple):
    """A line and its number, from 1."""

    number: int
    spoken: Spoken


class Conversation(NamedTuple):
    """Lines one after another from number `first`, how many there are in `total`, and how far each participant has read."""

    first: int
    lines: list[Spoken]
    total: int
    read: dict[str, int]


class TalkStore:
    """What was said. Every method raises StoreError when the store cannot be asked."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._decoder = msgspec.json.Decoder(Spoken)

    async def say(self, session: str, spoken: Spoken) -> Kept | None:
        """Keep a line, on disk when this returns; the one that was kept first under its speaker's key. None: there are too many."""
        ((number, kept),) = await self._client.batch_on_disk([_say_command(session, spoken)])
        return self._kept(number, kept)

    async def put(self, session: str, spoken: Spoken) -> Kept | None:
        """As `say`, but on disk only with what is written there next (`EventStore.tell`), before which nobody may hear of it."""
        number, kept = await self._client.call(*_say_command(session, spoken))
        return self._kept(number, kept)

    def _kept(self, number: int, kept: bytes) -> Kept | None:
        return Kept(int(number), self._decoder.decode(kept)) if number else None

    async def read(self, session: str, after: int, count: int = READ_AT_ONCE) -> Conversation:
        """The last `count` lines at most of those after number `after`, oldest first."""
        length, seen = await self._client.batch(
            [("LLEN", _talk_key(session)), ("HGETALL", _read_key(session))]
        )
        start = max(after, length - count, 0)
        rows = await self._client.call("LRANGE", _talk_key(session), start, start + count - 1)
        read = {text(who): int(number) for who, number in seen.items()}
        return Conversation(
            start + 1, [self._decoder.decode(row) for row in rows], max(length, start + len(rows)), read
        )

    async def page(self, session: str, after: int, count: int) -> Conversation:
        """The first `count` lines at most of those after number `after`, oldest first; who has read is left out."""
        total, rows = await self._client.batch(
            [("LLEN", _talk_key(session)), ("LRANGE", _talk_key(session), after, after + count - 1)]
        )
        return Conversation(after + 1, [self._decoder.decode(row) for row in rows], int(total), {})

    async def keep_picture(self, picture: str, data: bytes) -> None:
        """Keep a picture under its secret; on disk when this returns."""
        await self._client.batch_on_disk([("SET", _picture_key(picture), data, "EX", KEPT_SECONDS)])

    async def get_picture(self, picture: str) -> bytes | None:
        """A picture by its secret."""
        found: bytes | None = await self._client.call("GET", _picture_key(picture))
        return found

    async def mark_read(self, session: str, participant: str, number: int) -> None:
        """This participant has seen all lines up to this one."""
        await self._client.batch(
            [
                ("HSET", _read_key(session), participant, number),
                ("EXPIRE", _read_key(session), KEPT_SECONDS),
            ]
        )


def _say_command(session: str, spoken: Spoken) -> Command:
    """It writes also when the line is there already, so that WAITAOF behind it waits for that one, too."""
    return (
        *("EVAL", _SAY, 2, _talk_key(session), _keys_key(session)),
        *(f"{spoken.who}:{spoken.key}", msgspec.json.encode(spoken), MAX_LINES, KEPT_SECONDS),
    )


def _talk_key(session: str) -> str:
    return f"a:{{{session}}}:talk"


def _picture_key(picture: str) -> str:
    return f"a:picture:{hash_secret(picture)}"


def _keys_key(session: str) -> str:
    return f"a:{{{session}}}:talkkeys"


def _read_key(session: str) -> str:
    return f"a:{{{session}}}:talkread"
