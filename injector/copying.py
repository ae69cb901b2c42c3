"""A copy of a document on its way: taken as it streams, bounded, and given away at the end. The document itself passes untouched."""

from collections.abc import Callable


class Copy:
    """An edit of body.py that changes nothing. `on_copy` gets the first `most` bytes once the document is complete; it must not raise."""

    def __init__(self, most: int, on_copy: Callable[[bytes], None]) -> None:
        self._left = most
        self._parts: list[bytes] = []
        self._on_copy = on_copy

    def feed(self, chunk: bytes) -> bytes:
        """Everything, as it came."""
        if self._left > 0:
            self._parts.append(chunk[: self._left])
            self._left -= len(chunk)
        return chunk

    def finish(self) -> bytes:
        """The document is complete."""
        self._on_copy(b"".join(self._parts))
        self._parts.clear()
        return b""

    def abandon(self) -> bytes:
        """Nothing was held."""
        self._parts.clear()
        return b""
