"""The conversation through the whole product: a shopper in Japanese, a rep at the desk in English, a friend on a phone."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.demo.demo_server import DemoShop
from tests.e2e.people import open_by_code, signed_in_rep
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
    rep: Page
    friend: Page


@pytest.fixture(scope="module")
def session(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    shopper, desk = (browser.new_context(viewport=DESK, locale=lang) for lang in ("ja-JP", "en-GB"))
    phone = browser.new_context(
        viewport=PHONE, device_scale_factor=2, is_mobile=True, has_touch=True, locale="ja-JP"
    )
    with DemoShop() as shop, Product(tmp_path_factory.mktemp("talking"), shop.url) as product:
        page = shopper.new_page()
        page.goto(f"{product.shop}/ja/")
        started = start_session(page, "help")
        rep = signed_in_rep(desk, product)
        open_by_code(rep, started["code"])
        friend = phone.new_page()
        friend.goto(page.evaluate("window.alongside.invite()"))
        for viewer in (rep, friend):
            Together(page, viewer).trees_equal()
        panel = OurPanel(page)
        panel.press("見ています")
        panel.wait_for("textbox", "メッセージを入力")
        yield Session(product=product, shopper=page, panel=panel, rep=rep, friend=friend)
        for context in (shopper, desk, phone):
            context.close()


def say(page: Page, label: str, text: str) -> None:
    field = page.get_by_role("textbox", name=label)
    field.fill(text)
    field.press("Enter")


def test_a_question_and_its_answer(session: Session) -> None:
    session.panel.press("メッセージを入力", "textbox")
    session.shopper.keyboard.insert_text("この商品の在庫はありますか？")
    session.shopper.keyboard.press("Enter")
    log = session.rep.get_by_role("log")
    expect(log).to_contain_text("この商品の在庫はありますか？")
    session.panel.wait_for_text("既読")
    say(session.rep, "Your message", "Two are left.")
    session.panel.wait_for_text("Two are left.")
    expect(log).to_contain_text("Read")


def test_a_friend_on_a_phone_sees_that_there_is_something_new(session: Session) -> None:
    say(session.rep, "Your message", "Two are left for your friend.")
    button = session.friend.get_by_role("button", name="メッセージ")
    expect(button).to_contain_text("新着メッセージ")
    button.click()
    expect(session.friend.get_by_role("log")).to_contain_text("Two are left for your friend.")
    say(session.friend, "メッセージを入力", "私も欲しい")
    expect(session.rep.get_by_role("log")).to_contain_text("私も欲しい")
    session.friend.get_by_role("button", name="メッセージを隠す").click()


def test_what_staff_say_among_themselves_stays_there(session: Session) -> None:
    aside = session.rep.get_by_label("Staff only")
    aside.check()
    say(session.rep, "Your message", "a regular of ours")
    aside.uncheck()
    say(session.rep, "Your message", "One moment please.")
    session.panel.wait_for_text("One moment please.")
    assert "a regular of ours" not in session.panel.text()
    expect(session.rep.get_by_role("log")).to_contain_text("a regular of ours")


def test_pictures_go_both_ways(session: Session, tmp_path: Path) -> None:
    photo = tmp_path / "photo.png"
    Image.new("RGB", (320, 200), "orange").save(photo)
    with session.rep.expect_file_chooser() as chosen:
        session.rep.get_by_role("button", name="Show a picture").click()
    chosen.value.set_files(photo)
    session.panel.wait_for("image", "画像")
    with session.shopper.expect_file_chooser() as chosen:
        session.panel.press("画像を見せる")
    chosen.value.set_files(photo)
    pictures = session.rep.get_by_role("log").get_by_role("img")
    expect(pictures).to_have_count(2)
    loaded = "images => images.every((image) => image.complete && image.naturalWidth === 320)"
    eventually(session.rep, lambda: pictures_loaded(pictures.evaluate_all(loaded)))


def pictures_loaded(loaded: object) -> None:
    assert loaded is True


def test_a_page_of_the_shop_that_is_named_takes_everybody_there(session: Session) -> None:
    say(session.rep, "Your message", "Let me show you.")
    say(session.rep, "Your message", f"{session.product.shop}/ja/finder")
    session.panel.wait_for("link", "/ja/finder")
    session.rep.get_by_role("log").get_by_role("button", name="/ja/finder").click()
    session.shopper.wait_for_url("**/ja/finder")
    Together(session.shopper, session.rep).trees_equal()
    session.panel.wait_for_text("Let me show you.")
    session.panel.wait_for("textbox", "メッセージを入力")


def test_a_reload_of_the_desk_brings_all_of_it_back(session: Session) -> None:
    say(session.rep, "Your message", "said before the reload")
    session.rep.get_by_label("Staff only").check()
    say(session.rep, "Your message", "a word among us")
    expect(session.rep.get_by_role("log")).to_contain_text("Sent")
    session.rep.reload()
    expect(session.rep.get_by_role("log")).to_contain_text("said before the reload")
    expect(session.rep.get_by_role("log")).to_contain_text("a word among us")
