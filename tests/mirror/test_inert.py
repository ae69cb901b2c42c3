"""A mirror runs nothing and leads nowhere, whatever it mirrors; and it catches up from wherever it stands."""

import json

import pytest
from playwright.sync_api import Route

from tests.mirror.pair import Pair
from tests.mirror_equality import assert_equal, mirror_frame, settle

HOSTILE = b"""<!doctype html><html><head><title>Hostile</title><meta http-equiv="refresh" content="0;url=/basic.html">
<meta http-equiv="Content-Security-Policy" content="img-src 'none'"></head>
<body onload="window.ran=1"><img src="/none.png" onerror="window.ran=1"><a id="a" href="javascript:window.ran=1">x</a>
<a id="b" href="/basic.html">away</a><form id="f" action="/basic.html" target="_top"><button id="g">go</button></form>
<svg onload="window.ran=1"><script>window.ran=1</script><a xlink:href="javascript:window.ran=1"><text y="9">y</text></a></svg>
<iframe srcdoc="<script>parent.ran=1;top.ran=1</script>"></iframe><iframe src="javascript:parent.ran=1"></iframe>
<object data="/basic.html"></object><embed src="/basic.html"><base target="_top"><p id="p">still here</p>
<script>document.querySelector("meta").remove();</script></body></html>"""


@pytest.mark.browser
def test_nothing_of_a_hostile_page_runs_in_its_mirror(pair: Pair) -> None:
    pair.bench.pages["/hostile.html"] = HOSTILE.replace(
        b'<meta http-equiv="refresh" content="0;url=/basic.html">', b""
    )
    pair.open("hostile.html")
    mirror = mirror_frame(pair.viewer)
    assert mirror.evaluate("window.ran === undefined")
    assert pair.viewer.evaluate("window.ran === undefined")
    for name in ("a", "b", "g"):
        mirror.evaluate("name => document.getElementById(name).click()", name)
    settle(pair.host, pair.viewer)
    assert mirror.evaluate("window.ran === undefined")
    assert mirror.inner_text("#p") == "still here"
    assert pair.viewer.url.endswith("/viewer")


@pytest.mark.browser
def test_the_mirror_s_tree_holds_nothing_that_could_run(pair: Pair) -> None:
    pair.bench.pages["/hostile.html"] = HOSTILE.replace(
        b'<meta http-equiv="refresh" content="0;url=/basic.html">', b""
    )
    pair.open("hostile.html")
    found = mirror_frame(pair.viewer).evaluate(
        """() => [...document.querySelectorAll("*")].flatMap((e) => [...e.attributes].filter((a) => /^on/i.test(a.name)
        || /javascript:/i.test(a.value) || a.name === "http-equiv" || a.name === "srcdoc").map((a) => a.name + "=" + a.value)
        .concat(e.localName === "script" && (e.textContent || e.src) ? ["script"] : []))"""
    )
    assert found == []


@pytest.mark.browser
def test_a_late_viewer_sees_the_same(pair: Pair) -> None:
    pair.open("basic.html")
    for step in range(4):
        pair.host.evaluate("step => steps[step]()", step)
    pair.viewer.reload()
    assert_equal(pair.host, pair.viewer)
    pair.host.evaluate("steps[4]()")
    assert_equal(pair.host, pair.viewer)


@pytest.mark.browser
def test_a_lost_change_is_made_good_by_a_snapshot(pair: Pair) -> None:
    pair.open("basic.html")
    viewers, pair.bench.relay.viewers = pair.bench.relay.viewers, set()
    pair.host.evaluate("steps[0](); benchCapture.flush()")
    pair.host.wait_for_function("benchCapture.positions['0'][1] > 0")
    while not any(json.loads(message)[0] == "change" for message in list(pair.bench.relay.sent)):
        pair.host.evaluate("new Promise(requestAnimationFrame)")
    pair.bench.relay.viewers = viewers
    pair.host.evaluate("steps[1]()")
    assert_equal(pair.host, pair.viewer)
    assert pair.viewer.evaluate("alongsideMirror.log.some(([name]) => name === 'want')")


@pytest.mark.browser
def test_the_mirror_has_the_host_s_size_and_follows_it(pair: Pair) -> None:
    pair.open("media.html")
    pair.host.set_viewport_size({"width": 640, "height": 480})
    pair.host.wait_for_function("innerWidth === 640")
    pair.viewer.wait_for_function("document.getElementById('mirror').clientWidth === 640")
    assert_equal(pair.host, pair.viewer)


@pytest.mark.browser
def test_a_mirror_that_went_apart_is_found_by_the_digest_and_made_good(pair: Pair) -> None:
    pair.open("basic.html")
    mirror = mirror_frame(pair.viewer)
    mirror.evaluate("document.getElementById('list').lastElementChild.remove()")
    pair.host.evaluate("steps[1](); benchCapture.digest()")
    pair.viewer.wait_for_function("alongsideMirror.log.some(([name]) => name === 'want')")
    while mirror.evaluate("document.getElementById('list')?.children.length") != 3:
        pair.viewer.evaluate("new Promise(requestAnimationFrame)")
    assert_equal(pair.host, pair.viewer)


@pytest.mark.browser
@pytest.mark.parametrize("name", ["shadow.html", "masked.html", "templates.html", "frames.html"])
def test_equal_trees_have_equal_digests(pair: Pair, name: str) -> None:
    wants = "alongsideMirror.log.filter(([name]) => name === 'want').length"
    pair.open(name)
    settle(pair.host, pair.viewer)
    before = pair.viewer.evaluate(wants)  # a mirror in the mirror that came up late has asked for its frame
    pair.host.evaluate("benchCapture.digest()")
    pair.host.evaluate("document.body.append('one change more'); benchCapture.digest()")
    settle(pair.host, pair.viewer)
    assert pair.viewer.evaluate(wants) == before


@pytest.mark.browser
def test_a_mirror_in_the_mirror_that_did_not_come_is_brought_again(pair: Pair) -> None:
    refused: list[str] = []

    def refuse_the_first(route: Route) -> None:
        if refused:
            route.fallback()
        else:
            refused.append(route.request.url)
            route.abort()

    pair.viewer.route("**/mirror?frame=*", refuse_the_first)
    pair.open("frames.html")
    assert_equal(pair.host, pair.viewer)
    assert len(refused) == 1
