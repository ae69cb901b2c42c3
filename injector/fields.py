"""Header fields as they travel: an ordered list of pairs of bytes, with repetitions, names compared without case (RFC 9110, 5)."""

from collections.abc import Callable, Iterable

Pair = tuple[bytes, bytes]


class Fields:
    """Edited in place. Names given to the methods are lower case; the spelling on the wire is kept."""

    __slots__ = ("_lowered", "_pairs")

    def __init__(self, pairs: Iterable[Pair]) -> None:
        self._pairs: list[Pair] = []
        self._lowered: list[bytes] = []
        self._hold(list(pairs))

    def _hold(self, pairs: list[Pair]) -> None:
        self._pairs = pairs
        self._lowered = [name.lower() for name, _ in pairs]

    @property
    def pairs(self) -> tuple[Pair, ...]:
        return tuple(self._pairs)

    def __contains__(self, name: bytes) -> bool:
        return name in self._lowered

    def first(self, name: bytes) -> bytes | None:
        """The value of the first field of that name."""
        return self._pairs[self._lowered.index(name)][1] if name in self._lowered else None

    def all(self, name: bytes) -> list[bytes]:
        if name not in self._lowered:
            return []
        return [pair[1] for pair, low in zip(self._pairs, self._lowered, strict=True) if low == name]

    def tokens(self, name: bytes) -> list[bytes]:
        """The members of a comma-separated field, lower case, over all fields of that name."""
        members = (member.strip().lower() for value in self.all(name) for member in value.split(b","))
        return [member for member in members if member]

    def drop(self, *names: bytes) -> None:
        if not set(names).isdisjoint(self._lowered):
            self._hold([pair for pair in self._pairs if pair[0].lower() not in names])

    def add(self, name: bytes, value: bytes) -> None:
        self._pairs.append((name, value))
        self._lowered.append(name.lower())

    def set(self, name: bytes, value: bytes) -> None:
        """One field with that value, where the first one stood, else at the end. `name` gives the spelling of a new one."""
        low = name.lower()
        if low not in self._lowered:
            self.add(name, value)
            return
        at = self._lowered.index(low)
        after = [pair for pair in self._pairs[at + 1 :] if pair[0].lower() != low]
        self._hold([*self._pairs[:at], (self._pairs[at][0], value), *after])

    def change(self, name: bytes, change: Callable[[bytes], bytes | None]) -> None:
        """Every field of that name through `change`; None leaves the field out."""
        if name not in self._lowered:
            return
        changed: list[Pair] = []
        for pair in self._pairs:
            value = change(pair[1]) if pair[0].lower() == name else pair[1]
            if value is not None:
                changed.append((pair[0], value))
        self._hold(changed)
