"""What the live application counts, for Prometheus."""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

TROUBLES: Final = ("store", "page")
"""What fails while the shop goes on: calls for want of the store, and our script in a page that does not let it live."""

DIVERGENCES: Final = frozenset({"structure", "text", "attributes", "state", "sheets", "op"})
"""What a viewer's copy can differ in, as `want` says it: five parts of the digest, and an op that could not be carried out."""


class Metrics:
    """One registry for each live application of a process, so that tests can have several."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.sockets = Gauge(
            "alongside_sockets", "Open sockets in this worker", ["side"], registry=self.registry
        )
        self.sessions = Gauge(
            "alongside_sessions", "Sessions with a socket in this worker", registry=self.registry
        )
        self.started = Counter(
            "alongside_sessions_started", "Sessions started", ["kind"], registry=self.registry
        )
        self.records = Counter(
            "alongside_records", "Page log records taken", ["record"], registry=self.registry
        )
        self.record_bytes = Counter(
            "alongside_record_bytes", "Bytes of page log records taken", registry=self.registry
        )
        self.stored = Histogram(
            "alongside_store_seconds",
            "From a record's arrival until it is stored",
            registry=self.registry,
            buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5),
        )
        self.wants = Counter("alongside_wants", "Snapshots asked for", ["why"], registry=self.registry)
        self.divergences = Counter(
            "alongside_divergences",
            "Copies of a page that differed from it, by what",
            ["what"],
            registry=self.registry,
        )
        for what in DIVERGENCES:
            self.divergences.labels(what)
        self.slowed = Counter(
            "alongside_slow_viewers", "Viewers that records had to wait for", registry=self.registry
        )
        self.recoveries = Counter(
            "alongside_recoveries", "Viewers that came, by what they got", ["got"], registry=self.registry
        )
        self.acts = Counter("alongside_acts", "Acts by their result", ["result"], registry=self.registry)
        self.fonts = Counter(
            "alongside_fonts_differ",
            "Viewers whose browser sets a font otherwise than the shopper's",
            ["family"],
            registry=self.registry,
        )
        self.named_fonts: set[str] = set()
        self.closes = Counter(
            "alongside_closes", "Sockets closed, by close code", ["code"], registry=self.registry
        )
        self.troubles = Counter(
            "alongside_troubles", "What failed while the shop went on", ["what"], registry=self.registry
        )
        for what in TROUBLES:
            self.troubles.labels(what)
        self._count_care()

    def _count_care(self) -> None:
        """What happens before and after sessions."""
        self.answers = Counter(
            "alongside_invitations_answered",
            "What became of invitations: shown, yes, no",
            ["answer"],
            registry=self.registry,
        )
        self.messages = Counter(
            "alongside_messages_left", "Messages left while nobody was there", registry=self.registry
        )
        self.ratings = Counter("alongside_ratings", "Sessions rated", ["stars"], registry=self.registry)
        self.callbacks = Counter("alongside_callbacks", "Calls asked for", registry=self.registry)
        self.webhooks = Counter(
            "alongside_webhook_calls",
            "Calls of webhooks, by what became of them",
            ["fate"],
            registry=self.registry,
        )
        self.outcomes = Counter(
            "alongside_callback_outcomes", "What came of calling back", ["outcome"], registry=self.registry
        )

    def show(self) -> bytes:
        """The text format of Prometheus."""
        return generate_latest(self.registry)
