"""A rep sees who waits and opens a session: by click, by code, by link; races, leaving and ending."""

import re

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.desk.host_page import HostPage
from tests.desk.live_host import LiveHost
from tests.desk.people import expect_mirrored, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.system]


def entry_of(desk: Page, host: HostPage) -> Locator:
    return desk.locator(f'[data-session="{host.session}"]')


def open_by_field(desk: Page, text: str) -> None:
    desk.get_by_label("Code or link").fill(text)
    desk.get_by_role("button", name="Open", exact=True).click()


def wait_for_act(host: HostPage, action: list[str]) -> None:
    host.wait_for(lambda frame: frame[0] == "act" and frame[3] == action)


def test_what_the_mirror_shows_can_be_asked_for_before_a_session_is_open(
    live: LiveHost, desktop: BrowserContext
) -> None:
    desk = sign_in(desktop, live)
    asked = desk.evaluate("[alongsideMirror.position, alongsideMirror.ready instanceof Promise]")
    assert asked == [{}, True]


def test_who_waits_appears_without_a_reload_and_the_time_runs(
    live: LiveHost, desktop: BrowserContext
) -> None:
    desk = sign_in(desktop, live)
    with HostPage(live.url, name="Aiko", heading="Green tea") as host:
        entry = entry_of(desk, host)
        expect(entry).to_contain_text("Aiko")
        expect(entry).to_contain_text("Green tea - Shop")
        expect(entry).to_contain_text("/products/tea")
        expect(entry.locator(".entry-lang")).to_have_text("JA")
        first = entry.locator(".entry-time").inner_text()
        assert re.fullmatch(r"0:\d\d", first)
        expect(entry.locator(".entry-time")).not_to_have_text(first)
        host.stop()
        expect(entry).to_have_count(0)


def test_one_click_opens_a_waiting_session_and_shows_whose_page_it_is(
    live: LiveHost, desktop: BrowserContext
) -> None:
    desk = sign_in(desktop, live)
    with HostPage(live.url, name="Aiko", heading="Black tea") as host:
        entry_of(desk, host).click()
        expect_mirrored(desk, "Black tea")
        expect(desk.get_by_text("You see the page as Aiko")).to_be_visible()
        expect(desk.locator(".facts")).to_contain_text(host.url)
        expect(desk.locator(".facts")).to_contain_text("Bea")
        expect(desk.locator(".facts .state")).to_have_text("Live")
        host.stop()


@pytest.mark.parametrize("written", ["{}", "{:.3} {rest}"])
def test_a_code_opens_a_session_in_any_writing(live: LiveHost, desktop: BrowserContext, written: str) -> None:
    desk = sign_in(desktop, live)
    with HostPage(live.url, heading="White tea") as host:
        open_by_field(desk, written.format(host.code, rest=host.code[3:]))
        expect_mirrored(desk, "White tea")
        host.stop()


def test_a_pasted_link_opens_a_session(live: LiveHost, desktop: BrowserContext) -> None:
    desk = sign_in(desktop, live)
    with HostPage(live.url, heading="Oolong") as host:
        open_by_field(desk, f"  {host.link} ")
        expect_mirrored(desk, "Oolong")
        host.stop()


def test_a_wrong_code_is_told_and_the_next_success_clears_it(live: LiveHost, desktop: BrowserContext) -> None:
    desk = sign_in(desktop, live)
    with HostPage(live.url, heading="Mint") as host:
        wrong = "000000" if host.code != "000000" else "000001"
        open_by_field(desk, wrong)
        expect(desk.locator(".message")).to_contain_text("code")
        open_by_field(desk, host.code)
        expect_mirrored(desk, "Mint")
        expect(desk.locator(".message")).to_have_count(0)
        host.stop()


def test_what_is_neither_code_nor_link_is_told_beside_the_field(
    live: LiveHost, desktop: BrowserContext
) -> None:
    desk = sign_in(desktop, live)
    open_by_field(desk, "12345")
    expect(desk.get_by_text("Enter the six digits, or paste the whole link.")).to_be_visible()


def test_of_two_reps_the_slower_is_told_who_was_faster(
    live: LiveHost, desktop: BrowserContext, elsewhere: BrowserContext
) -> None:
    bea = sign_in(desktop, live)
    carl = sign_in(elsewhere, live, "carl@shop.example")
    with HostPage(live.url, heading="Chai") as host:
        entry_of(bea, host).click()
        expect_mirrored(bea, "Chai")
        entry_of(carl, host).click()
        expect(carl.locator(".message")).to_have_text(re.compile("Bea was quicker"))
        host.stop()


def test_a_reload_of_the_desk_comes_back_to_the_open_session(live: LiveHost, desktop: BrowserContext) -> None:
    desk = sign_in(desktop, live)
    with HostPage(live.url, heading="Rooibos") as host:
        entry_of(desk, host).click()
        expect_mirrored(desk, "Rooibos")
        desk.reload()
        expect_mirrored(desk, "Rooibos")
        host.stop()


def test_back_forward_and_reload_are_carried_to_the_host_page(
    live: LiveHost, desktop: BrowserContext
) -> None:
    desk = sign_in(desktop, live)
    with HostPage(live.url, heading="Assam") as host:
        entry_of(desk, host).click()
        expect_mirrored(desk, "Assam")
        for button, where in (("Back", "back"), ("Forward", "forward"), ("Reload", "reload")):
            desk.get_by_role("button", name=button, exact=True).click()
            wait_for_act(host, ["go", where])
        host.stop()


def test_leaving_tells_the_shopper_and_goes_back_to_the_list(live: LiveHost, desktop: BrowserContext) -> None:
    desk = sign_in(desktop, live)
    with HostPage(live.url, heading="Sencha") as host:
        entry_of(desk, host).click()
        expect_mirrored(desk, "Sencha")
        host.wait_for(lambda frame: frame[0] == "who" and any(person["name"] == "Bea" for person in frame[1]))
        host.heard.clear()
        desk.get_by_role("button", name="Leave").click()
        expect(desk.get_by_role("heading", name="You have left the session")).to_be_visible()
        host.wait_for(
            lambda frame: frame[0] == "who" and [person["role"] for person in frame[1]] == ["shopper"]
        )
        desk.get_by_role("button", name="Back to the queue").click()
        expect(desk.locator("iframe#mirror")).to_have_count(0)
        host.stop()


def test_ending_asks_once_more_and_ends_it_for_everyone(live: LiveHost, desktop: BrowserContext) -> None:
    desk = sign_in(desktop, live)
    with HostPage(live.url, heading="Matcha") as host:
        entry_of(desk, host).click()
        expect_mirrored(desk, "Matcha")
        desk.get_by_role("button", name="End session").click()
        desk.get_by_role("button", name="Keep").click()
        expect_mirrored(desk, "Matcha")
        desk.get_by_role("button", name="End session").click()
        desk.get_by_role("button", name="End", exact=True).click()
        expect(desk.get_by_role("heading", name="The session has ended")).to_be_visible()
        host.wait_for(lambda frame: frame == ["state", "ended"])
        expect(entry_of(desk, host)).to_have_count(0)


def test_a_session_that_the_shopper_stops_is_over_at_the_desk(
    live: LiveHost, desktop: BrowserContext
) -> None:
    desk = sign_in(desktop, live)
    with HostPage(live.url, heading="Hojicha") as host:
        entry_of(desk, host).click()
        expect_mirrored(desk, "Hojicha")
        host.stop()
        expect(desk.get_by_role("heading", name="The session has ended")).to_be_visible()
