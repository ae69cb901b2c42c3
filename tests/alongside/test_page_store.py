"""The shop's pages in the store, on a real Valkey: kept by address, found by words, bounded, and nobody's own."""

from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import pytest

from alongside.facts import Basket, PageFacts, Product
from alongside.store import Store, open_store, pages
from alongside.store.embedded import EmbeddedValkey
from tests.console.aside import run as run_aside

pytestmark = pytest.mark.system

SHOP = "https://shop.example"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server = EmbeddedValkey(tmp_path_factory.mktemp("store"))
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


def page(path: str, title: str = "", *, product: str = "") -> PageFacts:
    goods = Product(name=product, url=f"{SHOP}{path}", brand="Hazel") if product else None
    return PageFacts(
        url=f"{SHOP}{path}", title=title or path, kind="product" if goods else "list", product=goods
    )


def test_a_page_is_found_again_by_any_of_its_addresses_without_what_is_personal(url: str) -> None:
    async def work(store: Store) -> None:
        mug = page("/p/mug", product="Mug")
        await store.pages.keep(
            PageFacts(url=mug.url, kind="product", product=mug.product, basket=Basket(value=9.0)), 1
        )
        found = await store.pages.get("http://localhost:8080/p/mug?utm_source=mail#top")
        assert found == PageFacts(url=mug.url, kind="product", product=mug.product)
        assert await store.pages.get("/p/jug") is None
        assert await store.pages.get("http://[broken") is None

    run(url, work)


def test_search_puts_goods_and_beginnings_first_and_follows_what_changes(url: str) -> None:
    async def work(store: Store) -> None:
        await store.pages.keep(page("/guide", "All about green tea"), 1)
        await store.pages.keep(page("/p/cup", product="Cup for green tea"), 2)
        await store.pages.keep(page("/p/tea", product="Green tea"), 3)

        async def paths(words: str, limit: int = 10) -> list[str]:
            return [found.url.removeprefix(SHOP) for found in await store.pages.search(words, limit)]

        assert await paths("green tea") == ["/p/tea", "/p/cup", "/guide"]
        assert await paths("ＴＥＡ hazel", 1) == ["/p/tea"]
        assert await paths("coffee") == await paths("  ") == []
        await store.pages.keep(page("/p/tea", product="ほうじ茶"), 3)
        await store.pages.keep(page("/p/jug", product="Jug"), 4)
        assert await paths("ほうじ") == ["/p/tea"]
        assert await paths("green tea") == ["/p/cup", "/guide"]
        assert await paths("jug") == ["/p/jug"]

    run(url, work)


def test_of_more_pages_than_are_kept_the_oldest_go(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MOST_PAGES", 3)

    async def work(store: Store) -> None:
        for at, name in enumerate("abcab"):
            await store.pages.keep(page(f"/p/{name}", product=f"Thing {name}"), at)
        await store.pages.keep(page("/p/d", product="Thing d"), 9)
        assert [bool(await store.pages.get(f"/p/{name}")) for name in "abcd"] == [True, True, False, True]
        assert len(await store.pages.search("thing")) == 3
        for name in "efghijk":
            await store.pages.keep(page(f"/p/{name}", product=f"Thing {name}"), 10)
        assert len(await store.pages.search("thing")) == 3

    run(url, work)


def test_a_title_is_shared_once_a_second_visitor_got_it(url: str) -> None:
    async def work(store: Store) -> None:
        help_page = page("/help", "Help")
        assert not await store.pages.is_shared(help_page, "one")
        assert not await store.pages.is_shared(help_page, "one")
        assert await store.pages.is_shared(help_page, "two")
        assert not await store.pages.is_shared(page("/help", "Help for Ann"), "three")
        kept = await store.client.call("KEYS", "*")
        assert not any(b"/help" in key for key in kept)

    run(url, work)
