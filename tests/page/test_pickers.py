"""Controls whose popup a browser draws: the rep gets one of ours, by mouse and by keyboard, and the host page the choice."""

import pytest
from playwright.sync_api import expect

from tests.page.our_panel import OurPanel, eventually
from tests.page.sides import Sides

pytestmark = pytest.mark.browser

SIZES = """<select id=size aria-label=Size><option>S<optgroup label=Larger><option>Mid<option disabled>L</optgroup>
<hr><option hidden>XS<option style=display:none>XXS<option>Mega</select>"""
EVENTS = ("keydown", "input", "change")


@pytest.fixture
def popup(sides: Sides) -> OurPanel:
    return OurPanel(sides.page)


def is_closed(sides: Sides) -> None:
    assert sides.page.evaluate("document.querySelector('alongside-ui') === null")


def test_an_option_is_chosen_by_mouse(sides: Sides, popup: OurPanel) -> None:
    sides.show(SIZES, *EVENTS)
    sides.mirror.click("#size")
    popup.wait_for("option", "Mega")
    assert sorted(popup.names("option")) == ["L", "Mega", "Mid", "S"]
    popup.press("L", role="option")
    popup.press("Mid", role="option")
    assert sides.value("#size") == "Mid"
    assert sides.mirror.input_value("#size") == "Mid"
    assert sides.heard() == ["input size", "change size"]
    eventually(sides.page, lambda: is_closed(sides))


def test_an_option_is_chosen_by_keys_and_escape_chooses_none(sides: Sides, popup: OurPanel) -> None:
    sides.show(SIZES, *EVENTS)
    sides.mirror.focus("#size")
    for keys, value in (("ArrowDown Escape", "S"), ("m m Enter", "Mega"), ("Home ArrowDown Enter", "Mid")):
        sides.page.keyboard.press("Space")
        popup.wait_for("listbox", "Size")
        for key in keys.split():
            sides.page.keyboard.press(key)
        eventually(sides.page, lambda: is_closed(sides))
        assert sides.value("#size") == value
        assert sides.mirror.evaluate("document.activeElement.id") == "size"
    assert sides.heard() == ["input size", "change size"] * 2


def test_options_that_changed_under_the_popup_are_shown_anew(sides: Sides, popup: OurPanel) -> None:
    sides.show("<select id=size><option>S<option>M</select>")
    sides.mirror.click("#size")
    popup.wait_for("option", "M")
    sides.mirror.evaluate("size.options[1].text = 'Medium'")
    popup.press("M", role="option")
    popup.wait_for("option", "Medium")
    assert sides.acts("select") == []


def test_who_presses_what_is_disabled_or_read_only_gets_no_popup(sides: Sides) -> None:
    sides.show("<select id=s disabled><option>1<option>2</select><input id=d type=date readonly><p id=p>Tea")
    for selector in ("#s", "#d", "#p"):
        sides.mirror.click(selector, force=True)
    is_closed(sides)
    assert sides.act("select", "#s", [1]) == "invalid"
    assert sides.act("input", "#d", "2026-11-21", 10, 10, 2) == "invalid"


BY_KEYS = [
    ("date", "2026-11-21", "ArrowRight ArrowDown Enter", "2026-11-29"),
    ("date", "2026-01-31", "PageDown Enter", "2026-02-28"),
    ("date", "2026-11-21", "ArrowRight Escape", "2026-11-21"),
    ("month", "2026-11", "ArrowRight ArrowDown Enter", "2027-03"),
    ("week", "2026-W47", "ArrowDown Enter", "2026-W48"),
    ("time", "14:30", "ArrowDown ArrowRight ArrowUp Enter", "15:29"),
    ("datetime-local", "2026-11-21T09:15", "ArrowLeft Enter Tab ArrowUp Enter", "2026-11-20T08:15"),
    ("color", "#ff0000", "ArrowLeft Enter", "#ff0303"),
    ("color", "#ff0000", "ArrowLeft Escape", "#ff0000"),
]


