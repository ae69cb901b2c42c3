"""What the card says and offers before a session: how long it takes, a message, a call back."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.page.our_panel import OurPanel, eventually
from tests.page.shop_page import ShopPage

pytestmark = pytest.mark.browser

TEA = "<!doctype html><html lang={}><meta charset=utf-8><meta name=viewport content='width=device-width'>"
TEA += "<!--alongside--><title>Tea</title><body><h1>Tea</h1>"
HELP = {"open": True, "opens": None, "reps": 2, "free": 1, "waiting": 0, "wait": None, "callback": None}
OWN = {"number": "020 7946 0958", "wanted": None, "taken": False}
Open = Callable[..., OurPanel]


@pytest.fixture
def offer(shop: ShopPage, page: Page) -> Open:
    """Opens the offers of a shop in which help is as told."""

    def open_offer(lang: str = "en", on: Page = page, **told: object) -> OurPanel:
        shop.answers["GET help"] = (200, {**HELP, **told})
        shop.pages["/"] = TEA.format(lang)
        on.goto(f"{shop.url}/?secret=1")
        panel = OurPanel(on)
        panel.press("Live help" if lang == "en" else "お買い物サポート")
        return panel

    return open_offer


def times_from(opens: float) -> dict[str, Any]:
    return {
        "country": "GB",
        "countries": [["DE", 49], ["GB", 44], ["JP", 81]],
        "now": opens <= time.time(),
        "times": [[int(opens), int(opens) + 8 * 3600]],
    }


def choices_of(panel: OurPanel) -> list[str]:
    return [name for name in panel.names("button") if name != "Close"]


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({}, "Someone is here for you now"),
        ({"wait": 40}, "Usually answered within a minute"),
        ({"wait": 110, "free": 0, "waiting": 2}, "Usually answered in about 2 min · 2 waiting before you"),
        ({"free": 0}, "All our staff are with other shoppers just now"),
    ],
)
def test_the_offer_says_how_long_it_takes(offer: Open, told: dict[str, object], says: str) -> None:
    panel = offer(**told)
    panel.wait_for_text(says)
    assert [name.split(" ")[0] for name in choices_of(panel)] == ["Live", "Call", "Shop"]


def test_when_nobody_is_there_a_message_comes_first_and_the_wait_is_not_hidden(offer: Open) -> None:
    panel = offer(reps=0, free=0)
    panel.wait_for_text("Nobody is here just now")
    assert [name.split(" ")[0] for name in choices_of(panel)] == ["Leave", "Live", "Call", "Shop"]
    assert "it may take long" in choices_of(panel)[1]


def test_a_closed_shop_takes_a_message(offer: Open, shop: ShopPage, page: Page) -> None:
    opens = time.time() + 86400
    panel = offer(open=False, opens=int(opens), reps=0, free=0)
    panel.wait_for_text("We open tomorrow at ")
    assert not [name for name in choices_of(panel) if name.startswith("Live help")]
    shop.answers["POST message"] = (400, {"error": {"code": "bad-contact", "message": ""}})
    panel.press("Leave a message")
    panel.press("Your message", "textbox")
    page.keyboard.insert_text("Is it oak?")
    page.keyboard.press("Tab")
    page.keyboard.insert_text("somebody")
    panel.press("Send message")
    panel.wait_for_text("Please give an e-mail address or a telephone number")
    assert panel.focused().startswith("E-mail or telephone")
    shop.answers["POST message"] = (201, {"contact": "ann@example.com"})
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("ann@example.com")
    page.keyboard.press("Enter")
    panel.wait_for_text("We will answer to ann@example.com.")
    sent = shop.calls[-1][1]
    assert (sent["text"], sent["contact"], sent["url"]) == ("Is it oak?", "ann@example.com", f"{shop.url}/")
    assert panel.focused() == "Your message has arrived"


def test_a_call_is_asked_for_and_the_page_shared_for_it(offer: Open, shop: ShopPage, page: Page) -> None:
    panel = offer()
    shop.answers["GET callback"] = (200, times_from(time.time()))
    shop.answers["POST callback"] = (400, {"error": {"code": "bad-number", "message": ""}})
    panel.press("Call me back")
    panel.wait_for("dialog", "Where may we call you?")
    assert panel.names("combobox") == ["Country", "When"]
    panel.press("Telephone number", "textbox")
    page.keyboard.insert_text("020")
    panel.press("Ask for a call")
    panel.wait_for_text("This number does not exist in the chosen country.")
    shop.answers["POST callback"] = (201, OWN)
    page.keyboard.insert_text(" 7946 0958")
    panel.press("Ask for a call")
    panel.wait_for("dialog", "We will call you")
    sent = shop.calls[-1][1]
    assert (sent["number"], sent["country"], sent["wanted"]) == ("020 7946 0958", "GB", 0)
    shop.welcome["kind"] = "callback"
    panel.press("Share my page")
    panel.press("Yes, share")
    shop.next_line()
    assert [call[1]["kind"] for call in shop.calls if call[0] == "POST session"] == ["callback"]
    panel.wait_for_text("Read out this code on the phone")


def test_a_call_at_another_time_is_chosen_by_keyboard_on_a_phone_in_japanese(
    offer: Open, shop: ShopPage, phone: BrowserContext
) -> None:
    page = phone.new_page()
    opens = time.time() // 1800 * 1800 + 86400
    panel = offer("ja", page, open=False, opens=int(opens), reps=0, free=0)
    panel.wait_for_text("受付開始：明日")
    shop.answers["GET callback"] = (200, {**times_from(opens), "country": "JP"})
    panel.press("電話をかけてもらう")
    panel.press("電話番号", "textbox")
    page.keyboard.insert_text("090-1234-5678")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    shop.answers["POST callback"] = (201, {**OWN, "wanted": int(opens) + 1800})
    panel.press("電話を依頼する")
    panel.wait_for("dialog", "こちらからお電話します")
    assert (shop.calls[-1][1]["country"], shop.calls[-1][1]["wanted"]) == ("JP", opens + 1800)


def test_a_call_that_is_waited_for_stands_among_the_offers_and_can_be_cancelled(
    offer: Open, shop: ShopPage, page: Page
) -> None:
    panel = offer(callback=OWN)
    panel.wait_for_text("020 7946 0958, as soon as someone is free")
    shop.answers["POST callback/cancel"] = (204, None)
    panel.press("Cancel the call")
    panel.wait_for("dialog", "The call is cancelled")
    eventually(page, lambda: assert_called(shop, "POST callback/cancel"))


def assert_called(shop: ShopPage, call: str) -> None:
    assert shop.calls[-1][0] == call


def test_without_an_answer_the_offers_stay_as_they_are(offer: Open, shop: ShopPage) -> None:
    shop.broken.add("help")
    panel = offer()
    panel.wait_for("dialog", "Shop together")
    assert [name.split(" ")[0] for name in choices_of(panel)] == ["Live", "Shop"]


def test_after_a_session_it_is_rated_by_one_tap_and_the_conversation_kept(shop: ShopPage, page: Page) -> None:
    shop.answers["GET after"] = (
        200,
        {"session": "s1", "helped": True, "lines": 4, "stars": None, "mail": True},
    )
    shop.answers["POST rating"] = shop.answers["POST transcript"] = (204, None)
    shop.pages["/"] = TEA.format("en")
    page.goto(shop.url)
    page.wait_for_function("window.alongside")
    page.evaluate("alongside.start({kind: 'help', consent: true})")
    shop.next_line()
    page.evaluate("alongside.stop()")
    panel = OurPanel(page)
    panel.wait_for("dialog", "Sharing has ended")
    panel.press("4 stars of 5")
    panel.wait_for_text("Thank you. We have kept it.")
    assert shop.calls[-1] == ("POST rating", {"stars": 4, "comment": ""})
    panel.press("Would you like to add something?", "textbox")
    page.keyboard.insert_text("Very kind")
    panel.press("Send comment")
    eventually(page, lambda: assert_said(shop, {"stars": 4, "comment": "Very kind"}))
    assert panel.names("link") == ["As text", "As a page"]
    panel.press("By e-mail")
    page.keyboard.insert_text("ann@example.com")
    page.keyboard.press("Enter")
    panel.wait_for_text("Sent to ann@example.com.")
    assert shop.calls[-1] == ("POST transcript", {"email": "ann@example.com"})


def assert_said(shop: ShopPage, body: dict[str, Any]) -> None:
    assert shop.calls[-1][1] == body
