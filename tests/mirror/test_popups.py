"""Popups in a real mirror: in the mirror's own layer, whatever the page has on top, and without a trace in the mirrored tree."""

from typing import Any

import pytest

from tests.mirror.pair import Pair
from tests.mirror_equality import host_form, mirror_form, mirror_frame, settle

pytestmark = pytest.mark.browser

OPTIONS = "<option>S<option>M<option>L"
PAGE = f"""<!doctype html><title>Popups</title><style>body > :last-child {{ color: red }}</style>
<select id=plain>{OPTIONS}</select><div id=host></div>
<iframe id=frame srcdoc="<select id=inner>{OPTIONS}</select>" width=150 height=40></iframe>
<dialog id=dialog><select id=modal>{OPTIONS}</select></dialog>
<script>host.attachShadow({{ mode: "closed" }}).innerHTML = "<select>{OPTIONS}</select>"; onload = () => dialog.showModal()</script>"""


def selects(pair: Pair) -> list[list[Any]]:
    found: list[list[Any]] = pair.viewer.evaluate(
        "alongsideMirror.log.filter(([name, , act]) => name === 'act' && act[0] === 'select').map(([, , act]) => act)"
    )
    return found


def choose_second(pair: Pair, how_many: int) -> None:
    pair.viewer.keyboard.press("Space")
    while mirror_frame(pair.viewer).evaluate("document.activeElement?.localName") != "alongside-ui":
        pair.viewer.evaluate("new Promise(requestAnimationFrame)")
    for key in ("ArrowDown", "Enter"):
        pair.viewer.keyboard.press(key)
    pair.viewer.wait_for_function(
        "(count) => alongsideMirror.log.filter(([n, , act]) => n === 'act' && act[0] === 'select').length === count",
        arg=how_many,
    )


def test_a_popup_is_in_reach_in_dialogs_shadow_trees_and_frames(pair: Pair) -> None:
    pair.bench.pages["/popups.html"] = PAGE.encode()
    pair.open("popups.html")
    mirror = mirror_frame(pair.viewer)
    mirror.focus("#modal")
    choose_second(pair, 1)
    pair.host.evaluate("dialog.close()")
    settle(pair.host, pair.viewer)
    mirror.evaluate(
        "window[Symbol.for('alongside.test.roots')].get(document.getElementById('host')).firstChild.focus()"
    )
    choose_second(pair, 2)
    mirror.child_frames[0].focus("#inner")
    choose_second(pair, 3)
    assert [act[3] for act in selects(pair)] == [[1], [1], [1]]
    assert len({act[1] for act in selects(pair)}) == 2, "the frame's select is the frame's"


def test_an_open_popup_leaves_the_mirrored_tree_as_it_is(pair: Pair) -> None:
    pair.bench.pages["/popups.html"] = PAGE.encode()
    pair.open("popups.html")
    mirror = mirror_frame(pair.viewer)
    mirror.focus("#modal")
    pair.viewer.keyboard.press("Space")
    mirror.wait_for_selector("html > alongside-ui", state="attached")
    forms = [host_form(pair.host), mirror_form(pair.viewer)]
    for form in forms:
        del form["focus"]
    assert forms[0] == forms[1]
    assert mirror.evaluate("dialog.matches(':modal')")


BESIDE = """() => {
  alongsideMirror.send(["mode", { act: true, plain: false, lang: "en" }]);
  document.body.append(document.createElement("input"));
  document.body.lastChild.focus();
}"""
HAS_THE_KEYBOARD = "document.activeElement.localName"


def test_a_dialog_that_opens_or_closes_leaves_the_keyboard_with_whoever_types_beside_the_mirror(
    pair: Pair,
) -> None:
    pair.bench.pages["/popups.html"] = PAGE.replace("onload = () => dialog.showModal()", "").encode()
    pair.open("popups.html")
    mirror_frame(pair.viewer).evaluate("document.getElementById('plain').focus()")
    pair.viewer.evaluate(BESIDE)
    for change in ("dialog.showModal()", "dialog.close()"):
        pair.host.evaluate(change)
        settle(pair.host, pair.viewer)
        assert mirror_frame(pair.viewer).evaluate("document.querySelectorAll(':modal').length") == (
            change == "dialog.showModal()"
        )
        assert pair.viewer.evaluate(HAS_THE_KEYBOARD) == "input"
