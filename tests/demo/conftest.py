"""One demo shop for all tests of this folder, and a fresh shopper for each."""

from collections.abc import Iterator

import pytest

from tests.demo.demo_server import DemoShop
from tests.shops.plain_shopper import PlainShopper


@pytest.fixture(scope="session")
def demo() -> Iterator[DemoShop]:
    with DemoShop() as running:
        yield running


@pytest.fixture
def shopper(demo: DemoShop) -> PlainShopper:
    return PlainShopper(demo.url)
