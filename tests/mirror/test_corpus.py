"""Every page of tests/pages, and every step in it: the mirror's tree is equal, and so are at least 99.9 % of its pixels.

At the end the digests agree too: a mirror that is equal is never taken for one that went apart. Nor has a mirror that nobody touched acted.
"""

from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage

from tests.mirror.pair import Pair
from tests.mirror.stage import Stage
from tests.mirror.steps import run_step
from tests.mirror_equality import settle

PAGES = Path(__file__).parents[1] / "pages"
DIGEST_ALL = "() => { while (benchCapture.digest()); }"
NAMES = sorted(path.name for path in PAGES.glob("*.*html"))


@pytest.mark.browser
@pytest.mark.parametrize("name", NAMES)
def test_mirror_equals_the_page_after_every_step(stage: Stage, name: str) -> None:
    with stage.pair(name) as pair:
        pair.open(name)
        pair.assert_equal()
        for step in range(pair.host.evaluate("window.steps ? window.steps.length : 0")):
            if run_step(pair.host, step, pair.viewer):
                stage.wear_out()
            try:
                pair.assert_equal()
            except AssertionError as error:
                raise AssertionError(f"step {step} of {name}: {error}") from None
        assert differing(pair) == []
        assert pair.bench.relay.mended == []
        assert pair.acts() == [], "nobody's hands were at the mirror"


def differing(pair: Pair) -> list[str]:
    """What the mirror says of digests that differ."""
    told: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        told.append(message.text)

    pair.viewer.on("console", hear)
    pair.host.evaluate(DIGEST_ALL)
    settle(pair.host, pair.viewer)
    pair.viewer.remove_listener("console", hear)
    return [text for text in told if "differs" in text]
