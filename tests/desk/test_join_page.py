"""A friend opens a link: joins without an account, gets a name, sees the mirror, leaves; and every link that is no good."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.desk.host_page import HEADING, VIEWPORT, HostPage
from tests.desk.live_host import PASSWORD, LiveHost
from tests.desk.people import (
    click_in_mirror,
    expect_mirrored,
    expect_position,
    heading_in_mirror,
    mirror_box,
    sign_in,
)
from tests.mirror_equality import mirror_frame

pytestmark = [pytest.mark.browser, pytest.mark.system]

AWAY_TOLD_WITHIN = 20_000
"""Milliseconds; the hub waits for a page that may only be reloading, and so does the viewer."""


def roster(host: HostPage, name: str) -> None:
    """Wait until the shopper sees somebody of this name."""
    host.wait_for(lambda frame: frame[0] == "who" and any(person["name"] == name for person in frame[1]))


def test_a_link_joins_at_once_and_the_shopper_sees_a_friend(live: LiveHost, desktop: BrowserContext) -> None:
    with HostPage(live.url, kind="friend", name="Aiko", heading="Cups") as host:
        page = desktop.new_page()
        page.goto(host.link)
        expect_mirrored(page, "Cups")
        expect(page.get_by_text("Aiko’s page", exact=True)).to_be_visible()
        expect(page.get_by_text("You may click and type too.")).to_be_visible()
        host.wait_for(
            lambda frame: frame[0] == "who" and any(person["role"] == "friend" for person in frame[1])
        )
        host.stop()


def test_the_mirror_says_when_it_is_ready_and_where_it_stands(
    live: LiveHost, desktop: BrowserContext
) -> None:
    with HostPage(live.url, kind="friend", heading="Bowls") as host:
        page = desktop.new_page()
        page.goto(host.link)
        page.evaluate("window.alongsideMirror.ready")
        expect_position(page, host.epoch, 0)
        host.write("Plates")
        expect_position(page, host.epoch, 1)
        expect_mirrored(page, "Plates")
        host.stop()


def test_page_after_page_is_built_in_the_same_two_documents(live: LiveHost, desktop: BrowserContext) -> None:
    loaded: list[str] = []
    with HostPage(live.url, kind="friend", heading="Bowls") as host:
        page = desktop.new_page()
        page.on("request", lambda request: loaded.append(urlsplit(request.url).path))
        page.goto(host.link)
        expect_mirrored(page, "Bowls")
        for heading in ("Plates", "Cups", "Trays", "Spoons"):
            host.turn(heading)
            expect_mirrored(page, heading)
            expect_position(page, host.epoch, 0)
        host.stop()
    assert loaded.count("/mirror") == 2


def test_a_name_that_an_earlier_page_defined_is_unknown_in_a_later_one(
    live: LiveHost, desktop: BrowserContext
) -> None:
    with HostPage(live.url, kind="friend", heading="Bowls") as host:
        page = desktop.new_page()
        page.goto(host.link)
        expect_mirrored(page, "Bowls")
        host.turn("Fans", element="hand-fan")
        expect_position(page, host.epoch, 1)
        assert is_known(page, "hand-fan")
        for heading in ("Plates", "Cups"):
            host.turn(heading)
            expect_mirrored(page, heading)
            expect_position(page, host.epoch, 0)
            assert not is_known(page, "hand-fan")
        host.stop()


def is_known(page: Page, name: str) -> bool:
    """Whether the document that is shown has a custom element of this name."""
    return bool(mirror_frame(page).evaluate("name => customElements.get(name) !== undefined", name))


def test_a_name_is_asked_beside_the_mirror_shown_to_the_shopper_and_remembered(
    live: LiveHost, desktop: BrowserContext
) -> None:
    with HostPage(live.url, kind="friend", heading="Spoons") as host:
        page = desktop.new_page()
        page.goto(host.link)
        expect_mirrored(page, "Spoons")
        page.get_by_label("Your name here").fill("Ben")
        page.get_by_role("button", name="OK", exact=True).click()
        roster(host, "Ben")
        expect(page.locator(".person", has_text="Ben")).to_contain_text("you")
        expect_mirrored(page, "Spoons")
        page.reload()
        expect(page.locator(".person", has_text="Ben")).to_contain_text("you")
        host.stop()


def test_a_reload_gives_the_same_participant_back(live: LiveHost, desktop: BrowserContext) -> None:
    with HostPage(live.url, kind="friend", heading="Jars") as host:
        page = desktop.new_page()
        page.goto(host.link)
        expect_mirrored(page, "Jars")
        page.reload()
        expect_mirrored(page, "Jars")
        expect(page.locator(".person")).to_have_count(2)
        host.stop()


def test_the_same_place_in_a_second_window_stops_the_first_with_words(
    live: LiveHost, desktop: BrowserContext
) -> None:
    with HostPage(live.url, kind="friend", heading="Lamps") as host:
        first = desktop.new_page()
        first.goto(host.link)
        expect_mirrored(first, "Lamps")
        with desktop.expect_page() as opened:
            first.evaluate("void window.open(location.href)")
        expect_mirrored(opened.value, "Lamps")
        expect(first.get_by_text("You opened this in another window.")).to_be_visible()
        host.stop()


def test_the_plain_view_is_the_mirror_alone_at_the_hosts_size(
    live: LiveHost, desktop: BrowserContext
) -> None:
    with HostPage(live.url, kind="friend", heading="Trays") as host:
        page = desktop.new_page()
        page.goto(f"{host.link}?view=plain")
        page.evaluate("window.alongsideMirror.ready")
        assert mirror_box(page) == (0, 0, *VIEWPORT)
        assert page.locator("iframe#mirror").evaluate("frame => getComputedStyle(frame).transform") == "none"
        assert page.evaluate("document.body.innerText").strip() == ""
        host.stop()


def test_the_mirror_fits_the_window_and_is_shown_at_its_size_on_request(
    live: LiveHost, browser: Browser
) -> None:
    context = browser.new_context(viewport={"width": 800, "height": 700}, locale="en-GB")
    with HostPage(live.url, kind="friend", heading="Kettles") as host:
        page = context.new_page()
        page.goto(host.link)
        expect_mirrored(page, "Kettles")
        _, _, width, height = mirror_box(page)
        assert width <= 800
        assert width / height == pytest.approx(VIEWPORT[0] / VIEWPORT[1], rel=0.01)
        page.get_by_role("button", name="1:1").click()
        assert mirror_box(page)[2:] == pytest.approx(VIEWPORT)
        host.stop()
    context.close()


def test_on_a_phone_the_mirror_has_the_width_of_the_screen(live: LiveHost, phone: BrowserContext) -> None:
    with HostPage(live.url, kind="friend", heading="Glasses") as host:
        page = phone.new_page()
        page.goto(host.link)
        expect_mirrored(page, "Glasses")
        left, _, width, _ = mirror_box(page)
        assert left == 0
        assert width == pytest.approx(390, abs=1)
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        people = page.locator(".bar .people")
        assert people.evaluate("one => one.scrollWidth <= one.clientWidth"), "who is here is cut off"
        host.stop()


def test_a_click_in_the_scaled_mirror_is_carried_to_the_host_page(live: LiveHost, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 800, "height": 700}, locale="en-GB")
    with HostPage(live.url, kind="friend", heading="Pots") as host:
        page = context.new_page()
        page.goto(host.link)
        expect_mirrored(page, "Pots")
        click_in_mirror(page, heading_in_mirror(page, "Pots"))
        act = host.wait_for(lambda frame: frame[0] == "act" and frame[3][0] == "click")
        assert act[3][1:3] == ["0", HEADING]
        host.stop()
    context.close()


def test_a_press_that_the_host_page_refuses_is_explained(live: LiveHost, desktop: BrowserContext) -> None:
    with HostPage(live.url, kind="friend", heading="Scales") as host:
        host.fate = "protected"
        page = desktop.new_page()
        page.goto(host.link)
        expect_mirrored(page, "Scales")
        click_in_mirror(page, heading_in_mirror(page, "Scales"))
        expect(page.get_by_text("Only the shopper can do this.")).to_be_visible()
        expect(page.get_by_text("Only the shopper can do this.")).to_be_hidden()
        host.stop()


REFUSED = {
    "masked": ("This field is private.", "この欄は非公開です。"),
    "noremote": ("The shop leaves this to the shopper.", "この操作はお客様だけが行えます。"),
    "not-allowed": ("This is not among the things you may do here.", "この操作は許可されていません。"),
    "gone": ("That has just left the page.", "その部分はページからなくなりました。"),
    "declined": ("The shopper would rather not.", "お客様が見送りました。"),
    "expired": ("The shopper has not answered.", "お客様からの応答がありませんでした。"),
    "invalid": ("That could not be carried out.", "実行できませんでした。"),
    "away": ("The shopper’s page does not answer right now.", "お客様のページから今は応答がありません。"),
    "busy": ("A little too fast. Please try once more.", "操作が速すぎました。もう一度お試しください。"),
}


def test_every_reason_for_a_refusal_has_words_of_its_own_in_both_languages(
    live: LiveHost, desktop: BrowserContext, phone: BrowserContext
) -> None:
    with HostPage(live.url, heading="Scales") as host:
        rep = sign_in(desktop, live)
        rep.goto(host.link)
        friend = phone.new_page()
        friend.goto(host.invite())
        for language, page in enumerate((rep, friend)):
            expect_mirrored(page, "Scales")
            for reason, words in REFUSED.items():
                host.fate = reason
                click_in_mirror(page, heading_in_mirror(page, "Scales"))
                expect(page.locator(".toast")).to_contain_text(words[language])
        host.stop()


TOO_MANY = "heading => { for (let i = 0; i < 200; i++) heading.click() }"


def test_who_acts_too_fast_or_on_a_page_that_is_away_or_asleep_is_told(
    live: LiveHost, desktop: BrowserContext
) -> None:
    with HostPage(live.url, kind="friend", heading="Whisks") as host:
        page = desktop.new_page()
        page.clock.install()
        page.goto(host.link)
        expect_mirrored(page, "Whisks")
        host.fate = ""
        click_in_mirror(page, heading_in_mirror(page, "Whisks"))
        host.wait_for(lambda frame: frame[0] == "act")
        page.clock.fast_forward(11_000)
        expect(page.locator(".toast")).to_contain_text(REFUSED["away"][0])
        page.clock.fast_forward(5_000)
        expect(page.locator(".toast")).to_be_hidden()
        host.close()
        click_in_mirror(page, heading_in_mirror(page, "Whisks"))
        expect(page.locator(".toast")).to_contain_text(REFUSED["away"][0])
        host.fate = "ok"
        host.connect()
        host.write("Bowls")
        expect_mirrored(page, "Bowls")
        heading_in_mirror(page, "Bowls").evaluate(TOO_MANY)
        expect(page.locator(".toast")).to_contain_text(REFUSED["busy"][0])
        host.stop()


def test_leaving_tells_the_shopper_and_stays_left(live: LiveHost, desktop: BrowserContext) -> None:
    with HostPage(live.url, kind="friend", heading="Pans") as host:
        page = desktop.new_page()
        page.goto(host.link)
        expect_mirrored(page, "Pans")
        host.heard.clear()
        page.get_by_role("button", name="Leave").click()
        expect(page.get_by_role("heading", name="You have left")).to_be_visible()
        host.wait_for(lambda frame: frame[0] == "who" and len(frame[1]) == 1)
        host.stop()


def test_a_friend_is_told_when_the_shopper_ends_it(live: LiveHost, desktop: BrowserContext) -> None:
    with HostPage(live.url, kind="friend", heading="Forks") as host:
        page = desktop.new_page()
        page.goto(host.link)
        expect_mirrored(page, "Forks")
        host.stop()
        expect(page.get_by_role("heading", name="You are no longer shopping together")).to_be_visible()


def test_a_shopper_who_is_away_is_told_and_so_is_the_return(live: LiveHost, desktop: BrowserContext) -> None:
    with HostPage(live.url, kind="friend", heading="Knives") as host:
        page = desktop.new_page()
        page.goto(host.link)
        expect_mirrored(page, "Knives")
        host.close()
        expect(page.get_by_text("The shopper’s page does not answer.")).to_be_visible(
            timeout=AWAY_TOLD_WITHIN
        )
        host.connect()
        expect(page.locator("[data-phase=live]")).to_be_visible()
        host.stop()


def test_a_link_for_reps_leads_over_the_sign_in_to_the_session(
    live: LiveHost, desktop: BrowserContext
) -> None:
    with HostPage(live.url, kind="help", heading="Lids") as host:
        page = desktop.new_page()
        page.goto(host.link)
        page.get_by_label("Email").fill("bea@shop.example")
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect_mirrored(page, "Lids")
        assert page.url == f"{live.url}/desk#session={host.session}"
        host.stop()


@pytest.mark.parametrize(
    ("locale", "gone", "nothing"),
    [
        (
            "en-GB",
            "You are no longer shopping together|This link has expired",
            "There is nothing at this address",
        ),
        (
            "ja-JP",
            "いっしょの買い物は終わりました|このリンクは有効期限が切れています",
            "このアドレスには何もありません",
        ),
    ],
)
def test_a_link_that_is_over_and_one_that_never_was_get_a_page_with_what_to_do_next(
    live: LiveHost, browser: Browser, locale: str, gone: str, nothing: str
) -> None:
    context = browser.new_context(locale=locale)
    page = context.new_page()
    with HostPage(live.url, kind="friend") as host:
        host.stop()
        page.goto(host.link)
        expect(page.get_by_role("heading", name=re.compile(gone))).to_be_visible()
    page.goto(f"{live.url}/s/{'x' * 27}")
    expect(page.get_by_role("heading", name=re.compile(f"{nothing}|{gone}"))).to_be_visible()
    assert page.locator("main.notice p").count() >= 2
    context.close()
