"""What is masked never leaves the page: not in a snapshot, not in a change, in no order of events."""

import pytest

from tests.mirror.pair import Pair
from tests.mirror_equality import mirror_frame, settle

CARDS = ("4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1111", "5500 0000 0000 0004")
CODE = "123456"


@pytest.mark.browser
def test_no_secret_of_the_masked_page_is_ever_sent(pair: Pair) -> None:
    pair.open("masked.html")
    for step in range(pair.host.evaluate("steps.length")):
        pair.host.evaluate("step => steps[step]()", step)
        settle(pair.host, pair.viewer)
        pair.host.evaluate("benchCapture.snapshot('*')")
    sent = "\n".join(pair.bench.relay.sent)
    leaked = [
        text for text in ("-secret", "Confidential", "Jane", "住所", *CARDS, f'"{CODE}"') if text in sent
    ]
    assert leaked == []
    assert "shown" in sent, "what is not secret is sent"


@pytest.mark.browser
@pytest.mark.parametrize("option", ["mask", "block"])
def test_configured_selectors_hide_what_they_match(pair: Pair, option: str) -> None:
    pair.host.add_init_script(f"window.benchOptions = {{ {option}: ['.private'] }}")
    pair.bench.pages["/own.html"] = (
        b'<!doctype html><p class="private">own-secret</p><p id="q">clear</p><p>the end</p>'
    )
    pair.open("own.html")
    pair.host.evaluate("q.className = 'private'; q.textContent = 'later-secret'")
    settle(pair.host, pair.viewer)
    assert not any("-secret" in message for message in pair.bench.relay.sent)
    assert "the end" in mirror_frame(pair.viewer).inner_text("body")
