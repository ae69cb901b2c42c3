"""The host page's socket: what it sends, when, and how it comes back."""

import pytest
from playwright.sync_api import Page

from tests.page.our_panel import OurPanel, eventually
from tests.page.shop_page import MIKA, SHOPPER, Line, ShopPage

pytestmark = pytest.mark.browser

TEA = """<!doctype html><html lang=en><meta charset=utf-8><!--alongside--><title>Tea</title>
<body style=margin:0><h1>Tea</h1><div id=place></div>"""


def begin(shop: ShopPage, page: Page) -> Line:
    """A session on a page that has the page script from its head."""
    shop.pages["/"] = TEA
    page.goto(shop.url)
    page.wait_for_function("window.alongside")
    page.evaluate("alongside.start({kind: 'help', consent: true})")
    shop.next_line()
    page.reload()
    return shop.next_line()


def test_a_tab_says_what_it_is(shop: ShopPage, page: Page) -> None:
    hello = begin(shop, page).expect("hello")[1]
    assert {key: hello[key] for key in hello if key != "tab"} == {
        "url": f"{shop.url}/",
        "title": "Tea",
        "lang": "en",
        "visible": True,
        "viewport": [1440, 900, 1],
    }


def test_the_shown_tab_sends_a_snapshot_and_then_changes(shop: ShopPage, page: Page) -> None:
    line = begin(shop, page)
    snap = line.expect("snap")
    page.evaluate("place.append('x')")
    change = line.expect("change")
    assert change[1:3] == snap[1:3]
    assert page.evaluate("alongside.position")["0"][0] == snap[2]


def test_rules_that_come_later_hide_from_then_on_by_a_fresh_snapshot(shop: ShopPage, page: Page) -> None:
    line = begin(shop, page)
    page.evaluate("place.innerHTML = '<p class=salary>ninety-thousand</p>'")
    assert "ninety-thousand" in str(line.expect("change"))
    line.say("rules", {"mask": [".salary"], "block": [], "noremote": []})
    snap = str(line.expect("snap"))
    assert "salary" in snap
    assert "ninety-thousand" not in snap
    page.evaluate("place.insertAdjacentHTML('beforeend', '<p class=salary>a-hundred-thousand</p>')")
    assert "a-hundred-thousand" not in str(line.expect("change"))


def test_the_position_tells_everything_up_to_now(shop: ShopPage, page: Page) -> None:
    begin(shop, page).expect("snap")
    before, after = page.evaluate("[alongside.position[0][1], (place.append('x'), alongside.position[0][1])]")
    assert after > before


def test_a_tab_that_is_not_shown_sends_nothing(shop: ShopPage, page: Page) -> None:
    shop.welcome["active"] = False
    line = begin(shop, page)
    line.expect("hello")
    page.evaluate("place.append('x')")
    line.say("active", True)
    assert line.expect("snap")[1] == "0"
    line.say("active", False)
    page.wait_for_function("Object.keys(alongside.position).length === 0")


def test_a_wanted_snapshot_is_sent(shop: ShopPage, page: Page) -> None:
    line = begin(shop, page)
    first = line.expect("snap")
    line.say("want", "0")
    assert line.expect("snap")[1:3] == first[1:3]


def test_a_lost_connection_comes_back_as_the_same_tab_with_a_snapshot(shop: ShopPage, page: Page) -> None:
    line = begin(shop, page)
    tab = line.expect("hello")[1]["tab"]
    first = line.expect("snap")
    line.cut(1012)
    back = shop.next_line()
    assert back.expect("hello")[1]["tab"] == tab
    assert back.expect("snap")[2] == first[2]
    assert page.evaluate("alongside.state") == "waiting"


def test_a_duplicated_tab_becomes_one_of_its_own(shop: ShopPage, page: Page) -> None:
    line = begin(shop, page)
    tab = line.expect("hello")[1]["tab"]
    line.cut(4409)
    assert shop.next_line().expect("hello")[1]["tab"] != tab


@pytest.mark.parametrize("code", [4400, 4403, 4404, 4410])
def test_a_session_that_is_over_ends_on_the_page(shop: ShopPage, page: Page, code: int) -> None:
    begin(shop, page).cut(code)
    page.wait_for_function("alongside.state === 'ended'")
    assert page.evaluate("document.cookie") == ""


def test_an_ended_state_ends_the_page_s_part(shop: ShopPage, page: Page) -> None:
    line = begin(shop, page)
    line.say("state", "ended")
    line.expect("closed")
    assert page.evaluate("alongside.state") == "ended"


def test_an_act_is_answered_after_its_change_was_sent(shop: ShopPage, page: Page) -> None:
    line = begin(shop, page)
    line.expect("snap")
    page.evaluate("document.body.onfocusin = () => place.append('focused'); place.tabIndex = 0")
    line.expect("change")
    for node in range(1, 40):
        line.say("act", "p2", node, ["focus", "0", node])
    last = line.expect("done")
    while last[2] < 39:
        last = line.expect("done")
    assert last[1:3] == ["p2", 39]


def test_a_new_address_without_a_page_load_is_told(shop: ShopPage, page: Page) -> None:
    line = begin(shop, page)
    page.evaluate("history.pushState(null, '', '/cup'); document.title = 'Cup'")
    assert line.expect("page")[1] == {"url": f"{shop.url}/cup", "title": "Cup"}


def test_the_shopper_s_pointer_is_told_and_leaves(shop: ShopPage, page: Page) -> None:
    line = begin(shop, page)
    line.expect("snap")
    page.mouse.move(100, 200)
    assert line.expect("point") == ["point", "0", 100, 200]


def test_pointers_inside_frames_are_told_as_places_of_the_page(shop: ShopPage, page: Page) -> None:
    line = begin(shop, page)
    line.expect("snap")
    page.evaluate(
        "place.innerHTML = '<iframe style=\"position:fixed;left:300px;top:200px;border:5px solid\" srcdoc=Tea>'"
    )
    page.frame_locator("iframe").locator("text=Tea").wait_for()
    page.mouse.move(310, 210)
    page.mouse.move(340, 230)
    eventually(page, lambda: points_to(line, [340, 230]))


def points_to(line: Line, place: list[int]) -> None:
    assert line.expect("point")[2:] == place


def test_the_others_pointers_carry_their_names(shop: ShopPage, page: Page) -> None:
    line = begin(shop, page)
    line.say("who", [SHOPPER, MIKA])
    line.say("point", "p2", "0", 200, 300)
    OurPanel(page).wait_for_text("Mika")
    assert page.evaluate("document.elementFromPoint(203, 304).localName") != "alongside-ui"


def test_a_stop_that_could_not_be_told_is_told_by_the_next_page(shop: ShopPage, page: Page) -> None:
    begin(shop, page)
    shop.broken = {"stop"}
    page.evaluate("alongside.stop()")
    assert page.evaluate("alongside.state") == "ended"
    shop.broken = set()
    page.reload()
    eventually(page, lambda: was_stopped(shop))
    assert page.evaluate("alongside.state") == "idle"


def was_stopped(shop: ShopPage) -> None:
    assert "POST stop" in [call for call, _ in shop.calls]
    assert not shop.running


def test_a_session_that_the_hub_does_not_know_is_given_up(shop: ShopPage, page: Page) -> None:
    line = begin(shop, page)
    shop.running = False
    line.cut(4404)
    page.wait_for_function("alongside.state === 'ended'")
    page.reload()
    page.wait_for_function("window.alongside?.taken")
    assert page.evaluate("[alongside.state, document.cookie]") == ["idle", ""]
