"""What others do is done on the shop's page as a hand would do it, and what they may not do is refused."""

import pytest
from playwright.sync_api import Page, expect

from tests.page.sides import Sides

pytestmark = pytest.mark.browser

CLICK = (0.5, 0.5, 0, 0)


def test_a_press_has_all_its_events_in_order(sides: Sides) -> None:
    sides.show(
        "<button id=buy>Buy</button>",
        *("pointerover", "mouseover", "pointerdown", "mousedown", "focus", "pointerup", "mouseup", "click"),
    )
    sides.act("click", "#buy", *CLICK)
    assert sides.heard() == [
        *("pointerover buy", "mouseover buy", "pointerdown buy", "mousedown buy", "focus buy"),
        *("pointerup buy", "mouseup buy", "click buy"),
    ]


def test_a_press_lands_on_the_fraction_of_the_box(sides: Sides) -> None:
    sides.show(
        "<body style=margin:0><div id=map style='width:200px;height:100px;margin:10px' "
        "onclick='place = [event.clientX, event.clientY]'>"
    )
    sides.act("click", "#map", 0.25, 0.5, 0, 0)
    assert sides.host.evaluate("place") == [60, 60]


def test_down_up_and_click_are_one_press(sides: Sides) -> None:
    sides.show("<button id=buy>Buy</button>", "mousedown", "mouseup", "click")
    for name in ("down", "up", "click"):
        sides.act(name, "#buy", *CLICK)
    assert sides.heard() == ["mousedown buy", "mouseup buy", "click buy"]


def test_a_shop_may_keep_the_focus_where_it_is(sides: Sides) -> None:
    sides.show("<input id=q autofocus><button id=bold onmousedown='event.preventDefault()'>B</button>")
    sides.act("focus", "#q")
    sides.act("click", "#bold", *CLICK)
    assert sides.host.evaluate("document.activeElement.id") == "q"


def test_a_press_beside_everything_takes_the_focus_away(sides: Sides) -> None:
    sides.show("<input id=q><p id=text>Tea</p>")
    sides.act("focus", "#q")
    sides.act("click", "#text", *CLICK)
    assert sides.host.evaluate("document.activeElement.localName") == "body"


@pytest.mark.parametrize("target", ["", "target=_blank", "target=shop-window"])
def test_a_link_is_followed_in_the_same_tab(sides: Sides, target: str) -> None:
    sides.show(f"<a id=tea href='/shop?tea' {target}>Tea</a>")
    sides.send("click", "#tea", *CLICK)
    sides.host.wait_for_url("**/shop?tea")


def test_a_link_that_the_shop_handles_itself_is_not_followed(sides: Sides) -> None:
    sides.show("<a id=tea href='/shop?tea' target=_blank onclick='event.preventDefault()'>Tea</a>")
    sides.act("click", "#tea", *CLICK)
    assert "?tea" not in sides.host.url


def test_a_label_ticks_its_box(sides: Sides) -> None:
    sides.show("<label id=words>Gift <input id=gift type=checkbox></label>", "change")
    sides.act("click", "#words", *CLICK)
    assert sides.host.is_checked("#gift")
    assert sides.heard() == ["change gift"]


def test_a_summary_unfolds(sides: Sides) -> None:
    sides.show("<details id=more><summary id=head>More</summary>Text</details>")
    sides.act("click", "#head", *CLICK)
    assert sides.host.evaluate("more.open")
    sides.act("toggle", "#more", False)
    assert not sides.host.evaluate("more.open")


def test_hovering_tells_what_a_menu_listens_to(sides: Sides) -> None:
    sides.show("<nav id=nav><a id=a>A</a><a id=b>B</a></nav>", "mouseenter", "mouseleave")
    sides.act("move", "#a", 0.5, 0.5, 0)
    sides.act("move", "#b", 0.5, 0.5, 0)
    assert [line for line in sides.heard() if "html" not in line and "body" not in line] == [
        *("mouseenter nav", "mouseenter a", "mouseleave a", "mouseenter b"),
    ]


