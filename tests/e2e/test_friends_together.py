"""Friends through the whole product: who leads, a pause, a removal, and going on when the shopper has left. Two friends, one on a phone."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.demo.demo_server import DemoShop
from tests.e2e.product import Product
from tests.e2e.test_looking_around import DESK, PHONE
from tests.e2e.together import Together, start_session
from tests.page.our_panel import OurPanel, eventually

pytestmark = [pytest.mark.system, pytest.mark.browser]


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    product: Product
    shopper: Page
    panel: OurPanel
    ben: Page
    chie: Page


@pytest.fixture(scope="module")
def session(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    home, desktop = (browser.new_context(viewport=DESK, locale="en-GB") for _ in range(2))
    phone = browser.new_context(
        viewport=PHONE, device_scale_factor=2, is_mobile=True, has_touch=True, locale="ja-JP"
    )
    with DemoShop() as shop, Product(tmp_path_factory.mktemp("friends"), shop.url) as product:
        page = home.new_page()
        page.goto(f"{product.shop}/en/")
        link = start_session(page)["link"]
        ben, chie = desktop.new_page(), phone.new_page()
        for viewer, name in ((ben, "Ben"), (chie, "智恵")):
            viewer.goto(link)
            viewer.locator("#name").fill(name)
            viewer.get_by_role("button", name="OK", exact=True).click()
            Together(page, viewer).trees_equal()
        panel = OurPanel(page)
        panel.press("see this page")
        panel.wait_for("combobox", "Who may act")
        yield Session(product=product, shopper=page, panel=panel, ben=ben, chie=chie)
        for context in (home, desktop, phone):
            context.close()


def wait_for_focus(session: Session, name: str) -> None:
    def focused() -> None:
        assert name in session.panel.focused()

    eventually(session.shopper, focused)


def place_of(viewer: Page, name: str) -> tuple[float, float]:
    """The middle of a link of the mirror in the viewer's window, once it stays there; Playwright knows nothing of its scale."""
    places = [(-1.0, -1.0)]

    def stays() -> None:
        places.append(_place_now(viewer, name))
        assert places[-1] == places[-2]

    eventually(viewer, stays)
    return places[-1]


def _place_now(viewer: Page, name: str) -> tuple[float, float]:
    frame = viewer.locator("iframe#mirror").bounding_box()
    assert frame
    link = viewer.frame_locator("iframe#mirror").get_by_role("link", name=name).first
    x, y = link.evaluate(
        "one => { const { x, y, width, height } = one.getBoundingClientRect();"
        "return [(x + width / 2) / innerWidth, (y + height / 2) / innerHeight]; }"
    )
    return frame["x"] + x * frame["width"], frame["y"] + y * frame["height"]


def status(page: Page, words: str) -> None:
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def the_shopper_hands_the_lead_by_the_keyboard_and_everybody_hears_who_has_it(session: Session) -> None:
    wait_for_focus(session, "Shopping together")
    session.shopper.keyboard.press("Tab")
    wait_for_focus(session, "Who may act")
    session.shopper.keyboard.press("End")
    status(session.ben, "智恵 leads now. You can watch and point.")
    status(session.chie, "あなたが操作できます。")
    expect(session.ben.get_by_role("listitem").filter(has_text="智恵")).to_contain_text("leads")


def only_the_one_who_leads_acts(session: Session) -> None:
    session.ben.mouse.click(*place_of(session.ben, "See what is new"))
    session.chie.touchscreen.tap(*place_of(session.chie, "Find a gift"))
    session.shopper.wait_for_url("**/en/finder")
    for viewer in (session.ben, session.chie):
        Together(session.shopper, viewer).trees_equal()


def a_pause_is_told_and_so_is_its_end(session: Session) -> None:
    session.panel.wait_for("combobox", "Who may act")
    session.panel.press("Pause")
    status(session.ben, "The shopper has paused this for a moment. You can still point.")
    status(session.chie, "お客様が一時停止しています。指し示すことはできます。")
    session.panel.wait_for_text("Paused. Others can watch and point, nothing else.")
    session.panel.press("Go on")
    status(session.ben, "智恵 leads now.")
    status(session.chie, "あなたが操作できます。")


def a_friend_who_is_taken_out_is_told_politely_and_stays_out(session: Session) -> None:
    session.panel.press("People, link and code", "DisclosureTriangle")
    session.panel.press("Remove Ben")
    session.panel.press("Remove Ben?")
    notice = session.ben.get_by_role("heading", name="Your visit to this page is over")
    expect(notice).to_be_visible()
    session.panel.wait_for_text("Ben no longer sees your page.")
    session.ben.reload()
    expect(notice).to_be_visible()
    expect(session.ben.get_by_role("link", name="Go to the shop")).to_be_visible()


def friends_go_on_from_the_last_page_when_the_shopper_has_left(session: Session) -> None:
    session.ben.goto(session.shopper.evaluate("window.alongside.invite()"))
    expect(session.ben.get_by_role("listitem").filter(has_text="智恵")).to_be_visible()
    session.shopper.evaluate("window.alongside.stop()")
    session.chie.get_by_role("link", name="で買い物を続ける").tap()
    session.chie.wait_for_url(f"{session.product.shop}/en/finder")
    session.ben.get_by_role("link", name="Go on with the others").click()
    own = OurPanel(session.ben)
    own.press("Yes, share")
    own.wait_for_text("Invite your friend")
    assert session.ben.url == f"{session.product.shop}/en/finder"


def test_friends_with_a_lead_a_pause_a_removal_and_a_shopper_who_leaves(session: Session) -> None:
    """Each part goes on where the one before has left everybody."""
    the_shopper_hands_the_lead_by_the_keyboard_and_everybody_hears_who_has_it(session)
    only_the_one_who_leads_acts(session)
    a_pause_is_told_and_so_is_its_end(session)
    a_friend_who_is_taken_out_is_told_politely_and_stays_out(session)
    friends_go_on_from_the_last_page_when_the_shopper_has_left(session)
