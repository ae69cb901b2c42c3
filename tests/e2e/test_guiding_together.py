"""Showing each other pages of the shop, through the whole product: searched and suggested at the desk, by a friend's phone, by cards."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from alongside.facts import PageFacts
from alongside.facts import Product as Goods
from alongside.store import open_store
from alongside.store.embedded import attach_or_start
from tests.console.aside import run as run_aside
from tests.e2e.people import open_by_code, signed_in_rep
from tests.e2e.product import Product
from tests.e2e.small_shop import SmallShop
from tests.e2e.test_looking_around import DESK, PHONE
from tests.e2e.together import Together, start_session
from tests.page.our_panel import OurPanel

pytestmark = [pytest.mark.system, pytest.mark.browser]

PAGES = {"/": "Welcome", "/p/bowl": "Tea bowl", "/p/kyusu": "Kyusu", "/p/whisk": "Whisk", "/guide": "Guide"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    product: Product
    shopper: Page
    panel: OurPanel
    rep: Page
    friend: Page

    def both_at(self, path: str) -> None:
        """The shopper's page and the desk's mirror show this page."""
        self.shopper.wait_for_url(f"**{path}")
        expect(self.rep.locator(".tools-url")).to_have_text(f"{self.product.shop}{path}")
        Together(self.shopper, self.rep).trees_equal()

    def choose(self, typed: str, title: str) -> None:
        """Look for a page at the desk."""
        self.rep.get_by_role("searchbox").fill(typed)
        row = self.rep.get_by_role("button", name=title)
        if row.get_attribute("aria-expanded") == "false":
            row.click()

    def do(self, way: str) -> None:
        self.rep.get_by_role("button", name=way, exact=True).click()


async def keep_facts(store_url: str, shop: str) -> None:
    """What visitors before have seen."""
    store = await open_store(store_url)
    bowl = Goods(name="Tea bowl", price=24.0, currency="EUR", picture=f"{shop}/bowl.png")
    facts = PageFacts(url=f"{shop}/p/bowl", title="Tea bowl - Shop", kind="product", product=bowl)
    await store.pages.keep(facts, time.time())
    await store.close()


@pytest.fixture(scope="module")
def session(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    shopper, desk = (browser.new_context(viewport=DESK, locale="en-GB") for _ in range(2))
    phone = browser.new_context(
        viewport=PHONE, device_scale_factor=2, is_mobile=True, has_touch=True, locale="ja-JP"
    )
    with SmallShop() as shop, Product(tmp_path_factory.mktemp("guiding"), shop.url) as product:
        for path, heading in PAGES.items():
            shop.show(path, f"<h1>{heading}</h1>")
        with attach_or_start(product.folder / "data") as store_url:
            run_aside(keep_facts(store_url, product.shop))
        page = shopper.new_page()
        page.goto(f"{product.shop}/")
        started = start_session(page, "help")
        rep = signed_in_rep(desk, product, name="Mika")
        open_by_code(rep, started["code"])
        friend = phone.new_page()
        friend.goto(page.evaluate("window.alongside.invite()"))
        Together(page, rep).trees_equal()
        rep.get_by_role("tab", name="Pages").click()
        yield Session(product=product, shopper=page, panel=OurPanel(page), rep=rep, friend=friend)
        for context in (shopper, desk, phone):
            context.close()


def test_a_page_that_a_rep_finds_and_suggests_is_looked_at_together(session: Session) -> None:
    session.choose("bowl", "Tea bowl €24")
    session.do("Suggest")
    session.panel.wait_for_text("Mika suggests")
    session.panel.wait_for_text("€24")
    expect(session.rep.locator(".guide-fate")).to_contain_text("Waiting for an answer")
    session.panel.press("Look")
    session.both_at("/p/bowl")
    expect(session.rep.get_by_text("The shopper is looking at what you suggested.")).to_be_visible()
    expect(session.rep.locator(".guide-fate")).to_have_text("Suggested. The shopper looked.")


def test_a_friend_suggests_in_japanese_from_a_phone(session: Session) -> None:
    session.friend.get_by_role("button", name="ページ", exact=True).click()
    field = session.friend.get_by_role("searchbox")
    field.fill("https://elsewhere.example/p/whisk")
    expect(session.friend.get_by_text("のページだけです")).to_be_visible()
    field.fill(f"{session.product.shop}/p/whisk")
    session.friend.get_by_role("button", name="すすめる").click()
    session.panel.wait_for_text("/p/whisk")
    session.panel.press("Look")
    session.both_at("/p/whisk")
    expect(session.friend.get_by_text("お客様がおすすめのページを開きました。")).to_be_visible()


def test_a_page_is_opened_at_once_as_long_as_the_shopper_does_not_want_to_be_asked(session: Session) -> None:
    session.choose("/p/kyusu", "/p/kyusu")
    session.do("Go there")
    session.both_at("/p/kyusu")
    session.panel.press("see this page")
    session.panel.press("People, link and code", "DisclosureTriangle")
    session.panel.press("Ask me before opening pages others choose", "checkbox")
    session.choose("/guide", "/guide")
    expect(session.rep.get_by_role("button", name="Go there")).to_be_disabled()
    expect(session.rep.get_by_text("The shopper wants to be asked first")).to_be_visible()
    session.panel.press("Ask me before opening pages others choose", "checkbox")
    expect(session.rep.get_by_role("button", name="Go there")).to_be_enabled()


def test_a_card_in_the_conversation_carries_both_along(session: Session) -> None:
    session.choose("bowl", "Tea bowl €24")
    session.do("Send card")
    session.panel.press("Tea bowl €24", "link")
    session.both_at("/p/bowl")
    session.panel.press("Show this page in the conversation")
    session.rep.get_by_role("tab", name="Conversation").click()
    cards = session.rep.get_by_role("log").get_by_role("button", name="Tea bowl €24")
    expect(cards).to_have_count(3)
    session.rep.get_by_role("log").get_by_role("button", name="/p/whisk").click()
    session.both_at("/p/whisk")


def test_a_no_is_told_and_the_next_suggestion_has_to_wait(session: Session) -> None:
    session.rep.get_by_role("tab", name="Pages").click()
    session.panel.press("Close")
    session.choose("/guide", "/guide")
    session.do("Suggest")
    session.panel.press("Not now")
    expect(session.rep.get_by_text("The shopper would rather not.")).to_be_visible()
    session.do("Suggest")
    expect(session.rep.locator(".guide-fate")).to_contain_text("The shopper has just been asked.")
    session.do("Go there")
    session.both_at("/guide")
