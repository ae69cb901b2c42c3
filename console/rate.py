"""So many in a second and no more, without a clock of its own."""


class Rate:
    """Counts in windows of one second."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._second = -1
        self._count = 0

    def allows(self, now: float) -> bool:
        """Whether one more is allowed at `now` (seconds); counts it if so."""
        if int(now) != self._second:
            self._second = int(now)
            self._count = 0
        if self._count >= self._limit:
            return False
        self._count += 1
        return True
