"""Settings at the desk: what an admin edits there, in English and Japanese, on a desktop and a phone."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from alongside.asking import AskRule
from alongside.hours import Hours
from tests.desk.host_page import HostPage
from tests.desk.live_host import LiveHost
from tests.desk.people import sign_in
from tests.desk.visiting import visit

pytestmark = [pytest.mark.browser, pytest.mark.system]

CART = AskRule(name="Cart", path=("/cart",), seconds=60, text={"en": "Need a hand?"})


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveHost]:
    """With an admin, a supervisor, a rep, a rule, and visits of the day, which began hours ago by the shop's clock."""
    folder: Path = tmp_path_factory.mktemp("live")
    hours = Hours(time_zone=zone_at_noon())
    with LiveHost(folder, ask=(CART,), hours=hours, mask=(".iban",)) as running:
        running.add_rep("ada@shop.example", "Ada", "admin")
        running.add_rep("sue@shop.example", "Sue", "supervisor")
        running.add_rep("bea@shop.example", "Bea")
        running.keep_visits(
            [
                visit("one", ("/", "Home", 45), ("/cart", "Your basket", 120)),
                visit("two", ("/cart", "Your basket", 30), ("/tea", "Tea", 90), lang="ja", device="phone"),
                visit("three", ("/tea", "Tea", 15)),
            ]
        )
        yield running


def zone_at_noon() -> str:
    """A time zone where it is about noon now, so that the day is some hours old."""
    behind = datetime.now(UTC).hour - 12
    return f"Etc/GMT{behind:+d}" if behind else "Etc/GMT"


def open_settings(
    context: BrowserContext, live: LiveHost, place: str, email: str = "ada@shop.example"
) -> Page:
    desk = sign_in(context, live, email)
    desk.get_by_role("button", name="Settings").click()
    if place != "Asking first":  # the first of them
        desk.get_by_role("navigation", name="Settings").get_by_role("button", name=place).click()
    expect(desk.get_by_role("heading", name=place, level=1)).to_be_focused()
    return desk


def save(desk: Page) -> None:
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_text("Saved. It holds everywhere now.")).to_be_visible()


def count(desk: Page) -> Locator:
    return desk.locator(".preview-count")


def test_rules_are_edited_with_a_preview_of_the_day_and_nothing_unsaved_is_lost(
    live: LiveHost, desktop: BrowserContext
) -> None:
    desk = open_settings(desktop, live, "Asking first")
    expect(count(desk)).to_have_text("1 of 3 visits")
    expect(desk.locator(".preview-rows li")).to_contain_text("Your basket")
    # A rule that is only thought of yet.
    desk.get_by_role("button", name="Add a rule").click()
    rule = desk.get_by_role("listitem", name="Rule “New rule”")
    rule.get_by_label("Add a condition").select_option("lang")
    rule.get_by_label("Add a condition").select_option("seconds")
    rule.get_by_role("spinbutton", name="has been on the page for").fill("20")
    expect(rule).to_contain_text("10 to 30 seconds are known to work worst")
    rule.get_by_role("spinbutton", name="has been on the page for").fill("60")
    rule.get_by_label("In Japanese").fill("お困りですか？")
    rule.get_by_label("Name, for the desk").fill("Japanese")
    expect(count(desk)).to_have_text("2 of 3 visits")
    # By the keyboard to the top: the focus stays with the rule, and the place is told.
    up = desk.get_by_role("button", name="Move Japanese up")
    up.focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("Japanese: place 1 of 2")).to_be_attached()
    expect(desk.get_by_role("button", name="Move Japanese down")).to_be_focused()
    # Over a reload, and back to the desk.
    desk.on("dialog", lambda dialog: dialog.accept())
    desk.reload()
    expect(desk.get_by_text("Not saved yet, from before")).to_be_visible()
    desk.get_by_role("button", name="Back to the desk").click()
    expect(desk.get_by_role("button", name=re.compile("Settings.*not saved"))).to_be_focused()
    desk.keyboard.press("Enter")
    save(desk)
    expect(desk.locator(".rules > li h2")).to_have_text(["Japanese", "Cart"])
    # By the mouse, and back by a step.
    desk.locator(".rule-handle").nth(1).drag_to(desk.locator(".rules > li").first)
    expect(desk.locator(".rules > li h2")).to_have_text(["Cart", "Japanese"])
    desk.get_by_role("button", name="Undo").click()
    expect(desk.locator(".rules > li h2")).to_have_text(["Japanese", "Cart"])
    # A rule that waits for what nobody wrote down says so.
    desk.get_by_role("listitem", name="Rule “Cart”").get_by_role("button", name="Edit").click()
    desk.get_by_label("Add a condition").select_option("leaving")
    expect(desk.locator(".preview-notes")).to_contain_text("Rule “Cart”: at most 1")
    desk.get_by_role("button", name="Discard changes").click()
    expect(count(desk)).to_have_text("2 of 3 visits")
    # Back to what the settings file says, and to one's own again.
    desk.get_by_role("button", name="Back to the file’s value").click()
    expect(desk.locator(".rules > li h2")).to_have_text(["Cart"])
    desk.get_by_role("button", name="Undo").click()
    save(desk)
    expect(desk.locator(".rules > li h2")).to_have_text(["Japanese", "Cart"])


