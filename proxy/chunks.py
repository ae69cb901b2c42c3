"""Bodies in chunks (RFC 9112, 7.1), taken out of a buffer: bounded lines, extensions and trailers left out. Pure.

What goes on is framed anew by whoever writes it, so that nobody behind us reads a chunk's length that we read otherwise.
"""

import re
from typing import Final

MAX_LINE: Final = 256
"""Bytes of a chunk's first line: sixteen for the length, the rest for extensions that nobody uses."""

MAX_TRAILERS: Final = 16 * 1024
"""Bytes of trailers, which are dropped."""

_SIZE = re.compile(rb"([0-9A-Fa-f]{1,15})(?:;[\t\x20-\x7e\x80-\xff]*+)?\r\n")
_SIZE_OF_ORIGIN = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]*(?:;[\t\x20-\x7e\x80-\xff]*+)?\r?\n")
_TRAILER = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]++:[\t\x20-\x7e\x80-\xff]*+\r\n")


class BadChunkError(Exception):
    """The bytes are no chunks; the text says why, in one line."""


class Chunks:
    """One body. With `strict` every byte is held to the grammar; an origin may end its lines, and fill them, as old servers do."""

    def __init__(self, *, strict: bool) -> None:
        self.done = False
        self._size = _SIZE if strict else _SIZE_OF_ORIGIN
        self._strict = strict
        self._left = 0
        self._ending = False
        self._last = False
        self._trailers = 0

    def take(self, data: bytearray) -> bytes:
        """Everything of the body that `data` begins with, removed from it. Raises BadChunkError. Once `done` nothing is taken."""
        out: list[bytes] = []
        at = 0
        while not self.done:
            next_at = self._step(data, at, out)
            if next_at == at:
                break
            at = next_at
        del data[:at]
        return b"".join(out)

    def _step(self, data: bytearray, at: int, out: list[bytes]) -> int:
        """One part of the body from `at` on; where the next begins, `at` itself when more has to come first."""
        if self._left:
            piece = bytes(data[at : at + self._left])
            out.append(piece)
            self._left -= len(piece)
            self._ending = self._ending or not self._left
            return at + len(piece)
        if self._ending:
            return self._pass_end(data, at)
        return self._trailer(data, at) if self._last else self._begin(data, at)

    def _pass_end(self, data: bytearray, at: int) -> int:
        """The line end behind a chunk's bytes."""
        end = bytes(data[at : at + 2])
        if not self._strict and end[:1] == b"\n":
            end = b"\n"
        elif end != b"\r\n":
            if not b"\r\n".startswith(end):
                raise BadChunkError("a chunk is longer than it says")
            return at
        self._ending = False
        return at + len(end)

    def _begin(self, data: bytearray, at: int) -> int:
        if data.find(b"\n", at, at + MAX_LINE) == -1:
            if len(data) - at >= MAX_LINE:
                raise BadChunkError("the first line of a chunk is too long")
            return at
        match = self._size.match(data, at)
        if not match:
            raise BadChunkError("a chunk does not begin with its length")
        self._left = int(match[1], 16)
        self._last = self._left == 0
        return match.end()

    def _trailer(self, data: bytearray, at: int) -> int:
        """A line behind the last chunk; the empty one is the end."""
        end = data.find(b"\n", at)
        self._trailers += max(0, end + 1 - at)
        if self._trailers > MAX_TRAILERS or (end == -1 and len(data) - at > MAX_TRAILERS):
            raise BadChunkError("the trailers are too long")
        if end == -1:
            return at
        line = bytes(data[at : end + 1])
        self.done = line == b"\r\n" or (line == b"\n" and not self._strict)
        if not self.done and self._strict and not _TRAILER.fullmatch(line):
            raise BadChunkError("a trailer is not NAME: VALUE")
        return end + 1
