"""The pages that were shown in each session, from which items are chosen again. Forgotten with the session."""

from typing import Final

import msgspec

from alongside.store.client import Client, text
from alongside.wire.words import Page

MOST_PAGES: Final = 50
"""Of one session; the one that was seen longest ago goes first."""
KEPT_SECONDS: Final = 8 * 60 * 60

_SEE: Final = """
redis.call('ZADD', KEYS[1], ARGV[1], ARGV[2])
redis.call('HSET', KEYS[2], ARGV[2], ARGV[3])
for _, url in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1 - ARGV[4])) do
  redis.call('ZREM', KEYS[1], url)
  redis.call('HDEL', KEYS[2], url)
end
redis.call('EXPIRE', KEYS[1], ARGV[5])
redis.call('EXPIRE', KEYS[2], ARGV[5])
"""


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A page, and when it was last seen: Unix seconds."""

    url: str
    title: str
    at: float


class SeenStore:
    """Every method raises StoreError when the store cannot be asked."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def see(self, session: str, page: Page, now: float) -> None:
        """This page is seen; whoever was here before is here again."""
        await self._client.call(
            *("EVAL", _SEE, 2, _order_key(session), _titles_key(session)),
            *(now, page.url, page.title, MOST_PAGES, KEPT_SECONDS),
        )

    async def read(self, session: str) -> list[Seen]:
        """The session's pages, the latest first."""
        rows, titles = await self._client.batch(
            [
                ("ZREVRANGE", _order_key(session), 0, -1, "WITHSCORES"),
                ("HGETALL", _titles_key(session)),
            ]
        )
        named = {text(url): text(title) for url, title in titles.items()}
        pairs = [(text(url), float(text(at))) for url, at in zip(rows[::2], rows[1::2], strict=True)]
        return [Seen(url=url, title=named.get(url, ""), at=at) for url, at in pairs]

    async def forget(self, session: str) -> None:
        """The session is over."""
        await self._client.call("DEL", _order_key(session), _titles_key(session))


def _order_key(session: str) -> str:
    return f"a:{{{session}}}:seenpages"


def _titles_key(session: str) -> str:
    return f"a:{{{session}}}:seentitles"
