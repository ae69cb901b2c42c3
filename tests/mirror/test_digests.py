"""Digests: what is changed in a mirror behind its back is found and mended. That none differs otherwise is for the corpus to show."""

import pytest

from tests.mirror.pair import Pair
from tests.mirror_equality import assert_equal, mirror_frame

DIFFERENCES = (
    "alongsideMirror.log.filter(([name, , why]) => name === 'want' && why !== 'gap').map(([, , why]) => why)"
)
PLANTED = {
    "structure": "document.querySelector('#form').lastElementChild.remove()",
    "text": "document.querySelector('h1').firstChild.data = 'Other words'",
    "attributes": "document.querySelector('#link').setAttribute('title', 'another')",
    "state": "document.querySelector('#box').checked = false",
    "sheets": "document.querySelector('style').sheet.cssRules[0].style.color = 'red'",
}
PAGE = b"""<!doctype html><html><head><title>Planted</title><style>h1 { color: green }</style></head><body>
<h1>Words</h1><form id="form"><input id="text" value="typed"><input id="box" type="checkbox" checked>
<select><option>one<option selected>two</select><p>Last</p></form><a id="link" href="#x" title="one">link</a></body></html>"""


@pytest.mark.browser
@pytest.mark.parametrize("what", PLANTED)
def test_what_is_changed_in_a_mirror_is_found_and_mended(pair: Pair, what: str) -> None:
    pair.bench.pages["/planted.html"] = PAGE
    pair.open("planted.html")
    mirror_frame(pair.viewer).evaluate(PLANTED[what])
    pair.viewer.wait_for_function(f"{DIFFERENCES}.includes('{what}')")
    pair.viewer.wait_for_function("alongsideMirror.log.filter(([name]) => name === 'ready').length > 1")
    assert_equal(pair.host, pair.viewer)


GROUPED = """() => {
  const list = document.querySelector("select");
  const group = document.createElement("optgroup");
  group.append(...list.options);
  list.append(group);
}"""
DIGEST_ALL = "() => { while (benchCapture.digest()); }"


@pytest.mark.browser
def test_what_comes_back_within_something_new_is_reckoned_anew(pair: Pair) -> None:
    pair.bench.pages["/planted.html"] = PAGE
    pair.open("planted.html")
    for change in ("() => {}", GROUPED):
        pair.host.evaluate(change)
        assert_equal(pair.host, pair.viewer)
        pair.host.evaluate(DIGEST_ALL)
        assert_equal(pair.host, pair.viewer)
        assert pair.viewer.evaluate(DIFFERENCES) == []
