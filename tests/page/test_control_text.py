"""What others select, edit and press on the keyboard, also while somebody else types, is done as by the browser itself."""

import pytest

from tests.page.sides import Sides

pytestmark = pytest.mark.browser


def test_text_is_selected_as_by_hand(sides: Sides) -> None:
    sides.show("<p id=x>Green tea</p><p id=y>and rice</p>", "selectionchange")
    sides.page.evaluate("sides.range('#x', 6, '#y', 3)")
    assert sides.results()[-1] == ["range", "ok"]
    assert sides.host.evaluate("getSelection().toString()").split() == ["tea", "and"]
    assert "selectionchange undefined" in sides.heard()
    sides.page.evaluate("sides.act(['range', '0', 0, 0, 0, 0])")
    assert sides.host.evaluate("getSelection().rangeCount") == 0


@pytest.mark.parametrize(
    ("key", "top"), [("ArrowDown", 40), ("PageDown", 350), (" ", 350), ("End", 2600), ("Home", 0)]
)
def test_a_key_that_means_nothing_else_scrolls(sides: Sides, key: str, top: int) -> None:
    sides.show(
        "<div id=box tabindex=0 style='height:400px;overflow:auto;overflow-anchor:none'><div style=height:3000px></div></div>"
    )
    sides.act("key", "#box", key, key, 0)
    assert sides.host.evaluate("box.scrollTop") == top


def test_a_widget_that_takes_the_arrows_keeps_them(sides: Sides) -> None:
    sides.show(
        "<ul id=menu tabindex=0 onkeydown='event.preventDefault()'><li>Tea</ul><p style=height:3000px>"
    )
    sides.act("key", "#menu", "ArrowDown", "ArrowDown", 0)
    assert sides.host.evaluate("scrollY") == 0


def test_escape_closes_a_popover_before_the_dialog_under_it(sides: Sides) -> None:
    sides.show(
        "<dialog id=cart><div id=pop popover>Items</div></dialog><script>cart.showModal(); pop.showPopover()</script>"
    )
    sides.act("key", "#cart", "Escape", "Escape", 0)
    assert sides.host.evaluate("[cart.open, pop.matches(':popover-open')]") == [True, False]


@pytest.mark.parametrize("stay", ["closedby=none", "oncancel='event.preventDefault()'"])
def test_a_dialog_that_wants_to_stay_stays(sides: Sides, stay: str) -> None:
    sides.show(f"<dialog id=cart {stay}><button>OK</button></dialog><script>cart.showModal()</script>")
    sides.act("key", "#cart", "Escape", "Escape", 0)
    assert sides.host.evaluate("cart.open")


def test_where_the_shop_keeps_the_tab_key_the_focus_stays(sides: Sides) -> None:
    sides.show(
        "<textarea id=code onkeydown='event.preventDefault()'></textarea><button id=next>Next</button>"
    )
    sides.act("focus", "#code")
    sides.act("key", "#code", "Tab", "Tab", 0)
    sides.act("focus", "#next")
    assert sides.host.evaluate("document.activeElement.id") == "code"


def test_what_both_type_in_one_field_stays(sides: Sides) -> None:
    sides.show("<input id=q value='green tea'>")
    sides.host.click("#q")
    sides.host.keyboard.press("Home")
    sides.host.keyboard.type("my ")
    sides.act("input", "#q", "green tea pot", 13, 13, 0, "green tea", "insertText")
    sides.host.keyboard.type("best ")
    assert sides.value("#q") == "my best green tea pot"


def test_two_viewers_who_type_at_the_same_place_lose_nothing(sides: Sides) -> None:
    sides.show("<textarea id=q></textarea>")
    sides.act("input", "#q", "Ken", 3, 3, 0, "", "insertText")
    sides.act("input", "#q", "Mika", 4, 4, 0, "", "insertText")
    assert sides.value("#q") == "KenMika"


def test_what_both_write_in_an_editable_element_stays(sides: Sides) -> None:
    sides.show("<div id=q contenteditable>green tea</div>")
    sides.host.click("#q")
    sides.host.keyboard.press("Home")
    sides.host.keyboard.type("my ")
    sides.act("input", "#q", " pot", 9, 9, 0, "green tea", "insertText")
    sides.host.keyboard.type("best ")
    assert sides.host.inner_text("#q").replace("\xa0", " ") == "my best green tea pot"


def test_text_from_others_is_no_longer_than_the_field_takes(sides: Sides) -> None:
    sides.show("<input id=q maxlength=5 value=abc>")
    sides.act("input", "#q", "abXYZ", 5, 5, 0, "ab", "insertText")
    assert sides.value("#q") == "abcXY"


def test_composed_text_comes_with_the_events_of_an_input_method(sides: Sides) -> None:
    sides.show(
        "<input id=q>",
        *("keydown", "compositionstart", "compositionupdate", "beforeinput", "input", "compositionend"),
    )
    sides.act("input", "#q", "お茶", 2, 2, 0, "", "insertCompositionText")
    assert sides.value("#q") == "お茶"
    assert sides.heard() == [
        *("keydown q", "compositionstart q", "compositionupdate q", "beforeinput q", "input q"),
        "compositionend q",
    ]


def test_a_paste_is_offered_to_the_shop_first(sides: Sides) -> None:
    sides.show(
        "<input id=a><input id=b onpaste='event.preventDefault();"
        " value = event.clipboardData.getData(`text/plain`).toUpperCase()'>",
        *("paste", "input"),
    )
    for field in ("#a", "#b"):
        sides.act("input", field, "tea", 3, 3, 0, "", "insertFromPaste")
    assert [sides.value("#a"), sides.value("#b")] == ["tea", "TEA"]
    assert sides.heard() == ["paste a", "input a", "paste b"]


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("deleteContentBackward", "Backspace"),
        ("deleteContentForward", "Delete"),
        ("deleteWordBackward", "^Backspace"),
    ],
)
def test_deleting_comes_with_its_key_and_input_type(sides: Sides, kind: str, key: str) -> None:
    sides.show(
        "<input id=q value='green tea' onkeydown='key = (event.ctrlKey ? `^` : ``) + event.key' oninput='kind = event.inputType'>"
    )
    sides.act("input", "#q", "green ", 6, 6, 0, "green tea", kind)
    assert sides.host.evaluate("[q.value, key, kind]") == ["green ", key, kind]


def test_bold_and_undo_in_what_is_edited_in_place(sides: Sides) -> None:
    sides.show("<div id=q contenteditable>green tea</div>")
    sides.act("input", "#q", "black", 0, 5, 0, "green tea", "insertText")
    sides.page.evaluate("sides.range('#q', 0, '#q', 5)")
    sides.act("key", "#q", "b", "KeyB", 2)
    assert sides.host.inner_html("#q") == "<b>black</b> tea"
    sides.act("key", "#q", "z", "KeyZ", 2)
    sides.act("key", "#q", "z", "KeyZ", 2)
    assert sides.host.inner_text("#q") == "green tea"


def test_an_editor_that_does_its_own_editing_is_asked_first(sides: Sides) -> None:
    sides.show(
        "<div id=q contenteditable>tea</div><script>q.addEventListener('beforeinput', (event) => {"
        "event.preventDefault(); const [range] = event.getTargetRanges();"
        "told = [event.inputType, event.data, range.startOffset, range.endOffset] })</script>"
    )
    sides.act("input", "#q", "X", 1, 3, 0, "tea", "insertText")
    assert sides.host.evaluate("told") == ["insertText", "X", 1, 3]
    assert sides.host.inner_text("#q") == "tea"
