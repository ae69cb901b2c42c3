"""What a person does on a mirror happens on the host page, and nothing of it happens in the mirror by itself."""

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.page.shop_page import ShopPage
from tests.page.sides import Sides

pytestmark = pytest.mark.browser


def test_a_click_in_the_mirror_is_a_press_in_the_host(sides: Sides) -> None:
    sides.show(
        "<button id=buy onclick='this.textContent = `Bought`'>Buy</button>", "mousedown", "mouseup", "click"
    )
    sides.mirror.click("#buy")
    expect(sides.host.locator("#buy")).to_have_text("Bought")
    assert sides.heard() == ["mousedown buy", "mouseup buy", "click buy"]


def test_places_are_told_as_fractions_of_the_element(sides: Sides) -> None:
    sides.show("<div id=map style='width:200px;height:100px'>Map</div>")
    sides.mirror.click("#map", position={"x": 50, "y": 75})
    [click] = sides.acts("click")
    assert click[3:5] == [0.25, 0.75]


def test_a_link_in_the_mirror_leads_only_the_host_away(sides: Sides) -> None:
    sides.show("<a id=tea href='/shop?tea'>Tea</a>")
    sides.mirror.click("#tea")
    sides.host.wait_for_url("**/shop?tea")
    assert "?tea" not in sides.mirror.url


def test_a_link_reached_by_keys_leads_the_host_away_too(sides: Sides) -> None:
    sides.show("<a id=tea href='/shop?tea'>Tea</a>")
    sides.mirror.focus("#tea")
    sides.page.keyboard.press("Enter")
    sides.host.wait_for_url("**/shop?tea")
    assert "?tea" not in sides.mirror.url


def test_typing_shows_at_once_and_arrives_with_keys(sides: Sides) -> None:
    sides.show("<input id=q>", "keydown", "input")
    sides.mirror.click("#q")
    sides.page.keyboard.type("tea")
    expect(sides.mirror.locator("#q")).to_have_value("tea")
    assert sides.value("#q") == "tea"
    assert sides.heard() == ["keydown q", "input q"] * 3


def test_deleting_in_the_middle_arrives(sides: Sides) -> None:
    sides.show("<textarea id=q>green tea</textarea>")
    sides.mirror.focus("#q")
    sides.mirror.evaluate("q.setSelectionRange(5, 6)")
    sides.page.keyboard.press("Delete")
    assert sides.value("#q") == "greentea"


def test_what_is_composed_arrives_when_it_is_finished(sides: Sides) -> None:
    sides.show("<input id=q>")
    sides.mirror.click("#q")
    client = sides.page.context.new_cdp_session(sides.page)
    client.send("Input.imeSetComposition", {"text": "おちゃ", "selectionStart": 3, "selectionEnd": 3})
    expect(sides.mirror.locator("#q")).to_have_value("おちゃ")
    assert [act for act in sides.acts("input") if act[3]] == []
    assert sides.mirror.evaluate("parent.sides.hands.isPending(q)")
    client.send("Input.insertText", {"text": "お茶"})
    assert sides.value("#q") == "お茶"
    assert not sides.mirror.evaluate("parent.sides.hands.isPending(q)")


def test_enter_submits_the_host_s_form_once(sides: Sides) -> None:
    sides.show(
        "<form id=form onsubmit='event.preventDefault()'><input id=q><button>Go</button></form>", "submit"
    )
    sides.mirror.click("#q")
    sides.page.keyboard.type("tea")
    sides.page.keyboard.press("Enter")
    assert sides.heard() == ["submit form"]
    assert sides.value("#q") == "tea"


def test_a_button_submits_the_host_s_form_once(sides: Sides) -> None:
    sides.show("<form id=form action=/shop><input name=q value=tea><button id=go>Go</button></form>")
    sides.mirror.click("#go")
    sides.host.wait_for_url("**/shop?q=tea")
    assert "?q" not in sides.mirror.url


def test_enter_breaks_the_line_where_the_caret_is(sides: Sides) -> None:
    sides.show("<textarea id=q>ab</textarea>")
    sides.mirror.focus("#q")
    sides.mirror.evaluate("q.setSelectionRange(1, 1)")
    sides.page.keyboard.press("Enter")
    assert sides.value("#q") == "a\nb"


def test_an_editable_element_shows_what_the_host_makes_of_it(sides: Sides) -> None:
    sides.show("<div id=note contenteditable>Green tea</div>")
    sides.mirror.click("#note")
    sides.mirror.evaluate("getSelection().setBaseAndExtent(note.firstChild, 0, note.firstChild, 5)")
    sides.page.keyboard.press("B")
    sides.settle()
    assert sides.host.inner_text("#note") == "B tea"
    assert sides.mirror.inner_text("#note") == "Green tea"


