"""Two people through the whole product on the demo shop: how long a change, a click and a joining take.

Reach: a change p50 ≤ 20 ms and p95 ≤ 50 ms from the host page to the mirror; a link pressed in a mirror ≤ 150 ms more than the host
page's own load; a join link ≤ 500 ms to the identical first frame. Beside: the shop's own page load in the same browser, in the same run.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import FLAGS, find_browser
from tests.demo.demo_server import DemoShop
from tests.e2e.product import Product
from tests.e2e.together import join_plain, start_session
from tests.mirror_equality import mirror_frame, wait_equal_position

CHANGES = 200
ROUNDS = 7
WRITE = """async count => {
  const mark = document.body.appendChild(document.createElement("p"));
  mark.id = "mark";
  mark.textContent = "begin";
  await new Promise(go => setTimeout(go, 500));
  const sent = [];
  for (let n = 0; n < count; n++) {
    sent.push(performance.timeOrigin + performance.now());
    mark.textContent = `n${n}`;
    await new Promise(go => setTimeout(go, 40));
  }
  return sent;
}"""
READ = """count => { window.seen = new Promise(done => {
  const times = {};
  new MutationObserver(() => {
    const text = document.getElementById("mark")?.textContent ?? "";
    if (/^n/.test(text)) times[text.slice(1)] ??= performance.timeOrigin + performance.now();
    if (text === `n${count - 1}`) done(times);
  }).observe(document, { subtree: true, childList: true, characterData: true });
}); }"""


def main() -> int:
    """Print the table."""
    folder = Path(tempfile.mkdtemp())
    with DemoShop() as shop, Product(folder, shop.url) as product, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        host, viewer = new_page(browser), new_page(browser)
        host.goto(f"{product.shop}/en/")
        started = start_session(host)
        joins = [timed(lambda: join_plain(viewer, started["link"])) for _ in range(ROUNDS)]
        wait_equal_position(host, viewer)
        changes = measure_changes(host, viewer)
        clicks = [click_in_the_mirror(host, viewer, product) for _ in range(ROUNDS)]
        alone = new_page(browser)
        loads = [click_alone(alone, product) for _ in range(ROUNDS)]
        browser.close()
    load = statistics.median(loads)
    tell("the shop's own page, link to loaded", load, load)
    tell("change on the host page → mirror, p50", statistics.median(changes), load)
    tell("change on the host page → mirror, p95", statistics.quantiles(changes, n=20)[-1], load)
    tell("link pressed in a mirror → both painted", statistics.median(clicks), load)
    tell("join link → first frame", statistics.median(joins), load)
    return 0


def new_page(browser: Browser) -> Page:
    return browser.new_context(viewport={"width": 1440, "height": 900}).new_page()


def timed(act: Callable[[], None]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def measure_changes(host: Page, viewer: Page) -> list[float]:
    """Milliseconds from the change of a text to its change in the mirror; both clocks are this machine's."""
    mirror = mirror_frame(viewer)
    mirror.evaluate(READ, CHANGES)
    sent: list[float] = host.evaluate(WRITE, CHANGES)
    seen: dict[str, float] = mirror.evaluate("window.seen")
    return [seen[str(n)] - began for n, began in enumerate(sent) if str(n) in seen]


def click_in_the_mirror(host: Page, viewer: Page, product: Product) -> float:
    """Milliseconds from the press until host page and mirror both show the new page."""
    host.goto(f"{product.shop}/en/")
    wait_equal_position(host, viewer)

    def press() -> None:
        viewer.frame_locator("iframe#mirror").locator("[data-test=card] a").first.click()
        host.wait_for_selector("#add")
        wait_equal_position(host, viewer)

    return timed(press)


def click_alone(page: Page, product: Product) -> float:
    """The same press by a shopper alone."""
    page.goto(f"{product.shop}/en/")

    def press() -> None:
        page.locator("[data-test=card] a").first.click()
        page.wait_for_selector("#add")
        page.wait_for_load_state("load")

    return timed(press)


def tell(name: str, milliseconds: float, beside: float) -> None:
    print(f"{name:42} {milliseconds:8.1f} ms  {milliseconds / beside:6.2f} × a page load")


if __name__ == "__main__":
    sys.exit(main())
