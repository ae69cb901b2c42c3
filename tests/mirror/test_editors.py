"""Somebody writes in a shop's rich editor from a real mirror: the editor's own document says what was meant, and both sides are equal."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import CDPSession

from tests.bundles import bundle
from tests.mirror.pair import Pair
from tests.mirror_equality import assert_equal, mirror_frame

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><meta charset=utf-8><title>Editor</title>
<style>#editor > div, #editor { white-space: pre-wrap } p { margin: 4px }</style>
<p>Above</p><div id=editor {attributes}></div><p>Below</p><script src=/editor.js></script>"""
ATTRIBUTES = {"prosemirror": "", "lexical": "contenteditable"}


class Writer:
    """Somebody at the mirror of a page with an editor in it."""

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        self.press = pair.viewer.keyboard.press
        self.type = pair.viewer.keyboard.type

    def begin(self) -> None:
        self.pair.viewer.evaluate("alongsideMirror.isActing = true")
        mirror_frame(self.pair.viewer).click("[contenteditable]")

    def compose(self, *steps: str) -> None:
        """An input method shows these one after the other; the last is what comes of it."""
        client: CDPSession = self.pair.viewer.context.new_cdp_session(self.pair.viewer)
        for text in steps[:-1]:
            end = len(text)
            client.send("Input.imeSetComposition", {"text": text, "selectionStart": end, "selectionEnd": end})
        client.send("Input.insertText", {"text": steps[-1]})

    def sees(self, text: str) -> None:
        """The editor holds this, and the mirror shows it."""
        self.pair.host.wait_for_function("(text) => window.text() === text", arg=text)
        assert_equal(self.pair.host, self.pair.viewer)


@pytest.fixture(scope="module")
def script_of(root: Path) -> Callable[[str], str]:
    return lambda name: bundle(root, f"tests/mirror/shops/{name}.ts")


@pytest.mark.parametrize("editor", ATTRIBUTES)
def test_two_write_in_a_rich_editor_each_at_their_own_caret(
    pair: Pair, script_of: Callable[[str], str], editor: str
) -> None:
    pair.bench.pages["/editor.js"] = script_of(editor).encode()
    pair.bench.pages["/editor.html"] = PAGE.replace("{attributes}", ATTRIBUTES[editor]).encode()
    pair.open("editor.html")
    writer = Writer(pair)
    writer.begin()
    writer.type("cups")
    writer.press("Control+Backspace")
    writer.type("green tee")
    writer.press("Backspace")
    writer.type("a")
    writer.sees("green tea")
    writer.press("Enter")
    writer.press("Enter")
    writer.type("and rice")
    writer.sees("green tea\n\nand rice")
    for _ in range(4):
        writer.press("Shift+ArrowLeft")
    writer.press("Control+b")
    writer.sees("green tea\n\nand *rice*")
    writer.press("ArrowRight")
    writer.compose("ちゃ", "茶")
    writer.compose("わん", "碗")
    writer.sees("green tea\n\nand *rice茶碗*")
    shopper = pair.host.keyboard
    pair.host.click("[contenteditable] p")
    shopper.press("Control+Home")
    shopper.type("my ")
    writer.type("!")
    writer.sees("my green tea\n\nand *rice茶碗!*")
    shopper.type("best ")
    writer.press("Backspace")
    writer.sees("my best green tea\n\nand *rice茶碗*")