def test_a_box_waits_for_the_host(sides: Sides) -> None:
    sides.show(
        "<input id=gift type=checkbox><input type=radio id=a name=r checked><input type=radio id=b name=r>",
        "change",
    )
    sides.mirror.click("#gift")
    sides.mirror.click("#b")
    assert sides.heard() == ["change gift", "change b"]
    assert sides.host.evaluate("[gift.checked, b.checked]") == [True, True]
    assert sides.mirror.evaluate("[gift.checked, b.checked]") == [False, False]


def test_a_label_ticks_the_host_s_box_once(sides: Sides) -> None:
    sides.show("<label id=words>Gift <input id=gift type=checkbox></label>", "change")
    sides.mirror.click("#words", position={"x": 4, "y": 4})
    assert sides.heard() == ["change gift"]


def test_options_arrive_by_their_places(sides: Sides) -> None:
    sides.show(
        "<select id=size><option>S<option>M</select><select id=many multiple><option>a<option>b<option>c</select>"
    )
    sides.mirror.select_option("#size", "M")
    sides.mirror.select_option("#many", ["a", "c"])
    assert [act[3] for act in sides.acts("select")] == [[1], [0, 2]]
    assert sides.value("#size") == "M"


def test_a_list_of_options_opens_without_a_press_in_the_host(sides: Sides) -> None:
    sides.show("<select id=size><option>S<option>M</select>", "mousedown", "click")
    sides.mirror.click("#size")
    assert sides.heard() == []


def test_scrolling_is_followed_by_the_host(sides: Sides) -> None:
    sides.show("<p style=height:5000px>Long")
    sides.page.mouse.move(200, 200)
    sides.page.mouse.wheel(0, 700)
    sides.host.wait_for_function("scrollY === 700")
    assert sides.mirror.evaluate("scrollY") == 700


def test_scrolling_by_the_mirror_itself_is_no_act(sides: Sides) -> None:
    sides.show("<p style=height:5000px>Long", "scroll")
    scroll = "new Promise((done) => { onscroll = done; parent.sides.hands.scrolled(document, 0, 300); scrollTo(0, 300) })"
    sides.mirror.evaluate(f"async () => {{ await {scroll} }}")
    assert sides.acts("scroll") == []


def test_tab_moves_both_to_the_same_place(sides: Sides) -> None:
    sides.show("<input id=a><input id=b><input id=c>")
    sides.mirror.click("#a")
    sides.page.keyboard.press("Tab")
    sides.settle()
    focused = "document.activeElement.id"
    assert [sides.host.evaluate(focused), sides.mirror.evaluate(focused)] == ["b", "b"]


def test_arrows_change_a_number_and_walk_through_radio_buttons(sides: Sides) -> None:
    sides.show(
        "<input id=n type=number value=4 step=2><input type=radio name=r id=a checked><input type=radio name=r id=b>"
    )
    sides.mirror.focus("#n")
    sides.page.keyboard.press("ArrowUp")
    assert sides.value("#n") == "6"
    sides.mirror.focus("#a")
    sides.page.keyboard.press("ArrowDown")
    sides.settle()
    assert sides.host.is_checked("#b")


def test_shortcuts_of_the_shop_work_from_afar(sides: Sides) -> None:
    sides.show("<p>Tea</p>", "keydown")
    sides.mirror.click("p")
    sides.page.keyboard.press("/")
    assert [act[3] for act in sides.acts("key")] == ["/"]
    assert sides.heard() == ["keydown body"]


def test_a_refused_text_goes_back_to_what_it_was(sides: Sides) -> None:
    sides.show("<input id=q type=password value=old>")
    sides.mirror.focus("#q")
    sides.page.keyboard.type("x")
    assert ["input", "masked"] in sides.results()
    assert sides.mirror.input_value("#q") == "old"
    assert sides.value("#q") == "old"


def test_a_field_is_pending_until_the_host_has_answered(sides: Sides) -> None:
    sides.show("<input id=q>")
    sides.page.evaluate(
        "sides.holds = true; settled = []; sides.hands.onSettled((node) => settled.push(node.id))"
    )
    sides.mirror.click("#q")
    sides.page.keyboard.type("te")
    sides.page.wait_for_function("sides.acts.some(([, , , value]) => value === 'te')")
    sides.page.wait_for_function("sides.results.length === sides.acts.length")
    assert sides.mirror.evaluate("parent.sides.hands.isPending(q)")
    sides.page.evaluate("sides.answer()")
    assert not sides.mirror.evaluate("parent.sides.hands.isPending(q)")
    assert "q" in sides.page.evaluate("settled")


