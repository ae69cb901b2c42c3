"""Text frames to messages and back.

Decoding is strict about shape and lenient about the future: unknown types are None, trailing fields are ignored, and a known type of
the wrong shape is a WireError, upon which the caller closes the socket with its `code`.
"""

from typing import get_args

import msgspec

from alongside.closing import MALFORMED, TOO_LONG, CloseCode
from alongside.wire.actions import Action
from alongside.wire.host import FromHost, ToHost
from alongside.wire.viewer import FromViewer, ToViewer
from alongside.wire.words import Array, name_of

MAX_FRAME = 8 * 1024 * 1024
"""Bytes of one frame. A snapshot of a very large page has 2 to 3 MiB."""

_encoder = msgspec.json.Encoder()


class WireError(Exception):
    """A frame that its sender should not have sent."""

    def __init__(self, code: CloseCode, detail: str) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.code}: {self.detail}"


class Decoder[T: Array]:
    """Decodes the frames of one direction."""

    def __init__(self, union: object) -> None:
        self._decoder: msgspec.json.Decoder[T] = msgspec.json.Decoder(union)
        self._known = frozenset(name_of(message) for message in get_args(union))

    def decode(self, text: str | bytes) -> T | None:
        """The message, or None when its type is unknown. Raises WireError."""
        if len(text) > MAX_FRAME or (isinstance(text, str) and len(text.encode()) > MAX_FRAME):
            raise WireError(TOO_LONG, f"frame over {MAX_FRAME} bytes")
        try:
            return self._decoder.decode(text)
        except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
            if isinstance(error, msgspec.ValidationError) and self._is_unknown(text):
                return None
            raise WireError(MALFORMED, str(error)) from error

    def _is_unknown(self, text: str | bytes) -> bool:
        try:
            items = msgspec.json.decode(text, type=list[msgspec.Raw])
            return bool(items) and msgspec.json.decode(items[0], type=str) not in self._known
        except msgspec.DecodeError:
            return False


from_host: Decoder[FromHost] = Decoder(FromHost)
to_host: Decoder[ToHost] = Decoder(ToHost)
from_viewer: Decoder[FromViewer] = Decoder(FromViewer)
to_viewer: Decoder[ToViewer] = Decoder(ToViewer)
actions: Decoder[Action] = Decoder(Action)


def encode(message: Array) -> str:
    """The frame's text: compact JSON, nothing escaped that need not be."""
    return _encoder.encode(message).decode()
