"""Events: one stream that programs read from where they stood. An event that is told again under its id is told once."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

import msgspec

from alongside.events import KEPT_SECONDS, MAX_EVENTS, START, Event
from alongside.store.client import Client, Command, text

EVENTS_KEY: Final = "a:{events}"
TOLD_SECONDS: Final = 24 * 60 * 60
"""For as long an event is known by its id. Who was not answered says a thing again within minutes."""
READ_AT_ONCE: Final = 100

_TELL: Final = """
if not redis.call('SET', KEYS[2], '1', 'NX', 'EX', ARGV[3]) then
  redis.call('EXPIRE', KEYS[2], ARGV[3])
  return 0
end
redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[2], '*', 'e', ARGV[1])
return 1
"""
_PLACE: Final = re.compile(r"[0-9]{1,20}-[0-9]{1,20}")


class Told(NamedTuple):
    """An event and its place in the stream, after which a program goes on."""

    place: str
    event: Event


def is_place(place: str) -> bool:
    """Whether this could be a place in the stream."""
    return _PLACE.fullmatch(place) is not None


def order_of(place: str) -> tuple[int, int]:
    """Places in their order."""
    time, _, number = place.partition("-")
    return int(time), int(number)


def tell_command(event: Event) -> Command:
    """Tells an event, in one batch with the fact that it is about.

    It writes also when the event was told before, so that WAITAOF behind it waits for all that was written until now.
    """
    keys = (EVENTS_KEY, f"a:{{events}}:told:{event.id}")
    return ("EVAL", _TELL, 2, *keys, msgspec.json.encode(event), MAX_EVENTS, TOLD_SECONDS)


class EventStore:
    """Every method raises StoreError when the store cannot be asked."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._decoder = msgspec.json.Decoder(Event)

    async def tell(self, events: Sequence[Event], also: Sequence[Command] = ()) -> None:
        """Tell events and do what belongs to them; on disk when this returns, and with it all that was written before."""
        commands = [*also, *map(tell_command, events)]
        if commands:
            await self._client.batch_on_disk(commands)

    async def read(self, after: str, count: int = READ_AT_ONCE) -> list[Told]:
        """Events after this place, in order."""
        rows = await self._client.call("XRANGE", EVENTS_KEY, f"({after}", "+", "COUNT", count)
        return [Told(text(place), self._decoder.decode(fields[b"e"])) for place, fields in rows]

    async def get(self, place: str) -> Event | None:
        """The event at this place, while it is kept."""
        rows = await self._client.call("XRANGE", EVENTS_KEY, place, place)
        return self._decoder.decode(rows[0][1][b"e"]) if rows else None

    async def last(self) -> str:
        """The place of the latest event."""
        rows = await self._client.call("XREVRANGE", EVENTS_KEY, "+", "-", "COUNT", 1)
        return text(rows[0][0]) if rows else START

    async def misses(self, place: str) -> bool:
        """Whether events after this place may have been forgotten already."""
        rows = await self._client.call("XRANGE", EVENTS_KEY, "-", "+", "COUNT", 1)
        return place != START and bool(rows) and order_of(place) < order_of(text(rows[0][0]))

    async def forget_old(self, now: float) -> None:
        """Forget what is older than KEPT_SECONDS."""
        await self._client.call("XTRIM", EVENTS_KEY, "MINID", f"{int((now - KEPT_SECONDS) * 1000)}-0")
