"""Following the shopper's view or looking around alone, and the shopper's tabs: a rep at the desk and a friend on a phone."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect

from tests.demo.demo_server import DemoShop
from tests.e2e.people import open_by_code, signed_in_rep
from tests.e2e.product import Product
from tests.e2e.together import Together, start_session
from tests.mirror_equality import mirror_frame
from tests.page.our_panel import OurPanel, eventually

pytestmark = [pytest.mark.system, pytest.mark.browser]

DESK: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
PLACE = 420
SIGHT = "document.querySelector('.sight')"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """The shopper has the first page in use and the second open in another tab; `rep` and `friend` see it at 1440 and 390 pixels."""

    first: Page
    second: Page
    rep: Page
    friend: Page

    def scroll(self, y: int) -> None:
        """The shopper's page goes there at once, whatever the shop says about smoothness."""
        self.first.evaluate("y => scrollTo({ top: y, behavior: 'instant' })", y)


@pytest.fixture(scope="module")
def session(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    shopper, desk = (browser.new_context(viewport=DESK, locale="en-GB") for _ in range(2))
    phone = browser.new_context(
        viewport=PHONE, device_scale_factor=2, is_mobile=True, has_touch=True, locale="ja-JP"
    )
    contexts: list[BrowserContext] = [shopper, desk, phone]
    with DemoShop() as shop, Product(tmp_path_factory.mktemp("looking"), shop.url) as product:
        first = shopper.new_page()
        first.goto(f"{product.shop}/en/")
        started = start_session(first, "help")
        rep = signed_in_rep(desk, product)
        open_by_code(rep, started["code"])
        friend = phone.new_page()
        friend.goto(first.evaluate("window.alongside.invite()"))
        for viewer in (rep, friend):
            Together(first, viewer).trees_equal()
        second = shopper.new_page()
        second.goto(f"{product.shop}/en/finder")
        for viewer in (rep, friend):
            Together(second, viewer).trees_equal()
        take_up(first)
        yield Session(first=first, second=second, rep=rep, friend=friend)
        for context in contexts:
            context.close()


def take_up(page: Page) -> None:
    """The shopper presses where nothing is, and so is at work in this tab."""
    page.mouse.click(2, 2)


def place(viewer: Page) -> float:
    """How far the mirror is scrolled."""
    y: float = mirror_frame(viewer).evaluate("scrollY")
    return y


def stands_at(viewer: Page, y: float) -> None:
    """Until the mirror is scrolled so far."""

    def is_there() -> None:
        assert place(viewer) == y

    eventually(viewer, is_there)


def sight_is(viewer: Page, ahead: float) -> None:
    """Until the frame of what the shopper sees is so far below one's own view, in CSS pixels of the page."""
    full = viewer.locator("iframe#mirror").evaluate("frame => frame.offsetWidth")

    def is_there() -> None:
        stage, frame = viewer.locator("iframe#mirror").bounding_box(), viewer.locator(".sight").bounding_box()
        assert stage
        assert frame
        assert (frame["y"] - stage["y"]) * full / stage["width"] == pytest.approx(ahead, abs=4)
        assert (frame["width"], frame["height"]) == pytest.approx((stage["width"], stage["height"]), abs=2)

    eventually(viewer, is_there)


def chip(viewer: Page) -> Locator:
    return viewer.locator(".sight-chip")


def choose(viewer: Page, number: int) -> None:
    """0: follow, 1: look around."""
    viewer.get_by_role("radio").nth(number).click()


def test_rep_and_friend_follow_the_shopper_s_scrolling(session: Session) -> None:
    for y in (PLACE, 0):
        session.scroll(y)
        for viewer in (session.rep, session.friend):
            stands_at(viewer, y)
            assert viewer.locator(".sight").is_hidden()


@pytest.mark.parametrize("who", ["rep", "friend"])
def test_who_looks_around_sees_where_the_shopper_is_and_comes_back(session: Session, who: str) -> None:
    viewer, other = (session.rep, session.friend) if who == "rep" else (session.friend, session.rep)
    further = {"rep": "The shopper is further down", "friend": "お客様はもっと下です"}[who]
    session.scroll(0)
    stands_at(viewer, 0)
    if who == "rep":
        viewer.keyboard.press("Alt+KeyL")
    else:
        choose(viewer, 1)
    expect(viewer.get_by_role("radio").nth(1)).to_be_checked()
    session.scroll(PLACE)
    stands_at(other, PLACE)
    sight_is(viewer, PLACE)
    assert place(viewer) == 0
    expect(chip(viewer)).to_have_count(0)
    session.scroll(100_000)
    expect(chip(viewer)).to_contain_text(further)
    assert place(viewer) == 0
    chip(viewer).click()
    expect(viewer.get_by_role("radio").nth(0)).to_be_checked()
    expect(viewer.locator(".sight")).to_be_hidden()
    stands_at(viewer, session.first.evaluate("scrollY"))
    session.scroll(0)
    stands_at(viewer, 0)


def tab(viewer: Page, title: str) -> Locator:
    return viewer.locator(".tab-button").filter(has=viewer.get_by_text(title, exact=True))


def both_see(session: Session, shown: Page) -> None:
    """Rep and friend see this tab, and their lists say that it is the one in use."""
    for viewer in (session.rep, session.friend):
        expect(viewer.locator(".tab-button")).to_have_count(2)
        expect(tab(viewer, shown.title())).to_have_attribute("aria-current", "true")
        expect(viewer.locator(".tab-button[aria-current]")).to_have_count(1)
        Together(shown, viewer).trees_equal()


def ask_for(session: Session, wanted: Page) -> OurPanel:
    """The rep asks for a tab; the card in the tab in use names both."""
    tab(session.rep, wanted.title()).click()
    expect(tab(session.rep, wanted.title())).to_contain_text("asked")
    card = OurPanel(session.first)
    card.wait_for("dialog", "Bea asks to see another tab of yours")
    card.wait_for_text(wanted.title())
    return card


def test_the_session_follows_the_tab_in_use_and_the_others_are_listed(session: Session) -> None:
    both_see(session, session.first)
    take_up(session.second)
    both_see(session, session.second)
    take_up(session.first)
    both_see(session, session.first)


def test_a_tab_that_the_rep_asks_for_is_shown_when_the_shopper_agrees(session: Session) -> None:
    ask_for(session, session.second).press("Show it")
    both_see(session, session.second)
    take_up(session.first)
    both_see(session, session.first)


def test_a_tab_that_the_shopper_keeps_to_themselves_is_not_shown(session: Session) -> None:
    card = ask_for(session, session.second)
    card.press("Close")
    expect(session.rep.locator(".toast")).to_contain_text("That tab is not shown just now.")
    expect(tab(session.rep, session.second.title())).to_be_enabled()
    assert card.names("dialog") == []
    take_up(session.first)  # the focus was given back to what is ours
    both_see(session, session.first)
