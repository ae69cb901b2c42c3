"""Fonts that differ, in the metrics."""

from console.fonts import MOST_FAMILIES, FontTally
from console.metrics import Metrics


def test_fonts_that_differ_are_counted_by_name_up_to_a_bound() -> None:
    metrics = Metrics()
    tally, known = FontTally(metrics), set[str]()
    tally.count(("Hiragino Sans", 'Ev"il\n{}', "Hiragino Sans"), known)
    tally.count(("Hiragino Sans",), set())
    shown = metrics.show().decode()
    assert 'alongside_fonts_differ_total{family="Hiragino Sans"} 2.0' in shown
    assert 'alongside_fonts_differ_total{family="Evil"} 1.0' in shown
    for connection in range(2):
        tally.count(tuple(f"Font {connection}-{i}" for i in range(MOST_FAMILIES + 1)), set())
    labels = [
        row for row in metrics.show().decode().splitlines() if row.startswith("alongside_fonts_differ_total")
    ]
    assert len(labels) == MOST_FAMILIES + 1
    assert f'alongside_fonts_differ_total{{family="other"}} {MOST_FAMILIES + 2}.0' in labels
