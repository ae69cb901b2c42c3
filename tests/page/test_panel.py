"""What the shopper is asked, told and offered."""

import pytest
from playwright.sync_api import BrowserContext, Error, Page

from tests.page.our_panel import OurPanel, eventually
from tests.page.shop_page import MIKA, SHOPPER, ShopPage

pytestmark = pytest.mark.browser

KEN = {**MIKA, "id": "p3", "role": "friend", "name": "Ken"}
TEA = """<!doctype html><html lang=en><meta charset=utf-8><!--alongside--><title>Tea</title>
<body style=margin:0><h1>Tea</h1><a href=/two>Two</a>
<dialog id=cart><form method=dialog><button>Close basket</button></form></dialog>"""


@pytest.fixture
def tea(shop: ShopPage, page: Page) -> OurPanel:
    """A page of the shop, with the launcher on it."""
    shop.pages["/"] = TEA
    shop.pages["/two"] = TEA.replace("<h1>Tea", "<h1>Two")
    page.goto(shop.url)
    panel = OurPanel(page)
    panel.wait_for("button", "Live help")
    return panel


def test_both_offers_are_made(tea: OurPanel) -> None:
    tea.press("Live help")
    tea.wait_for("dialog", "Shop together")
    assert [name.split(" One")[0].split(" Send")[0] for name in tea.names("button")] == [
        "Close",
        "Live help",
        "Shop with a friend",
    ]


def test_the_shopper_is_asked_before_anything_is_shared(tea: OurPanel, shop: ShopPage) -> None:
    tea.press("Live help")
    tea.press("Shop with a friend")
    tea.wait_for("dialog", "Share your view of this shop with a friend?")
    assert "Passwords and card numbers" in tea.text()
    assert shop.shared == []


@pytest.mark.parametrize("refuse", ["No, thanks", "Close", "Escape"])
def test_a_shopper_who_says_no_shares_nothing(tea: OurPanel, shop: ShopPage, page: Page, refuse: str) -> None:
    page.evaluate("answer = alongside.start({kind: 'help'}).catch((error) => error.message); 0")
    tea.wait_for("dialog", "Share your view of this shop with our staff?")
    if refuse == "Escape":
        page.keyboard.press("Escape")
    else:
        tea.press(refuse)
    assert page.evaluate("answer") == "The shopper did not agree to share"
    assert shop.shared == []
    assert tea.names("dialog") == []


def test_a_shopper_who_says_yes_gets_a_code_and_a_link(tea: OurPanel, shop: ShopPage, page: Page) -> None:
    page.evaluate("answer = alongside.start({kind: 'help'}); 0")
    tea.press("Yes, share")
    assert page.evaluate("answer.then(({link}) => link)") == "http://live.example/s/abc"
    tea.wait_for("dialog", "Waiting for our staff")
    assert "482\u2009913" in tea.text()
    assert [body["consent"] for call, body in shop.calls if call == "POST session"] == [True]


def test_a_shop_that_asked_itself_gets_no_second_question(tea: OurPanel, shop: ShopPage, page: Page) -> None:
    page.evaluate("alongside.start({kind: 'help', consent: true})")
    shop.next_line()
    tea.wait_for("button", "Waiting")
    assert tea.names("dialog") == []


def test_anything_but_true_is_no_consent(tea: OurPanel, page: Page, shop: ShopPage) -> None:
    page.evaluate("void alongside.start({kind: 'help', consent: 'yes'}).catch(() => 0)")
    tea.wait_for("button", "Yes, share")
    assert shop.shared == []


def test_the_bar_says_who_sees_the_page(tea: OurPanel, shop: ShopPage, page: Page) -> None:
    page.evaluate("alongside.start({kind: 'help', consent: true})")
    line = shop.next_line()
    line.say("who", [SHOPPER, MIKA])
    tea.wait_for("button", "Mika (rep) sees this page")
    line.say("who", [SHOPPER, MIKA, KEN])
    tea.wait_for("button", "Mika and Ken see this page")
    line.say("who", [SHOPPER, {**MIKA, "here": False}, KEN])
    tea.wait_for("button", "Ken (friend) sees this page")


