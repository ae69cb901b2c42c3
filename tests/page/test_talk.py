"""The shopper's side of the conversation, in a real page, with a hub that the test speaks for."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.page.our_panel import OurPanel, eventually
from tests.page.shop_page import MIKA, SHOPPER, ShopPage

pytestmark = pytest.mark.browser

TEA = """<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>
<!--alongside--><title>Tea</title><body style=margin:0><h1>Tea</h1><a href=/two>Two</a><input id=search>"""


def line_of(who: dict[str, Any], text: str, number: int = 1, **more: object) -> dict[str, Any]:
    rest = {"at": 1790000000000 + number, "who": who["id"], "role": who["role"], "name": who["name"]}
    return {"text": text, **rest, "key": f"their-{number}", **more}


class Chat:
    """A session with Mika in it, and the card open."""

    def __init__(self, shop: ShopPage, page: Page, html: str = TEA) -> None:
        shop.pages["/"] = html
        shop.pages["/two"] = html.replace("<h1>Tea", "<h1>Two")
        shop.welcome["participants"] = [SHOPPER, MIKA]
        shop.welcome["state"] = "active"
        self.shop, self.page, self.panel = shop, page, OurPanel(page)
        page.goto(shop.url)
        page.wait_for_function("window.alongside")
        page.evaluate("alongside.start({kind: 'help', consent: true})")
        self.line = shop.next_line()
        self.greet()

    def greet(self, *lines: dict[str, Any], read: dict[str, int] | None = None) -> None:
        """Answer what the page asks for when it comes."""
        assert self.line.expect("recall") == ["recall", 0]
        self.line.say("talk", 1, lines, len(lines), read or {})

    def open(self) -> None:
        self.panel.press("Mika")
        self.panel.wait_for("textbox", "Your message")

    def write(self, text: str) -> list[Any]:
        """Type and send; the frame."""
        self.panel.press("Your message", "textbox")
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Enter")
        return self.line.expect("say")

    def keep(self, said: list[Any], number: int) -> None:
        """Acknowledge a line of the shopper."""
        _, key, line = said
        self.line.say("said", number, {**line_of(SHOPPER, line["text"], number), "key": key})

    def wait_for(self, words: str) -> None:
        self.panel.wait_for_text(words)

    def eventually_without(self, words: str) -> None:
        def gone() -> None:
            assert words not in self.panel.text()

        eventually(self.page, gone)


@pytest.fixture
def chat(shop: ShopPage, page: Page) -> Chat:
    return Chat(shop, page)


def test_a_message_is_on_its_way_then_sent_then_read(chat: Chat) -> None:
    chat.open()
    said = chat.write("Does it come in blue?")
    assert said[2] == {"text": "Does it come in blue?"}
    chat.wait_for("Sending…")
    chat.keep(said, 1)
    chat.wait_for("Sent")
    chat.eventually_without("Sending…")
    chat.line.say("read", "p2", 1)
    chat.wait_for("Read")


def test_what_others_say_is_shown_announced_and_read_while_the_card_is_open(chat: Chat) -> None:
    chat.open()
    chat.line.say("typing", "p2", True)
    chat.wait_for("Mika is writing…")
    chat.line.say("said", 1, line_of(MIKA, "Yes, in two shades"))
    chat.wait_for("Yes, in two shades")
    chat.wait_for("Mika: Yes, in two shades")
    chat.eventually_without("is writing")
    assert chat.line.expect("read") == ["read", 1]


COUNT_TONES = """
window.tones = 0;
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) { window.tones += 1; return start.apply(this, when); };
"""


def test_there_is_no_sound_until_the_shopper_turns_it_on_for_good(shop: ShopPage, page: Page) -> None:
    page.add_init_script(COUNT_TONES)
    chat = Chat(shop, page)
    chat.open()
    chat.line.say("said", 1, line_of(MIKA, "Hello"))
    chat.wait_for("Mika: Hello")
    assert page.evaluate("tones") == 0
    chat.panel.press("Sound for new messages")
    assert page.evaluate("tones") == 2  # how it sounds
    chat.line.say("said", 2, line_of(MIKA, "Are you there?", 2))
    chat.wait_for("Mika: Are you there?")
    assert page.evaluate("tones") == 4
    chat.panel.press("Sound for new messages")
    assert page.evaluate("tones") == 4


def test_what_comes_while_the_card_is_closed_is_counted_on_the_bar(chat: Chat) -> None:
    for number in (1, 2):
        chat.line.say("said", number, line_of(MIKA, f"line {number}", number))
    chat.wait_for("Mika: line 2")
    chat.panel.wait_for("button", "Mika (rep) sees this page 2")
    chat.open()
    chat.wait_for("line 1")
    assert chat.line.expect("read") == ["read", 2]


def test_a_second_tab_has_the_whole_conversation_and_what_is_said_there(chat: Chat) -> None:
    chat.open()
    chat.keep(chat.write("one"), 1)
    other = chat.page.context.new_page()
    other.goto(f"{chat.shop.url}/two")
    line = chat.shop.next_line()
    assert line.expect("recall") == ["recall", 0]
    line.say("talk", 1, [line_of(SHOPPER, "one")], 1, {})
    panel = OurPanel(other)
    panel.press("Mika")
    panel.wait_for_text("one")
    for each in (line, chat.line):
        each.say("said", 2, line_of(MIKA, "seen in both", 2))
    panel.wait_for_text("seen in both")
    chat.page.bring_to_front()
    chat.wait_for("seen in both")


def test_the_conversation_survives_a_page_load_with_card_and_draft(chat: Chat) -> None:
    chat.open()
    said = chat.write("one")
    chat.keep(said, 1)
    chat.wait_for("Sent")
    chat.panel.press("Your message", "textbox")
    chat.page.keyboard.insert_text("half a thou")
    chat.page.click("a")
    chat.line = chat.shop.next_line()
    chat.greet({**line_of(SHOPPER, "one"), "key": said[1]})
    chat.wait_for("one")
    chat.wait_for("half a thou")
    assert chat.page.evaluate("document.activeElement.localName") == "body"


def test_a_message_written_without_a_connection_goes_out_when_it_is_back(chat: Chat) -> None:
    chat.open()
    chat.line.cut(1012)
    chat.panel.press("Your message", "textbox")
    chat.page.keyboard.insert_text("still there?")
    chat.page.keyboard.press("Enter")
    again = chat.shop.next_line()
    said = again.expect("say")
    assert said[2] == {"text": "still there?"}
    chat.line = again
    chat.keep(said, 1)
    chat.wait_for("Sent")


def test_a_message_that_was_never_acknowledged_is_said_again_on_the_next_page(chat: Chat) -> None:
    chat.open()
    said = chat.write("did you get this?")
    chat.page.click("a")
    chat.line = chat.shop.next_line()
    assert chat.line.expect("say") == said


def test_a_refused_message_is_told_and_can_be_taken_away(chat: Chat) -> None:
    chat.open()
    said = chat.write("too much")
    chat.line.say("unsaid", said[1])
    chat.wait_for("Not sent")
    chat.panel.press("Remove")
    chat.eventually_without("too much")


def test_enter_that_ends_a_japanese_word_does_not_send(chat: Chat) -> None:
    chat.open()
    chat.panel.press("Your message", "textbox")
    keys = chat.page.context.new_cdp_session(chat.page)
    keys.send("Input.imeSetComposition", {"text": "にほん", "selectionStart": 3, "selectionEnd": 3})
    chat.page.keyboard.press("Enter")
    keys.send("Input.insertText", {"text": "日本"})
    chat.page.keyboard.press("Enter")
    assert chat.line.expect("say")[2] == {"text": "日本"}


def test_shift_enter_begins_another_line(chat: Chat) -> None:
    chat.open()
    chat.panel.press("Your message", "textbox")
    chat.page.keyboard.insert_text("one")
    chat.page.keyboard.press("Shift+Enter")
    chat.page.keyboard.insert_text("two")
    chat.page.keyboard.press("Enter")
    assert chat.line.expect("say")[2] == {"text": "one\ntwo"}


def test_pages_of_the_shop_are_pressed_here_and_others_in_a_tab_of_their_own(chat: Chat) -> None:
    chat.open()
    shop = chat.shop.url
    chat.line.say("said", 1, line_of(MIKA, f"see {shop}/two, or https://example.com/tea."))
    chat.line.say(
        "said", 2, line_of(MIKA, "", 2, card={"url": f"{shop}/two", "title": "Sencha", "price": "¥900"})
    )
    chat.panel.wait_for("link", "https://example.com/tea")
    assert "https://example.com/tea." not in chat.panel.names("link")
    chat.panel.press("Sencha", "link")
    chat.line = chat.shop.next_line()
    assert chat.line.expect("hello")[1]["url"] == f"{shop}/two"


def test_markup_in_a_message_is_text(chat: Chat) -> None:
    chat.open()
    chat.line.say("said", 1, line_of(MIKA, '<img src=x onerror="window.ours=1"><b>bold</b>'))
    chat.wait_for("<b>bold</b>")
    assert chat.page.evaluate("window.ours") is None


def test_a_long_conversation_stays_where_it_is_read_and_offers_what_is_new(chat: Chat) -> None:
    # Scrolling without an animation is over when the key is.
    chat.page.emulate_media(reduced_motion="reduce")
    chat.open()
    for number in range(1, 41):
        chat.line.say("said", number, line_of(MIKA, f"line {number}.", number))
    chat.wait_for("line 40.")
    chat.panel.press("Messages", "log")
    count = 40

    def another() -> None:
        """What comes before the scrolling has reached the page is followed to the end."""
        nonlocal count
        count += 1
        chat.page.keyboard.press("Home")
        chat.line.say("said", count, line_of(MIKA, f"line {count}.", count))
        assert "New messages" in chat.panel.names("button")

    eventually(chat.page, another)
    chat.panel.press("New messages")
    while chat.line.expect("read") != ["read", count]:
        pass


def test_in_japanese_on_a_phone(shop: ShopPage, phone: BrowserContext) -> None:
    page = phone.new_page()
    chat = Chat(shop, page, TEA.replace("lang=en", "lang=ja"))
    chat.panel.press("Mika")
    chat.panel.wait_for("textbox", "メッセージを入力")
    chat.line.say("said", 1, line_of(MIKA, "いらっしゃいませ"))
    chat.wait_for("Mikaさん：いらっしゃいませ")
    chat.panel.press("メッセージを入力", "textbox")
    page.keyboard.insert_text("こんにちは")
    chat.panel.press("送信")
    said = chat.line.expect("say")
    chat.keep(said, 2)
    chat.wait_for("送信済み")


def test_of_an_ended_session_nothing_is_left_for_the_next(chat: Chat) -> None:
    chat.open()
    chat.keep(chat.write("the old session"), 1)
    chat.wait_for("Sent")
    chat.line.say("state", "ended")
    chat.panel.wait_for("dialog", "Sharing has ended")
    chat.page.evaluate("alongside.start({kind: 'help', consent: true})")
    chat.line = chat.shop.next_line()
    chat.greet()
    chat.open()
    assert "the old session" not in chat.panel.text()
