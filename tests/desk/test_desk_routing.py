"""Who gets which shopper, at the desk: what rings here, refusals, the race, handing over, whispering, taking over, status, keys."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.desk.host_page import HostPage
from tests.desk.live_host import LiveHost
from tests.desk.people import expect_mirrored, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.system]

LONG = 600
"""Nothing stops ringing by itself."""


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveHost]:
    """Of Bea, Carl and Dana, their supervisor."""
    with LiveHost(tmp_path_factory.mktemp("live"), assign_seconds=LONG) as running:
        running.add_rep("bea@shop.example", "Bea")
        running.add_rep("carl@shop.example", "Carl")
        running.add_rep("dana@shop.example", "Dana", "supervisor")
        yield running


@pytest.fixture
def upstairs(browser: Browser) -> Iterator[BrowserContext]:
    """The supervisor's browser, in the dark."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, locale="en-GB", color_scheme="dark"
    )
    yield context
    context.close()


def call_of(desk: Page, host: HostPage) -> Locator:
    """What rings here for this shopper."""
    return desk.locator(f'[data-call="{host.session}"]')


def entry_of(desk: Page, host: HostPage) -> Locator:
    return desk.locator(f'[data-session="{host.session}"]')


def staff_of(host: HostPage, *names: str) -> None:
    """The shopper hears that these are with them, and nobody else."""
    host.wait_for(
        lambda frame: (
            frame[0] == "who" and [one["name"] for one in frame[1] if one["role"] == "rep"] == list(names)
        )
    )


def colleague(desk: Page, name: str) -> Locator:
    return desk.get_by_role("region", name="Colleagues here").get_by_role("listitem").filter(has_text=name)


def test_a_shopper_rings_at_one_rep_and_after_a_no_at_the_next_over_nothing_that_a_session_needs(
    live: LiveHost, desktop: BrowserContext, elsewhere: BrowserContext
) -> None:
    bea = sign_in(desktop, live)
    expect(bea.get_by_label("Your status")).to_have_value("available")
    carl = sign_in(elsewhere, live, "carl@shop.example")
    expect(colleague(bea, "Carl")).to_contain_text("Available")
    with HostPage(live.url, name="Aiko", heading="Green tea") as host:
        expect(call_of(bea, host)).to_contain_text("Aiko is waiting for you")
        expect(entry_of(carl, host)).to_contain_text("rings at Bea")
        expect(call_of(carl, host)).to_have_count(0)
        bea.keyboard.press("d")
        expect(call_of(carl, host)).to_be_visible()
        expect(call_of(bea, host)).to_have_count(0)
        expect(entry_of(bea, host)).to_contain_text("rings at Carl")
        carl.keyboard.press("n")
        expect_mirrored(carl, "Green tea")
        expect(colleague(bea, "Carl")).to_contain_text("1 of 4 sessions")
        entry_of(bea, host).click()
        expect(bea.locator(".message")).to_have_text(re.compile("Carl was quicker"))
        with HostPage(live.url, name="Ken", heading="Kettles") as second:
            call_of(bea, second).get_by_role("button", name="Not now").click()
            expect(call_of(carl, second)).to_be_visible()
            for name in ("Leave", "End session"):
                carl.get_by_role("button", name=name).click(trial=True)
            second.stop()
        host.stop()


def test_who_is_busy_or_away_is_not_rung_at_and_colleagues_see_it(
    live: LiveHost, desktop: BrowserContext, elsewhere: BrowserContext
) -> None:
    bea, carl = sign_in(desktop, live), sign_in(elsewhere, live, "carl@shop.example")
    bea.get_by_label("Your status").select_option("Busy")
    expect(colleague(carl, "Bea")).to_contain_text("Busy")
    with HostPage(live.url, name="Ben", heading="Teapots") as host:
        expect(call_of(carl, host)).to_be_visible()
        carl.get_by_label("Your status").select_option("Away")
        expect(call_of(carl, host)).to_have_count(0)
        bea.get_by_role("button", name="For me").click()
        expect(entry_of(bea, host)).to_be_visible()
        bea.get_by_label("Your status").select_option("Available")
        expect(call_of(bea, host)).to_be_visible()
        bea.reload()
        expect(bea.get_by_role("button", name="For me")).to_have_attribute("aria-pressed", "true")
        bea.get_by_role("button", name="Take").click()
        expect_mirrored(bea, "Teapots")
        host.stop()


