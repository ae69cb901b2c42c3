"""The visits of a day as the store has them: each of a visitor's, the latest first, no more than may be looked at."""

from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import pytest

from alongside.store import Store, open_store
from alongside.store import visits as kept
from alongside.store.embedded import EmbeddedValkey
from alongside.visits import Beat, Visit, Visitor, follow
from tests.console.aside import run as run_aside

pytestmark = pytest.mark.system

NOW = 1_790_000_000.0


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server = EmbeddedValkey(tmp_path_factory.mktemp("visits"))
    yield server.start()
    server.stop()


def run(url: str, work: Callable[[Store], Coroutine[Any, Any, None]]) -> None:
    async def with_store() -> None:
        store = await open_store(url)
        try:
            await store.client.call("FLUSHALL")
            await work(store)
        finally:
            await store.close()

    run_aside(with_store())


def visit(name: str, path: str, at: float, before: Visit | None = None) -> Visit:
    who = Visitor(id=name, device="desktop", country="")
    return follow(before, Beat(url=f"http://shop.example{path}"), who, at)


def test_an_earlier_visit_of_the_day_is_remembered_beside_the_one_of_now(url: str) -> None:
    async def work(store: Store) -> None:
        morning = visit("a", "/morning", NOW)
        await store.visits.keep(morning)
        noon = visit("a", "/noon", NOW + 7200, morning)
        await store.visits.keep(noon, morning)
        await store.visits.keep(visit("b", "/other", NOW + 60))
        visits, total = await store.visits.list_since(NOW)
        assert [one.page.url for one in visits] == [
            "http://shop.example/noon",
            "http://shop.example/other",
            "http://shop.example/morning",
        ]
        assert total == 3
        assert (await store.visits.list_since(NOW + 3600))[1] == 1

    run(url, work)


def test_of_many_the_latest_are_looked_at_and_all_are_counted(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MOST_LOOKED_AT", 2)
    monkeypatch.setattr(kept, "MOST_OF_DAY", 3)

    async def work(store: Store) -> None:
        for number in range(5):
            await store.visits.keep(visit(f"v{number}", "/", NOW + number))
        visits, total = await store.visits.list_since(NOW)
        assert ([one.id for one in visits], total) == (["v4", "v3"], 3)

    run(url, work)


def test_of_a_tag_that_is_taken_off_nothing_is_left_with_the_visit(url: str) -> None:
    async def work(store: Store) -> None:
        first = visit("a", "/", NOW)
        await store.visits.keep(first)
        await store.visits.tag("a", ["Difficult"], NOW)
        known = await store.visits.get("a")
        assert known
        assert known.tags == ("Difficult",)
        await store.visits.keep(visit("a", "/next", NOW + 7200, known), known)
        await store.visits.keep_answer(known)
        await store.visits.untag("a", "difficult")
        keys = await store.client.call("KEYS", "*")
        texts = [key for key in keys if await store.client.call("TYPE", key) == b"string"]
        values = [await store.client.call("GET", key) for key in texts]
        assert sum(b"shop.example" in value for value in values) == 2
        assert not [value for value in values if b"Difficult" in value]
        assert await store.visits.list_tags(["a"]) == {"a": ()}

    run(url, work)
