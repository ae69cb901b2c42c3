"""Links that show a session in a frame: for whom they are, and which place has opened them."""

from typing import Final, Literal

import msgspec

from alongside.session import LONGEST_SECONDS
from alongside.store.client import Client

FIRST_SECONDS: Final = 120
"""A link that nobody has opened by then is over."""

_OPEN: Final = """
local kept = redis.call('GET', KEYS[1])
if not kept then return nil end
local link = cjson.decode(kept)
if link.place == '' then
  link.place = ARGV[1]
  kept = cjson.encode(link)
  redis.call('SET', KEYS[1], kept, 'EX', ARGV[2])
end
return kept
"""


class Embedding(msgspec.Struct, frozen=True, kw_only=True):
    """Who comes by the link. `place`: the hash of the place that opened it."""

    session: str
    account: str
    name: str
    role: Literal["rep", "supervisor", "admin"]
    place: str = ""


class EmbedStore:
    """Every method raises StoreError when the store cannot be asked."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def keep(self, token: str, link: Embedding) -> None:
        """Keep a link by the hash of its token; on disk when this returns."""
        await self._client.batch_on_disk(
            [("SET", _key(token), msgspec.json.encode(link), "EX", FIRST_SECONDS)]
        )

    async def get(self, token: str) -> Embedding | None:
        """The link with this token (a hash)."""
        found = await self._client.call("GET", _key(token))
        return msgspec.json.decode(found, type=Embedding) if found else None

    async def open(self, token: str, place: str) -> Embedding | None:
        """The link, which belongs to this place (a hash) from now on, if nobody was faster."""
        (found,) = await self._client.batch_on_disk([("EVAL", _OPEN, 1, _key(token), place, LONGEST_SECONDS)])
        return msgspec.json.decode(found, type=Embedding) if found else None


def _key(token: str) -> str:
    return f"a:embed:{token}"