def test_a_session_is_handed_over_whispered_about_and_taken_over(
    live: LiveHost, desktop: BrowserContext, elsewhere: BrowserContext, upstairs: BrowserContext
) -> None:
    bea = sign_in(desktop, live)
    carl = sign_in(elsewhere, live, "carl@shop.example")
    dana = sign_in(upstairs, live, "dana@shop.example")
    with HostPage(live.url, name="Aiko", heading="Sencha") as host:
        entry_of(bea, host).click()
        expect_mirrored(bea, "Sencha")
        host.send(["say", "k1", {"text": "Is it organic?"}])
        bea.keyboard.press("h")
        dialog = bea.get_by_role("dialog", name="Bring in a colleague")
        dialog.get_by_label(re.compile("Carl")).check()
        dialog.get_by_label("What they should know").fill("Wants it as a gift")
        dialog.get_by_role("button", name="Ask in").click()
        call_of(carl, host).get_by_role("button", name="Not now").click()
        expect(bea.get_by_text("Carl cannot just now.")).to_be_visible()
        bea.get_by_role("button", name="Colleague…").click()
        dialog.get_by_label(re.compile("Carl")).check()
        dialog.get_by_role("button", name="Hand over").click()
        expect(bea.get_by_text("You stay until they are in.")).to_be_visible()
        expect(call_of(carl, host)).to_contain_text("Bea would like to hand Aiko over to you")
        call_of(carl, host).get_by_role("button", name="Take over").click()
        expect_mirrored(carl, "Sencha")
        expect(bea.get_by_role("heading", name="Carl is with the shopper now")).to_be_visible()
        bea.get_by_role("button", name="Back to the queue").click()
        expect(bea.get_by_role("heading", name="Carl is with the shopper now")).to_have_count(0)
        staff_of(host, "Carl")
        log = carl.get_by_role("log")
        expect(log).to_contain_text("Is it organic?")
        expect(log).to_contain_text("Wants it as a gift")

        entry_of(dana, host).click()
        expect_mirrored(dana, "Sencha")
        expect(carl.get_by_text("Dana is watching, and can whisper to you.")).to_be_visible()
        dana.get_by_label("Your message").fill("It is, tell her")
        dana.keyboard.press("Enter")
        expect(log.locator("li", has_text="It is, tell her")).to_contain_text("whispers")
        assert not any("It is, tell her" in str(frame) for frame in host.heard), (
            "the shopper has heard a whisper"
        )
        expect(dana.get_by_role("button", name="Reload", exact=True)).to_be_disabled()
        dana.get_by_role("button", name="Take over").click()
        expect(carl.get_by_role("heading", name="Dana is with the shopper now")).to_be_visible()
        staff_of(host, "Dana")
        dana.get_by_role("button", name="Reload", exact=True).click()
        host.wait_for(lambda frame: frame[0] == "act" and frame[3] == ["go", "reload"])
        host.stop()


CLOSE_AND_ASK_AGAIN = """async (button) => {
  const closed = new Promise((told) => button.closest("dialog").addEventListener("close", told));
  button.click();
  await Promise.resolve();
  dispatchEvent(new KeyboardEvent("keydown", { key: "?" }));
  await closed;
}"""


def test_in_japanese_a_call_is_answered_by_keys_that_do_nothing_while_one_types(
    live: LiveHost, browser: Browser
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="ja-JP")
    desk = context.new_page()
    desk.goto(f"{live.url}/desk#key={live.sign_in_key('bea@shop.example')}")
    expect(desk.get_by_label("あなたのステータス")).to_have_value("available")
    with HostPage(live.url, name="愛子", heading="玉露") as host:
        call = call_of(desk, host)
        expect(call).to_contain_text("愛子がお待ちです")
        desk.get_by_label("コードまたはリンク").press("n")
        expect(desk.get_by_label("コードまたはリンク")).to_have_value("n")
        expect(call).to_be_visible()
        desk.evaluate("document.activeElement.blur()")
        desk.keyboard.press("?")
        overlay = desk.get_by_role("dialog", name="キーボードショートカット")
        overlay.get_by_label("1文字キーを使う").uncheck()
        overlay.get_by_role("button", name="閉じる").click()
        desk.keyboard.press("n")
        expect(call).to_be_visible()
        desk.keyboard.press("?")
        overlay.get_by_label("1文字キーを使う").check()
        # Asked for again before the browser has said that it is closed.
        overlay.get_by_role("button", name="閉じる").evaluate(CLOSE_AND_ASK_AGAIN)
        expect(overlay.get_by_label("1文字キーを使う")).to_be_checked()
        desk.keyboard.press("Escape")
        desk.keyboard.press("n")
        expect_mirrored(desk, "玉露")
        host.stop()
    context.close()


def test_where_it_is_set_so_a_shopper_opens_by_itself(
    desktop: BrowserContext, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with LiveHost(tmp_path_factory.mktemp("auto"), assign="auto", assign_seconds=LONG) as live:
        live.add_rep("bea@shop.example", "Bea")
        desk = sign_in(desktop, live)
        with HostPage(live.url, name="Aiko", heading="Hojicha") as host:
            expect_mirrored(desk, "Hojicha")
            staff_of(host, "Bea")
            host.stop()
