"""Beside the mirror: canned replies in the field, notes and tags that colleagues see at once, and what is left after the end."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from alongside.names import VISITOR_COOKIE
from tests.desk.host_page import SHOP, HostPage
from tests.desk.live_host import LiveHost
from tests.desk.people import expect_mirrored

pytestmark = [pytest.mark.browser, pytest.mark.system]

REPLIES = [
    {"shortcut": "hello", "text": {"en": "Hello {shopper}, {rep} here.", "ja": "{shopper}様、{rep}です。"}},
    {"shortcut": "stock", "text": {"en": "{product} is in stock.", "ja": "{product}は在庫がございます。"}},
]


@pytest.fixture
def host(live: LiveHost) -> Iterator[HostPage]:
    with HostPage(live.url, name="Aiko", heading="Green tea", lang="ja") as page:
        yield page


def desk_of(context: BrowserContext, live: LiveHost, email: str, host: HostPage) -> Page:
    """Signed in, with the session open."""
    page = context.new_page()
    page.goto(f"{live.url}/desk#key={live.sign_in_key(email)}")
    page.locator(f"[data-session='{host.session}']").click()
    expect_mirrored(page, "Green tea")
    return page


def arrange_replies(browser: Browser, live: LiveHost) -> None:
    live.add_rep("ada@shop.example", "Ada", "admin")
    context = browser.new_context()
    key = live.sign_in_key("ada@shop.example")
    assert context.request.post(f"{live.url}/api/v1/login/link", data={"key": key}).ok
    kept = context.request.put(
        f"{live.url}/api/v1/arrangements/replies", data={"version": 0, "replies": REPLIES}
    )
    assert kept.ok, kept.text()
    context.close()


def look_around(context: BrowserContext, live: LiveHost, cookie: str = "") -> str:
    """Somebody looks at a page of the shop, for the first time or with their cookie, which is answered."""
    page = {"url": f"{SHOP}/kyusu", "title": "Kyusu", "lang": "ja"}
    headers = {"X-Alongside": "1", "Cookie": cookie}
    seen = context.request.post(f"{live.url}/__alongside/here", data=page, headers=headers)
    cookies = seen.headers["set-cookie"].split("\n")
    return next(each.partition(";")[0] for each in cookies if each.startswith(f"{VISITOR_COOKIE}="))


def test_the_shopper_is_known_at_a_glance_and_brought_back_to_a_page_seen_before(
    live: LiveHost, desktop: BrowserContext
) -> None:
    visitor = look_around(desktop, live)
    with HostPage(live.url, name="Aiko", heading="Green tea", cookie=visitor) as host:
        desk = desk_of(desktop, live, "bea@shop.example", host)
        desk.get_by_role("tab", name="Shopper").click()
        part = desk.get_by_role("tabpanel", name="Shopper")
        for words in ("Japanese", "Desktop", "First visit", "Waited"):
            expect(part).to_contain_text(words)
        expect(part.get_by_role("button", name="Green tea")).to_have_attribute("aria-current", "page")
        part.get_by_role("button", name="Kyusu").click()
        host.wait_for(lambda frame: frame[0] == "act" and frame[3] == ["go", f"{SHOP}/kyusu"])
        host.stop()


def test_a_canned_reply_is_put_into_the_field_in_the_shoppers_language(
    live: LiveHost, browser: Browser, desktop: BrowserContext, host: HostPage
) -> None:
    arrange_replies(browser, live)
    desk = desk_of(desktop, live, "bea@shop.example", host)
    field = desk.get_by_role("textbox", name="Your message")
    options = desk.locator("[role=option]")
    field.press_sequentially("/")
    expect(options).to_have_count(2)
    field.press("ArrowDown")
    expect(desk.locator("[role=option][aria-selected=true]")).to_contain_text("/stock")
    field.press_sequentially("he")
    expect(options).to_have_count(1)
    field.press("Enter")
    expect(field).to_have_value("Aiko様、Beaです。")
    expect(options).to_have_count(0)
    field.press("End")
    desk.get_by_role("button", name="Canned replies").click()
    options.nth(1).click()
    expect(field).to_have_value("Aiko様、Beaです。 {product}は在庫がございます。")
    assert field.evaluate("it => it.value.slice(it.selectionStart, it.selectionEnd)") == "{product}"
    field.press_sequentially("緑茶 /zzz")
    expect(desk.get_by_text("No canned reply fits.")).to_be_visible()
    field.press("Escape")
    expect(desk.get_by_text("No canned reply fits.")).to_have_count(0)
    expect(desk.get_by_role("log")).to_contain_text("Nothing has been said yet.")
    host.stop()


def test_what_is_noted_is_seen_by_colleagues_at_once_after_the_end_and_when_the_shopper_is_back(
    live: LiveHost, browser: Browser, desktop: BrowserContext
) -> None:
    live.add_rep("dora@shop.example", "Dora", "supervisor")
    visitor = look_around(desktop, live)
    host = HostPage(live.url, name="Aiko", heading="Green tea", lang="ja", cookie=visitor)
    host.connect()
    desk = desk_of(desktop, live, "bea@shop.example", host)
    japanese = browser.new_context(viewport={"width": 1440, "height": 900}, locale="ja-JP")
    chief = desk_of(japanese, live, "dora@shop.example", host)
    chief.get_by_role("tab", name="メモ").click()
    desk.get_by_role("button", name="Hide this panel").click()
    expect(desk.get_by_role("button", name="Messages")).to_be_focused()
    desk.keyboard.press("Enter")
    desk.get_by_role("tab", name="Conversation").press("ArrowLeft")
    expect(desk.get_by_role("tab", name="Notes")).to_be_focused()
    desk.get_by_role("textbox", name="Write a note").fill("Prefers e-mail.")
    desk.get_by_role("button", name="Save note").click()
    desk.get_by_role("combobox", name="Add a tag").fill("gift wrap")
    desk.keyboard.press("Enter")
    notes = chief.get_by_role("region", name="メモ")
    expect(notes).to_contain_text("Bea")
    expect(notes).to_contain_text("Prefers e-mail.")
    expect(chief.get_by_role("region", name="タグ")).to_contain_text("gift wrap")
    expect(chief.get_by_role("tab", name="メモ 1")).to_be_visible()
    entry = desk.locator(f"[data-session='{host.session}']")
    expect(entry.locator(".tag-sign:not(.earlier)")).to_have_text("gift wrap")
    desk.get_by_role("tab", name="Conversation").click()
    desk.get_by_role("textbox", name="Your message").fill("Good day")
    desk.keyboard.press("Enter")
    expect(desk.locator(".talk-fate")).to_be_visible()
    host.stop()
    chief.get_by_role("button", name="一覧に戻る").click()
    chief.get_by_role("button", name="過去のセッション").click()
    chief.get_by_role("searchbox").fill("gift bea")
    chief.locator(f"[data-past='{host.session}']").click()
    dialog = chief.get_by_role("dialog")
    for words in ("Prefers e-mail.", "Good day", "担当: Bea"):
        expect(dialog).to_contain_text(words)
    chief.keyboard.press("Escape")
    expect(chief.get_by_role("button", name="過去のセッション")).to_be_focused()
    # The same shopper is back, as a visitor and then in the queue; a tag of before is taken off.
    look_around(desktop, live, visitor)
    expect(chief.locator(".visitor .tag-sign.earlier")).to_contain_text("gift wrap")
    with HostPage(live.url, name="Aiko", heading="Green tea", lang="ja", cookie=visitor) as back:
        again = chief.locator(f"[data-session='{back.session}']")
        expect(again.locator(".tag-sign.earlier")).to_contain_text("gift wrap (以前のセッションのタグ)")
        again.click()
        expect_mirrored(chief, "Green tea")
        chief.get_by_role("tab", name="メモ").click()
        chief.get_by_role("button", name="タグ「gift wrap」を外す").click()
        expect(again.locator(".tag-sign")).to_have_count(0)
        back.stop()
    host.close()
    japanese.close()
