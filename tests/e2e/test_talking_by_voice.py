"""Talking by voice through the whole product: sound really goes from browser to browser, whatever happens to pages and sockets."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.demo.demo_server import DemoShop
from tests.e2e.flaky_wire import FlakyWire
from tests.e2e.people import open_by_code, signed_in_rep
from tests.e2e.product import Product, free_ports
from tests.e2e.test_looking_around import DESK, PHONE
from tests.e2e.together import Together, start_session
from tests.e2e.voices import talking_browser, wait_for_silence, wait_for_sound, with_lines
from tests.page.our_panel import OurPanel, eventually

pytestmark = [pytest.mark.system, pytest.mark.browser]


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    product: Product
    wire: FlakyWire
    shopper: Page
    panel: OurPanel
    rep: Page
    friend: Page


@pytest.fixture(scope="module")
def session(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    live_port, wire_port = free_ports(2)
    options = {"live": f"127.0.0.1:{live_port}", "live_public": f"http://localhost:{wire_port}"}
    folder = tmp_path_factory.mktemp("voice")
    with (
        DemoShop() as shop,
        Product(folder, shop.url, **options) as product,
        FlakyWire(live_port, wire_port) as wire,
        talking_browser(playwright) as browser,
    ):
        product.live = options["live_public"]
        home, desk = (with_lines(browser.new_context(viewport=DESK, locale="en-GB")) for _ in range(2))
        phone = with_lines(
            browser.new_context(viewport=PHONE, is_mobile=True, has_touch=True, locale="ja-JP")
        )
        page = home.new_page()
        page.goto(f"{product.shop}/en/")
        started = start_session(page, "help")
        rep = signed_in_rep(desk, product)
        open_by_code(rep, started["code"])
        friend = phone.new_page()
        friend.goto(page.evaluate("window.alongside.invite()"))
        for viewer in (rep, friend):
            Together(page, viewer).trees_equal()
        yield Session(product=product, wire=wire, shopper=page, panel=OurPanel(page), rep=rep, friend=friend)


def says(viewer: Page, words: str) -> None:
    expect(viewer.get_by_role("status").filter(has_text=words)).to_be_visible()


def all_hear_each_other(*pages: Page) -> None:
    for page in pages:
        wait_for_sound(page)


def who_is_asked_may_rather_not(session: Session) -> None:
    session.rep.get_by_role("button", name="Talk with Shopper").click()
    says(session.rep, "Calling Shopper…")
    session.panel.wait_for_text("Bea would like to talk")
    session.panel.press("Not now")
    says(session.rep, "Shopper would rather not talk now")
    assert session.shopper.evaluate("[asked, lines.length]") == [0, 0]


def who_agrees_is_heard_and_hears(session: Session) -> None:
    session.panel.press("see this page")
    session.panel.press("Talk with Bea")
    says(session.rep, "Shopper would like to talk")
    session.rep.get_by_role("button", name="Answer").click()
    session.panel.wait_for_text("Talking with Bea")
    says(session.rep, "Talking with Shopper")
    all_hear_each_other(session.shopper, session.rep)


def who_is_muted_is_not_heard(session: Session) -> None:
    session.rep.get_by_role("button", name="Mute").click()
    session.panel.wait_for_text("Bea muted")
    wait_for_silence(session.shopper)
    session.rep.get_by_role("button", name="Unmute").click()
    all_hear_each_other(session.shopper)


def the_call_goes_on_by_itself_on_the_next_page(session: Session) -> None:
    session.shopper.goto(f"{session.product.shop}/en/finder")
    session.panel.wait_for_text("Talking with Bea")
    all_hear_each_other(session.shopper, session.rep)
    Together(session.shopper, session.rep).trees_equal()


def and_when_the_desk_loads_anew(session: Session) -> None:
    session.rep.reload()
    says(session.rep, "Talking with Shopper")
    all_hear_each_other(session.shopper, session.rep)


def a_third_joins_and_everybody_hears_everybody(session: Session) -> None:
    session.friend.get_by_role("button", name="お客様と通話する").tap()
    session.panel.wait_for_text("Friend would like to talk")
    session.panel.press("Answer")
    session.panel.wait_for_text("Talking with Bea and Friend")
    for page in (session.shopper, session.rep, session.friend):

        def hears_two(page: Page = page) -> None:
            assert page.evaluate("voices()") == 2

        eventually(page, hears_two)
    session.friend.get_by_role("button", name="通話を終える").tap()
    says(session.friend, "通話が終わりました")
    says(session.rep, "Talking with Shopper")


def without_the_hub_people_talk_on(session: Session) -> None:
    session.wire.cut()
    says(session.rep, "Connection lost")
    all_hear_each_other(session.shopper, session.rep)
    session.wire.mend()
    session.panel.press("Hang up")
    says(session.rep, "The call has ended")
    for page in (session.shopper, session.rep):
        assert set(page.evaluate("microphones.map((one) => one.readyState)")) == {"ended"}


def test_a_call_with_all_that_may_happen_to_it(session: Session) -> None:
    """Each part goes on where the one before has left everybody."""
    who_is_asked_may_rather_not(session)
    who_agrees_is_heard_and_hears(session)
    who_is_muted_is_not_heard(session)
    the_call_goes_on_by_itself_on_the_next_page(session)
    and_when_the_desk_loads_anew(session)
    a_third_joins_and_everybody_hears_everybody(session)
    without_the_hub_people_talk_on(session)
