"""Lists in pages: `limit` says how long, `after` where the page before ended; a Link header leads on (RFC 8288)."""

from collections.abc import Callable, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse

from console.errors import ApiError

MAX_LISTED: Final = 200
"""Of what is kept for long, in one page."""

Row = dict[str, Any]


def read_limit(request: Request, most: int) -> int:
    """How many are asked for; `most` of them when nothing is said. Raises ApiError."""
    said = request.query_params.get("limit", str(most))
    if not (said.isascii() and said.isdecimal() and 1 <= int(said[:9]) <= most):
        raise ApiError("bad-request", detail=f"limit is a number from 1 to {most}")
    return int(said)


def read_after(request: Request) -> str:
    """After whom the page begins; "" for the first one."""
    return request.query_params.get("after", "")[:200]


def slice_after[T](items: Sequence[T], after: str, key: Callable[[T], str]) -> Sequence[T]:
    """What comes after the item with this key. Raises ApiError when it is not there any more."""
    if not after:
        return items
    for number, item in enumerate(items):
        if key(item) == after:
            return items[number + 1 :]
    raise ApiError("bad-request", detail="what the page before ended with is not in the list any more")


def answer_page(request: Request, rows: Sequence[Row], limit: int, key: str) -> JSONResponse:
    """The first `limit` of the rows; where there are more, a link to the rest. `key` names the field that `after` takes."""
    page = list(rows[:limit])
    headers = {"Cache-Control": "no-store"}
    if len(rows) > limit:
        query = dict(request.query_params) | {"after": page[-1][key]}
        headers["Link"] = f'<{request.url.path}?{urlencode(query)}>; rel="next"'
    return JSONResponse(page, headers=headers)