def test_stop_ends_everything_at_once(tea: OurPanel, shop: ShopPage, page: Page) -> None:
    page.evaluate(
        "states = []; alongside.on('state', (state) => states.push(state)); alongside.start({kind: 'help', consent: true})"
    )
    line = shop.next_line()
    line.say("state", "active")
    line.say("who", [SHOPPER, MIKA])
    tea.wait_for("button", "Mika (rep) sees this page")
    tea.press("Stop")
    line.expect("closed")
    tea.wait_for("dialog", "Sharing has ended")
    eventually(page, lambda: shop_was_told(shop))
    assert page.evaluate("[alongside.state, alongside.position, states]") == [
        "ended",
        {},
        ["waiting", "active", "ended"],
    ]
    assert page.evaluate("document.cookie") == ""


def shop_was_told(shop: ShopPage) -> None:
    assert "POST stop" in [call for call, _ in shop.calls]


def test_stop_is_reached_over_a_dialog_of_the_shop(tea: OurPanel, shop: ShopPage, page: Page) -> None:
    page.evaluate("alongside.start({kind: 'help', consent: true})")
    line = shop.next_line()
    line.say("who", [SHOPPER, MIKA])
    page.evaluate("cart.showModal()")
    tea.wait_for("button", "Mika (rep) sees this page")
    tea.press("Stop")
    line.expect("closed")
    assert page.evaluate("cart.open")


def test_our_element_leaves_the_dialog_when_that_is_closed(tea: OurPanel, shop: ShopPage, page: Page) -> None:
    page.evaluate("alongside.start({kind: 'help', consent: true})")
    shop.next_line()
    page.evaluate("cart.showModal()")
    page.wait_for_selector("dialog alongside-ui", state="attached")
    page.evaluate("cart.close()")
    page.wait_for_selector("html > alongside-ui", state="attached")


def test_a_page_that_removes_our_element_gets_it_again(tea: OurPanel, shop: ShopPage, page: Page) -> None:
    page.evaluate("alongside.start({kind: 'help', consent: true})")
    shop.next_line()
    page.evaluate("document.querySelector('alongside-ui').remove()")
    tea.wait_for("button", "Stop")


def test_a_page_load_keeps_the_session_without_a_question(tea: OurPanel, shop: ShopPage, page: Page) -> None:
    page.evaluate("alongside.start({kind: 'help', consent: true})")
    first = shop.next_line().expect("hello")
    page.click("a")
    second = shop.next_line().expect("hello")
    assert (first[1]["tab"], second[1]["url"]) == (second[1]["tab"], f"{shop.url}/two")
    tea.wait_for("button", "Waiting")
    assert tea.names("dialog") == []
    assert shop.shared == ["POST session"]


def test_the_card_brings_code_and_link_back_after_a_page_load(
    tea: OurPanel, shop: ShopPage, page: Page
) -> None:
    page.evaluate("alongside.start({kind: 'help', consent: true})")
    shop.next_line()
    page.reload()
    tea.press("Waiting")
    tea.wait_for_text("482\u2009913")
    eventually(page, lambda: link_is_shown(tea))


def link_is_shown(panel: OurPanel) -> None:
    assert "http://live.example/s/abc" in panel.text()


def test_a_new_code_and_a_link_for_a_friend_can_be_had(tea: OurPanel, shop: ShopPage, page: Page) -> None:
    page.evaluate("alongside.start({kind: 'help', consent: true})")
    shop.next_line()
    tea.press("Waiting")
    tea.press("New code")
    tea.wait_for_text("110\u2009220")
    tea.press("New link for a friend")
    tea.wait_for_text("http://live.example/s/friend")
    assert page.evaluate("alongside.invite()") == "http://live.example/s/friend"


