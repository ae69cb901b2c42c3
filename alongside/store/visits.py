"""Visitors on the shop now, and what they said to being asked."""

from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec.structs import replace

from alongside.records import MAX_TAGS
from alongside.store.client import Client, Command, text
from alongside.visits import NOW_SECONDS, Visit

KEPT_SECONDS: Final = 90 * 24 * 60 * 60
ASK_SECONDS: Final = 60
"""An invitation that no page of the visitor has shown by then is over."""
NOW_KEY: Final = "a:visitors"
MOST: Final = 1000
DAY_KEY: Final = "a:visits:day"
DAY_SECONDS: Final = 26 * 60 * 60
"""A day that is an hour longer, and some."""
MOST_OF_DAY: Final = 20_000
MOST_LOOKED_AT: Final = 2000
"""As many of a day's visits are gone through again to see what rules would have done; a bigger shop's latest ones."""


class Invitation(msgspec.Struct, frozen=True, kw_only=True):
    """What a visitor is asked. `by`: the rep's name, "" when it was a rule; `rule`: that rule's name."""

    key: str
    by: str = ""
    rule: str = ""
    text: str = ""


class VisitStore:
    """Every method raises StoreError when the store cannot be asked."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._decoder = msgspec.json.Decoder(Visit)

    async def get(self, visitor: str) -> Visit | None:
        """What is known of a visitor."""
        found = await self._read([visitor])
        return found[0] if found else None

    async def _read(self, visitors: Sequence[str]) -> list[Visit]:
        """Those of whom something is known, with their tags."""
        if not visitors:
            return []
        found = await self._client.batch([("GET", _visit_key(one)) for one in visitors])
        known = [self._decoder.decode(one) for one in found if one]
        tags = await self.list_tags([visit.id for visit in known])
        return [replace(visit, tags=tags[visit.id]) for visit in known]

    async def keep(self, visit: Visit, before: Visit | None = None) -> None:
        """The visit is so now; `before` it was so, or it was an earlier one, which is remembered for a day."""
        day: list[Command] = [
            ("ZADD", DAY_KEY, visit.seen, _member(visit)),
            ("ZREMRANGEBYSCORE", DAY_KEY, 0, visit.seen - DAY_SECONDS),
            ("ZREMRANGEBYRANK", DAY_KEY, 0, -MOST_OF_DAY - 1),
        ]
        if before and before.began != visit.began:
            day.append(("SET", _past_key(_member(before)), _encode(before), "EX", DAY_SECONDS))
        await self._client.batch(
            [
                *day,
                ("SET", _visit_key(visit.id), _encode(visit), "EX", KEPT_SECONDS),
                ("ZADD", NOW_KEY, visit.seen, visit.id),
                ("ZREMRANGEBYSCORE", NOW_KEY, 0, visit.seen - NOW_SECONDS),
            ]
        )

    async def keep_answer(self, visit: Visit) -> None:
        """What the visitor said; on disk when this returns, for nobody is asked again after a no."""
        await self._client.batch_on_disk([("SET", _visit_key(visit.id), _encode(visit), "EX", KEPT_SECONDS)])

    async def list_now(self, now: float) -> list[Visit]:
        """Those who were there within the last seconds, latest first, MOST at most."""
        ids = await self._client.call(
            "ZRANGE", NOW_KEY, now, now - NOW_SECONDS, "BYSCORE", "REV", "LIMIT", 0, MOST
        )
        return await self._read([text(item) for item in ids])

    async def list_since(self, since: float) -> tuple[list[Visit], int]:
        """The visits of the day that went on after this, the latest MOST_LOOKED_AT; and how many there are in all."""
        found, total = await self._client.batch(
            [
                ("ZRANGE", DAY_KEY, "+inf", since, "BYSCORE", "REV", "LIMIT", 0, MOST_LOOKED_AT),
                ("ZCOUNT", DAY_KEY, since, "+inf"),
            ]
        )
        members = [text(member) for member in found]
        commands: list[Command] = []
        for member in members:
            commands += (("GET", _visit_key(member.rpartition(" ")[0])), ("GET", _past_key(member)))
        answers = [item and self._decoder.decode(item) for item in await self._client.batch(commands)]
        kept = {_member(visit): visit for visit in answers if visit}
        return [kept[member] for member in members if member in kept], int(total)

    async def list_changed(self, since: float) -> list[Visit]:
        """Those who said something since then, MOST at most."""
        ids = await self._client.call("ZRANGE", NOW_KEY, since, "+inf", "BYSCORE", "LIMIT", 0, MOST)
        return await self._read([text(item) for item in ids])

    async def tag(self, visitor: str, tags: Sequence[str], now: float) -> None:
        """A session of this visitor had these tags; on disk when this returns. The latest MAX_TAGS are kept."""
        if not tags:
            return
        key = _tags_key(visitor)
        scores = [part for tag in tags for part in (now, tag)]
        await self._client.batch_on_disk(
            [
                ("ZADD", key, *scores),
                ("ZREMRANGEBYRANK", key, 0, -MAX_TAGS - 1),
                ("EXPIRE", key, KEPT_SECONDS),
            ]
        )

    async def untag(self, visitor: str, tag: str) -> None:
        """A rep takes this tag back, in whatever letters; on disk when this returns."""
        (tags,) = (await self.list_tags([visitor])).values()
        same = [one for one in tags if one.casefold() == tag.casefold()]
        if same:
            await self._client.batch_on_disk([("ZREM", _tags_key(visitor), *same)])

    async def list_tags(self, visitors: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """What each is known by from earlier sessions, the latest first."""
        if not visitors:
            return {}
        found = await self._client.batch([("ZREVRANGE", _tags_key(one), 0, -1) for one in visitors])
        return {one: tuple(map(text, tags)) for one, tags in zip(visitors, found, strict=True)}

    async def count_now(self, now: float) -> int:
        """How many they are."""
        return int(await self._client.call("ZCOUNT", NOW_KEY, now - NOW_SECONDS, now))

    async def ask(self, visitor: str, invitation: Invitation) -> bool:
        """Lay an invitation ready for the visitor's page. False: another one lies there already."""
        encoded = msgspec.json.encode(invitation)
        return bool(await self._client.call("SET", _ask_key(visitor), encoded, "NX", "EX", ASK_SECONDS))

    async def get_invitation(self, visitor: str) -> Invitation | None:
        """What lies ready."""
        found = await self._client.call("GET", _ask_key(visitor))
        return msgspec.json.decode(found, type=Invitation) if found else None

    async def drop_invitation(self, visitor: str) -> None:
        """The visitor has it before them."""
        await self._client.call("DEL", _ask_key(visitor))


def _encode(visit: Visit) -> bytes:
    """Without its tags: of those that are taken off nothing is left."""
    return msgspec.json.encode(replace(visit, tags=()))


def _visit_key(visitor: str) -> str:
    return f"a:visit:{visitor}"


def _tags_key(visitor: str) -> str:
    return f"a:visit:tags:{visitor}"


def _member(visit: Visit) -> str:
    return f"{visit.id} {visit.began:.3f}"


def _past_key(member: str) -> str:
    return f"a:visit:past:{member}"


def _ask_key(visitor: str) -> str:
    return f"a:ask:{visitor}"
