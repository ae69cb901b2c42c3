"""The loader: on every page, hardly there, and harmless."""

import gzip

import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect

from alongside.assets import load_assets
from tests.page.our_panel import OurPanel
from tests.page.shop_page import ShopPage

pytestmark = pytest.mark.browser

TEA = "<!doctype html><html lang={lang}><head><meta charset=utf-8><!--alongside--><title>Tea</title></head><body><h1>Tea</h1>"
STRICT = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'none'; require-trusted-types-for 'script'"


def test_it_is_no_larger_than_two_kilobytes() -> None:
    assert len(gzip.compress(load_assets()["loader.js"].body, 9)) <= 2048


def test_what_loads_in_a_session_is_no_larger_than_thirty_kilobytes() -> None:
    assets = load_assets()
    assert sum(len(gzip.compress(assets[name].body, 9)) for name in ("head.js", "page.js")) <= 30 * 1024


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "Live help"), ("ja", "お買い物サポート"), ("fr", "Live help")]
)
def test_the_launcher_speaks_the_page_s_language(shop: ShopPage, page: Page, lang: str, words: str) -> None:
    shop.pages["/"] = TEA.format(lang=lang)
    page.goto(shop.url)
    OurPanel(page).wait_for("button", words)


def test_a_strict_policy_of_the_shop_has_nothing_to_object_to(shop: ShopPage, page: Page) -> None:
    shop.pages["/"] = TEA.format(lang="en")
    shop.headers["content-security-policy"] = STRICT.split("; require")[0]
    page.add_init_script(
        "objections = []; addEventListener('securitypolicyviolation', (event) => objections.push(event.violatedDirective))"
    )
    page.goto(shop.url)
    OurPanel(page).press("Live help")
    OurPanel(page).press("Shop with a friend")
    OurPanel(page).press("Yes, share")
    shop.next_line()
    assert page.evaluate("objections") == []


def test_the_shop_s_styles_do_not_reach_the_launcher(shop: ShopPage, page: Page) -> None:
    shop.pages["/"] = (
        TEA.format(lang="en") + "<style>*{display:block;position:static;width:100%;height:900px}</style>"
    )
    page.goto(shop.url)
    OurPanel(page).wait_for("button", "Live help")
    covered = "document.elementFromPoint(x, y)?.localName === 'alongside-ui'"
    assert page.evaluate(f"(([x, y]) => {covered})([innerWidth - 60, innerHeight - 40])")
    assert not page.evaluate(f"(([x, y]) => {covered})([innerWidth / 2, innerHeight / 2])")


def test_frames_have_no_launcher_of_their_own(shop: ShopPage, page: Page) -> None:
    shop.pages["/"] = TEA.format(lang="en") + "<iframe src=/inner></iframe>"
    shop.pages["/inner"] = TEA.format(lang="en")
    page.goto(shop.url)
    OurPanel(page).wait_for("button", "Live help")
    assert page.frames[1].evaluate("[document.querySelector('alongside-ui'), window.alongside]") == [
        None,
        None,
    ]


def test_a_script_that_cannot_be_had_is_told_and_can_be_tried_again(shop: ShopPage, page: Page) -> None:
    shop.pages["/"] = TEA.format(lang="en")
    shop.broken = {"page.js"}
    page.goto(shop.url)
    OurPanel(page).press("Live help")
    OurPanel(page).wait_for_text("Not available just now")
    with pytest.raises(Error, match="unavailable"):
        page.evaluate("alongside.start({kind: 'help', consent: true})")
    assert page.evaluate("alongside.state") == "idle"
    shop.broken = set()
    OurPanel(page).press("Not available")
    OurPanel(page).wait_for("button", "Shop with a friend")


def test_listeners_from_before_hear_what_comes_after(shop: ShopPage, page: Page) -> None:
    shop.pages["/"] = TEA.format(lang="en")
    page.goto(shop.url)
    page.wait_for_function("window.alongside")
    page.evaluate("front = alongside; heard = []; front.on('state', (state) => heard.push(state)); 0")
    page.evaluate("gone = []; front.on('state', (state) => gone.push(state))()")
    started = page.evaluate("front.start({kind: 'friend', consent: true})")
    assert started == {"session": "s1", "code": "482913", "link": "http://live.example/s/abc"}
    assert page.evaluate("[front === alongside, front.state, heard, gone]") == [
        True,
        "waiting",
        ["waiting"],
        [],
    ]


def test_a_page_from_a_cache_joins_the_session_that_runs(shop: ShopPage, page: Page) -> None:
    shop.pages["/"] = TEA.format(lang="en")
    page.goto(shop.url)
    page.wait_for_function("window.alongside")
    page.evaluate("alongside.start({kind: 'help', consent: true})")
    first = shop.next_line().expect("hello")
    shop.cached = True
    page.reload()
    assert shop.next_line().expect("hello")[1]["tab"] == first[1]["tab"]
    expect(page.locator("h1")).to_have_text("Tea")


def test_a_page_that_was_open_before_the_session_joins_when_it_is_looked_at(
    shop: ShopPage, desktop: BrowserContext
) -> None:
    shop.pages["/"] = TEA.format(lang="en")
    before, after = desktop.new_page(), desktop.new_page()
    for tab in (before, after):
        tab.goto(shop.url)
        tab.wait_for_function("window.alongside")
    after.evaluate("alongside.start({kind: 'help', consent: true})")
    first = shop.next_line().expect("hello")[1]["tab"]
    before.evaluate("document.dispatchEvent(new Event('visibilitychange', {bubbles: true}))")
    assert shop.next_line().expect("hello")[1]["tab"] != first
