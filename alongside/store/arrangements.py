"""What admins have arranged: one value, changed by compare and set, with word to every worker."""

from collections.abc import Callable
from typing import Final

import msgspec

from alongside.arrangements import Edits
from alongside.store.bus import ARRANGEMENTS, channel_of
from alongside.store.client import Client, StoreError

MAX_TRIES: Final = 20

_KEY: Final = "a:{arrangements}"
_SET_IF_SAME: Final = """
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
return 1
"""


class ArrangementStore:
    """Every method raises StoreError when the store cannot be asked."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def get(self) -> Edits:
        """What was edited so far."""
        return _decode(await self._client.call("GET", _KEY) or b"")

    async def change(self, rule: Callable[[Edits], Edits]) -> Edits:
        """Apply a pure rule, on disk when this returns. What the rule raises goes on to the caller, and nothing is changed."""
        for _ in range(MAX_TRIES):
            found = await self._client.call("GET", _KEY) or b""
            after = rule(_decode(found))
            is_set, *_ = await self._client.batch_on_disk(
                [
                    ("EVAL", _SET_IF_SAME, 1, _KEY, found, msgspec.json.encode(after)),
                    ("SPUBLISH", channel_of(ARRANGEMENTS), b"!"),
                ]
            )
            if is_set:
                return after
        raise StoreError("the arrangements change too fast")


def _decode(found: bytes) -> Edits:
    try:
        return msgspec.json.decode(found or b"{}", type=Edits)
    except msgspec.DecodeError as error:
        raise StoreError(f"the arrangements in the store are of another version: {error}") from error
