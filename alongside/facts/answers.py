"""What the road tells of an answer of the shop's to whoever reads copies, and the frames in which it does, over a pipe."""

from typing import Final

import msgspec

MAX_COPY: Final = 1024 * 1024
"""Bytes of a document that are copied; what is worth reading stands in them."""
MAX_FRAME: Final = MAX_COPY + 64 * 1024
LENGTH: Final = 4


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`visit`: a hash of the cookie of this visit, "" when there is none. `body` is plain, and empty where the status says all."""

    target: str
    status: int
    method: str = "GET"
    visit: str = ""
    document: bool = False
    charset: str = ""
    body: bytes = b""


def pack(answer: Answer) -> bytes:
    """One frame: its length, then the answer."""
    frame = msgspec.msgpack.encode(answer)
    return len(frame).to_bytes(LENGTH) + frame


def unpack(frame: bytes) -> Answer:
    """The answer in a frame, without its length. Raises msgspec.DecodeError."""
    return msgspec.msgpack.decode(frame, type=Answer)
