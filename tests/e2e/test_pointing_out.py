"""Highlights, drawings and "look here": a shopper in Japanese, a rep at the desk, a friend on a phone."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.demo.demo_server import DemoShop
from tests.e2e.people import open_by_code, signed_in_rep
from tests.e2e.pointed import Pointed
from tests.e2e.product import Product
from tests.e2e.test_looking_around import DESK, PHONE
from tests.e2e.together import Together, start_session
from tests.page.our_panel import OurPanel, eventually

pytestmark = [pytest.mark.system, pytest.mark.browser]

LINK = ".hero-words .button"
CARD = "article.card"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    panel: OurPanel
    shopper: Pointed
    rep: Pointed
    friend: Pointed

    @property
    def everyone(self) -> tuple[Pointed, ...]:
        return (self.shopper, self.rep, self.friend)

    def all_see(self, selector: str, *names: str) -> None:
        """Until everybody has these people's marks, and no others, on this element."""
        for each in self.everyone:
            each.stands_on(selector, *names)

    def all_have(self, count: int) -> None:
        for each in self.everyone:
            each.has(count)

    def take(self, tool: str) -> None:
        """The rep takes up a tool."""
        button = self.rep.page.get_by_role("toolbar").get_by_role("button", name=tool)
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")


@pytest.fixture(scope="module")
def opened(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    shopper, desk = (browser.new_context(viewport=DESK, locale=lang) for lang in ("ja-JP", "en-GB"))
    phone = browser.new_context(
        viewport=PHONE, device_scale_factor=2, is_mobile=True, has_touch=True, locale="ja-JP"
    )
    with DemoShop() as shop, Product(tmp_path_factory.mktemp("pointing"), shop.url) as product:
        page = shopper.new_page()
        page.goto(f"{product.shop}/ja/")
        started = start_session(page, "help")
        rep = signed_in_rep(desk, product)
        open_by_code(rep, started["code"])
        friend = phone.new_page()
        friend.goto(page.evaluate("window.alongside.invite()"))
        for viewer in (rep, friend):
            Together(page, viewer).trees_equal()
        yield Session(
            panel=OurPanel(page),
            shopper=Pointed(page),
            rep=Pointed(rep, mirror=True),
            friend=Pointed(friend, mirror=True),
        )
        for context in (shopper, desk, phone):
            context.close()


@pytest.fixture
def session(opened: Session) -> Iterator[Session]:
    """All at the top of the same page, and nothing pointed out."""
    yield opened
    opened.rep.page.keyboard.press("Alt+KeyX")
    opened.rep.page.keyboard.press("Alt+KeyP")
    scroll(opened.shopper.page, 0)
    opened.all_have(0)


def scroll(page: Page, y: int) -> None:
    page.evaluate("y => scrollTo({ top: y, behavior: 'instant' })", y)


def test_a_highlight_stays_on_its_element_through_scrolling_and_layout(session: Session) -> None:
    page = session.shopper.page
    before = page.url
    session.rep.page.keyboard.press("Alt+KeyI")
    session.rep.press(LINK)
    session.all_see(LINK, "Bea")
    session.panel.wait_for_text("Beaさんがページに目印を付けました")
    scroll(page, 120)
    session.all_see(LINK, "Bea")
    page.evaluate("document.querySelector('.lead').style.paddingTop = '90px'")
    session.all_see(LINK, "Bea")
    assert page.url == before, "a press with a tool does nothing in the shop"
    session.rep.press(LINK)
    session.all_have(0)


def test_a_highlight_is_told_to_who_comes_back_and_goes_with_its_element(session: Session) -> None:
    session.take("Highlight")
    session.rep.press("h1")
    session.all_see("h1", "Bea")
    session.rep.page.reload()
    session.rep.page.wait_for_function("window.alongsideMirror")
    session.rep.stands_on("h1", "Bea")
    session.rep.page.get_by_role("button", name="Remove your highlights").click()
    session.all_have(0)
    session.take("Highlight")
    session.rep.press("p.kicker")
    session.all_see("p.kicker", "Bea")
    session.shopper.page.evaluate("document.querySelector('p.kicker').remove()")
    session.all_have(0)


def test_a_part_of_a_picture_is_highlighted_by_drawing_a_frame(session: Session) -> None:
    session.take("Highlight")
    session.rep.drag(".hero-picture", (0.25, 0.5), (0.75, 0.9))
    session.all_have(1)
    picture = session.shopper.frame.locator(".hero-picture img").bounding_box()
    assert picture
    for each in session.everyone:
        x, y, width, height = each.drawn("highlight")[0].box
        assert (x, y) == pytest.approx(
            (picture["x"] + picture["width"] / 4, picture["y"] + picture["height"] / 2), abs=6
        )
        assert (width, height) == pytest.approx((picture["width"] / 2, picture["height"] * 0.4), abs=8)


def test_what_is_in_a_frame_of_the_shop_is_highlighted_there(session: Session) -> None:
    page = session.shopper.page
    page.evaluate(
        """() => {
            const frame = document.createElement('iframe');
            frame.srcdoc = '<p style="margin:40px"><button>Tea</button>';
            frame.style.cssText = 'position:absolute;left:60px;top:200px;width:300px;height:200px';
            document.body.append(frame);
        }"""
    )
    page.frame_locator("iframe").get_by_role("button").wait_for()
    Together(page, session.rep.page).trees_equal()
    session.take("Highlight")
    session.rep.page.mouse.move(*session.rep.place("iframe", 0.1, 0.1))
    session.rep.page.mouse.move(*session.rep.place("iframe", 0.2, 0.27))
    session.rep.press("iframe", 0.2, 0.27)
    session.shopper.has(1)
    button = page.frame_locator("iframe").get_by_role("button").bounding_box()
    assert button
    assert session.shopper.drawn("highlight")[0].box[:2] == pytest.approx(
        (button["x"] - 3, button["y"] - 3), abs=1
    )
    page.evaluate("document.querySelector('iframe').remove()")


def test_a_drawing_is_seen_by_all_and_fades(session: Session) -> None:
    session.take("Draw")
    session.rep.drag(".hero-picture", (0.3, 0.3), (0.6, 0.6), (0.3, 0.7))
    for each in session.everyone:
        each.has_strokes(1)
    for each in session.everyone:
        each.has_strokes(0)


def test_look_here_brings_the_shopper_and_those_who_follow(session: Session) -> None:
    page = session.shopper.page
    before = page.url
    session.rep.page.keyboard.press("Alt+KeyL")
    session.rep.frame.evaluate("document.querySelector('article.card').scrollIntoView({ block: 'center' })")
    session.take("Look here")
    for each in session.everyone:
        eventually(each.page, partial(look_is_shown, session.rep, each))
    eventually(page, lambda: is_in_sight(session.shopper, f"{CARD} h3"))
    eventually(page, lambda: is_in_sight(session.friend, f"{CARD} h3"))
    assert page.url == before
    session.panel.wait_for_text("Beaさんがこのページの一部を示しています")
    session.rep.page.keyboard.press("Alt+KeyL")
    for each in session.everyone:
        each.has(0, "look")


def look_is_shown(rep: Pointed, pointed: Pointed) -> None:
    """It is shown for a moment only, so the rep says it until it is seen."""
    rep.press(f"{CARD} h3")
    assert [mark.name for mark in pointed.drawn("look")][:1] == ["Bea"]


def is_in_sight(pointed: Pointed, selector: str) -> None:
    top = pointed.frame.locator(selector).first.evaluate("element => element.getBoundingClientRect().top")
    assert 0 < top < DESK["height"]


def test_the_shopper_highlights_with_the_bar_on_their_page(session: Session) -> None:
    page = session.shopper.page
    before = page.url
    session.panel.press("目印を付ける")
    session.shopper.press(LINK)
    session.all_see(LINK, "お客様")
    page.keyboard.press("Escape")
    session.panel.press("自分の目印を消す")
    session.all_have(0)
    assert page.url == before


def test_the_friend_draws_with_a_finger_and_nothing_scrolls(session: Session) -> None:
    phone = session.friend.page
    phone.get_by_role("button", name="ページに描く").click()
    session.friend.drag(".hero-picture", (0.3, 0.3), (0.6, 0.8))
    session.shopper.has_strokes(1)
    assert session.friend.frame.evaluate("scrollY") == 0
    phone.get_by_role("button", name="ページを操作する").click()