def test_typing_sends_the_events_of_typing(sides: Sides) -> None:
    sides.show(
        "<input id=q><button id=go>Go</button>",
        *("keydown", "keypress", "beforeinput", "input", "keyup", "change"),
    )
    sides.act("input", "#q", "t", 1, 1)
    assert sides.value("#q") == "t"
    assert sides.heard() == ["keydown q", "keypress q", "beforeinput q", "input q", "keyup q"]
    sides.act("focus", "#go")
    assert sides.heard()[-1] == "change q"


def test_a_text_that_is_pasted_has_no_keys(sides: Sides) -> None:
    sides.show("<textarea id=note></textarea>", "keydown", "input")
    sides.act("input", "#note", "two\nlines", 9, 9)
    assert sides.value("#note") == "two\nlines"
    assert sides.heard() == ["input note"]


def test_a_key_that_the_shop_prevents_types_nothing(sides: Sides) -> None:
    sides.show("<input id=n onkeydown='/[0-9]/.test(event.key) || event.preventDefault()'>")
    sides.act("input", "#n", "4", 1, 1)
    sides.act("input", "#n", "4x", 2, 2)
    assert sides.value("#n") == "4"


def test_the_selection_goes_along(sides: Sides) -> None:
    sides.show("<input id=q>", "input")
    sides.act("input", "#q", "green tea", 9, 9)
    sides.act("input", "#q", "green tea", 0, 5)
    assert sides.host.evaluate("[q.selectionStart, q.selectionEnd, heard.length]") == [0, 5, 1]


@pytest.mark.parametrize("kind", ["email", "number", "date", "color", "range", "search", "tel", "url"])
def test_every_kind_of_typed_input_takes_its_value(sides: Sides, kind: str) -> None:
    value = {"email": "a@b.example", "date": "2026-11-21", "color": "#aabbcc"}.get(kind, "42")
    sides.show(f"<input id=q type={kind}>")
    assert sides.act("input", "#q", value, 0, 0) == "ok"
    assert sides.value("#q") == value


def test_an_editable_element_takes_text_between_two_places(sides: Sides) -> None:
    sides.show("<div id=note contenteditable>Green <b>tea</b></div>", "input")
    sides.act("input", "#note", "black", 0, 5)
    assert sides.host.inner_html("#note") == "black <b>tea</b>"
    sides.act("input", "#note", "", 6, 9)
    assert sides.host.inner_text("#note").strip() == "black"
    assert sides.heard() == ["input note", "input note"]


@pytest.mark.parametrize("state", ["disabled", "readonly"])
def test_a_field_that_takes_nothing_takes_nothing_from_afar(sides: Sides, state: str) -> None:
    sides.show(f"<input id=q value=a {state}>")
    assert sides.act("input", "#q", "b", 1, 1) == "invalid"
    assert sides.value("#q") == "a"


def test_options_are_chosen_with_their_events(sides: Sides) -> None:
    sides.show(
        "<select id=size><option>S<option>M<option disabled>L</select>"
        "<select id=many multiple><option>a<option>b<option>c</select>",
        *("input", "change"),
    )
    assert sides.act("select", "#size", [1]) == "ok"
    assert sides.act("select", "#size", [2]) == "invalid"
    assert sides.act("select", "#many", [0, 2]) == "ok"
    assert sides.value("#size") == "M"
    assert sides.host.evaluate("[...many.selectedOptions].map((option) => option.value)") == ["a", "c"]
    assert sides.heard() == ["input size", "change size", "input many", "change many"]


def test_a_box_is_set_to_what_was_wanted_not_turned_over(sides: Sides) -> None:
    sides.show("<input id=gift type=checkbox>", "click")
    sides.act("check", "#gift", True)
    sides.act("check", "#gift", True)
    assert sides.host.is_checked("#gift")
    assert sides.heard() == ["click gift"]


def form_with(rest: str) -> str:
    return (
        f"<form id=form action=/shop><input id=q name=q><input id=r name=r>{rest}</form><script>submitter = 0;"
        "form.onsubmit = (event) => { event.preventDefault(); submitter = event.submitter?.id ?? null }</script>"
    )


def test_enter_in_a_field_presses_the_default_button(sides: Sides) -> None:
    sides.show(form_with("<button type=button>No</button><button id=go>Go</button>"), "change", "submit")
    sides.act("input", "#q", "tea", 3, 3)
    sides.act("key", "#q", "Enter", "Enter", 0)
    assert sides.heard() == ["change q", "submit form"]
    assert sides.host.evaluate("submitter") == "go"


