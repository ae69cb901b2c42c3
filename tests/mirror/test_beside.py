"""A mirror whose window has no focus leaves the keyboard to the person beside it, and still shows the host's focus and selection."""

import pytest

from tests.mirror.pair import Pair
from tests.mirror_equality import mirror_frame, pixel_difference, settle

pytestmark = pytest.mark.browser

PAGE = b"""<!doctype html><html><head><title>Beside</title><style>button{appearance:none;border:1px solid}
.own::selection{background:gold;color:navy}@media (min-width:1px){.wide::selection{background:lime}}</style></head><body>
<p><button id=b>one</button> <a id=a href=#a>two</a> <input id=c type=checkbox></p><p id=p>Some <b>bold</b> words.</p>
<p id=o class=own>of its own</p><p id=w class=wide>in a query</p></body></html>"""
SHARE = 0.001
MODE = "alongsideMirror.send(['mode', { act: true, plain: false, lang: 'en' }])"


def assert_looks_equal(pair: Pair) -> None:
    settle(pair.host, pair.viewer)
    assert not mirror_frame(pair.viewer).evaluate("document.hasFocus()")
    share = pixel_difference(pair.host.screenshot(), pair.viewer.screenshot())
    assert share <= SHARE, f"{share:.3%} of the pixels differ"


def test_focus_rings_and_selections_are_drawn_without_the_focus(pair: Pair) -> None:
    pair.bench.pages["/beside.html"] = PAGE
    pair.open("beside.html")
    pair.viewer.evaluate(MODE)
    for _ in range(3):
        pair.host.keyboard.press("Tab")
        assert_looks_equal(pair)
    pair.host.evaluate("document.activeElement.blur()")
    for paragraph in ("p", "o", "w"):
        pair.host.evaluate("id => getSelection().selectAllChildren(document.getElementById(id))", paragraph)
        assert_looks_equal(pair)
    pair.host.evaluate("getSelection().removeAllRanges()")
    assert_looks_equal(pair)
