"""Live host and store die or are replaced under a session: both parties' pages come back by themselves, and nothing is lost or doubled."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.demo.demo_server import DemoShop
from tests.e2e.people import open_by_code, signed_in_rep
from tests.e2e.product import Product
from tests.e2e.test_talking_together import say
from tests.e2e.together import Together, start_session
from tests.e2e.waiting import until
from tests.page.our_panel import OurPanel

pytestmark = [pytest.mark.system, pytest.mark.browser]

FROM_SHOPPER = "written while nothing answered"
FROM_REP = "meanwhile at the desk"


@contextmanager
def down(product: Product, killed: tuple[str, ...] = ("-m console", "valkey-server")) -> Iterator[None]:
    """Live host and store, or one of them, are killed, and nobody starts them again for as long as this lasts."""
    assert product.process
    product.process.send_signal(signal.SIGSTOP)
    for what in killed:
        product.kill(what)
    try:
        yield
    finally:
        product.process.send_signal(signal.SIGCONT)


def test_both_come_back_and_what_was_written_meanwhile_arrives_once(browser: Browser, tmp_path: Path) -> None:
    config = tmp_path / "alongside.toml"
    config.write_text("")
    with DemoShop() as shop, Product(tmp_path, shop.url, config=str(config)) as product:
        shopper, desk = browser.new_context(locale="en-GB"), browser.new_context(locale="en-GB")
        page = shopper.new_page()
        page.goto(product.shop)
        rep = signed_in_rep(desk, product)
        open_by_code(rep, start_session(page, "help")["code"])
        panel, together = OurPanel(page), Together(page, rep)
        together.trees_equal()
        panel.press("sees this page")
        panel.press("Your message", "textbox")
        page.keyboard.insert_text("before all that")
        page.keyboard.press("Enter")
        log = rep.get_by_role("log")
        expect(log).to_contain_text("before all that")
        with down(product):
            panel.press("Your message", "textbox")
            page.keyboard.insert_text(FROM_SHOPPER)
            page.keyboard.press("Enter")
            say(rep, "Your message", FROM_REP)
        expect(log).to_contain_text(FROM_SHOPPER, timeout=30_000)
        panel.wait_for_text(FROM_REP)
        page.evaluate("document.querySelector('h1').textContent = 'Still the same page'")
        page.evaluate("document.activeElement.blur()")
        together.trees_equal()
        for _ in range(2):
            panel.wait_for_text(FROM_REP)
            expect(log.get_by_text(FROM_SHOPPER)).to_have_count(1)
            expect(log.get_by_text(FROM_REP)).to_have_count(1)
            shown = panel.names("StaticText")
            assert (shown.count(FROM_SHOPPER), shown.count(FROM_REP)) == (1, 1), shown
            page.reload()
            rep.reload()
            together.trees_equal()
        settings_are_read_anew(product)
        page.evaluate("document.querySelector('h1').textContent = 'The same page all along'")
        together.trees_equal()
        say(rep, "Your message", "after all that")
        panel.wait_for_text("after all that")
        shopper.close()
        desk.close()


def settings_are_read_anew(product: Product) -> None:
    """Which replaces the live application that both parties are connected to."""
    assert product.process
    (product.folder / "alongside.toml").write_text('name = "Help by hand"\n')
    before = product.children()
    product.process.send_signal(signal.SIGHUP)
    until(lambda: any("holds from now on" in line for line in product.errors))
    until(lambda: not [pid for pid in product.children() if "-m console" in before.get(pid, "")])
