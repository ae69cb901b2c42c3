"""Records of sessions: notes, tags, and what is left at the end."""

import pytest
from msgspec.structs import replace

from alongside.joining import Opening, start_session
from alongside.records import (
    MAX_NOTES,
    MAX_TAG,
    MAX_TAGS,
    Note,
    Record,
    add_note,
    add_tag,
    begin_record,
    close_record,
    read_tag,
    remove_note,
    remove_tag,
)
from alongside.session import Refusal, end_session

OPENING = Opening(
    id="s1", kind="help", shopper="c", link="l", code="123456", name="Aiko", lang="ja", url="u", title="t"
)
SESSION = start_session(OPENING, 100)
RECORD = begin_record(SESSION, "v1", "phone", "JP")


def note(name: str = "n1", account: str = "bea") -> Note:
    return Note(id=name, at=1, by="Bea", account=account, text="regular")


def full(count: int) -> Record:
    record = RECORD
    for number in range(count):
        record = add_note(record, note(f"n{number}"))
    return record


def test_notes_stand_in_the_order_in_which_they_came_and_every_change_counts() -> None:
    record = add_note(add_note(RECORD, note("n1")), note("n2"))
    assert [one.id for one in record.notes] == ["n1", "n2"]
    assert record.changes == 2


def test_notes_are_bounded() -> None:
    record = full(MAX_NOTES)
    with pytest.raises(Refusal, match="enough-noted"):
        add_note(record, note("more"))


def test_a_note_is_taken_back_by_its_writer_or_a_supervisor_only() -> None:
    record = add_note(RECORD, note())
    with pytest.raises(Refusal, match="not-allowed"):
        remove_note(record, "n1", "carl", of_anybody=False)
    assert remove_note(record, "n1", "bea", of_anybody=False).notes == ()
    assert remove_note(record, "n1", "carl", of_anybody=True).notes == ()
    assert remove_note(record, "other", "carl", of_anybody=False) is record


def test_a_tag_is_there_once_in_whatever_letters() -> None:
    record = add_tag(RECORD, "Delivery")
    assert add_tag(record, "delivery") is record
    assert remove_tag(record, "DELIVERY").tags == ()
    assert remove_tag(RECORD, "delivery") is RECORD


def test_tags_are_bounded() -> None:
    record = replace(RECORD, tags=tuple(str(number) for number in range(MAX_TAGS)))
    with pytest.raises(Refusal, match="enough-noted"):
        add_tag(record, "more")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  gift   wrap ", "gift wrap"),
        ("#urgent", "urgent"),
        ("ギフト", "ギフト"),
        (" # ", ""),
        ("x" * 99, "x" * MAX_TAG),
    ],
)
def test_a_tag_is_kept_in_its_usual_writing(written: str, kept: str) -> None:
    assert read_tag(written) == kept


def test_at_the_end_it_says_who_helped_and_whose_visit_it_was_is_forgotten() -> None:
    ended = replace(end_session(SESSION, 500), url="https://shop.example/last?q=1", title="Last")
    record = close_record(RECORD, ended, ("Bea",))
    assert (record.ended, record.url, record.reps) == (500, "https://shop.example/last", ("Bea",))
    assert (record.visitor, record.country) == ("", "")
