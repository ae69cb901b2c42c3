"""The access log: one JSON object for each request. Lines wait here; clerk.py's thread writes them, so that no disk delays a page.

Of addresses the path alone is told, never the query; of our own calls no more than their name, for ids in them open things.
"""

import os
import sys
from collections import deque
from datetime import UTC, datetime
from time import perf_counter, time
from typing import Final

import msgspec

from alongside.names import PREFIX
from proxy.trip import RoadRequest, choose_id

MAX_WAITING: Final = 50_000
"""Lines: what half a minute of all that one engine can carry makes. Those beyond are counted and lost."""

MAX_PATH: Final = 2_000
STANDARD_OUTPUT: Final = "-"


class Line(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    One request. `seconds` until the answer's end, `origin_seconds` until the origin's head. What was refused before it was understood
    has neither method nor path, but the `reason` that the client was given.
    """

    time: str
    id: str
    kind: str
    method: str = ""
    path: str = ""
    status: int | None
    bytes: int = 0
    seconds: float = 0.0
    origin_seconds: float | None = None
    alongside: str = ""
    trouble: str = ""
    reason: str = ""
    peer: str = ""
    worker: int


class AccessLog:
    """One for an engine; `add` on its loop, `write` and `reopen` on the clerk's thread."""

    def __init__(self, path: str, worker: int) -> None:
        self._path = path
        self._worker = worker
        self._lines: deque[bytes] = deque()
        self._file = -1
        self.lost = 0

    def open(self) -> None:
        """Raises OSError."""
        if self._path == STANDARD_OUTPUT:
            self._file = sys.stdout.fileno()
            return
        fresh = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o640)
        if self._file >= 0:
            os.close(self._file)
        self._file = fresh

    def add(self, request: RoadRequest) -> None:
        """Its trip has ended."""
        if self._has_room():
            self._lines.append(msgspec.json.encode(self._tell(request)) + b"\n")

    def add_refused(self, status: int, reason: str, peer: str) -> None:
        """No request came of it."""
        if not self._has_room():
            return
        line = Line(
            time=_told(time()),
            id=choose_id(None, is_trusted=False).decode(),
            kind="refused",
            status=status,
            trouble="refused",
            reason=reason,
            peer=peer,
            worker=self._worker,
        )
        self._lines.append(msgspec.json.encode(line) + b"\n")

    def _has_room(self) -> bool:
        if len(self._lines) < MAX_WAITING:
            return True
        self.lost += 1
        return False

    def write(self) -> None:
        """All that waits, whole lines. Raises OSError; what could not be written is lost."""
        lines = [self._lines.popleft() for _ in range(len(self._lines))]
        data = memoryview(b"".join(lines))
        try:
            while data:
                data = data[os.write(self._file, data) :]
        except OSError:
            self.lost += len(lines)
            raise

    def _tell(self, request: RoadRequest) -> Line:
        trip, now = request.trip, perf_counter()
        return Line(
            time=_told(time() - (now - trip.began)),
            id=trip.id.decode(),
            kind=trip.kind,
            method=request.method,
            path=_path(request.path),
            status=trip.status or None,
            bytes=trip.sent_bytes,
            seconds=round(now - trip.began, 6),
            origin_seconds=round(trip.answered - trip.forwarded, 6) if trip.answered else None,
            alongside=trip.fate,
            trouble=trip.trouble,
            peer=request.headers.get("x-forwarded-for", ""),
            worker=self._worker,
        )


def _told(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _path(target: str) -> str:
    path = target.partition("?")[0][:MAX_PATH]
    if not path.startswith(PREFIX):
        return path
    name, slash, rest = path.removeprefix(PREFIX).partition("/")
    return f"{PREFIX}{name}{slash}…" if rest else path
