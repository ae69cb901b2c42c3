"""What no fixture page can show: fonts that one side lacks, and a screen that lays out with more pixels than the viewer's."""

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright

from tests.conftest import FLAGS, find_browser
from tests.mirror.bench_server import Bench
from tests.mirror.devices import open_context
from tests.mirror.pair import Pair
from tests.mirror_equality import mirror_frame, settle, watch_roots

INSTALLED = """() => {
  const context = document.createElement("canvas").getContext("2d");
  const widthOf = (font) => { context.font = "64px " + font; return context.measureText("Mmwli1").width; };
  return ["DejaVu Sans", "Liberation Sans", "Noto Sans", "Noto Sans CJK JP", "Arial", "FreeSans", "IPAGothic"].find((name) =>
    widthOf(`"${name}",serif`) !== widthOf("serif") && widthOf(`"${name}",monospace`) !== widthOf("monospace"));
}"""


def show(pair: Pair, nodes: list[Any], ops: list[Any]) -> None:
    """Give the mirror a page that no host has."""
    meta = {
        "url": "http://x.example/",
        "base": "http://x.example/",
        "compat": "CSS1Compat",
        "viewport": [800, 600, 1],
    }
    snap = ["snap", "0", "made", 0, [meta, 1, nodes, ops]]
    pair.viewer.evaluate("record => alongsideMirror.send(record)", snap)
    pair.viewer.wait_for_function("alongsideMirror.position[0]?.[0] === 'made'")


@pytest.mark.browser
def test_fonts_that_only_one_side_has_are_named(pair: Pair) -> None:
    family = pair.viewer.evaluate(INSTALLED)
    assert family, "this machine has none of the fonts that the test knows"
    body = ["body", 0, "text"]
    show(
        pair,
        [[10, "html", "", ""], ["html", 0, ["head", 0], body]],
        [["l", [family, 0, "Alongside Nowhere", 300], "Sample"]],
    )
    told = pair.viewer.evaluate("alongsideMirror.log.filter((each) => each[0] === 'fonts')")
    assert told == [["fonts", [family, "Alongside Nowhere"]]]


@pytest.mark.browser
def test_the_host_tells_the_fonts_that_its_page_does_not_bring_along(pair: Pair) -> None:
    pair.bench.pages["/own_fonts.html"] = (
        b"<!doctype html><style>@font-face{font-family:Mine;src:local(none)}</style>"
        b"<p style=\"font-family:Mine,'Alongside, Nowhere',serif\">text"
    )
    pair.open("own_fonts.html")
    pair.host.evaluate("benchCapture.digest(), benchCapture.flush()")
    settle(pair.host, pair.viewer)
    changes = [json.loads(text) for text in pair.bench.relay.sent]
    told = [op[1] for record in changes if record[0] == "change" for op in record[4] if op[0] == "l"]
    families = told[-1][::2]
    assert "Mine" not in families
    assert told[-1][families.index("Alongside, Nowhere") * 2 + 1] == 0
    assert told[-1][families.index("serif") * 2 + 1] > 0


@pytest.mark.browser
def test_a_page_from_a_dense_screen_is_laid_out_as_finely(
    playwright: Playwright, browser: Browser, bench: Bench
) -> None:
    dense = playwright.chromium.launch(
        executable_path=find_browser(),
        args=[*FLAGS, "--force-device-scale-factor=2", "--window-size=800,700"],
    )
    context = dense.new_context(no_viewport=True)
    watch_roots(context)
    viewing = open_context(browser)
    try:
        pair = Pair(bench=bench, host=context.new_page(), viewer=viewing.new_page())
        pair.viewer.goto(f"{bench.live}/viewer")
        pair.open("device_retina.html")
        assert pair.host.evaluate("getComputedStyle(document.querySelector('.h')).borderTopWidth") == "0.5px"
        assert mirror_frame(pair.viewer).evaluate("devicePixelRatio") == 2
        pair.assert_boxes_equal()
    finally:
        viewing.close()
        dense.close()
