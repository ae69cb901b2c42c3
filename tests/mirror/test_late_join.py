"""Who joins while things move sees them where the host has them."""

import pytest

from tests.mirror.pair import Pair
from tests.mirror_equality import mirror_frame, settle

pytestmark = pytest.mark.browser

PAGE = b"""<!doctype html><html><head><title>Moving</title><style>@keyframes k{to{transform:translateX(300px)}}
div{width:50px;height:30px;background:teal}
#css{animation:k 7s infinite alternate linear}#transition{transition:margin-left 90s linear}</style></head>
<body><div id=css></div><div id=script></div><div id=transition></div><script>
script.animate({ opacity: [0, 1] }, { duration: 5000, iterations: Infinity });
transition.offsetWidth; transition.style.marginLeft = "300px";
</script></body></html>"""
STARTS = """() => Object.fromEntries(document.getAnimations().filter(({ id }) => id !== "alongside").map((each) =>
  [each.effect.target.id, performance.timeOrigin + document.timeline.currentTime - each.currentTime]))"""
"""When each began, by the clock of the machine that both browsers run on."""
TWO_FRAMES = 2 * 1000 / 60
TRIES = 50


def apart(pair: Pair) -> float:
    """The animation that is furthest from the host's place, in milliseconds."""
    mine, theirs = pair.host.evaluate(STARTS), mirror_frame(pair.viewer).evaluate(STARTS)
    assert mine.keys() == theirs.keys() == {"css", "script", "transition"}
    return max(abs(float(mine[name]) - float(theirs[name])) for name in mine)


def test_a_late_joiner_sees_animations_and_transitions_at_the_same_phase(pair: Pair) -> None:
    pair.bench.pages["/moving.html"] = PAGE
    pair.open("moving.html")
    pair.viewer.goto(f"{pair.bench.live}/viewer")
    # A busy machine may deliver a word late; where things stand is told anew to each who joins.
    for _ in range(TRIES):
        pair.host.evaluate("benchCapture.retell()")
        settle(pair.host, pair.viewer)
        if apart(pair) <= TWO_FRAMES:
            return
    assert apart(pair) <= TWO_FRAMES
