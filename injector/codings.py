"""Content codings (RFC 9110, 8.4), decoded and encoded again as a stream: every chunk that comes in can leave at once."""

import zlib
from collections.abc import Callable, Iterator
from typing import Final, Protocol

import brotli  # type: ignore[import-untyped]  # it comes without types
import zstandard

GZIP_LEVEL: Final = 5
BROTLI_QUALITY: Final = 4
ZSTD_LEVEL: Final = 3
"""Levels for text that is compressed while somebody waits: most of the gain, a fraction of the time of the highest."""


PIECE: Final = 1024 * 1024
"""Bytes that are unpacked at once. What arrives in one read may be a thousand times as large when unpacked, and a million by design."""

_SLICE: Final = 64
"""Packed bytes of zstd given to its library at once, which knows no bound: sixteen blocks of 128 KiB are the most that they can hold."""

_MAX_WINDOW: Final = 8 * 1024 * 1024
"""Bytes that zstd may look back, on the web (RFC 9659)."""


class Decoder(Protocol):
    def decode(self, chunk: bytes) -> Iterator[bytes]:
        """Everything that can be decoded so far, in pieces of about PIECE. Raises whatever the library raises on a broken stream."""


class Encoder(Protocol):
    def encode(self, data: bytes) -> bytes:
        """`data` encoded and flushed, so that a receiver can decode all of it now."""

    def finish(self) -> bytes:
        """The end of the stream."""


class Identity:
    def decode(self, chunk: bytes) -> Iterator[bytes]:
        yield chunk

    def encode(self, data: bytes) -> bytes:
        return data

    def finish(self) -> bytes:
        return b""


class ZlibDecoder:
    """gzip with any number of members, and deflate as browsers take it: with the zlib wrapper or without."""

    def __init__(self, wbits: int) -> None:
        self.wbits = wbits
        self._stream = zlib.decompressobj(wbits)

    def decode(self, chunk: bytes) -> Iterator[bytes]:
        while True:
            piece = self._stream.decompress(chunk, PIECE)
            if piece:
                yield piece
            if self._stream.eof:
                chunk = self._stream.unused_data
                if not chunk or self.wbits != zlib.MAX_WBITS + 16:
                    return
                self._stream = zlib.decompressobj(self.wbits)
            else:
                chunk = self._stream.unconsumed_tail
                if not chunk and len(piece) < PIECE:
                    return


class ZlibEncoder:
    def __init__(self, wbits: int) -> None:
        self._stream = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, wbits)

    def encode(self, data: bytes) -> bytes:
        return self._stream.compress(data) + self._stream.flush(zlib.Z_SYNC_FLUSH)

    def finish(self) -> bytes:
        return self._stream.flush()


class DeflateDecoder:
    """`deflate` names the zlib format, but servers send the bare one, too; the first two bytes tell (RFC 1950, 2.2)."""

    def __init__(self) -> None:
        self._first = b""
        self._inner: ZlibDecoder | None = None

    @property
    def wbits(self) -> int:
        return self._inner.wbits if self._inner else zlib.MAX_WBITS

    def decode(self, chunk: bytes) -> Iterator[bytes]:
        if self._inner is None:
            self._first += chunk
            if len(self._first) < 2:
                return
            wrapped = self._first[0] & 0x0F == 8 and int.from_bytes(self._first[:2]) % 31 == 0
            self._inner = ZlibDecoder(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
            chunk = self._first
        yield from self._inner.decode(chunk)


class DeflateEncoder:
    """Wrapped as the origin's stream was."""

    def __init__(self, decoder: DeflateDecoder) -> None:
        self._decoder = decoder
        self._inner: ZlibEncoder | None = None

    def encode(self, data: bytes) -> bytes:
        return self._stream().encode(data)

    def finish(self) -> bytes:
        return self._stream().finish()

    def _stream(self) -> ZlibEncoder:
        self._inner = self._inner or ZlibEncoder(self._decoder.wbits)
        return self._inner


class BrotliDecoder:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def decode(self, chunk: bytes) -> Iterator[bytes]:
        piece = self._stream.process(chunk, output_buffer_limit=PIECE)
        yield piece
        while (
            len(piece) >= PIECE or not self._stream.can_accept_more_data()
        ):  # the library forgets what a full piece left
            piece = self._stream.process(b"", output_buffer_limit=PIECE)
            yield piece


class BrotliEncoder:
    def __init__(self) -> None:
        self._stream = brotli.Compressor(quality=BROTLI_QUALITY)

    def encode(self, data: bytes) -> bytes:
        return bytes(self._stream.process(data) + self._stream.flush())

    def finish(self) -> bytes:
        return bytes(self._stream.finish())


class ZstdDecoder:
    def __init__(self) -> None:
        decompressor = zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW)
        self._stream = decompressor.decompressobj(read_across_frames=True)

    def decode(self, chunk: bytes) -> Iterator[bytes]:
        pieces: list[bytes] = []
        held = 0
        for at in range(0, len(chunk), _SLICE):
            pieces.append(self._stream.decompress(chunk[at : at + _SLICE]))
            held += len(pieces[-1])
            if held >= PIECE:
                yield b"".join(pieces)
                pieces, held = [], 0
        yield b"".join(pieces)


class ZstdEncoder:
    def __init__(self) -> None:
        self._stream = zstandard.ZstdCompressor(level=ZSTD_LEVEL).compressobj()

    def encode(self, data: bytes) -> bytes:
        return self._stream.compress(data) + self._stream.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)

    def finish(self) -> bytes:
        return self._stream.flush()


Codec = tuple[Decoder, Encoder]


def _identity() -> Codec:
    return Identity(), Identity()


def _gzip() -> Codec:
    return ZlibDecoder(zlib.MAX_WBITS + 16), ZlibEncoder(zlib.MAX_WBITS + 16)


def _deflate() -> Codec:
    decoder = DeflateDecoder()
    return decoder, DeflateEncoder(decoder)


CODINGS: Final[dict[bytes, Callable[[], Codec]]] = {
    b"": _identity,
    b"identity": _identity,
    b"gzip": _gzip,
    b"x-gzip": _gzip,
    b"deflate": _deflate,
    b"br": lambda: (BrotliDecoder(), BrotliEncoder()),
    b"zstd": lambda: (ZstdDecoder(), ZstdEncoder()),
}
"""By the whole value of Content-Encoding, lower case. Others, and several at once, pass as they are."""


def filter_accepted(value: bytes) -> bytes:
    """`Accept-Encoding` with only those members left that can be decoded here; `identity` when none is."""
    members = [member.strip() for member in value.split(b",")]
    kept = [member for member in members if member.partition(b";")[0].strip().lower() in CODINGS and member]
    return b", ".join(kept) or b"identity"
