"""Reps, their sign-ins, and API tokens: kept and found. What a password or a role means is the business of accounts.py."""

from typing import Any, Final, Literal, get_args

import msgspec

from alongside.store.bus import PEOPLE, channel_of
from alongside.store.client import Client, StoreError, text

SIGN_IN_SECONDS: Final = 12 * 60 * 60
KEY_SECONDS: Final = 24 * 60 * 60
REPS_KEY: Final = "a:reps"
EDITS_KEY: Final = "a:reps:edits"
"""How many edits of accounts there were, ever."""
TOKENS_KEY: Final = "a:tokens"

Fate = Literal["kept", "last-admin", "changed"]
"""What became of a change: done; refused since no admin would be left; or refused since somebody else changed it meanwhile."""
FATES: Final[tuple[Fate, ...]] = get_args(Fate)

_CHANGE: Final = """
local function is_admin(account) return account and cjson.decode(account).rep.role == 'admin' end
local before = redis.call('HGET', KEYS[1], ARGV[1])
local after = ARGV[2] ~= '' and ARGV[2]
if after and (before or '') ~= ARGV[3] then return 'changed' end
if is_admin(before) and not is_admin(after) then
  local others = 0
  for _, account in ipairs(redis.call('HVALS', KEYS[1])) do
    if is_admin(account) then others = others + 1 end
  end
  if others < 2 then return 'last-admin' end
end
if after then redis.call('HSET', KEYS[1], ARGV[1], after) else redis.call('HDEL', KEYS[1], ARGV[1]) end
return 'kept'
"""
"""Sets an account that is still as it was read, or takes one away, but for the last admin's."""


class PeopleStore:
    """Values are msgspec-encoded structs of the caller's; keys are emails and hashes. Every method raises StoreError."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def count_edit(self) -> int:
        """A number that no other edit of an account has, from 1."""
        return int(await self._client.call("INCR", EDITS_KEY))

    async def keep_rep(self, email: str, account: msgspec.Struct, before: bytes) -> Fate:
        """Keep a rep's account that was `before` (empty: was none), on disk when this returns."""
        return await self._change(email, msgspec.json.encode(account), before)

    async def drop_rep(self, email: str) -> bool:
        """Forget a rep's account, on disk when this returns. False: no admin would be left, and nothing is changed."""
        return await self._change(email, b"", b"") == "kept"

    async def _change(self, email: str, account: bytes, before: bytes) -> Fate:
        fate, *_ = await self._client.batch_on_disk(
            [
                ("EVAL", _CHANGE, 1, REPS_KEY, email, account, before),
                ("SPUBLISH", channel_of(PEOPLE), b"!"),
            ]
        )
        for known in FATES:
            if text(fate) == known:
                return known
        raise StoreError(f"the store says {fate!r} of a change")

    async def list_reps(self) -> list[bytes]:
        """All accounts."""
        return list(await self._client.call("HVALS", REPS_KEY))

    async def get_rep(self, email: str) -> bytes | None:
        """A rep's account."""
        return _bytes(await self._client.call("HGET", REPS_KEY, email))

    async def keep_token(self, secret: str, token: msgspec.Struct) -> None:
        """Keep an API token under its hash; on disk when this returns."""
        await self._client.batch_on_disk([("HSET", TOKENS_KEY, secret, msgspec.json.encode(token))])

    async def get_token(self, secret: str) -> bytes | None:
        """An API token by its hash."""
        return _bytes(await self._client.call("HGET", TOKENS_KEY, secret))

    async def keep_sign_in(self, secret: str, email: str) -> None:
        """A signed-in browser, by the hash of its cookie."""
        await self._client.batch_on_disk([("SET", f"a:signin:{secret}", email, "EX", SIGN_IN_SECONDS)])

    async def get_sign_in(self, secret: str) -> str | None:
        """Who is signed in with this cookie; looking keeps it alive."""
        found = await self._client.call("GETEX", f"a:signin:{secret}", "EX", SIGN_IN_SECONDS)
        return text(found) if found else None

    async def drop_sign_in(self, secret: str) -> None:
        """Sign out."""
        await self._client.batch_on_disk([("DEL", f"a:signin:{secret}")])

    async def keep_key(self, secret: str, email: str) -> None:
        """A one-time sign-in key, by its hash."""
        await self._client.batch_on_disk([("SET", f"a:key:{secret}", email, "EX", KEY_SECONDS)])

    async def use_key(self, secret: str) -> str | None:
        """Whose key this was; it is used up by this."""
        found = (await self._client.batch_on_disk([("GETDEL", f"a:key:{secret}")]))[0]
        return text(found) if found else None


def _bytes(found: Any) -> bytes | None:
    return found if isinstance(found, bytes) else None
