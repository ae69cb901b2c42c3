"""Selecting, typing and keys on a mirror arrive at the host page, and its own changes in between stay."""

import pytest
from playwright.sync_api import expect

from tests.page.sides import Sides

pytestmark = pytest.mark.browser


def test_words_selected_by_a_double_click_are_selected_before_the_shop_hears_of_it(sides: Sides) -> None:
    sides.show(
        "<p id=x style='width:max-content'>tea</p><script>"
        "x.ondblclick = () => { word = getSelection().toString() }</script>"
    )
    sides.mirror.dblclick("#x")
    sides.settle()
    assert sides.host.evaluate("word") == "tea"


def test_a_selection_grows_by_shift_and_arrows(sides: Sides) -> None:
    sides.show("<input id=q value='green tea'>")
    sides.mirror.click("#q")
    sides.page.keyboard.press("Home")
    sides.page.keyboard.press("Shift+ArrowRight")
    sides.page.keyboard.press("Shift+ArrowRight")
    sides.page.keyboard.press("Enter")
    sides.settle()
    assert sides.host.evaluate("[q.selectionStart, q.selectionEnd]") == [0, 2]


def test_a_widget_that_takes_the_arrows_does_not_scroll_the_mirror(sides: Sides) -> None:
    sides.show(
        "<ul id=menu tabindex=0 onkeydown='event.preventDefault()'><li>Tea</ul><p style=height:5000px>"
    )
    sides.mirror.focus("#menu")
    sides.page.keyboard.press("ArrowDown")
    sides.page.keyboard.press("End")
    sides.settle()
    assert [sides.host.evaluate("scrollY"), sides.mirror.evaluate("scrollY")] == [0, 0]


def test_tab_goes_the_way_of_the_browser(sides: Sides) -> None:
    sides.show(
        "<input id=late><div id=shadow></div><input id=first tabindex=1><input type=radio name=r id=r1>"
        "<input type=radio name=r id=r2 checked><button id=end>End</button><script>"
        "shadow.attachShadow({ mode: 'open' }).innerHTML = '<slot></slot><input id=inner>';"
        "shadow.innerHTML = '<button id=slotted>S</button>';"
        "active = () => { let one = document.activeElement; while (one.shadowRoot?.activeElement)"
        " one = one.shadowRoot.activeElement; return one.id }</script>"
    )
    sides.mirror.focus("#first")
    order = []
    for _ in range(5):
        sides.page.keyboard.press("Tab")
        sides.settle()
        order.append(sides.host.evaluate("active()"))
    sides.page.keyboard.press("Shift+Tab")
    sides.settle()
    assert [*order, sides.host.evaluate("active()")] == ["late", "slotted", "inner", "r2", "end", "r2"]


def test_backspace_in_an_empty_field_is_heard_by_the_shop(sides: Sides) -> None:
    sides.show(
        "<input id=q><b id=tag>tea</b><script>q.onkeydown = (event) => event.key === 'Backspace' && tag.remove()</script>"
    )
    sides.mirror.click("#q")
    sides.page.keyboard.press("Backspace")
    expect(sides.host.locator("#tag")).to_have_count(0)


def test_what_is_typed_can_be_undone(sides: Sides) -> None:
    sides.show("<input id=q value=tea>")
    sides.mirror.click("#q")
    sides.page.keyboard.press("End")
    sides.page.keyboard.type("s")
    sides.page.keyboard.press("Control+z")
    assert sides.value("#q") == "tea"


def test_words_are_deleted_as_words(sides: Sides) -> None:
    sides.show("<textarea id=q oninput='kind = event.inputType'>green tea</textarea>")
    sides.mirror.click("#q")
    sides.page.keyboard.press("Control+End")
    sides.page.keyboard.press("Control+Backspace")
    assert sides.value("#q") == "green "
    assert sides.host.evaluate("kind") == "deleteWordBackward"


def test_a_shortcut_of_the_shop_reaches_it(sides: Sides) -> None:
    sides.show("<p>Tea</p><script>onkeydown = (event) => { keys = [event.key, event.ctrlKey] }</script>")
    sides.mirror.click("p")
    sides.page.keyboard.press("Control+k")
    sides.settle()
    assert sides.host.evaluate("keys") == ["k", True]


def test_what_the_shopper_typed_meanwhile_stays(sides: Sides) -> None:
    sides.show("<input id=q value=tea>")
    sides.host.click("#q")
    sides.host.keyboard.press("Home")
    sides.host.keyboard.type("my ")
    sides.page.bring_to_front()
    sides.mirror.click("#q")
    sides.page.keyboard.press("End")
    sides.page.keyboard.type("pot")
    assert sides.value("#q") == "my teapot"


def test_fast_typing_in_an_editable_element_keeps_its_order(sides: Sides) -> None:
    sides.show("<div id=q contenteditable>green</div>")
    sides.page.evaluate("sides.holds = true")
    sides.mirror.click("#q")
    sides.page.keyboard.press("End")
    sides.page.keyboard.type(" tea")
    sides.page.keyboard.press("Backspace")
    sides.page.wait_for_function("sides.results.filter(([name]) => name === 'input').length === 5")
    sides.page.evaluate("sides.answer()")
    assert sides.host.inner_text("#q").replace("\xa0", " ") == "green te"


def test_japanese_is_composed_in_an_editable_element(sides: Sides) -> None:
    sides.show("<div id=q contenteditable>茶</div>", "compositionstart", "compositionend", "input")
    sides.mirror.click("#q")
    sides.page.keyboard.press("Home")
    client = sides.page.context.new_cdp_session(sides.page)
    client.send("Input.imeSetComposition", {"text": "りょく", "selectionStart": 3, "selectionEnd": 3})
    client.send("Input.insertText", {"text": "緑"})
    expect(sides.host.locator("#q")).to_have_text("緑茶")
    assert sides.heard() == ["compositionstart q", "input q", "compositionend q"]


def test_the_pointer_that_leaves_the_mirror_closes_what_hovering_opened(sides: Sides) -> None:
    sides.show(
        "<nav id=nav onmouseenter='this.dataset.open = 1' onmouseleave='delete this.dataset.open'>Menu</nav>"
    )
    sides.mirror.hover("#nav")
    sides.host.wait_for_selector("#nav[data-open]")
    sides.page.mouse.move(1300, 850)
    sides.host.wait_for_selector("#nav:not([data-open])")


def test_the_pointer_is_told_after_the_root_was_replaced(sides: Sides) -> None:
    sides.show("<p>Tea</p>")
    sides.mirror.evaluate("document.documentElement.replaceWith(document.documentElement.cloneNode(true))")
    sides.mirror.hover("p")
    sides.page.mouse.move(1300, 850)
    sides.page.wait_for_function("sides.points.length > 0 && sides.points.at(-1)[0] === null")


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [("number", "-5", "-5"), ("number", "1e3", "1e3"), ("email", "a@b.example", "a@b.example")],
)
def test_fields_without_a_selection_take_what_is_typed(
    sides: Sides, kind: str, typed: str, value: str
) -> None:
    sides.show(f"<input id=q type={kind}>")
    sides.mirror.click("#q")
    sides.page.keyboard.type(typed)
    assert sides.value("#q") == value