@pytest.mark.parametrize(("kind", "value", "keys", "becomes"), BY_KEYS)
def test_every_kind_of_field_is_set_by_keys(
    sides: Sides, kind: str, value: str, keys: str, becomes: str
) -> None:
    sides.show(f"<input id=q type={kind} value='{value}'>", *EVENTS)
    sides.page.evaluate("sides.pickers.lang = 'ja'")
    sides.mirror.focus("#q")
    sides.page.keyboard.press("Space")
    sides.page.wait_for_selector("alongside-ui", state="attached")
    for key in keys.split():
        sides.page.keyboard.press(key)
    eventually(sides.page, lambda: is_closed(sides))
    assert sides.value("#q") == becomes
    if "Escape" not in keys:
        assert sides.heard()[-2:] == ["input q", "change q"]
        assert sides.heard().count("change q") == 1


BY_MOUSE = [
    ("date", "2026-11-21", [("gridcell", "2026年11月22日")], "2026-11-22"),
    ("date", "2026-11-21", [("button", "次の月"), ("gridcell", "2026年12月1日")], "2026-12-01"),
    ("date", "2026-11-21", [("button", "消去")], ""),
    ("month", "2026-11", [("gridcell", "2026年12月")], "2026-12"),
    ("week", "2026-W47", [("gridcell", "2026年11月25日")], "2026-W48"),
    ("time", "14:30", [("option", "15"), ("button", "決定")], "15:30"),
    (
        "datetime-local",
        "2026-11-21T09:15",
        [("gridcell", "11月22日"), ("button", "決定")],
        "2026-11-22T09:15",
    ),
    ("color", "#ff0000", [("button", "#0b6b5d"), ("button", "決定")], "#0b6b5d"),
]


@pytest.mark.parametrize(("kind", "value", "presses", "becomes"), BY_MOUSE)
def test_every_kind_of_field_is_set_by_mouse_in_japanese(
    sides: Sides, popup: OurPanel, kind: str, value: str, presses: list[tuple[str, str]], becomes: str
) -> None:
    sides.show(
        f"<input id=q type={kind} value='{value}' list=l><datalist id=l><option>#0b6b5d</datalist>", "change"
    )
    sides.page.evaluate("sides.pickers.lang = 'ja'")
    sides.mirror.click("#q")
    for role, name in presses:
        popup.press(name, role=role)
    eventually(sides.page, lambda: is_closed(sides))
    assert sides.value("#q") == becomes
    assert sides.heard() == ["change q"]


def test_days_out_of_bounds_and_off_the_step_cannot_be_chosen(sides: Sides, popup: OurPanel) -> None:
    sides.show("<input id=q type=date value=2026-11-20 min=2026-11-10 max=2026-11-24 step=2>")
    sides.page.evaluate("sides.pickers.lang = 'ja'")
    sides.mirror.click("#q")
    for day in (8, 21, 26):
        popup.press(f"11月{day}日", role="gridcell")
    assert sides.acts("input") == []
    popup.press("11月22日", role="gridcell")
    assert sides.value("#q") == "2026-11-22"


def test_a_press_beside_a_popup_leaves_it_and_presses_nothing(sides: Sides, popup: OurPanel) -> None:
    sides.show(f"{SIZES}<button id=far style='position:fixed;right:0;bottom:0'>Far</button>", "click")
    sides.mirror.click("#size")
    popup.wait_for("option", "Mega")
    sides.mirror.click("#far", force=True)
    eventually(sides.page, lambda: is_closed(sides))
    assert sides.heard() == []


@pytest.mark.parametrize(
    ("field", "value", "how", "result", "becomes"),
    [
        ("type=date min=2026-11-10 value=2026-11-20", "2026-11-01", 2, "ok", "2026-11-10"),
        ("type=date max=2026-11-25 step=2 min=2026-11-10", "2026-12-24", 2, "ok", "2026-11-24"),
        ("type=date min=2026-11-10", "2026-11-01", 1, "ok", "2026-11-01"),
        ("type=date value=2026-11-20", "2026-02-30", 2, "invalid", "2026-11-20"),
        ("type=time value=10:00", "25:00", 2, "invalid", "10:00"),
        ("type=color value=#112233", "red;}", 0, "invalid", "#112233"),
        ("type=number value=3", "3a", 1, "invalid", "3"),
        ("type=range max=10 value=3", "99", 1, "ok", "10"),
    ],
)
def test_a_value_is_brought_within_bounds_or_refused(
    sides: Sides, field: str, value: str, how: int, result: str, becomes: str
) -> None:
    sides.show(f"<input id=q {field}>")
    assert sides.act("input", "#q", value, 0, 0, how) == result
    assert sides.value("#q") == becomes


