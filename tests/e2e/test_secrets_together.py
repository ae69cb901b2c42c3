"""Every known route for secrets at once, through the whole product: none comes to a socket, into the store or into a log."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, WebSocket

from tests.e2e.product import Product
from tests.e2e.small_shop import SmallShop
from tests.e2e.together import join_plain, start_session
from tests.mirror.secret_routes import ROUTES, RUN, SELECTORS, leaks_in, page_of
from tests.mirror_equality import wait_equal_position

pytestmark = [pytest.mark.system, pytest.mark.browser]
SECTIONS = {f"route{number}": route for number, route in enumerate(ROUTES)}
END = "all of it is told"
QUERY = next(route.query for route in ROUTES if route.query)


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    config = tmp_path / "alongside.toml"
    config.write_text(f"mask = {json.dumps(SELECTORS)}\n")
    with SmallShop() as shop, Product(tmp_path, shop.url, config=str(config)) as running:
        shop.files["/"] = ("text/html; charset=utf-8", page_of(SECTIONS))
        yield running


def test_no_secret_comes_to_a_socket_a_store_or_a_log(
    product: Product, desktop: BrowserContext, elsewhere: BrowserContext
) -> None:
    host, viewer = desktop.new_page(), elsewhere.new_page()
    wire = [listen(host), listen(viewer)]
    host.goto(product.shop + "/" + QUERY)
    join_plain(viewer, start_session(host)["link"])
    wait_equal_position(host, viewer)
    for section, route in SECTIONS.items():
        if route.keys:
            host.locator(f"#{section} [name=password]").press_sequentially(route.keys)
        host.evaluate(RUN, [section, route.script])
    host.evaluate(f"document.body.append('{END}')")
    wait_for_end(viewer, wire[1])
    late = elsewhere.new_page()
    wire.append(listen(late))
    late.goto(host.evaluate("window.alongside.invite()") + "?view=plain")
    wait_for_end(late, wire[2])
    assert leaks_in([text for texts in wire for text in texts]) == []
    product.stop()
    assert leaks_in(product.output + product.errors) == []
    written = [path.read_bytes().decode(errors="replace") for path in stored(product)]
    assert any(END in text for text in written), "the store's log is legible"
    assert leaks_in(written) == []


def listen(page: Page) -> list[str]:
    """What this page's sockets send and receive from now on."""
    frames: list[str] = []

    def heard(socket: WebSocket) -> None:
        socket.on("framesent", lambda payload: frames.append(str(payload)))
        socket.on("framereceived", lambda payload: frames.append(str(payload)))

    page.on("websocket", heard)
    return frames


def wait_for_end(viewer: Page, received: list[str]) -> None:
    """The page log keeps its order, so all that came before is there as well."""
    while not any(END in text for text in received):
        viewer.evaluate("new Promise(requestAnimationFrame)")


def stored(product: Product) -> list[Path]:
    """The store's files: its append-only log holds every write in clear."""
    return [path for path in (product.folder / "data").rglob("*") if path.is_file()]
