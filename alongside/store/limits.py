"""Counting what may happen only so often: wrong codes, sign-ins."""

from typing import Final

from alongside.store.client import Client

WINDOW_SECONDS: Final = 5 * 60


class LimitStore:
    """Counters that forget after WINDOW_SECONDS."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def count(self, what: str, who: str) -> int:
        """Add one and say how many it are now in this window. Raises StoreError."""
        key = f"a:limit:{what}:{who}"
        _, total = await self._client.batch([("SET", key, 0, "NX", "EX", WINDOW_SECONDS), ("INCR", key)])
        return int(total)

    async def look(self, what: str, who: str) -> int:
        """How many it are in this window. Raises StoreError."""
        return int(await self._client.call("GET", f"a:limit:{what}:{who}") or 0)

    async def forget(self, what: str, who: str) -> None:
        """Start again from nothing. Raises StoreError."""
        await self._client.call("DEL", f"a:limit:{what}:{who}")
