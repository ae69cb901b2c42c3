"""The desks' list of visitors: only what has changed is told, and streams that are one."""

import asyncio
from collections.abc import AsyncGenerator

import pytest

from alongside.visits import NOW_SECONDS, Beat, Visit, Visitor, follow
from console.merging import merge
from console.visitor_watch import Desk, Row, Rows
from tests.console.aside import run as run_aside


def visit(name: str, now: float, path: str = "/") -> Visit:
    who = Visitor(id=name, device="desktop", country="JP")
    return follow(None, Beat(url=f"https://shop.example{path}"), who, now)


def show(*visits: Visit) -> list[tuple[Visit, Row]]:
    return [(one, {"id": one.id, "url": one.page.url}) for one in visits]


def test_who_says_only_that_they_are_still_there_is_not_told_again() -> None:
    rows = Rows()
    assert rows.follow(show(visit("a", 0), visit("b", 0)), 0) == {"a", "b"}
    assert rows.follow(show(visit("a", 15), visit("b", 15, "/tea")), 15) == {"b"}
    assert rows.rows["b"]["url"] == "https://shop.example/tea"


def test_who_says_nothing_any_more_is_gone() -> None:
    rows = Rows()
    rows.follow(show(visit("a", 0), visit("b", 0)), 0)
    assert rows.follow(show(visit("b", 15)), NOW_SECONDS + 1) == {"a"}
    assert list(rows.rows) == ["b"]


def test_a_slow_desk_is_told_each_visitor_once() -> None:
    desk = Desk()
    for ids in ({"a"}, {"a", "b"}, set[str]()):
        desk.tell(ids)
    assert sorted(run_aside(desk.wait())) == ["a", "b"]
    assert desk.pending == set()


async def pieces(
    *given: bytes, failure: Exception | None = None, closed: list[str] | None = None
) -> AsyncGenerator[bytes]:
    try:
        for piece in given:
            yield piece
        if failure:
            raise failure
        if not given:
            await asyncio.Event().wait()
    finally:
        if closed is not None:
            closed.append("closed")


def test_streams_are_one_until_one_of_them_ends() -> None:
    closed: list[str] = []

    async def heard() -> list[bytes]:
        return [piece async for piece in merge(pieces(b"a", b"b", closed=closed), pieces(closed=closed))]

    assert run_aside(heard()) == [b"a", b"b"]
    assert closed == ["closed", "closed"]


def test_what_fails_in_a_stream_is_told_to_whoever_reads() -> None:
    async def heard() -> None:
        async for _ in merge(pieces(b"a", failure=LookupError("gone")), pieces()):
            pass

    with pytest.raises(LookupError, match="gone"):
        run_aside(heard())
