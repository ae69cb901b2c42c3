"""Which answers are worth telling to who reads copies of pages: pure. All of somebody in a visit, and of others each page now and then."""

from collections import OrderedDict
from typing import Final, Literal

from injector.requests import Visit

READ_AGAIN: Final = 300.0
"""Seconds until a page that nobody in particular asked for is read again."""
REMEMBERED: Final = 10_000
ERRORS: Final = frozenset({404, 410, 500, 502, 503, 504})

Worth = Literal["nothing", "status", "copy"]


class Attention:
    """Remembers which pages were read lately."""

    def __init__(self) -> None:
        self._read: OrderedDict[str, float] = OrderedDict()

    def worth(self, visit: Visit, target: str, status: int, now: float) -> Worth:
        """`copy`: the document is worth reading; `status`: that alone tells enough. `now`: seconds of any clock."""
        if visit.left_out or visit.from_mirror:
            return "nothing"
        if not visit.document:
            is_refused = visit.method == "POST" and 400 <= status < 500
            return "status" if visit.whose and is_refused else "nothing"
        if visit.whose:
            return "copy"
        if status in ERRORS:
            return "status"
        return "copy" if status == 200 and visit.method == "GET" and self._is_due(target, now) else "nothing"

    def _is_due(self, target: str, now: float) -> bool:
        if now - self._read.get(target, float("-inf")) < READ_AGAIN:
            return False
        self._read[target] = now
        self._read.move_to_end(target)
        if len(self._read) > REMEMBERED:
            self._read.popitem(last=False)
        return True
