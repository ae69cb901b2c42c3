"""Calls to make and messages to answer at the desk: seen at once, taken by one, dealt with."""

import http.client
import json
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.desk.host_page import HostPage
from tests.desk.live_host import LiveHost
from tests.desk.people import expect_mirrored, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.system]

CALL = {"number": "090-1234-5678", "country": "JP", "lang": "ja", "name": "Aiko", "title": "Green tea"}
PAGE = {"url": "https://shop.example/products/tea"}


def post(live: LiveHost, path: str, body: dict[str, Any]) -> str:
    """A shopper's call; the cookie that it sets."""
    connection = http.client.HTTPConnection(urlsplit(live.url).netloc, timeout=10)
    headers = {"X-Alongside": "1", "Content-Type": "application/json"}
    connection.request("POST", f"/__alongside/{path}", json.dumps({**PAGE, **body}), headers)
    answer = connection.getresponse()
    assert answer.status == 201, answer.read()
    cookie = (answer.headers["set-cookie"] or "").partition(";")[0]
    connection.close()
    return cookie


def case_of(desk: Page, words: str) -> Locator:
    return desk.locator("[data-case]").filter(has_text=words)


def test_a_call_is_taken_by_one_rep_and_noted(
    live: LiveHost, desktop: BrowserContext, elsewhere: BrowserContext
) -> None:
    bea, carl = sign_in(desktop, live), sign_in(elsewhere, live, "carl@shop.example")
    post(live, "callback", CALL)
    case = case_of(bea, "Aiko")
    expect(case.get_by_role("link", name="Call 090-1234-5678")).to_have_attribute("href", "tel:+819012345678")
    expect(case).to_contain_text("Green tea")
    expect(case.locator(".entry-lang")).to_have_text("JA")
    expect(case.locator(".entry-time")).to_have_text(re.compile(r"^\d:\d\d$"))
    case.get_by_role("button", name="Take").click()
    expect(case).to_contain_text("Yours")
    expect(case_of(carl, "Aiko")).to_contain_text("With Bea")
    expect(case_of(carl, "Aiko").get_by_role("button", name="Take")).to_have_count(0)
    case.get_by_label("What came of it").select_option("no-answer")
    case.get_by_label("Note").fill("again at five")
    case.get_by_role("button", name="Keep").click()
    expect(case_of(carl, "Aiko")).to_contain_text("Bea: No answer")
    expect(case_of(carl, "Aiko")).to_contain_text("again at five")
    case.get_by_label("What came of it").select_option("done")
    case.get_by_role("button", name="Keep").click()
    expect(case_of(carl, "Aiko")).to_have_count(0)
    expect(case).to_have_count(0)


def test_who_takes_a_call_sees_the_page_that_is_shared_for_it(
    live: LiveHost, desktop: BrowserContext
) -> None:
    bea = sign_in(desktop, live)
    cookie = post(live, "callback", {**CALL, "name": "Kenji"})
    with HostPage(live.url, kind="callback", name="Kenji", heading="Oolong", cookie=cookie) as host:
        case = case_of(bea, "Kenji")
        expect(case).to_contain_text("Oolong - Shop")
        expect(bea.locator(f'[data-session="{host.session}"]')).to_have_count(0)
        case.get_by_role("button", name="Take").click()
        case.get_by_role("button", name="See the page").click()
        expect_mirrored(bea, "Oolong")
        host.stop()
    expect(case_of(bea, "Kenji").get_by_role("button", name="See the page")).to_have_count(0)


def test_a_message_is_answered_in_japanese(live: LiveHost, desktop: BrowserContext) -> None:
    desk = sign_in(desktop, live)
    desk.get_by_role("button", name="日本語").click()
    post(live, "message", {"text": "在庫はありますか", "contact": "aiko@example.com", "lang": "ja"})
    case = case_of(desk, "在庫はありますか")
    expect(case.get_by_role("link")).to_have_attribute("href", "mailto:aiko@example.com")
    case.get_by_role("button", name="担当する").click()
    expect(case).to_contain_text("自分が担当")
    case.get_by_role("button", name="対応済みにする").click()
    expect(case).to_have_count(0)
