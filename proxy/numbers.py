"""Counts what passes through one engine: plain numbers on the hot path; clerk.py hands them on once a second."""

from bisect import bisect_left
from typing import Final

from mitmproxy.proxy.layers.http._events import ErrorCode

from alongside.road_numbers import SECONDS, STATUSES, Numbers, Times
from injector.scanner import Found
from proxy.access_log import AccessLog
from proxy.trip import RoadRequest, Trip

_FOUND: Final = {Found.PLACE: "injected", Found.MORE: "broken-off"}
_CONNECT: Final = ErrorCode.CONNECT_FAILED


class Counter:
    """One for an engine. `close` is to be called once for each request."""

    def __init__(self, log: AccessLog | None = None, worker: int = 0) -> None:
        self.numbers = Numbers(worker=worker)
        self._log = log

    def close(self, request: RoadRequest) -> None:
        """The answer has ended, or there will be none."""
        trip = request.trip
        if trip.closed:
            return
        trip.closed = True
        self._settle(trip)
        numbers = self.numbers
        numbers.requests[trip.kind][STATUSES[trip.status // 100]] += 1
        numbers.sent_bytes[trip.kind] += trip.sent_bytes
        if trip.fate:
            numbers.documents[trip.fate] += 1
        if trip.kind != "live" and trip.sent and trip.forwarded:
            _add(numbers.onward, trip.forwarded - trip.began)
            _add(numbers.back, trip.sent - trip.answered)
        if self._log:
            self._log.add(request)

    def _settle(self, trip: Trip) -> None:
        """What became of a document is known when it has ended, at the latest."""
        if trip.fate:
            return
        if trip.insertion:
            late = "head-too-late" if trip.insertion.gave_up_late else "no-place"
            trip.fate = _FOUND.get(trip.insertion.found, late)
        elif trip.kind == "document":
            trip.fate = "no-answer"

    def failed(self, trip: Trip, code: ErrorCode) -> None:
        """The origin or the live application did."""
        errors = self.numbers.live_errors if trip.kind == "live" else self.numbers.origin_errors
        trip.trouble = "connect" if code is _CONNECT else "broken-off" if trip.sent else "answer"
        errors[trip.trouble] += 1

    def refused(self, status: int, reason: str, peer: str, *, is_request: bool = False) -> None:
        """What came was no request, or one too many. A request that was begun has a line of its own in the log."""
        refused = self.numbers.refused
        refused[str(status)] = refused.get(str(status), 0) + 1
        if self._log and not is_request:
            self._log.add_refused(status, reason, peer)


def _add(times: Times, seconds: float) -> None:
    times.buckets[bisect_left(SECONDS, seconds)] += 1
    times.sum += seconds
