"""Visitors on the shop now, and what they said to being asked."""

from typing import Final

import msgspec

from alongside.store.client import Client, text
from alongside.visits import NOW_SECONDS, Visit

KEPT_SECONDS: Final = 90 * 24 * 60 * 60
ASK_SECONDS: Final = 60
"""An invitation that no page of the visitor has shown by then is over."""
NOW_KEY: Final = "a:visitors"
MOST: Final = 1000


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
        found = await self._client.call("GET", _visit_key(visitor))
        return self._decoder.decode(found) if found else None

    async def keep(self, visit: Visit) -> None:
        """The visit is so now."""
        await self._client.batch(
            [
                ("SET", _visit_key(visit.id), msgspec.json.encode(visit), "EX", KEPT_SECONDS),
                ("ZADD", NOW_KEY, visit.seen, visit.id),
                ("ZREMRANGEBYSCORE", NOW_KEY, 0, visit.seen - NOW_SECONDS),
            ]
        )

    async def keep_answer(self, visit: Visit) -> None:
        """What the visitor said; on disk when this returns, for nobody is asked again after a no."""
        await self._client.batch_on_disk(
            [("SET", _visit_key(visit.id), msgspec.json.encode(visit), "EX", KEPT_SECONDS)]
        )

    async def list_now(self, now: float) -> list[Visit]:
        """Those who were there within the last seconds, latest first, MOST at most."""
        ids = await self._client.call(
            "ZRANGE", NOW_KEY, now, now - NOW_SECONDS, "BYSCORE", "REV", "LIMIT", 0, MOST
        )
        found = await self._client.batch([("GET", _visit_key(text(item))) for item in ids]) if ids else []
        return [self._decoder.decode(item) for item in found if item]

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


def _visit_key(visitor: str) -> str:
    return f"a:visit:{visitor}"


def _ask_key(visitor: str) -> str:
    return f"a:ask:{visitor}"
