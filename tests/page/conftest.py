"""A shop page to open, and a host page and mirror side by side."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.bundles import bundle
from tests.page.shop_page import ShopPage
from tests.page.sides import Sides


@pytest.fixture(scope="session")
def running_shop() -> Iterator[ShopPage]:
    with ShopPage() as shop:
        yield shop


@pytest.fixture
def shop(running_shop: ShopPage) -> ShopPage:
    """A shop without pages yet."""
    running_shop.reset()
    return running_shop


@pytest.fixture
def page(desktop: BrowserContext) -> Page:
    return desktop.new_page()


@pytest.fixture(scope="session")
def two_sides_script(root: Path) -> str:
    return bundle(root, "tests/page/two_sides.ts")


@pytest.fixture(scope="session")
def react_script(root: Path) -> str:
    return bundle(root, "tests/page/react_fields.ts")


@pytest.fixture(scope="session")
def vue_script(root: Path) -> str:
    return bundle(root, "tests/page/vue_fields.ts")


@pytest.fixture
def sides(shop: ShopPage, page: Page, two_sides_script: str) -> Sides:
    return Sides(shop, page, two_sides_script)
