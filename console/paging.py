"""Lists in pages: `limit` says how long, `after` where the page before ended; a Link header leads on (RFC 8288)."""

import re
from collections.abc import Callable, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse

from console.errors import ApiError

MAX_LISTED: Final = 200
"""Of what is kept for long, in one page."""

Row = dict[str, Any]
Place = tuple[int, int, str]
"""Where a row stands in a list that moves: two numbers by which the list is in order, and the row's own key."""

_NUMBER = re.compile(r"-?[0-9]{1,15}")


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


def pass_over(rows: Sequence[Row], after: str, place: Callable[[Row], Place]) -> Sequence[Row]:
    """The rows behind the one at the place that write_place gave. In lists that move it may have gone: then from those about there on,
    so that a row may come twice, but none is left out. Raises ApiError.
    """
    if not after:
        return rows
    first, second, key = (*after.split(".", 2), "", "")[:3]
    if not (_NUMBER.fullmatch(first) and _NUMBER.fullmatch(second)):
        raise ApiError("bad-request", detail="after is what the link to the next page said")
    begin = (int(first), int(second), key)
    places = [place(row) for row in rows]
    if begin in places:
        return rows[places.index(begin) + 1 :]
    return [row for row, its in zip(rows, places, strict=True) if its[:2] >= begin[:2]]


def write_place(place: Place) -> str:
    """A place as `after` names it."""
    return ".".join(map(str, place))


def answer_page(
    request: Request, rows: Sequence[Row], limit: int, key: str | Callable[[Row], Place]
) -> JSONResponse:
    """The first `limit` of the rows; where there are more, a link to the rest. `key`: the field for `after`, or where a row stands."""
    page = list(rows[:limit])
    headers = {"Cache-Control": "no-store"}
    if len(rows) > limit:
        after = page[-1][key] if isinstance(key, str) else write_place(key(page[-1]))
        query = dict(request.query_params) | {"after": after}
        headers["Link"] = f'<{request.url.path}?{urlencode(query)}>; rel="next"'
    return JSONResponse(page, headers=headers)
