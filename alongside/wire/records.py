"""Page log records: they travel host → hub → viewers unchanged, and the hub reads the first four fields only."""

import msgspec

from alongside.wire.words import Array, Count, Name


class Snap(Array, frozen=True, tag="snap"):
    """The whole frame as it stands at this position; the log is cut here."""

    frame: Name
    epoch: Name
    offset: Count
    snapshot: msgspec.Raw


class Change(Array, frozen=True, tag="change"):
    """What leads from `offset - 1` to `offset`."""

    frame: Name
    epoch: Name
    offset: Count
    ops: msgspec.Raw


class Digest(Array, frozen=True, tag="digest"):
    """Hash of the frame's tree at this position; takes no offset of its own and is not kept."""

    frame: Name
    epoch: Name
    offset: Count
    digest: Name


class Gone(Array, frozen=True, tag="gone"):
    """The frame left the page; its log ends."""

    frame: Name
    epoch: Name


LogRecord = Snap | Change | Digest | Gone
