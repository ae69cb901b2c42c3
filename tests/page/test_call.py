"""Being asked to talk on the shop's page, in a real browser without a microphone, with a hub that the test speaks for."""

import pytest
from playwright.sync_api import Page

from tests.page.shop_page import ShopPage
from tests.page.test_talk import Chat

pytestmark = pytest.mark.browser

NOBODY = {"people": [], "rings": [], "seconds": 0}
MIKA_ASKS = {**NOBODY, "rings": [{"by": "p2", "to": "p1"}]}
FORM = {"country": "GB", "countries": [["GB", 44], ["JP", 81]], "now": True, "times": []}


def asked(shop: ShopPage, page: Page) -> Chat:
    """Mika would like to talk."""
    chat = Chat(shop, page)
    # The card asks how the call stands, and so does the bundle that it brings in.
    for _ in range(2):
        assert chat.line.expect("call") == ["call", ["again"]]
        chat.line.say("call", ["stands", MIKA_ASKS])
    chat.wait_for("Mika would like to talk")
    return chat


def test_no_is_said_by_a_press_or_by_escape(shop: ShopPage, page: Page) -> None:
    chat = asked(shop, page)
    chat.panel.press("Not now")
    assert chat.line.expect("call") == ["call", ["decline", "p2", "not-now"]]
    chat.line.say("call", ["stands", NOBODY])
    chat.eventually_without("Mika would like to talk")
    chat.line.say("call", ["stands", MIKA_ASKS])
    chat.wait_for("Mika would like to talk")
    assert chat.panel.focused() == "Answer"
    page.keyboard.press("Escape")
    assert chat.line.expect("call") == ["call", ["decline", "p2", "not-now"]]


def test_where_the_page_may_use_no_microphone_a_call_by_phone_is_offered(shop: ShopPage, page: Page) -> None:
    shop.headers = {"Permissions-Policy": "microphone=()"}
    shop.answers["GET callback"] = (200, FORM)
    chat = asked(shop, page)
    chat.panel.press("Answer")
    assert chat.line.expect("call") == ["call", ["decline", "p2", "blocked"]]
    chat.line.say("call", ["stands", NOBODY])
    chat.wait_for("this page may not use a microphone")
    chat.panel.press("Be called by phone instead")
    chat.panel.wait_for("textbox", "Telephone number")


def test_without_a_microphone_who_asks_is_told_so(shop: ShopPage, page: Page) -> None:
    chat = asked(shop, page)
    chat.panel.press("Answer")
    step = chat.line.expect("call")[1]
    assert step == ["decline", "p2", "no-microphone"]
    chat.line.say("call", ["stands", NOBODY])
    chat.panel.wait_for("button", "Close")


def test_somebody_who_rang_in_vain_is_named_afterwards(shop: ShopPage, page: Page) -> None:
    chat = asked(shop, page)
    chat.line.say("call", ["stands", NOBODY])
    chat.wait_for("Mika wanted to talk with you")
