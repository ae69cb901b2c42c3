"""Drags, presses in a row, menus and wheels of others are carried out as a hand's own."""

import pytest

from tests.page.sides import Sides

pytestmark = pytest.mark.browser

CLICK = (0.5, 0.5, 0, 0)


def test_a_drag_by_the_pointer_carries_the_thumb_of_a_slider(sides: Sides) -> None:
    sides.show(
        "<body style=margin:0><div id=track style='width:200px;height:20px'><i id=thumb "
        "style='position:absolute;width:20px;height:20px'></i></div><script>"
        "thumb.onpointerdown = (event) => thumb.setPointerCapture(event.pointerId);"
        "thumb.onpointermove = (event) => thumb.hasPointerCapture(event.pointerId) "
        "&& (thumb.style.left = event.clientX - 10 + 'px');"
        "thumb.onlostpointercapture = () => { thumb.dataset.end = thumb.style.left }</script>"
    )
    sides.act("down", "#thumb", *CLICK)
    sides.act("move", "html", *sides.fractions(100, 300), 0)
    sides.act("move", "html", *sides.fractions(150, 10), 0)
    sides.act("up", "html", *sides.fractions(150, 10), 0, 0)
    sides.act("move", "html", *sides.fractions(50, 10), 0)
    assert sides.host.evaluate("[thumb.dataset.end, thumb.style.left]") == ["140px", "140px"]


SORTABLE = (
    "<ul id=list style='margin:0;padding:0'>"
    + "".join(f"<li id={name} draggable=true style='height:40px'>{name}</li>" for name in "abc")
    + """</ul><script>
list.ondragstart = (event) => event.dataTransfer.setData("text/plain", event.target.id);
list.ondragover = (event) => event.preventDefault();
list.ondrop = (event) => event.target.after(document.getElementById(event.dataTransfer.getData("text/plain")));
</script>"""
)
DRAG_EVENTS = ("dragstart", "pointercancel", "dragenter", "dragleave", "drop", "dragend", "mouseup", "click")


def drag(sides: Sides, *places: tuple[int, int]) -> None:
    """From the middle of #a over these places; the button goes up at the last."""
    sides.act("down", "#a", *CLICK)
    for place in places:
        sides.act("move", "html", *sides.fractions(*place), 0)
    sides.act("up", "html", *sides.fractions(*places[-1]), 0, 0)


def test_what_is_dragged_and_dropped_carries_its_data(sides: Sides) -> None:
    sides.show(SORTABLE, *DRAG_EVENTS)
    drag(sides, (30, 60), (30, 100))
    sides.act("click", "#list", *CLICK)
    assert sides.host.inner_text("#list").split() == ["b", "c", "a"]
    assert sides.heard() == [
        *("dragstart a", "pointercancel a", "dragenter b", "dragenter c", "dragleave b"),
        *("drop c", "dragend a"),
    ]


def test_a_press_that_hardly_moves_is_still_a_click(sides: Sides) -> None:
    sides.show(SORTABLE, *DRAG_EVENTS)
    sides.act("down", "#a", 0.5, 0.5, 0, 0)
    sides.act("move", "#a", 0.5, 0.55, 0)
    sides.act("up", "#a", 0.5, 0.55, 0, 0)
    sides.act("click", "#a", 0.5, 0.55, 0, 0)
    assert sides.heard() == ["mouseup a", "click a"]


def test_a_place_that_wants_nothing_gets_no_drop(sides: Sides) -> None:
    sides.show(SORTABLE + "<p id=away style='height:100px'>Away</p>", *DRAG_EVENTS)
    drag(sides, (30, 60), (30, 180))
    assert sides.heard()[-2:] == ["dragleave away", "dragend a"]
    assert sides.host.inner_text("#list").split() == ["a", "b", "c"]


def test_a_drop_on_what_is_closed_to_others_is_refused(sides: Sides) -> None:
    sides.show(SORTABLE.replace("id=c ", "id=c data-alongside=noremote "), *DRAG_EVENTS)
    drag(sides, (30, 60), (30, 100))
    assert ["up", "noremote"] in sides.results()
    assert "drop c" not in sides.heard()
    assert sides.heard()[-1] == "dragend a"


def test_a_shop_that_stops_a_drag_gets_the_pointer_instead(sides: Sides) -> None:
    sides.show(
        "<img id=a draggable=true style='width:100px;height:40px' ondragstart='event.preventDefault()'>",
        *("dragstart", "pointermove", "drop", "pointerup"),
    )
    drag(sides, (60, 30), (90, 30))
    assert sides.heard().count("dragstart a") == 1
    assert sides.heard()[-2:] == ["pointermove a", "pointerup a"]


def test_two_presses_in_a_row_count_as_a_double_click(sides: Sides) -> None:
    sides.show(
        "<p id=x>Tea</p><script>details = [];"
        "for (const type of ['mousedown', 'click', 'dblclick'])"
        " x.addEventListener(type, (event) => details.push(event.detail))</script>"
    )
    for count in (1, 2):
        for name in ("down", "up", "click"):
            sides.act(name, "#x", *CLICK, count)
    sides.act("dblclick", "#x", *CLICK, 2)
    assert sides.host.evaluate("details") == [1, 1, 2, 2, 2]


def test_a_menu_of_the_shop_opens_at_the_right_button(sides: Sides) -> None:
    sides.show(
        "<div id=x oncontextmenu='event.preventDefault(); button = [event.button, event.clientX > 0]'>Tea</div>",
        *("mousedown", "mouseup", "contextmenu", "click"),
    )
    sides.act("contextmenu", "#x", 0.5, 0.5, 2, 0)
    sides.act("move", "#x", 0.2, 0.5, 0)
    assert sides.heard() == ["mousedown x", "mouseup x", "contextmenu x"]
    assert sides.host.evaluate("button") == [2, True]


def test_the_pointer_that_leaves_the_page_leaves_what_it_was_on(sides: Sides) -> None:
    sides.show("<nav id=nav>Menu</nav>", "mouseleave", "mouseout")
    sides.act("move", "#nav", 0.5, 0.5, 0)
    sides.page.evaluate("sides.act(['move', '0', 0, 0, 0, 0])")
    assert sides.heard()[:2] == ["mouseout nav", "mouseleave nav"]


def test_a_wheel_is_heard_by_the_shop(sides: Sides) -> None:
    sides.show(
        "<div id=map onwheel='event.preventDefault(); turned = event.deltaY'>Map</div><p style=height:3000px>"
    )
    assert sides.act("wheel", "#map", 0.5, 0.5, 0, 120, 0) == "invalid"
    assert sides.host.evaluate("turned") == 120
    sides.page.evaluate("sides.act(['scroll', '0', 0, 0, 120])")
    assert sides.results()[-1] == ["scroll", "invalid"]
    assert sides.act("wheel", "p", 0.5, 0.5, 0, 120, 0) == "ok"
    sides.page.evaluate("sides.act(['scroll', '0', 0, 0, 120])")
    assert sides.results()[-1] == ["scroll", "ok"]