def test_a_tap_on_a_phone_s_page_is_a_touch_that_the_shop_may_take(
    shop: ShopPage, phone: BrowserContext, two_sides_script: str
) -> None:
    sides = Sides(shop, phone.new_page(), two_sides_script)
    types = ("pointerdown", "touchstart", "pointerup", "touchend", "mousedown", "focus", "mouseup", "click")
    sides.show(
        "<meta name=viewport content='width=device-width'><button id=buy>Buy</button>"
        "<button id=own ontouchstart='event.preventDefault()'>Own</button><p style=height:3000px>Long"
        "<script>buy.onpointerdown = buy.onclick = (event) => { kind = event.pointerType };"
        "buy.ontouchstart = (event) => { fingers = event.touches.length }</script>",
        *types,
    )
    sides.mirror.tap("#buy")
    sides.host.wait_for_function("heard.includes('click buy')")
    assert sides.heard() == [f"{type_} buy" for type_ in types]
    assert sides.host.evaluate("[kind, fingers]") == ["touch", 1]
    sides.act("click", "#own", 0.5, 0.5, 0, 0)
    assert sides.heard()[len(types) :] == [f"{type_} own" for type_ in types[:4]]


def test_who_may_only_look_changes_nothing(sides: Sides) -> None:
    sides.show(
        "<input id=q><input id=gift type=checkbox><select id=s><option>1<option>2</select>"
        "<a id=tea href='/shop?tea'>Tea</a><details id=d><summary id=more>More</summary></details><p style=height:3000px>",
    )
    sides.page.evaluate("sides.may = false")
    for element in ("#q", "#gift", "#s", "#tea", "#more"):
        sides.mirror.click(element)
    sides.mirror.focus("#q")
    sides.page.keyboard.type("tea")
    sides.page.keyboard.press("Enter")
    sides.page.mouse.wheel(0, 500)
    assert sides.page.evaluate("sides.acts") == []
    assert sides.mirror.evaluate("[q.value, gift.checked, s.value, d.open, scrollY]") == [
        "",
        False,
        "1",
        False,
        0,
    ]


def test_the_pointer_is_told_and_leaves(sides: Sides) -> None:
    sides.show("<p id=x style='height:200px'>Tea</p>")
    sides.mirror.hover("#x", position={"x": 30, "y": 40})
    sides.page.wait_for_function("sides.points.length > 0")
    [x, y] = sides.page.evaluate("sides.points.at(-1)")
    assert 30 <= x <= 60
    assert 40 <= y <= 80
    sides.page.mouse.move(1300, 850)
    sides.page.wait_for_function("sides.points.at(-1)[0] === null")


def test_hands_that_are_taken_away_do_nothing(sides: Sides) -> None:
    sides.show("<button id=buy>Buy</button>")
    sides.page.evaluate("sides.hands.detach()")
    sides.mirror.click("#buy")
    assert sides.page.evaluate("sides.acts") == []


def test_a_drag_in_the_mirror_is_a_drag_in_the_host(sides: Sides) -> None:
    sides.show(
        "<body style=margin:0><ul id=list style='margin:0;padding:0'>"
        "<li id=a draggable=true style=height:40px>a</li><li id=b style=height:40px>b</li></ul><script>"
        "list.ondragstart = (event) => event.dataTransfer.setData('text/plain', event.target.id);"
        "list.ondragover = (event) => event.preventDefault();"
        "list.ondrop = (event) => event.target.after(document.getElementById(event.dataTransfer.getData('text/plain')))"
        "</script>",
        "click",
    )
    box = sides.page.locator("iframe").bounding_box()
    assert box
    sides.page.mouse.move(box["x"] + 40, box["y"] + 20)
    sides.page.mouse.down()
    sides.page.mouse.move(box["x"] + 40, box["y"] + 40)
    sides.page.mouse.move(box["x"] + 40, box["y"] + 60)
    sides.page.mouse.up()
    expect(sides.host.locator("#list")).to_have_text("ba")
    assert sides.mirror.inner_text("#list").split() == ["a", "b"]
    assert sides.heard() == []


def test_a_wheel_that_the_shop_takes_does_not_scroll_the_mirror_twice(sides: Sides) -> None:
    sides.show(
        "<div id=map style='height:300px' onwheel='event.preventDefault(); this.dataset.by = event.deltaY'>Map</div>"
        "<p style=height:5000px>Long"
    )
    sides.mirror.hover("#map")
    sides.page.mouse.wheel(0, 100)
    sides.page.wait_for_function("sides.results.some(([name]) => name === 'wheel') && sides.isQuiet")
    assert sides.host.evaluate("[map.dataset.by, scrollY]") == ["100", 0]
    top = sides.mirror.evaluate("scrollY")
    sides.page.mouse.wheel(0, 100)
    sides.page.wait_for_function("sides.results.filter(([name]) => name === 'wheel').length > 1")
    assert sides.mirror.evaluate("scrollY") == top
