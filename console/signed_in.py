"""Who a rep is: by the cookie of the desk, or by an API token."""

from starlette.requests import Request

from alongside.accounts import AccountRole, Rep, find_signed_in, find_token
from alongside.names import REP_COOKIE
from console.errors import ApiError
from console.live import live_of

MAX_SECRET = 200


async def find_person(request: Request) -> Rep | None:
    """The rep who asks, if it is one. Raises StoreError."""
    store = live_of(request).store
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return await find_token(store, token.strip()[:MAX_SECRET])
    cookie = request.cookies.get(REP_COOKIE)
    return await find_signed_in(store, cookie[:MAX_SECRET]) if cookie else None


async def require_role(request: Request, *roles: AccountRole) -> Rep:
    """The rep who asks, in one of these roles. Raises ApiError, StoreError."""
    rep = await require_person(request)
    if rep.role not in roles:
        raise ApiError("not-allowed")
    return rep


async def require_person(request: Request) -> Rep:
    """The rep who asks. Raises ApiError, StoreError."""
    rep = await find_person(request)
    if rep is None:
        raise ApiError("not-signed-in")
    return rep