def test_enter_does_nothing_in_a_form_of_two_fields_without_a_button(sides: Sides) -> None:
    sides.show(form_with(""), "submit")
    sides.act("key", "#q", "Enter", "Enter", 0)
    assert sides.heard() == []


def test_a_submit_is_validated_as_by_hand(sides: Sides) -> None:
    sides.show(form_with("<input id=must required>"), "submit", "invalid")
    sides.act("submit", "#form")
    assert sides.heard() == ["invalid must"]


def test_escape_closes_the_topmost_dialog(sides: Sides) -> None:
    sides.show(
        "<dialog id=cart><button id=ok>OK</button></dialog><script>cart.showModal()</script>",
        "cancel",
        "close",
    )
    sides.act("key", "#ok", "Escape", "Escape", 0)
    assert not sides.host.evaluate("cart.open")


def test_arrows_walk_through_radio_buttons_and_options(sides: Sides) -> None:
    sides.show(
        "<input type=radio name=r id=a checked><input type=radio name=r id=b disabled><input type=radio name=r id=c>"
        "<select id=s><option>1<option disabled>2<option>3</select>",
    )
    sides.act("key", "#a", "ArrowDown", "ArrowDown", 0)
    sides.act("key", "#s", "ArrowDown", "ArrowDown", 0)
    assert sides.host.evaluate("[c.checked, s.value]") == [True, "3"]


def test_the_page_and_its_parts_scroll(sides: Sides) -> None:
    sides.show(
        "<div id=box style='height:100px;overflow:auto'><p style=height:900px></div><p style=height:3000px>"
    )
    sides.act("scroll", "#box", 0, 70)
    sides.page.evaluate("sides.act(['scroll', '0', 0, 0, 500])")
    sides.settle()
    assert sides.host.evaluate("[box.scrollTop, scrollY]") == [70, 500]


def test_a_press_closes_a_popover_that_it_is_not_in(sides: Sides) -> None:
    sides.show(
        "<button id=menu popovertarget=pop>Menu</button><div id=pop popover>Items</div><p id=away>Text</p>"
    )
    sides.act("click", "#menu", *CLICK)
    assert sides.host.evaluate("pop.matches(':popover-open')")
    sides.act("click", "#away", *CLICK)
    assert not sides.host.evaluate("pop.matches(':popover-open')")


@pytest.mark.parametrize(
    ("body", "action", "refusal"),
    [
        ("<button id=x data-alongside=noremote>Pay</button>", "click", "noremote"),
        ("<div data-alongside=noremote><button id=x>Pay</button></div>", "click", "noremote"),
        ("<div class=reserved><a href=/ id=x>Pay</a></div>", "click", "noremote"),
        ("<label id=x>Yes <input type=checkbox data-alongside=noremote></label>", "click", "noremote"),
        ("<input id=x type=password>", "click", "masked"),
        ("<input id=x type=file>", "click", "protected"),
        ("<label id=x>File <input type=file></label>", "click", "protected"),
        ("<a id=x href=mailto:a@b.example>Mail</a>", "click", "protected"),
        ("<a href=tel:123><b id=x>Call</b></a>", "click", "protected"),
        ("<a id=x href=/list.csv download>List</a>", "click", "protected"),
        ("<a id=x href=https://elsewhere.example/ target=_blank>Out</a>", "click", "protected"),
        ("<p>Nothing</p>", "click", "gone"),
    ],
)
def test_what_others_may_not_press_is_not_pressed(sides: Sides, body: str, action: str, refusal: str) -> None:
    sides.show(body, "pointerdown", "mousedown", "click")
    assert sides.act(action, "#x", *CLICK) == refusal
    assert sides.heard() == []


def test_enter_is_no_way_around_a_reserved_button(sides: Sides) -> None:
    sides.show(form_with("<button data-alongside=noremote>Order</button>"), "submit", "keydown")
    assert sides.act("key", "#q", "Enter", "Enter", 0) == "noremote"
    assert sides.act("submit", "#form") == "noremote"
    assert sides.heard() == []