def test_on_a_phone_in_japanese_a_rule_is_read_and_the_preview_counts(
    live: LiveHost, phone: BrowserContext
) -> None:
    desk = phone.new_page()
    desk.goto(f"{live.url}/desk#key={live.sign_in_key('ada@shop.example')}")
    desk.get_by_role("button", name="設定").click()
    expect(desk.get_by_role("heading", name="お声がけ", level=1)).to_be_visible()
    expect(count(desk)).to_have_text(re.compile("3 件の訪問のうち [12] 件"))
    cart = desk.get_by_role("listitem", name="ルール「Cart」")
    expect(cart).to_contain_text("/cart、1分後")
    cart.get_by_role("button", name="編集").click()
    cart.get_by_label("日本語").fill("ご注文についてお困りですか？")
    desk.get_by_role("button", name="保存", exact=True).click()
    expect(desk.get_by_text("保存しました。すぐに反映されます。")).to_be_visible()
    assert desk.evaluate("document.documentElement.scrollWidth") <= 390


def test_of_two_admins_the_second_is_told_and_decides(
    live: LiveHost, desktop: BrowserContext, elsewhere: BrowserContext
) -> None:
    first, second = (open_settings(context, live, "Canned replies") for context in (desktop, elsewhere))
    for desk, words in ((first, "Hello {shopper}!"), (second, "Good day, {shopper}.")):
        desk.get_by_role("button", name="Add a reply").click()
        desk.get_by_role("textbox", name="Shortcut").fill("/hi")
        desk.get_by_label("English").fill(words)
    save(first)
    second.get_by_role("button", name="Save", exact=True).click()
    expect(second.get_by_role("alert").filter(has_text="Somebody else has saved this")).to_be_visible()
    expect(second.get_by_label("English")).to_have_value("Good day, {shopper}.")
    second.get_by_role("button", name="Show theirs").click()
    expect(second.get_by_label("English")).to_have_value("Hello {shopper}!")
    second.get_by_role("button", name="Undo").click()
    expect(second.get_by_label("English")).to_have_value("Good day, {shopper}.")
    save(second)


def test_a_mask_reaches_the_page_of_a_session_and_a_bad_selector_is_named(
    live: LiveHost, desktop: BrowserContext
) -> None:
    desk = open_settings(desktop, live, "Masks")
    with HostPage(live.url) as host:
        blocks = desk.get_by_role("region", name="Shown as blocks")
        blocks.get_by_role("button", name="Add").click()
        expect(blocks.get_by_label("CSS selectors 2")).to_be_focused()
        desk.keyboard.type("div[")
        expect(blocks.get_by_label("CSS selectors 2")).to_have_attribute("aria-invalid", "true")
        desk.get_by_role("button", name="Save", exact=True).click()
        expect(desk.get_by_role("alert").filter(has_text="would hide nothing. (div[)")).to_be_visible()
        blocks.get_by_label("CSS selectors 2").fill(".salary")
        save(desk)
        rules = host.wait_for(lambda frame: frame[0] == "rules")[1]
        assert rules == {"mask": [".iban", ".salary"], "block": [], "noremote": []}


def test_a_line_added_while_the_page_is_being_drawn_has_the_focus(
    live: LiveHost, desktop: BrowserContext
) -> None:
    desk = open_settings(desktop, live, "Masks")
    blocks = desk.get_by_role("region", name="Shown as blocks")
    expect(blocks.get_by_label("CSS selectors 1")).to_be_visible()
    blocks.evaluate("""async (blocks) => {
        const first = blocks.querySelector("input");
        first.value += ":empty";
        first.dispatchEvent(new Event("input", { bubbles: true }));
        await null; // drawn, and not yet painted
        blocks.querySelector(".add").click();
    }""")
    expect(blocks.get_by_role("textbox").last).to_be_focused()
    expect(blocks.get_by_role("textbox").last).to_have_value("")


