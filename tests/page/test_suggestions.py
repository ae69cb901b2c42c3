"""Pages that others suggest to the shopper, in a real page, with a hub that the test speaks for."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.page.our_panel import eventually
from tests.page.shop_page import MIKA, SHOPPER, ShopPage
from tests.page.test_talk import TEA, Chat, line_of

pytestmark = pytest.mark.browser


@pytest.fixture
def chat(shop: ShopPage, page: Page) -> Chat:
    return Chat(shop, page)


def suggestion(chat: Chat, number: int = 1, path: str = "/two") -> dict[str, Any]:
    card = {"url": f"{chat.shop.url}{path}", "title": "Tea bowl", "price": "€24"}
    line = line_of(MIKA, "", number, card=card, suggest=True)
    del line["text"]
    return line


def answer(chat: Chat, to: int, means: str) -> list[Any]:
    """The shopper's answer, as it is said to the hub."""
    said = chat.line.expect("say")
    assert said[2] == {"reply": {"to": to, "answer": means}}
    return said


def kept(said: list[Any], number: int) -> dict[str, Any]:
    """The answer as the hub tells it."""
    line = {**line_of(SHOPPER, "", number), "key": said[1], **said[2]}
    del line["text"]
    return line


def ask(chat: Chat, number: int = 1) -> None:
    chat.line.say("said", number, suggestion(chat, number))
    chat.wait_for("Mika suggests")


def test_a_page_is_suggested_by_name_and_looking_goes_there_once(chat: Chat) -> None:
    ask(chat)
    chat.panel.wait_for("region", "Suggestion")
    chat.wait_for("Tea bowl")
    chat.wait_for("€24")
    assert chat.page.evaluate("document.activeElement.localName") == "body"
    chat.panel.press("Look")
    said = answer(chat, 1, "yes")
    chat.line = chat.shop.next_line()
    assert chat.line.expect("hello")[1]["url"] == f"{chat.shop.url}/two"
    chat.greet(suggestion(chat), kept(said, 2))
    chat.open()
    chat.wait_for("You looked")
    assert "Mika suggests" not in chat.panel.text()


def test_a_no_is_told_and_the_page_stays_in_the_conversation(chat: Chat) -> None:
    ask(chat)
    chat.panel.press("Not now")
    said = answer(chat, 1, "no")
    chat.line.say("said", 2, kept(said, 2))
    chat.eventually_without("Mika suggests")
    assert chat.page.url == f"{chat.shop.url}/"
    chat.open()
    chat.wait_for("You said: not now")
    chat.panel.wait_for("link", "Tea bowl")


def test_it_stands_over_page_loads_and_lost_connections_until_it_is_answered(chat: Chat) -> None:
    chat.shop.pages["/three"] = TEA
    chat.line.say("said", 1, suggestion(chat, path="/three"))
    chat.wait_for("Mika suggests")
    chat.page.click("a")
    chat.line = chat.shop.next_line()
    chat.greet(suggestion(chat, path="/three"))
    chat.wait_for("Mika suggests")
    chat.line.cut(1012)
    chat.line = chat.shop.next_line()
    chat.wait_for("Mika suggests")
    chat.panel.press("Not now")
    answer(chat, 1, "no")


def test_in_an_open_conversation_it_is_answered_there(chat: Chat) -> None:
    chat.open()
    chat.line.say("said", 1, suggestion(chat))
    chat.panel.wait_for("button", "Look")
    assert "Suggestion" not in chat.panel.names("region")
    chat.panel.press("Close")
    chat.panel.wait_for("region", "Suggestion")
    chat.panel.press("Not now")
    answer(chat, 1, "no")


def test_who_is_there_already_need_not_say_so(chat: Chat) -> None:
    chat.line.say("said", 1, suggestion(chat, path="/#top"))
    answer(chat, 1, "yes")
    assert "Mika suggests" not in chat.panel.text()


def test_another_suggestion_takes_the_place_of_the_first_and_the_end_takes_all(chat: Chat) -> None:
    ask(chat)
    line = suggestion(chat, 2)
    line["card"]["title"] = "Kyusu"
    chat.line.say("said", 2, line)
    chat.wait_for("Kyusu")
    chat.eventually_without("Tea bowl")
    chat.line.say("state", "ended")
    chat.eventually_without("Mika suggests")


def test_the_shopper_shows_the_page_that_is_looked_at(chat: Chat) -> None:
    chat.open()
    chat.panel.press("Show this page in the conversation")
    said = chat.line.expect("say")
    assert said[2] == {"card": {"url": "", "title": ""}}
    chat.wait_for("This page")
    card = {"url": f"{chat.shop.url}/", "title": "Tea"}
    chat.line.say("said", 1, {**line_of(SHOPPER, "", 1, card=card), "key": said[1]})
    chat.panel.wait_for("link", "Tea")


def test_the_shopper_says_whether_to_be_asked_first(chat: Chat) -> None:
    words = "Ask me before opening pages others choose"
    chat.open()
    chat.panel.press("People, link and code", "DisclosureTriangle")
    chat.panel.press(words, "checkbox")
    assert chat.line.expect("guide") == ["guide", True]
    chat.line.say("guide", True)
    chat.panel.press(words, "checkbox")
    assert chat.line.expect("guide") == ["guide", False]


def test_what_is_no_address_is_no_link(chat: Chat) -> None:
    chat.open()
    card = {"url": "javascript:document.title='ours'", "title": "Free tea"}
    chat.line.say("said", 1, line_of(MIKA, "", card=card))
    chat.wait_for("Free tea")

    def none() -> None:
        assert not [name for name in chat.panel.names("link") if "Free" in name]

    eventually(chat.page, none)


def test_in_japanese_on_a_phone(shop: ShopPage, phone: BrowserContext) -> None:
    chat = Chat(shop, phone.new_page(), TEA.replace("lang=en", "lang=ja"))
    chat.line.say("said", 1, suggestion(chat))
    chat.wait_for("Mikaさんのおすすめ")
    chat.panel.press("見てみる")
    answer(chat, 1, "yes")
    chat.line = chat.shop.next_line()
    assert chat.line.expect("hello")[1]["url"] == f"{chat.shop.url}/two"
