"""A page of a hundred thousand nodes. Too large for canonical trees to be compared in good time: its text as HTML, and its pixels."""

import pytest

from tests.mirror.pair import Pair
from tests.mirror_equality import mirror_frame, pixel_difference, settle, wait_equal_position

pytestmark = pytest.mark.browser

NODES = 100_000
PAGE = b"""<!doctype html><html><head><title>Large</title>
<style>body{font:12px/1.2 monospace;margin:0}b{color:teal}</style></head><body><script>
/* A hundred sections of a hundred lines, ten nodes and more in each. */
const line = (i) => `<p><b>${i}</b> <i>row</i> <a href="/p/${i}">${i}</a> <u>x</u></p>`;
const section = (s) => `<section>${Array.from({ length: 100 }, (_, i) => line(s * 100 + i)).join("")}</section>`;
document.body.insertAdjacentHTML("beforeend", Array.from({ length: 100 }, (_, s) => section(s)).join(""));
</script></body></html>"""
CHANGE = """() => {
  const all = document.querySelectorAll("section");
  all[0].before(all[1]);
  document.body.append(all[50]);
  for (const each of all[1].querySelectorAll("b")) each.textContent += "!";
  all[60].remove();
  scrollTo(0, 900);
}"""
COUNT = "document.evaluate('count(//node())', document).numberValue"
HTML = "document.body.innerHTML.replace(/<script.*?<.script>/s, '')"
SHARE = 0.001
PATIENCE_MS = 60_000


def assert_looks_equal(pair: Pair) -> None:
    settle(pair.host, pair.viewer)
    mirror = mirror_frame(pair.viewer)
    assert pair.host.evaluate(HTML) == mirror.evaluate(HTML)
    share = pixel_difference(pair.host.screenshot(), pair.viewer.screenshot())
    assert share <= SHARE, f"{share:.3%} of the pixels differ"


def test_a_page_of_a_hundred_thousand_nodes_is_mirrored_and_followed(pair: Pair) -> None:
    pair.bench.pages["/large.html"] = PAGE
    pair.host.goto(f"{pair.bench.shop}/large.html")
    assert pair.host.evaluate(COUNT) >= NODES
    wait_equal_position(pair.host, pair.viewer, timeout=PATIENCE_MS)
    assert_looks_equal(pair)
    pair.host.evaluate(CHANGE)
    assert_looks_equal(pair)
    wants = pair.viewer.evaluate("alongsideMirror.log.filter(([name]) => name === 'want').length")
    assert wants == 0, "the mirror lost its way and asked for a snapshot"
