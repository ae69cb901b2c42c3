"""Page logs as streams: one for each frame, cut at each snapshot. Entry ids are `cut-offset` (alongside/pagelog.py).

The record's bytes are stored as the host page sent them. An entry holds `r`, the record, and `b`, the bytes since the snapshot.
A hash names each frame's snapshot: its entry id and epoch.
"""

from typing import Any, Final, NamedTuple

from alongside.pagelog import Place, Tail
from alongside.session import LONGEST_SECONDS
from alongside.store.client import Client, Command, StoreError, text

TOP_FRAME: Final = "0"
ID_TAKEN: Final = "equal or smaller"
"""In the server's words when a stream entry's id is not above the last one."""
READ_AT_ONCE: Final = 200
"""Records read in one go: what a worker holds in memory for a viewer that catches up."""


class Stored(NamedTuple):
    """A record in a frame's stream."""

    place: Place
    record: str


class Append(NamedTuple):
    """One record to append: `tail` is the log's end after it."""

    session: str
    frame: str
    tail: Tail
    record: str
    is_snapshot: bool


class Drop(NamedTuple):
    """A frame is gone, and its log with it."""

    session: str
    frame: str


class PageLogStore:
    """Streams of page log records. Every method raises StoreError when the store cannot be asked."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def write(self, writes: list[Append | Drop]) -> list[bool]:
        """Carry out appends and drops of any sessions in one go; for each, whether the log is so now.

        False: another worker's host page wrote there; ask for a snapshot. Asking again after a StoreError is safe.
        """
        commands: list[Command] = []
        added_at: list[int] = []
        for item in writes:
            added_at.append(len(commands))
            commands += _append_commands(item) if isinstance(item, Append) else _drop_commands(item)
        answers = await self._client.try_batch(commands)
        return [
            await self._is_stored(item, answers[index]) for item, index in zip(writes, added_at, strict=True)
        ]

    async def tails(self, session: str) -> dict[str, Tail]:
        """The end of every frame's log, the top document's first. Logs that are not whole (a store that lost data) are left out."""
        starts = await self._client.call("HGETALL", _frames_key(session))
        frames = [(text(frame), _start(text(start))) for frame, start in starts.items()]
        frames.sort(key=lambda item: (item[0] != TOP_FRAME, item[1][1]))
        commands: list[Command] = []
        for frame, _ in frames:
            key = _log_key(session, frame)
            commands += [("XREVRANGE", key, "+", "-", "COUNT", 1), ("XLEN", key)]
        answers = await self._client.batch(commands) if commands else []
        tails = (
            (frame, _tail(epoch, start, answers[2 * i], answers[2 * i + 1]))
            for i, (frame, (epoch, start)) in enumerate(frames)
        )
        return {frame: tail for frame, tail in tails if tail}

    async def read(self, session: str, frame: str, after: Place) -> list[Stored]:
        """The next records after a place, READ_AT_ONCE at most. After a cut they begin with the new snapshot."""
        start = f"({after.cut}-{after.offset}" if after.cut else "-"
        rows = await self._client.call("XRANGE", _log_key(session, frame), start, "+", "COUNT", READ_AT_ONCE)
        return [Stored(_place(entry), text(fields[b"r"])) for entry, fields in rows]

    async def delete(self, session: str) -> None:
        """The session has ended; nothing of its pages stays."""
        frames = [text(frame) for frame in await self._client.call("HKEYS", _frames_key(session))]
        await self._client.batch_on_disk(
            [*(("DEL", _log_key(session, frame)) for frame in frames), ("DEL", _frames_key(session))]
        )

    async def _is_stored(self, item: Append | Drop, answer: Any) -> bool:
        """An id that is not free: either this very append was done before and its answer got lost, or there is another writer."""
        if not isinstance(answer, Exception):
            return True
        if isinstance(item, Drop) or ID_TAKEN not in str(answer):
            raise StoreError(str(answer)) from answer
        place = _entry(item.tail.last)
        rows = await self._client.call("XRANGE", _log_key(item.session, item.frame), place, place)
        return bool(rows) and text(rows[0][1][b"r"]) == item.record


def _append_commands(item: Append) -> list[Command]:
    """The XADD first."""
    key = _log_key(item.session, item.frame)
    entry = _entry(item.tail.last)
    fields = ("r", item.record, "b", item.tail.size)
    if not item.is_snapshot:
        return [("XADD", key, entry, *fields)]
    frames = _frames_key(item.session)
    return [
        ("XADD", key, "MINID", "=", entry, entry, *fields),
        ("EXPIRE", key, LONGEST_SECONDS),
        ("HSET", frames, item.frame, f"{entry} {item.tail.epoch}"),
        ("EXPIRE", frames, LONGEST_SECONDS),
    ]


def _drop_commands(item: Drop) -> list[Command]:
    return [("HDEL", _frames_key(item.session), item.frame), ("DEL", _log_key(item.session, item.frame))]


def _tail(epoch: str, start: Place, last_rows: list[Any], length: int) -> Tail | None:
    """None when the log does not reach from its snapshot to its end without a gap."""
    if not last_rows:
        return None
    last = _place(last_rows[0][0])
    records = last.offset - start.offset
    if last.cut != start.cut or length < records + 1:
        return None
    return Tail(epoch, start, last, records, int(last_rows[0][1][b"b"]))


def _start(value: str) -> tuple[str, Place]:
    entry, _, epoch = value.partition(" ")
    return epoch, _place(entry)


def _entry(place: Place) -> str:
    return f"{place.cut}-{place.offset}"


def _place(entry: bytes | str) -> Place:
    cut, _, offset = text(entry).partition("-")
    return Place(int(cut), int(offset))


def _frames_key(session: str) -> str:
    return f"a:{{{session}}}:frames"


def _log_key(session: str, frame: str) -> str:
    return f"a:{{{session}}}:log:{frame}"
