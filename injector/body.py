"""A streamed body on its way through: decoded, edited, encoded again; and what happens when any of that fails."""

from collections.abc import Callable, Sequence
from typing import Final, Protocol

from injector.codings import CODINGS


class Edit(Protocol):
    """One change to a stream of plain bytes. `feed` takes its bytes in before it can fail."""

    def feed(self, chunk: bytes) -> bytes: ...

    def finish(self) -> bytes: ...

    def abandon(self) -> bytes:
        """Give up: the bytes still held, untouched. Everything later passes as it is."""


ALLOWED: Final = 16 * 1024 * 1024
RATIO: Final = 200
"""A document may unpack to ALLOWED bytes, and to RATIO times what has arrived beyond that; a shop's plainest tables come to a hundred."""


class TooLargeError(Exception):
    """A document unpacks to more than a document does."""


class Body:
    """Bytes in, bytes out. Never raises: on failure the origin's bytes go on untouched, and `on_failure` is told once, in one line."""

    def __init__(self, coding: bytes, edits: Sequence[Edit], on_failure: Callable[[str], None]) -> None:
        self._decoder, self._encoder = CODINGS[coding]()
        self.edits = tuple(edits)
        """All of them, to be asked what they did; they are at work until something fails."""
        self._packed = coding not in (b"", b"identity")
        self._edits = edits
        self._on_failure = on_failure
        self._unanswered = b""
        self._allowed = ALLOWED
        self._left = False
        self._passing = False
        self._broken = False

    def feed(self, chunk: bytes) -> bytes:
        """What may leave now; possibly nothing."""
        if self._passing or self._broken:
            return chunk if self._passing else b""
        if not self._left:
            self._unanswered += chunk
        out: list[bytes] = []
        self._allowed += RATIO * len(chunk)
        try:
            for plain in self._decoder.decode(chunk):
                self._count(plain)
                out.append(self._encode(self._edit(plain)))
        except Exception as error:  # the page path: each library raises its own
            return self._undecodable(error, b"".join(out))
        return self._let_go(b"".join(out))

    def _count(self, plain: bytes) -> None:
        self._allowed -= len(plain)
        if self._packed and self._allowed < 0:
            raise TooLargeError("it unpacks to far more than a page")

    def _let_go(self, data: bytes) -> bytes:
        if data:
            self._left, self._unanswered = True, b""
        return data

    def finish(self) -> bytes:
        """What is left at the end."""
        if self._passing or self._broken:
            return b""
        last = self._let_go(self._encode(self._finish_edits()))
        return last + self._encoder.finish() if self._left else self._unanswered

    def _edit(self, data: bytes) -> bytes:
        try:
            for edit in self._edits:
                data = edit.feed(data) if data else b""
        except Exception as error:  # the page path: whatever it was, the shopper gets the page
            return self._abandon(error)
        return data

    def _finish_edits(self) -> bytes:
        try:
            rest = b""
            for edit in self._edits:
                rest = (edit.feed(rest) if rest else b"") + edit.finish()
        except Exception as error:  # as above
            return self._abandon(error)
        return rest

    def _encode(self, data: bytes) -> bytes:
        return self._encoder.encode(data) if data else b""

    def _abandon(self, error: Exception) -> bytes:
        """From here on the document passes unedited; what the edits still hold goes first, the last edit's before the first one's."""
        self._on_failure(f"{type(error).__name__}: {error}")
        held = b"".join(edit.abandon() for edit in reversed(self._edits))
        self._edits = ()
        return held

    def _undecodable(self, error: Exception, made: bytes) -> bytes:
        """Nothing has left yet: all of it goes as it came. Else the stream breaks off here, as it does in the origin's own bytes."""
        self._on_failure(f"{type(error).__name__}: {error}")
        if self._left:
            self._broken = True
            return made + self._encode(b"".join(edit.abandon() for edit in reversed(self._edits)))
        self._passing = True
        return self._unanswered
