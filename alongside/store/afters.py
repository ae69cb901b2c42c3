"""Ratings, and the ways of shoppers to the session that they were in last."""

from collections.abc import Sequence
from typing import Final

import msgspec

from alongside.afterwards import After, Rating
from alongside.session import LONGEST_SECONDS
from alongside.store.client import Client, Command, text

WAY_SECONDS: Final = LONGEST_SECONDS + 24 * 60 * 60
"""A day after the longest session there is still a way to its transcript."""
KEPT_SECONDS: Final = 90 * 24 * 60 * 60
LISTED: Final = 200

_RATINGS_KEY: Final = "a:{rating}s"


class AfterStore:
    """Every method raises StoreError when the store cannot be asked."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def keep_way(self, secret: str, after: After) -> None:
        """This secret (a hash) leads to the session, also after its end."""
        await self._client.batch_on_disk(
            [("SET", f"a:after:{secret}", msgspec.json.encode(after), "EX", WAY_SECONDS)]
        )

    async def find(self, secret: str) -> After | None:
        """The session of this secret (a hash)."""
        found = await self._client.call("GET", f"a:after:{secret}")
        return msgspec.json.decode(found, type=After) if found else None

    async def keep_rep(self, session: str, name: str) -> None:
        """This rep has helped."""
        await self._client.batch(
            [("SADD", _reps_key(session), name), ("EXPIRE", _reps_key(session), KEPT_SECONDS)]
        )

    async def list_reps(self, session: str) -> tuple[str, ...]:
        """The names of the reps who helped."""
        return tuple(sorted(text(name) for name in await self._client.call("SMEMBERS", _reps_key(session))))

    async def rate(self, rating: Rating, also: Sequence[Command] = ()) -> bool:
        """Keep a rating in place of an earlier one, on disk when this returns; whether it is the session's first."""
        is_new, *_ = await self._client.batch_on_disk(
            [
                ("ZADD", _RATINGS_KEY, rating.at, rating.session),
                ("SET", _rating_key(rating.session), msgspec.json.encode(rating), "EX", KEPT_SECONDS),
                ("ZREMRANGEBYSCORE", _RATINGS_KEY, "-inf", rating.at - KEPT_SECONDS),
                *also,
            ]
        )
        return bool(is_new)

    async def get_rating(self, session: str) -> Rating | None:
        """The rating of this session."""
        found = await self._client.call("GET", _rating_key(session))
        return msgspec.json.decode(found, type=Rating) if found else None

    async def list_ratings(self, count: int = LISTED, after: str = "") -> list[Rating]:
        """The latest ones, latest first; with `after` those that come after the rating of this session."""
        start = 0
        if after:
            rank = await self._client.call("ZREVRANK", _RATINGS_KEY, after)
            if rank is None:
                return []
            start = int(rank) + 1
        rows = await self._client.call("ZREVRANGE", _RATINGS_KEY, start, start + count - 1)
        ids = [text(item) for item in rows]
        found = await self._client.batch([("GET", _rating_key(item)) for item in ids]) if ids else []
        return [msgspec.json.decode(item, type=Rating) for item in found if item]


def _rating_key(session: str) -> str:
    return f"a:{{rating}}:{session}"


def _reps_key(session: str) -> str:
    return f"a:{{{session}}}:reps"
