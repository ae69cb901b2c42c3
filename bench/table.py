"""How a benchmark prints: one line for each number, ours beside the peer's, and whether ours is ahead. Less is better by default."""

from dataclasses import dataclass

WIDTHS = (44, 16, 16, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One number of both. `unit` follows each; `most` says that more is better."""

    what: str
    ours: float
    peer: float
    unit: str = "ms"
    most: bool = False

    @property
    def is_ahead(self) -> bool:
        return self.ours >= self.peer if self.most else self.ours <= self.peer

    def __str__(self) -> str:
        ratio = f"{self.ours / self.peer:.2f}" if self.peer else "-"
        columns = (self.what, _told(self.ours, self.unit), _told(self.peer, self.unit), ratio)
        ends = "ahead" if self.is_ahead else "BEHIND"
        return _line(columns) + f"   {ends}"


def head(peer: str) -> str:
    """The names of the columns."""
    return _line(("", "alongside", peer, "ratio"))


def _line(columns: tuple[str, ...]) -> str:
    first, *others = columns
    return f"{first:<{WIDTHS[0]}}" + "".join(
        f"{text:>{width}}" for text, width in zip(others, WIDTHS[1:], strict=True)
    )


def _told(value: float, unit: str) -> str:
    return f"{value:,.0f} {unit}" if value >= 100 or value == int(value) else f"{value:.1f} {unit}"
