"""Who is at a desk now, and how long shoppers waited lately. Nothing here is told to anybody as a fact that has to last."""

from typing import Final

from alongside.store.client import Client, Command, text

DESK_SECONDS: Final = 45
"""A desk says every 15 s that it is there; three misses and its worker is taken for dead."""
RECENT_SECONDS: Final = 24 * 60 * 60
RECENT: Final = 50

_DESKS_KEY: Final = "a:desks"
_WAITS_KEY: Final = "a:waits"


class WaitStore:
    """Every method raises StoreError when the store cannot be asked."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def keep_desks(self, worker: str, accounts: list[str], now: float) -> None:
        """These reps have a desk open at this worker."""
        commands: list[Command] = [("ZADD", _DESKS_KEY, now, f"{worker} {account}") for account in accounts]
        if commands:
            await self._client.batch(commands)

    async def drop_desk(self, worker: str, account: str) -> None:
        """This rep's last desk at this worker is closed."""
        await self._client.call("ZREM", _DESKS_KEY, f"{worker} {account}")

    async def list_desks(self, now: float) -> set[str]:
        """The accounts of reps with a desk open at any worker."""
        _, found = await self._client.batch(
            [
                ("ZREMRANGEBYSCORE", _DESKS_KEY, "-inf", now - DESK_SECONDS),
                ("ZRANGE", _DESKS_KEY, 0, -1),
            ]
        )
        return {text(member).partition(" ")[2] for member in found}

    async def keep_wait(self, session: str, waited: float, now: float) -> None:
        """A shopper was answered after so many seconds; of a session only the first time counts."""
        await self._client.batch(
            [
                ("ZADD", _WAITS_KEY, "NX", now, f"{session} {waited:.1f}"),
                ("ZREMRANGEBYRANK", _WAITS_KEY, 0, -RECENT - 1),
            ]
        )

    async def list_waits(self, now: float) -> list[float]:
        """The waits of the last day, the latest RECENT of them at most. Seconds."""
        rows = await self._client.call("ZRANGEBYSCORE", _WAITS_KEY, now - RECENT_SECONDS, "+inf")
        return [float(text(row).rpartition(" ")[2]) for row in rows]
