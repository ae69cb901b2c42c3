"""Puts one span of bytes into a streamed document. Removing that span gives back the input, whatever happens."""

from collections.abc import Callable

from injector.scanner import BOUND, Found, Scanner


class Insertion:
    """Bytes in, bytes out; every chunk is let go as soon as the place cannot lie before its end.

    `found` is MORE while undecided, PLACE when the span was put in, NEVER when the document passes as it is.
    """

    def __init__(self, span: bytes, *, xml: bool = False) -> None:
        self.found = Found.MORE
        self._span = span
        self._scanner = Scanner(xml=xml)
        self._held = b""
        self._let_go = 0

    @property
    def gave_up_late(self) -> bool:
        """Whether there was no place in as much as is looked at."""
        return self.found is Found.NEVER and self._let_go > BOUND

    def feed(self, chunk: bytes) -> bytes:
        """The bytes that may leave now."""
        if self.found is not Found.MORE:
            return chunk
        self._held += chunk
        return self._release(lambda: self._scanner.feed(chunk))

    def finish(self) -> bytes:
        """What is left at the end of the document."""
        if self.found is not Found.MORE:
            return b""
        return self._release(self._scanner.finish)

    def abandon(self) -> bytes:
        """Give up: the bytes still held."""
        self.found, held, self._held = Found.NEVER, self._held, b""
        return held

    def _release(self, scan: Callable[[], Found]) -> bytes:
        self.found = scan()
        cut = self._scanner.position - self._let_go
        before, behind = self._held[:cut], self._held[cut:]
        if self.found is Found.MORE:
            self._let_go += len(before)
            self._held = behind
            return before
        self._let_go += len(self._held)
        self._held = b""
        return before + self._span + behind if self.found is Found.PLACE else before + behind
