"""Talking by voice through the whole product: sound really goes from browser to browser, whatever happens to pages and sockets."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.axe import find_faults
from tests.demo.demo_server import DemoShop
from tests.e2e.flaky_wire import FlakyWire
from tests.e2e.people import open_by_code, signed_in_rep
from tests.e2e.product import Product
from tests.e2e.test_looking_around import DESK, PHONE
from tests.e2e.together import Together, start_session
from tests.e2e.turn import SECRET, turn_server
from tests.e2e.voices import hurry, talking_browser, wait_for_silence, wait_for_sound, with_lines
from tests.page.our_panel import OurPanel, eventually
from tests.ports import free_ports

pytestmark = [pytest.mark.system, pytest.mark.browser]


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    product: Product
    wire: FlakyWire
    relay: FlakyWire
    """The only way from browser to browser."""
    shopper: Page
    panel: OurPanel
    rep: Page
    friend: Page


@pytest.fixture(scope="module")
def session(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    live_port, wire_port = free_ports(2)
    folder = tmp_path_factory.mktemp("voice")
    options = {"live": f"127.0.0.1:{live_port}", "live_public": f"http://localhost:{wire_port}"}
    options["config"] = str(folder / "alongside.toml")
    with (
        DemoShop() as shop,
        turn_server(folder) as turn_port,
        FlakyWire(turn_port) as relay,
        Product(configured(folder, relay), shop.url, **options) as product,
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
        yield Session(
            product=product,
            wire=wire,
            relay=relay,
            shopper=page,
            panel=OurPanel(page),
            rep=rep,
            friend=friend,
        )


def configured(folder: Path, relay: FlakyWire) -> Path:
    """With a TURN server at the end of this wire."""
    lines = ["[voice]", f'turn = ["turn:127.0.0.1:{relay.port}?transport=tcp"]', f'turn_secret = "{SECRET}"']
    (folder / "alongside.toml").write_text("\n".join([*lines, "relay_only = true"]))
    return folder


def nothing_is_found(viewer: Page) -> None:
    """By axe-core in what is said of the call, wide and narrow, light and dark."""
    usual = viewer.viewport_size
    assert usual
    for size in (DESK, PHONE):
        viewer.set_viewport_size(size)
        for scheme in ("light", "dark"):
            viewer.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            assert not find_faults(viewer, ".voice"), (size, scheme)
    viewer.set_viewport_size(usual)


def says(viewer: Page, words: str) -> None:
    expect(viewer.get_by_role("status").filter(has_text=words)).to_be_visible()


def all_hear_each_other(*pages: Page) -> None:
    for page in pages:
        wait_for_sound(page)


def who_is_asked_may_rather_not(session: Session) -> None:
    session.rep.get_by_role("button", name="Talk with Shopper").click()
    says(session.rep, "Calling Shopper…")
    nothing_is_found(session.rep)
    session.panel.wait_for_text("Bea would like to talk")
    session.panel.press("Not now")
    says(session.rep, "Shopper would rather not talk now")
    nothing_is_found(session.rep)
    assert session.shopper.evaluate("[asked, lines.length]") == [0, 0]


def who_agrees_is_heard_and_hears(session: Session) -> None:
    session.panel.press("see this page")
    session.panel.press("Talk with Bea")
    says(session.rep, "Shopper would like to talk")
    nothing_is_found(session.rep)
    session.rep.get_by_role("button", name="Answer").click()
    session.panel.wait_for_text("Talking with Bea")
    says(session.rep, "Talking with Shopper")
    all_hear_each_other(session.shopper, session.rep)
    nothing_is_found(session.rep)


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
    nothing_is_found(session.friend)
    session.friend.get_by_role("button", name="通話を終える").tap()
    says(session.friend, "通話が終わりました")
    says(session.rep, "Talking with Shopper")


def without_the_hub_people_talk_on(session: Session) -> None:
    session.wire.cut()
    says(session.rep, "Connection lost")
    all_hear_each_other(session.shopper, session.rep)
    session.wire.mend()
    expect(session.rep.get_by_text("Connection lost")).to_have_count(0)


def when_the_way_is_lost_another_one_is_found(session: Session) -> None:
    count, before = session.shopper.evaluate("[lines.length, offered()]")
    session.relay.cut()
    says(session.rep, "Reconnecting…")
    nothing_is_found(session.rep)
    session.panel.wait_for_text("Reconnecting…")
    session.relay.mend()
    session.panel.wait_for_text("Talking with Bea")
    says(session.rep, "Talking with Shopper")
    all_hear_each_other(session.shopper, session.rep)
    now, after = session.shopper.evaluate("[lines.length, offered()]")
    assert (now, len(after)) == (count, 1)
    assert after != before  # the same line by another offer


def when_none_is_found_the_call_ends_and_both_are_told(session: Session) -> None:
    session.relay.cut()
    says(session.rep, "Reconnecting…")
    session.panel.wait_for_text("Reconnecting…")
    for page in (session.shopper, session.rep):
        hurry(page)
    says(session.rep, "The line was lost and did not come back")
    session.panel.wait_for_text("The line was lost and did not come back")
    session.panel.wait_for("button", "Be called by phone instead")
    nothing_is_found(session.rep)
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
    when_the_way_is_lost_another_one_is_found(session)
    when_none_is_found_the_call_ends_and_both_are_told(session)
