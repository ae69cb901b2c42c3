"""Reps come and go at the desk: password, one-time link, language."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.desk.live_host import LiveHost
from tests.desk.people import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.system]


def test_a_rep_signs_in_and_is_still_signed_in_after_a_reload(
    live: LiveHost, desktop: BrowserContext
) -> None:
    desk = sign_in(desktop, live)
    desk.reload()
    expect(desk.get_by_text("Bea", exact=True)).to_be_visible()


def test_a_wrong_password_is_told_and_the_next_try_clears_it(live: LiveHost, desktop: BrowserContext) -> None:
    page = desktop.new_page()
    page.goto(f"{live.url}/desk")
    page.get_by_label("Email").fill("bea@shop.example")
    page.get_by_label("Password").fill("not the password")
    page.keyboard.press("Enter")
    complaint = page.get_by_role("alert")
    expect(complaint).to_have_text("Email and password do not match.")
    page.get_by_label("Password").press_sequentially("c")
    expect(complaint).to_be_hidden()


def test_signing_out_asks_for_the_password_again(live: LiveHost, desktop: BrowserContext) -> None:
    desk = sign_in(desktop, live)
    desk.get_by_role("button", name="Sign out").click()
    expect(desk.get_by_label("Password")).to_be_visible()
    desk.reload()
    expect(desk.get_by_label("Password")).to_be_visible()


def test_a_one_time_link_signs_in_once_and_leaves_the_address(
    live: LiveHost, desktop: BrowserContext, elsewhere: BrowserContext
) -> None:
    address = f"{live.url}/desk#key={live.sign_in_key('bea@shop.example')}"
    first, second = desktop.new_page(), elsewhere.new_page()
    first.goto(address)
    expect(first.get_by_text("Bea", exact=True)).to_be_visible()
    assert first.url == f"{live.url}/desk"
    second.goto(address)
    expect(second.get_by_role("alert")).to_contain_text("This sign-in link has been used")


def test_the_desk_speaks_the_browsers_language_and_the_chosen_one_after_that(
    live: LiveHost, browser: Browser
) -> None:
    context = browser.new_context(locale="ja-JP")
    page = context.new_page()
    page.goto(f"{live.url}/desk")
    expect(page.get_by_role("button", name="サインイン")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "ja"
    page.get_by_role("button", name="EN").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name=re.compile("^Sign in"))).to_be_visible()
    context.close()


def test_the_form_can_be_filled_in_with_the_keyboard_alone(live: LiveHost, desktop: BrowserContext) -> None:
    page = desktop.new_page()
    page.goto(f"{live.url}/desk")
    expect(page.get_by_label("Email")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Password")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Sign in")).to_be_focused()
