"""What the engines of this machine count, as metrics of the live host: read from their files (alongside/road_numbers.py) on request."""

import time
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import Final

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from alongside.road_numbers import SECONDS, Numbers, Times, read_numbers

_BOUNDS: Final = (*(str(bound) for bound in SECONDS), "+Inf")


class RoadNumbers(Collector):
    """Registered with the live application's own metrics."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def describe(self) -> Iterable[Metric]:
        """Nothing is read while it is registered."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """All metrics of all engines."""
        engines = read_numbers(self._folder, time.time())
        yield from _traffic(engines)
        yield from _troubles(engines)
        yield _histogram(
            "alongside_road_onward_seconds",
            "Added on the way there: from a request's whole head until it went to the origin, a new connection included",
            [(engine, engine.onward) for engine in engines],
        )
        yield _histogram(
            "alongside_road_back_seconds",
            "Added on the way back: from the origin's whole head until the first byte went to the client",
            [(engine, engine.back) for engine in engines],
        )
        for name, text in (("connections", "Open connections of clients"), ("waiting", "Requests that wait")):
            gauge = GaugeMetricFamily(f"alongside_road_{name}", text, labels=["worker"])
            for engine in engines:
                gauge.add_metric([str(engine.worker)], getattr(engine, name))
            yield gauge


def _traffic(engines: list[Numbers]) -> Iterator[Metric]:
    requests = CounterMetricFamily(
        "alongside_road_requests",
        "Requests, by kind and class of status",
        labels=["worker", "kind", "status"],
    )
    sent = CounterMetricFamily(
        "alongside_road_sent_bytes", "Bytes of bodies sent to clients", labels=["worker", "kind"]
    )
    received = CounterMetricFamily(
        "alongside_road_received_bytes", "Bytes that came from clients", labels=["worker"]
    )
    for engine in engines:
        worker = str(engine.worker)
        for kind, statuses in engine.requests.items():
            for status, count in statuses.items():
                requests.add_metric([worker, kind, status], count)
        for kind, count in engine.sent_bytes.items():
            sent.add_metric([worker, kind], count)
        received.add_metric([worker], engine.received_bytes)
    yield from (requests, sent, received)


def _troubles(engines: list[Numbers]) -> Iterator[Metric]:
    documents = CounterMetricFamily(
        "alongside_road_documents", "Documents asked for, by what became of them", labels=["worker", "fate"]
    )
    errors = CounterMetricFamily(
        "alongside_road_upstream_errors",
        "Failures of the origin and of the live application",
        labels=["worker", "upstream", "what"],
    )
    refused = CounterMetricFamily(
        "alongside_road_refused", "Requests that were not taken, by status", labels=["worker", "status"]
    )
    lost = CounterMetricFamily(
        "alongside_road_lost_lines", "Lines of the access log that were lost", labels=["worker"]
    )
    for engine in engines:
        worker = str(engine.worker)
        for fate, count in engine.documents.items():
            documents.add_metric([worker, fate], count)
        for upstream, found in (("origin", engine.origin_errors), ("live", engine.live_errors)):
            for what, count in found.items():
                errors.add_metric([worker, upstream, what], count)
        for status, count in engine.refused.items():
            refused.add_metric([worker, status], count)
        lost.add_metric([worker], engine.lost_lines)
    yield from (documents, errors, refused, lost)


def _histogram(name: str, text: str, found: list[tuple[Numbers, Times]]) -> Metric:
    histogram = HistogramMetricFamily(name, text, labels=["worker"])
    for engine, times in found:
        buckets = list(zip(_BOUNDS, map(float, accumulate(times.buckets)), strict=True))
        histogram.add_metric([str(engine.worker)], buckets, times.sum)
    return histogram
