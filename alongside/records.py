"""What reps keep of a session for themselves, and what is left of it when it has ended: notes, tags, who it was and who helped. Pure.

A record begins with its session and is kept after it. Shoppers and friends never see it. Times are Unix seconds.
"""

import unicodedata
from typing import Annotated, Final

import msgspec
from msgspec.structs import replace

from alongside.session import Refusal, Session
from alongside.visits import bare_url
from alongside.wire.words import Kind, Lang, Title, Url

MAX_NOTE: Final = 4000
MAX_NOTES: Final = 100
MAX_TAG: Final = 40
MAX_TAGS: Final = 12

NoteText = Annotated[str, msgspec.Meta(max_length=MAX_NOTE)]


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """`by` is a rep's name, `account` whose it is."""

    id: str
    at: float
    by: str
    account: str
    text: str


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """`visitor`: whose visit the session grew out of, known until it ends. `answered`: when a rep first came; `reps`: the names of those
    who helped. `changes` counts.
    """

    session: str
    kind: Kind
    name: str
    lang: Lang
    started: float
    visitor: str = ""
    device: str = ""
    country: str = ""
    url: Url = ""
    title: Title = ""
    answered: float = 0.0
    ended: float = 0.0
    reps: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    tags: tuple[str, ...] = ()
    changes: int = 0


def begin_record(session: Session, visitor: str = "", device: str = "", country: str = "") -> Record:
    """Of a session, as long as it runs: afterwards nobody is in it any more."""
    return Record(
        session=session.id,
        kind=session.kind,
        name=session.participants[0].name if session.participants else "",
        lang=session.lang,
        started=session.created,
        visitor=visitor,
        device=device,
        country=country,
        url=bare_url(session.url),
        title=session.title,
    )


def close_record(record: Record, ended: Session, reps: tuple[str, ...]) -> Record:
    """The session has ended: on which page, and who helped. Whose visit it was is forgotten."""
    return replace(
        record,
        ended=ended.ended,
        url=bare_url(ended.url),
        title=ended.title,
        reps=reps,
        visitor="",
        country="",
    )


def answer_record(record: Record, now: float) -> Record:
    """A rep has come. The same record when one came before."""
    return record if record.answered else replace(record, answered=now)


def add_note(record: Record, note: Note) -> Record:
    """One more, the latest last. Raises Refusal."""
    if len(record.notes) >= MAX_NOTES:
        raise Refusal("enough-noted")
    return replace(record, notes=(*record.notes, note), changes=record.changes + 1)


def remove_note(record: Record, note: str, account: str, *, of_anybody: bool) -> Record:
    """Its writer takes it back. The same record when there is none such. Raises Refusal."""
    found = next((one for one in record.notes if one.id == note), None)
    if found is None:
        return record
    if found.account != account and not of_anybody:
        raise Refusal("not-allowed")
    notes = tuple(one for one in record.notes if one is not found)
    return replace(record, notes=notes, changes=record.changes + 1)


def add_tag(record: Record, tag: str) -> Record:
    """The same record when it has the tag, in whatever letters. Raises Refusal."""
    if has_tag(record, tag):
        return record
    if len(record.tags) >= MAX_TAGS:
        raise Refusal("enough-noted")
    return replace(record, tags=(*record.tags, tag), changes=record.changes + 1)


def remove_tag(record: Record, tag: str) -> Record:
    """The same record when it has no such tag."""
    if not has_tag(record, tag):
        return record
    tags = tuple(one for one in record.tags if one.casefold() != tag.casefold())
    return replace(record, tags=tags, changes=record.changes + 1)


def read_tag(text: str) -> str:
    """A tag as it is kept: wide letters and white space as usual; "" when nothing is left."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).removeprefix("#")[:MAX_TAG].strip()


def has_tag(record: Record, tag: str) -> bool:
    """Whether it has this tag, in whatever letters."""
    return any(one.casefold() == tag.casefold() for one in record.tags)
