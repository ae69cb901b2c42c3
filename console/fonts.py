"""Which fonts host pages and viewers do not share, as viewers tell it: named in the metrics, so that a shop can bring them along."""

import re
from typing import Final

from console.metrics import Metrics

MOST_FAMILIES: Final = 50
"""Names come from pages; Prometheus keeps every label value for good, so beyond these all count as `other`."""
OTHER: Final = "other"
_UNFIT: Final = re.compile(r"[^\w .,&+()-]+")


class FontTally:
    """Counts each family once for each connection that names it."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def count(self, families: tuple[str, ...], known: set[str]) -> None:
        """`known`: what this connection named before; gets the new names, up to the bound."""
        for family in families:
            if family not in known and len(known) < MOST_FAMILIES:
                known.add(family)
                self._metrics.fonts.labels(self._label(family)).inc()

    def _label(self, family: str) -> str:
        named = self._metrics.named_fonts
        label = _UNFIT.sub("", family).strip() or OTHER
        if label in named or len(named) < MOST_FAMILIES:
            named.add(label)
            return label
        return OTHER