def test_the_card_goes_on_with_who_has_joined(tea: OurPanel, shop: ShopPage, page: Page) -> None:
    page.evaluate("void alongside.start({kind: 'help'})")
    tea.press("Yes, share")
    line = shop.next_line()
    tea.wait_for("dialog", "Waiting for our staff")
    tea.wait_for_text("482\u2009913")
    line.say("who", [SHOPPER, MIKA])
    tea.wait_for_text("Mika has joined")
    tea.wait_for("dialog", "Shopping together")
    eventually(page, lambda: code_is_folded(tea))


def code_is_folded(panel: OurPanel) -> None:
    assert "482\u2009913" not in panel.text()


def test_on_a_phone_the_card_makes_way_for_who_has_joined(shop: ShopPage, phone: BrowserContext) -> None:
    shop.pages["/"] = TEA.replace("<title>", "<meta name=viewport content='width=device-width'><title>")
    page = phone.new_page()
    page.goto(shop.url)
    panel = OurPanel(page)
    panel.wait_for("button", "Live help")
    page.evaluate("void alongside.start({kind: 'help'})")
    panel.press("Yes, share")
    line = shop.next_line()
    panel.wait_for("dialog", "Waiting for our staff")
    line.say("who", [SHOPPER, MIKA])
    panel.wait_for_text("Mika has joined")
    assert panel.names("dialog") == []


def test_the_focus_goes_into_the_card_and_back(tea: OurPanel, page: Page) -> None:
    tea.press("Live help")
    eventually(page, lambda: focus_is(tea, "Shop together"))
    page.keyboard.press("Escape")
    eventually(page, lambda: focus_is(tea, "Live help"))


def focus_is(panel: OurPanel, name: str) -> None:
    assert panel.focused() == name


def test_keys_in_the_panel_are_not_the_shop_s(tea: OurPanel, page: Page) -> None:
    page.evaluate("keys = []; addEventListener('keydown', (event) => keys.push(event.key))")
    tea.press("Live help")
    tea.wait_for("dialog", "Shop together")
    page.keyboard.press("Tab")
    page.keyboard.press("x")
    assert page.evaluate("keys") == []


def test_no_connection_is_told_and_can_be_tried_again(tea: OurPanel, shop: ShopPage, page: Page) -> None:
    shop.broken = {"session"}
    shop.welcome["kind"] = "friend"
    tea.press("Live help")
    tea.press("Shop with a friend")
    tea.press("Yes, share")
    tea.wait_for("dialog", "That did not work")
    shop.broken = set()
    tea.press("Try again")
    tea.press("Yes, share")
    tea.wait_for("dialog", "Invite your friend")


def test_a_start_that_fails_rejects_and_tells_the_listeners(
    tea: OurPanel, shop: ShopPage, page: Page
) -> None:
    shop.broken = {"session"}
    page.evaluate("errors = []; alongside.on('error', (error) => errors.push(error instanceof Error)); 0")
    with pytest.raises(Error):
        page.evaluate("alongside.start({kind: 'help', consent: true})")
    assert page.evaluate("errors") == [True]


def test_on_a_phone_the_card_is_a_sheet_at_the_bottom(shop: ShopPage, phone: BrowserContext) -> None:
    shop.pages["/"] = TEA.replace("lang=en", "lang=ja").replace(
        "<title>", "<meta name=viewport content='width=device-width'><title>"
    )
    page = phone.new_page()
    page.goto(shop.url)
    panel = OurPanel(page)
    panel.press("お買い物サポート")
    panel.wait_for("dialog", "いっしょにお買い物")
    at = "([x, y]) => document.elementFromPoint(x, y)?.localName"
    assert [page.evaluate(at, [x, 840]) for x in (3, 387)] == ["alongside-ui", "alongside-ui"]
    assert page.evaluate(at, [195, 200]) != "alongside-ui"
