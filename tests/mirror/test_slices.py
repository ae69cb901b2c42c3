"""A large tree is told in slices; what happens to it in between is told as well, and the mirror is equal at the end."""

import json
from typing import Any

import pytest

from tests.mirror.pair import Pair
from tests.mirror_equality import assert_equal, settle, wait_equal_position

pytestmark = pytest.mark.browser

NODES = 600
NODES_IN_A_SLICE = 16
"""Capture looks at the clock once in so many nodes, and here each look takes longer than a slice may."""
SLOW_CLOCK = "window.benchClock = 13"


def open_large(pair: Pair) -> None:
    """Open a page with a clock by which every slice is over as soon as capture looks. Its rest is still to be told."""
    pair.host.add_init_script(SLOW_CLOCK)
    pair.host.goto(f"{pair.bench.shop}/random.html?nodes={NODES}")
    pair.host.wait_for_function("window.benchCapture && benchCapture.positions['0']")


def records(pair: Pair) -> list[list[Any]]:
    return [json.loads(text) for text in pair.bench.relay.sent]


def count(wire: object) -> int:
    """Elements and texts of a wire node."""
    if isinstance(wire, str):
        return 1
    assert isinstance(wire, list)
    children = wire[2:] if isinstance(wire[0], str) or wire[0] == 11 else []
    return 1 + sum(count(child) for child in children)


def test_a_snapshot_comes_in_as_many_records_as_it_needs(pair: Pair) -> None:
    open_large(pair)
    wait_equal_position(pair.host, pair.viewer)
    before = len(records(pair))
    pair.host.evaluate("benchCapture.snapshot('0')")  # the first one may have come before the parser was done
    assert_equal(pair.host, pair.viewer)
    snap, *rest = records(pair)[before:]
    assert sum(count(node) for node in snap[4][2]) < 3 * NODES_IN_A_SLICE
    changes = [record[4] for record in rest if record[0] == "change"]
    parts = [change for change in changes if any(op[0] == "+" for op in change)]
    assert len(parts) > NODES / (3 * NODES_IN_A_SLICE)
    assert all(part[0] == ["z"] for part in parts), "what belongs to the snapshot says so"
    sizes = [sum(count(node) for op in part if op[0] == "+" for node in op[4]) for part in parts]
    assert max(sizes) < 3 * NODES_IN_A_SLICE


def test_what_comes_after_a_snapshot_is_no_part_of_it(pair: Pair) -> None:
    open_large(pair)
    wait_equal_position(pair.host, pair.viewer)
    before = len(records(pair))
    pair.host.evaluate("root.append('more')")
    assert_equal(pair.host, pair.viewer)
    changes = [record for record in records(pair)[before:] if record[0] == "change"]
    codes = [op[0] for *_, ops in changes for op in ops]
    assert "+" in codes
    assert "z" not in codes


@pytest.mark.parametrize("seed", range(4))
def test_a_page_that_changes_while_it_is_told_is_equal_at_the_end(pair: Pair, seed: int) -> None:
    open_large(pair)
    pair.host.evaluate("seed => mutate(seed, 150, ['tree', 'attributes', 'text'])", seed)
    assert_equal(pair.host, pair.viewer)
    wants = pair.viewer.evaluate("alongsideMirror.log.filter(([name]) => name === 'want').length")
    assert wants == 0, "the mirror lost its way and asked for a snapshot"


def test_a_field_that_shows_its_password_before_it_was_told_stays_masked(pair: Pair) -> None:
    secret = "canary-4711"
    pair.host.add_init_script(SLOW_CLOCK)
    rows = "<p>x</p>" * 200
    page = f"<!doctype html><html><head></head><body>{rows}<input id=p type=password name=password></body></html>"
    pair.bench.pages["/toggle.html"] = page.encode()
    pair.host.goto(f"{pair.bench.shop}/toggle.html")
    pair.host.wait_for_function("window.benchCapture && benchCapture.positions['0']")
    pair.host.evaluate(f"p.value = '{secret}'; p.type = 'text'")
    assert_equal(pair.host, pair.viewer)
    assert not any(secret in text for text in pair.bench.relay.sent)


def test_a_page_whose_scripts_ask_for_no_sheet_is_not_looked_at_again_and_again(pair: Pair) -> None:
    pair.host.add_init_script(
        "window.intervals = 0; const native = setInterval; setInterval = (...given) => (intervals++, native(...given))"
    )
    pair.open("basic.html")  # and no more: a comparison of trees asks for sheets
    assert pair.host.evaluate("intervals") == 0


TOLD_AT_ONCE = """async change => {
  const offset = () => benchCapture.positions["0"][1];
  await new Promise(resolve => setTimeout(resolve, 100));
  const before = offset();
  new Function(change)();
  await null;
  return offset() - before;
}"""


def test_a_small_change_is_told_in_its_own_task_and_a_large_tree_is_not(pair: Pair) -> None:
    pair.open("basic.html")
    for change, told in (
        ("document.title = 'other'", 1),
        ("document.body.innerHTML = '<p><b>x</b></p>'", 1),
        ("document.body.innerHTML = '<ul><li><b>x</b></li></ul>'", 0),
        ("document.body.innerHTML = `<ul>${'<li>x</li>'.repeat(9)}</ul>`", 0),
    ):
        settle(pair.host, pair.viewer)
        assert pair.host.evaluate(TOLD_AT_ONCE, change) == told
