"""Being asked to talk on the shop's page, in a real browser without a microphone, with a hub that the test speaks for."""

import pytest
from playwright.sync_api import Page

from tests.page.shop_page import ShopPage
from tests.page.test_talk import Chat

pytestmark = pytest.mark.browser

NOBODY = {"people": [], "rings": [], "seconds": 0}
MIKA_ASKS = {**NOBODY, "rings": [{"by": "p2", "to": "p1"}]}


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
