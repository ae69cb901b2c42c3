"""How reps stand, and at whom shoppers ring now. What a rep chose outlives the desk; offers outlive the worker that made them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from alongside.duty import Choice, Duty, Work
from alongside.routing import Offer
from alongside.store.client import Client, Command, text

_CHOICES_KEY: Final = "a:duty:choices"
_TOUCHES_KEY: Final = "a:duty:touches"
_WORKS_KEY: Final = "a:duty:works"
_OFFERS_KEY: Final = "a:duty:offers"

_SET_IF_SAME: Final = """
if (redis.call('HGET', KEYS[1], ARGV[1]) or '') ~= ARGV[2] then return 0 end
if ARGV[3] == '' then return redis.call('HDEL', KEYS[1], ARGV[1]) end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return 1
"""


class DutyStore:
    """Every method raises StoreError when the store cannot be asked."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def choose(self, account: str, choice: Choice) -> None:
        """A rep says how they stand; that is a touch as well."""
        await self._client.batch(
            [
                ("HSET", _CHOICES_KEY, account, msgspec.json.encode(choice)),
                ("HSET", _TOUCHES_KEY, account, choice.at),
            ]
        )

    async def touch(self, account: str, now: float) -> None:
        """Keyboard or pointer moved at a desk of this rep."""
        await self._client.call("HSET", _TOUCHES_KEY, account, now)

    async def keep_work(self, works: Mapping[str, Work]) -> None:
        """These reps are in so many sessions, since when."""
        commands: list[Command] = [
            ("HSET", _WORKS_KEY, account, msgspec.json.encode(work)) for account, work in works.items()
        ]
        if commands:
            await self._client.batch(commands)

    async def list(self, accounts: Sequence[str], is_open: Iterable[str]) -> dict[str, Duty]:
        """What is known of these reps; `is_open`: those with a desk open."""
        if not accounts:
            return {}
        keys = (_CHOICES_KEY, _TOUCHES_KEY, _WORKS_KEY)
        choices, touches, works = await self._client.batch([("HMGET", key, *accounts) for key in keys])
        there = set(is_open)
        return {
            account: Duty(
                choice=msgspec.json.decode(choice, type=Choice) if choice else Choice(),
                touched=float(touched or 0),
                work=msgspec.json.decode(work, type=Work) if work else Work(),
                is_open=account in there,
            )
            for account, choice, touched, work in zip(accounts, choices, touches, works, strict=True)
        }

    async def list_offers(self) -> dict[str, Offer]:
        """The offers that stand, by session."""
        rows = await self._client.call("HGETALL", _OFFERS_KEY)
        return {text(session): msgspec.json.decode(row, type=Offer) for session, row in rows.items()}

    async def get_offer(self, session: str) -> Offer | None:
        """The offer of this session."""
        found = await self._client.call("HGET", _OFFERS_KEY, session)
        return msgspec.json.decode(found, type=Offer) if found else None

    async def change_offer(self, session: str, before: Offer | None, after: Offer | None) -> bool:
        """Whether the offer was as `before` and is as `after` now; None for none at all."""
        old, new = (msgspec.json.encode(offer) if offer else b"" for offer in (before, after))
        return bool(await self._client.call("EVAL", _SET_IF_SAME, 1, _OFFERS_KEY, session, old, new))
