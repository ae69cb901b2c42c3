"""Sessions on their way from one of the shop's hosts to another that does not get its cookies; each way is used once, within a minute."""

import hashlib
from typing import Final

import msgspec

from alongside.codes import hash_secret
from alongside.store.client import Client

HANDOVER_SECONDS: Final = 60


class Handover(msgspec.Struct, frozen=True, kw_only=True):
    """`url`: where the shopper goes. `browser`: a hash of whose it is. `sealed`: the session's secret, which only the token opens."""

    url: str
    browser: str
    sealed: str


class HandoverStore:
    """Every method raises StoreError when the store cannot be asked."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def keep(self, token: str, url: str, browser: str, secret: str) -> None:
        """Until it is taken or HANDOVER_SECONDS are over."""
        handover = Handover(url=url, browser=browser, sealed=_seal(secret.encode(), token).hex())
        await self._client.call("SET", _key(token), msgspec.json.encode(handover), "EX", HANDOVER_SECONDS)

    async def take(self, token: str) -> tuple[Handover, str] | None:
        """The handover with the session's secret; nobody gets it a second time."""
        found = await self._client.call("GETDEL", _key(token))
        if not found:
            return None
        handover = msgspec.json.decode(found, type=Handover)
        return handover, _seal(bytes.fromhex(handover.sealed), token).decode()


def _seal(text: bytes, token: str) -> bytes:
    """With a pad that the token alone gives: the store holds no secret of a shopper's. The same again opens it."""
    pad = hashlib.shake_256(b"handover:" + token.encode()).digest(len(text))
    return bytes(one ^ other for one, other in zip(text, pad, strict=True))


def _key(token: str) -> str:
    return f"a:handover:{hash_secret(token)}"
