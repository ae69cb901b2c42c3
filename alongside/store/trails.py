"""What the road has read of a visit: what the basket comes to, and what went wrong.

Personal: by the hash of the visit's cookie, and for half an hour.
"""

import hashlib
from typing import Final

import msgspec

from alongside.facts.pages import Basket
from alongside.store.client import Client, Command, text
from alongside.visits import VISIT_SECONDS, Trouble

FAULT_SECONDS: Final = 60
"""So long an error page waits for the visitor's first word; of a first page nobody knows whose it was."""

_TROUBLES: Final[tuple[Trouble, ...]] = ("error-page", "declined", "no-results", "refused-form")


class Trail(msgspec.Struct, frozen=True, kw_only=True):
    """`order`: the number of an order that was placed. `troubles`: when each was last met, Unix seconds."""

    basket: Basket | None = None
    order: str = ""
    troubles: dict[Trouble, float] = {}


class TrailStore:
    """Every method raises StoreError when the store cannot be asked. `visit` is a hash."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def keep(self, visit: str, trail: Trail) -> None:
        """What is new of a visit."""
        fields: list[str | bytes | float] = []
        if trail.basket is not None:
            fields += ["basket", msgspec.json.encode(trail.basket)]
        if trail.order:
            fields += ["order", trail.order]
        for trouble, at in trail.troubles.items():
            fields += [trouble, at]
        if fields:
            await self._change(visit, ("HSET", _key(visit), *fields))

    async def get(self, visit: str) -> Trail:
        """What is known of a visit."""
        rows = await self._client.call("HGETALL", _key(visit))
        found = {text(name): value for name, value in rows.items()} if isinstance(rows, dict) else {}
        return Trail(
            basket=msgspec.json.decode(found["basket"], type=Basket) if "basket" in found else None,
            order=text(found.get("order", b"")),
            troubles={name: float(found[name]) for name in _TROUBLES if name in found},
        )

    async def refuse(self, visit: str, form: str) -> int:
        """A form was not taken; how many times in a row it is now. Of several forms only the last one is counted."""
        name, key = _hash(form), _key(visit)
        before, count = await self._client.call("HMGET", key, "form", "refusals")
        now = int(count or 0) + 1 if text(before or b"") == name else 1
        await self._change(visit, ("HSET", key, "form", name, "refusals", now))
        return now

    async def accept(self, visit: str, form: str) -> None:
        """The page of this form came without a complaint."""
        if text(await self._client.call("HGET", _key(visit), "form") or b"") == _hash(form):
            await self._client.call("HDEL", _key(visit), "form", "refusals")

    async def keep_fault(self, page: str) -> None:
        """Somebody who is not known yet got an error from this page."""
        await self._client.call("SET", _fault_key(page), 1, "EX", FAULT_SECONDS)

    async def take_fault(self, page: str) -> bool:
        """Whether somebody did, just now; who asks was it."""
        return bool(await self._client.call("DEL", _fault_key(page)))

    async def _change(self, visit: str, command: Command) -> None:
        await self._client.batch([command, ("EXPIRE", _key(visit), VISIT_SECONDS)])


def _key(visit: str) -> str:
    return f"a:trail:{visit}"


def _fault_key(page: str) -> str:
    return f"a:fault:{_hash(page)}"


def _hash(what: str) -> str:
    return hashlib.sha256(what.encode()).hexdigest()[:16]