def test_a_secret_takes_no_text_from_others(sides: Sides) -> None:
    sides.show("<input id=x type=password value=secret>")
    assert sides.act("input", "#x", "guess", 5, 5) == "masked"
    assert sides.value("#x") == "secret"


def test_only_pages_of_the_shop_can_be_gone_to(sides: Sides) -> None:
    sides.show("<p>Tea</p>")
    sides.go("https://elsewhere.example/")
    sides.go("javascript:alert(1)")
    assert sides.results() == [["go", "invalid"], ["go", "invalid"]]
    sides.go("/shop?next")
    sides.host.wait_for_url("**/shop?next")


def test_acts_past_the_bound_are_told_that_the_page_is_busy(sides: Sides) -> None:
    sides.show("<p id=x>Tea</p>")
    sides.page.evaluate("for (let n = 0; n < 258; n++) sides.actOn('focus', '#x')")
    results = [result for _, result in sides.results()]
    # The first is under way, 256 wait, and one is past the bound.
    assert (results.count("busy"), results.count("ok")) == (1, 257)


def test_a_shop_that_throws_does_not_stop_the_next_act(sides: Sides) -> None:
    sides.show("<button id=x onclick='throw new Error(1)'>X</button><input id=q>")
    sides.act("click", "#x", *CLICK)
    assert sides.act("input", "#q", "a", 1, 1) == "ok"


class TestReact:
    """React puts its own `value` on each field to know what was typed; its state must follow what others type."""

    @pytest.fixture
    def form(self, sides: Sides, react_script: str) -> Page:
        sides.show("<div id=form></div>")
        for side in (sides.host, sides.mirror):
            side.add_script_tag(content=react_script)
            side.wait_for_selector("#many")
        sides.join()
        return sides.host

    def test_typed_text_reaches_the_state(self, sides: Sides, form: Page) -> None:
        sides.act("input", "#name", "ken", 3, 3)
        sides.act("input", "#note", "hi", 2, 2)
        assert form.evaluate("[state.name, state.note]") == ["KEN", "HI"]
        expect(form.locator("#name")).to_have_value("KEN")

    def test_boxes_and_options_reach_the_state(self, sides: Sides, form: Page) -> None:
        sides.act("check", "#gift", True)
        sides.act("select", "#size", [2])
        sides.act("select", "#many", [0, 1])
        sides.act("input", "#day", "2026-11-21", 10, 10, 2)
        sides.act("input", "#level", "7", 1, 1, 1)
        assert form.evaluate("[state.gift, state.size, state.many]") == [True, "l", ["s", "m"]]
        assert form.evaluate("[state.day, state.level]") == ["2026-11-21", "7"]
        expect(form.locator("#gift")).to_be_checked()


def test_fields_of_vue_keep_their_state_with_every_modifier(sides: Sides, vue_script: str) -> None:
    sides.show("<div id=form></div>")
    for side in (sides.host, sides.mirror):
        side.add_script_tag(content=vue_script)
        side.wait_for_selector("#level")
    sides.join()
    for field, value in (("name", "Ken"), ("note", "two\nlines"), ("count", "12"), ("trimmed", " tea ")):
        sides.act("input", f"#{field}", value, len(value), len(value))
    sides.act("input", "#name", "お茶", 2, 2, 0, "Ken", "insertCompositionText")
    sides.act("input", "#lazy", "late", 4, 4)
    assert sides.host.evaluate("state.lazy") == ""
    sides.act("focus", "#name")
    for box in ("gift", "ribbon", "cash"):
        sides.act("check", f"#{box}", True)
    sides.act("select", "#size", [2])
    sides.act("select", "#many", [0, 1])
    sides.act("input", "#day", "2026-11-21", 10, 10, 2)
    sides.act("input", "#level", "7", 1, 1, 1)
    assert sides.host.evaluate("state") == {
        "name": "お茶",
        "note": "two\nlines",
        "lazy": "late",
        "count": 12,
        "trimmed": "tea",
        "gift": True,
        "extras": ["ribbon"],
        "pay": "cash",
        "size": "l",
        "many": ["s", "m"],
        "day": "2026-11-21",
        "level": 7,
    }
    expect(sides.host.locator("#echo")).to_have_text("お茶")
