"""No route that is known leads a secret out of a page: not in a snapshot, not in a change, not in an address."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.mirror.bench_server import Bench, run_bench
from tests.mirror.secret_routes import ROUTES, RUN, SELECTORS, Route, leaks_in, page_of

END = "document.body.append('all of it is told')"


@pytest.fixture(scope="module")
def shared_bench(bundles: Path) -> Iterator[Bench]:
    with run_bench(bundles) as running:
        yield running


@pytest.fixture(scope="module")
def host(browser: Browser, shared_bench: Bench) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(f"window.benchOptions = {{ mask: {json.dumps(SELECTORS)} }}")
    yield page
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name.replace(" ", "-"))
def test_no_secret_leaves_by(route: Route, shared_bench: Bench, host: Page) -> None:
    shared_bench.pages["/route.html"] = page_of({"route": route})
    sent = shared_bench.relay.sent
    sent.clear()
    host.goto(f"{shared_bench.shop}/route.html{route.query}")
    host.wait_for_function("window.benchCapture?.positions[0]")
    if route.keys:
        host.locator("[name=password]").press_sequentially(route.keys)
    host.evaluate(RUN, ["route", route.script])
    host.evaluate("benchCapture.snapshot('*')")
    host.evaluate(END)
    _wait_for_end(host, sent)
    assert leaks_in(sent) == []


def _wait_for_end(host: Page, sent: list[str]) -> None:
    """The socket keeps its order, so all that came before is there as well."""
    while not any("all of it is told" in message for message in sent):
        host.evaluate("new Promise(requestAnimationFrame)")