def test_a_rep_is_added_let_in_by_a_link_and_removed(
    live: LiveHost, desktop: BrowserContext, elsewhere: BrowserContext
) -> None:
    desk = open_settings(desktop, live, "Skills")
    desk.get_by_role("button", name="Add a skill").click()
    desk.get_by_label("Name").fill("Tea")
    save(desk)
    desk.get_by_role("navigation", name="Settings").get_by_role("button", name="Reps").click()
    desk.get_by_role("button", name="Add a rep").click()
    desk.get_by_label("E-mail").fill("ken@shop.example")
    desk.get_by_label("Name that shoppers see").fill("Ken")
    desk.get_by_role("checkbox", name="Japanese").check()
    desk.get_by_role("checkbox", name="Tea").check()
    desk.get_by_label("Sessions at once").select_option("2")
    desk.get_by_role("button", name="Save", exact=True).click()
    ken = desk.get_by_role("listitem", name="Ken")
    expect(ken).to_contain_text("Rep · Tea · Japanese · 2 at once")
    desk.get_by_role("button", name="Edit Ken").click()
    desk.get_by_role("button", name="Make a sign-in link").click()
    theirs = elsewhere.new_page()
    theirs.goto(desk.get_by_label("Make a sign-in link").input_value())
    expect(theirs.get_by_text("Ken", exact=True)).to_be_visible()
    expect(theirs.get_by_role("button", name="Settings")).to_have_count(0)
    theirs.get_by_role("button", name="Ken").click()
    theirs.get_by_label("New password").fill("a password of my own")
    theirs.get_by_role("button", name="Use it").click()
    expect(theirs.get_by_text("It holds from now on.")).to_be_visible()
    theirs.get_by_role("button", name="Close").click()
    desk.get_by_role("button", name="Remove", exact=True).click()
    desk.get_by_role("button", name="Yes, remove").click()
    expect(ken).to_have_count(0)
    expect(theirs.get_by_label("Password")).to_be_visible()  # the desk has closed by itself
    # The last admin stays.
    desk.get_by_role("button", name="Edit Ada").click()
    desk.get_by_label("Role").select_option("rep")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_role("alert").filter(has_text="One admin has to remain")).to_be_visible()


def test_of_two_admins_at_one_rep_the_second_is_told_and_loses_nothing(
    live: LiveHost, desktop: BrowserContext, phone: BrowserContext
) -> None:
    first = open_settings(desktop, live, "Reps")
    second = phone.new_page()
    second.goto(f"{live.url}/desk#key={live.sign_in_key('ada@shop.example')}")
    second.get_by_role("button", name="設定").click()
    second.get_by_role("navigation", name="設定").get_by_role("button", name="担当者").click()
    first.get_by_role("button", name="Edit Bea").click()
    second.get_by_role("button", name="Beaを編集").click()
    first.get_by_role("checkbox", name="Japanese").check()
    first.get_by_role("button", name="Save", exact=True).click()
    expect(first.get_by_role("listitem", name="Bea")).to_contain_text("Japanese")
    # The second is told when they save, and what they typed stands.
    second.get_by_label("お客様に表示される名前").fill("ベア")
    second.get_by_role("button", name="保存", exact=True).click()
    told = second.get_by_role("alert").filter(has_text="ほかの方が先に保存しました")
    expect(told).to_be_visible()
    expect(second.get_by_label("お客様に表示される名前")).to_have_value("ベア")
    assert second.evaluate("document.documentElement.scrollWidth") <= 390
    second.get_by_role("button", name="相手の内容を表示").click()
    expect(second.get_by_label("お客様に表示される名前")).to_have_value("Bea")
    expect(second.get_by_role("checkbox", name="日本語")).to_be_checked()
    second.get_by_role("button", name="元に戻す").click()
    expect(second.get_by_label("お客様に表示される名前")).to_have_value("ベア")
    expect(second.get_by_role("checkbox", name="日本語")).not_to_be_checked()
    second.get_by_role("button", name="保存", exact=True).click()
    expect(second.get_by_text("ベアを保存しました。")).to_be_visible()
    # What is typed outlives a reload; the account is removed meanwhile, and is made again from it.
    first.get_by_role("button", name="Edit Bea").click()
    first.get_by_label("Name that shoppers see").fill("Beatrix")
    first.on("dialog", lambda dialog: dialog.accept())
    first.reload()
    expect(first.get_by_label("Name that shoppers see")).to_have_value("Beatrix")
    expect(first.get_by_role("alert").filter(has_text="Somebody else has saved this")).to_be_visible()
    second.get_by_role("button", name="ベアを編集").click()
    second.get_by_role("button", name="削除", exact=True).click()
    second.get_by_role("button", name="削除する").click()
    expect(second.get_by_text("ベアを削除しました。")).to_be_visible()
    first.get_by_role("button", name="Save mine over it").click()
    gone = first.get_by_role("alert").filter(has_text="Somebody else has removed Bea meanwhile")
    expect(gone).to_be_visible()
    first.get_by_role("button", name="Add them again").click()
    expect(first.get_by_role("listitem", name="Beatrix")).to_be_visible()


def test_a_supervisor_looks_and_cannot_change(live: LiveHost, desktop: BrowserContext) -> None:
    desk = open_settings(desktop, live, "Opening hours", "sue@shop.example")
    expect(desk.get_by_text("Admins can change it")).to_be_visible()
    expect(desk.get_by_role("checkbox", name="Monday")).to_be_disabled()
    expect(desk.get_by_role("button", name="Save", exact=True)).to_have_count(0)
