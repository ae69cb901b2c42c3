"""The shop's pages seen so far and what they say, by address; what is somebody's own never comes here.

A page is kept once it shows goods by its own markup, or once two different visitors got the same title from it. Until then nothing but
hashes is known of it.
"""

import hashlib
import unicodedata
from collections.abc import Collection
from heapq import nlargest
from typing import Final

import msgspec

from alongside.facts import PageFacts, page_key
from alongside.facts.settings import QUERY
from alongside.store.client import Client, Command, text

MOST_PAGES: Final = 20_000
TITLE_SECONDS: Final = 7 * 24 * 60 * 60
KEPT_SECONDS: Final = 90 * 24 * 60 * 60
READ_AT_ONCE: Final = 1000
MAX_WORDS: Final = 8
MAX_FOUND: Final = 50

_FACTS: Final = "a:{pages}:facts"
_SEEN: Final = "a:{pages}:seen"
"""When each was last read: the oldest go first."""
_WORDS: Final = "a:{pages}:words"
_CHANGED: Final = "a:{pages}:changed"
"""When what is searched in was last changed."""

_DROP_OLDEST: Final = """
local over = redis.call('ZCARD', KEYS[1]) - tonumber(ARGV[1])
local gone = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[2], 'LIMIT', 0, 1000)
if over > 0 then for _, key in ipairs(redis.call('ZRANGE', KEYS[1], 0, math.min(over, 1000) - 1)) do table.insert(gone, key) end end
for _, key in ipairs(gone) do
  redis.call('ZREM', KEYS[1], key)
  redis.call('ZREM', KEYS[4], key)
  redis.call('HDEL', KEYS[2], key)
  redis.call('HDEL', KEYS[3], key)
end
return #gone
"""


class PageStore:
    """`telling`: parameters by which the shop tells pages apart. Every method raises StoreError when the store cannot be asked."""

    def __init__(self, client: Client, telling: Collection[str] = QUERY) -> None:
        self._client = client
        self._telling = telling
        self._decoder = msgspec.json.Decoder(PageFacts)
        self._words: dict[str, str] = {}
        """What is searched in, as far as it was read: a copy that follows the store."""
        self._read_to = 0.0

    async def keep(self, facts: PageFacts, now: float) -> None:
        """A page that everybody may see says this; without what is somebody's own."""
        key = page_key(facts.url, self._telling)
        if not key:
            return
        public = msgspec.structs.replace(facts, basket=None)
        words = _words_of(public)
        (before,) = await self._client.batch([("HGET", _WORDS, key)])
        commands: list[Command] = [
            ("HSET", _FACTS, key, msgspec.json.encode(public)),
            ("ZADD", _SEEN, now, key),
            ("EVAL", _DROP_OLDEST, 4, _SEEN, _FACTS, _WORDS, _CHANGED, MOST_PAGES, now - KEPT_SECONDS),
        ]
        if before is None or text(before) != words:
            commands[1:1] = [("HSET", _WORDS, key, words), ("ZADD", _CHANGED, now, key)]
        await self._client.batch(commands)

    async def is_shared(self, facts: PageFacts, visit: str) -> bool:
        """Whether somebody else got the same title from there; from now on it is known that `visit` did, by hashes alone."""
        place = hashlib.sha256(f"{page_key(facts.url, self._telling)}\n{facts.title}".encode()).hexdigest()[
            :32
        ]
        who = hashlib.sha256(f"{place} {visit}".encode()).hexdigest()[:16]
        key = f"a:{{pages}}:title:{place}"
        _, first = await self._client.batch([("SET", key, who, "NX", "EX", TITLE_SECONDS), ("GET", key)])
        return text(first) != who

    async def get(self, url: str) -> PageFacts | None:
        """What the page at this address says, whatever host it names."""
        found = await self._client.call("HGET", _FACTS, page_key(url, self._telling))
        return self._decoder.decode(found) if found else None

    async def search(self, words: str, limit: int = MAX_FOUND) -> list[PageFacts]:
        """Pages in which every word stands, the best first: goods before others, words at a beginning before others."""
        wanted = _plain(words).split()[:MAX_WORDS]
        if not wanted:
            return []
        await self._follow()
        while True:
            ranked = ((_rank(said, wanted), key) for key, said in self._words.items())
            best = nlargest(min(limit, MAX_FOUND), ((rank, key) for rank, key in ranked if rank))
            found = await self._client.call("HMGET", _FACTS, *(key for _, key in best)) if best else []
            gone = [key for (_, key), item in zip(best, found, strict=True) if not item]
            if not gone:
                return [self._decoder.decode(item) for item in found]
            for key in gone:
                self._words.pop(key, None)

    async def _follow(self) -> None:
        """Read what was changed since it was last read; a page that has the very time of the last one is read again."""
        while True:
            rows = await self._client.call(
                *("ZRANGEBYSCORE", _CHANGED, self._read_to, "+inf", "WITHSCORES", "LIMIT", 0, READ_AT_ONCE)
            )
            if not rows:
                return
            keys, last = [text(key) for key in rows[::2]], float(text(rows[-1]))
            for key, words in zip(keys, await self._client.call("HMGET", _WORDS, *keys), strict=True):
                self._words[key] = text(words or b"")
            if len(self._words) > 2 * MOST_PAGES:
                self._words.clear()
                self._read_to = 0.0
            elif len(keys) < READ_AT_ONCE or last == self._read_to:
                self._read_to = last
                return
            else:
                self._read_to = last


def _words_of(facts: PageFacts) -> str:
    """What is searched in: `+` stands before goods."""
    product = facts.product
    parts = (product.name, product.brand, product.sku, facts.title) if product else (facts.title,)
    return ("+" if product else "") + _plain(" ".join(dict.fromkeys(filter(None, parts))))


def _plain(words: str) -> str:
    return unicodedata.normalize("NFKC", words).casefold()


def _rank(said: str, wanted: list[str]) -> int:
    """0: not found. Goods first; a name that begins so before a word that does, and that before the middle of one."""
    if not all(word in said for word in wanted):
        return 0
    plain = said.removeprefix("+")
    score = 1 + 100 * (plain is not said) + 10 * plain.startswith(wanted[0])
    return score + sum(f" {word}" in f" {plain}" for word in wanted)