def test_a_slider_tells_its_way_and_one_change_at_the_end(sides: Sides) -> None:
    sides.show("<input id=q type=range value=0 style=width:200px>", "input", "change")
    box = sides.mirror.locator("#q").bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    sides.page.mouse.move(box["x"] + 5, y)
    sides.page.mouse.down()
    for x in (50, 100, 150):
        sides.page.mouse.move(box["x"] + x, y)
        sides.host.wait_for_function("(least) => q.value > least", arg=x / 4)
    sides.page.mouse.up()
    eventually(sides.page, lambda: has_changed(sides))
    assert sides.heard().count("change q") == 1
    assert sides.heard().count("input q") >= 3
    assert sides.value("#q") == sides.mirror.input_value("#q")


def has_changed(sides: Sides) -> None:
    assert sides.heard()[-1] == "change q"


def test_a_slider_is_moved_by_keys(sides: Sides) -> None:
    sides.show("<input id=q type=range value=10>", "input", "change")
    sides.mirror.focus("#q")
    sides.page.keyboard.press("ArrowRight")
    eventually(sides.page, lambda: has_changed(sides))
    assert sides.value("#q") == "11"


def test_the_buttons_of_a_number_and_the_cross_of_a_search_work(sides: Sides) -> None:
    sides.show("<input id=n type=number value=4><input id=s type=search value=tea>", "input", "change")
    for selector, y in (("#n", 0.25), ("#s", 0.5)):
        box = sides.mirror.locator(selector).bounding_box()
        assert box
        sides.mirror.hover(selector)
        sides.page.mouse.click(box["x"] + box["width"] - 9, box["y"] + box["height"] * y)
    expect(sides.host.locator("#n")).to_have_value("5")
    expect(sides.host.locator("#s")).to_have_value("")
    assert sides.heard().count("change n") == 1


def test_suggestions_are_chosen_by_keys_and_by_mouse(sides: Sides, popup: OurPanel) -> None:
    sides.show(
        "<input id=q list=teas><datalist id=teas><option>Sencha<option value=Gyokuro label=shade><option>Genmaicha"
        "</datalist>",
        "change",
    )
    sides.mirror.click("#q")
    popup.wait_for("option", "Sencha")
    sides.page.keyboard.type("cha")
    eventually(sides.page, lambda: is_listed(popup, ["Sencha", "Genmaicha"]))
    sides.page.keyboard.press("ArrowDown")
    sides.page.keyboard.press("ArrowDown")
    sides.page.keyboard.press("Enter")
    expect(sides.host.locator("#q")).to_have_value("Genmaicha")
    sides.mirror.fill("#q", "")
    popup.press("Gyokuro", role="option")
    expect(sides.host.locator("#q")).to_have_value("Gyokuro")
    assert sides.mirror.evaluate("document.activeElement.id") == "q"
    assert sides.acts("key") == []


def is_listed(popup: OurPanel, names: list[str]) -> None:
    assert sorted(popup.names("option")) == sorted(names)


def test_several_options_are_chosen_as_in_any_list(sides: Sides) -> None:
    sides.show("<select id=many multiple><option>a<option>b<option selected disabled>c<option>d</select>")
    sides.mirror.click("#many option:nth-child(1)")
    sides.mirror.click("#many option:nth-child(2)", modifiers=["Shift"])
    sides.mirror.click("#many option:nth-child(4)", modifiers=["Control"])
    expect(sides.host.locator("#many")).to_have_values(["a", "b", "d"])


def test_a_box_that_is_neither_becomes_checked(sides: Sides) -> None:
    sides.show("<input id=q type=checkbox><script>q.indeterminate = true</script>", "input", "change")
    sides.mirror.focus("#q")
    sides.page.keyboard.press("Space")
    sides.settle()
    assert sides.host.evaluate("[q.checked, q.indeterminate]") == [True, False]
    assert sides.heard() == ["input q", "change q"]
