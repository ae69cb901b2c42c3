"""A page that the browser kept whole for its back button, and a friend whose clock is wrong."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright

from tests.conftest import FLAGS, find_browser
from tests.demo.demo_server import DemoShop
from tests.e2e.product import Product
from tests.e2e.together import Together, join_plain, start_session

pytestmark = [pytest.mark.system, pytest.mark.browser]
MARK = "document.body.append('written before leaving'); window.isKept = true"
OFF = timedelta(minutes=5)


@pytest.fixture(scope="module")
def shop() -> Iterator[DemoShop]:
    with DemoShop() as running:
        yield running


@pytest.fixture
def product(shop: DemoShop, tmp_path: Path) -> Iterator[Product]:
    with Product(tmp_path, shop.url) as running:
        yield running


@pytest.fixture
def keeping(playwright: Playwright) -> Iterator[Browser]:
    """A browser with its back/forward cache, which Playwright otherwise switches off."""
    running = playwright.chromium.launch(
        executable_path=find_browser(),
        args=FLAGS,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield running
    running.close()


def test_a_page_restored_from_the_back_forward_cache_is_mirrored_again(
    product: Product, keeping: Browser, elsewhere: BrowserContext
) -> None:
    host, viewer = keeping.new_page(), elsewhere.new_page()
    host.goto(product.shop + "/en/finder")
    join_plain(viewer, start_session(host)["link"])
    both = Together(host, viewer)
    both.trees_equal()
    host.evaluate(MARK)
    host.evaluate("location.assign('/en/')")
    host.wait_for_url("**/en/")
    both.trees_equal()
    host.evaluate("history.back()")
    host.wait_for_url("**/en/finder", wait_until="commit")
    host.wait_for_function("window.isKept", timeout=20_000)
    both.trees_equal()
    assert both.mirror.get_by_text("written before leaving").count() == 1
    host.evaluate("document.body.append('written after coming back')")
    both.trees_equal()


def test_friends_whose_clocks_are_wrong_see_the_page_as_it_is(
    product: Product, desktop: BrowserContext, elsewhere: BrowserContext
) -> None:
    host, early, late = desktop.new_page(), elsewhere.new_page(), elsewhere.new_page()
    early.clock.set_fixed_time(datetime.now(tz=UTC) - OFF)
    host.goto(product.shop + "/en/finder")
    join_plain(early, start_session(host)["link"])
    host.fill("#q", "kettle")
    late.clock.set_fixed_time(datetime.now(tz=UTC) + OFF)
    join_plain(late, host.evaluate("window.alongside.invite()"))
    host.fill("#q", "bowl")
    for viewer in (early, late):
        Together(host, viewer).trees_equal()
        viewer.frame_locator("iframe#mirror").locator("#q").fill("tray")
        Together(host, viewer).trees_equal()
        assert host.input_value("#q") == "tray"
        host.fill("#q", "bowl")
