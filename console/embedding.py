"""Links by which another program's page shows a session in a frame: for one rep, without a sign-in, opened once.

A browser sends no cookies of ours into a frame of another site, so the link itself says who comes. The first who opens it gets a
place; from then on it opens for that place alone.
"""

import os
import time
from typing import Final

from alongside.accounts import Rep, find_rep
from alongside.codes import SECRET_BYTES, hash_secret, make_secret
from alongside.session import Session
from alongside.store.embeds import FIRST_SECONDS, Embedding
from console.errors import ApiError
from console.live import Live

VIEW: Final = "?view=plain"


async def make_link(live: Live, session: Session, asking: Rep, account: str) -> dict[str, object]:
    """A link for this account, or for who asks. Raises ApiError, StoreError."""
    if session.state == "ended":
        raise ApiError("session-ended")
    rep = await _find_for(live, asking, account)
    token = make_secret(os.urandom(SECRET_BYTES))
    kept = Embedding(session=session.id, account=rep.email, name=rep.name, role=rep.role)
    await live.store.embeds.keep(hash_secret(token), kept)
    expires = int(time.time()) + FIRST_SECONDS
    return {"link": f"{live.settings.live_public_url}/s/{token}{VIEW}", "expires": expires}


async def open_embedded(live: Live, token: str, place: str) -> tuple[str, Rep]:
    """Which session this token opens, and for whom; from now on for this place alone. Raises ApiError, StoreError."""
    kept = await live.store.embeds.open(hash_secret(token), hash_secret(place))
    if kept is None:
        raise ApiError("link-expired")
    if kept.place != hash_secret(place):
        raise ApiError("link-used")
    return kept.session, Rep(email=kept.account, name=kept.name, role=kept.role)


async def _find_for(live: Live, asking: Rep, account: str) -> Rep:
    if account in ("", asking.email):
        return asking
    if asking.role == "rep":
        raise ApiError("not-allowed")
    rep = await find_rep(live.store, account)
    if rep is None:
        raise ApiError("not-found")
    return rep
