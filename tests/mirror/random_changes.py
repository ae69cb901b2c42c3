"""Seeded random changes of a page (tests/pages/random.html), and what has to hold of its mirror after them."""

from collections.abc import Sequence
from typing import Any

from tests.mirror.pair import Pair
from tests.mirror_equality import assert_equal, settle

ROUNDS = 12
"""Rounds between two comparisons; each is about four changes."""
KINDS = ("tree", "attributes", "text", "sheets", "forms", "looks", "frames")
LAST = 60
MOST_TOLD = 3
DIGEST_ALL = "() => { while (benchCapture.digest()); }"
MUTATE = "([seed, rounds, kinds]) => mutate(seed, rounds, kinds)"
LAID_OUT_ANEW = """() => {
  const { documentElement: element, scrollingElement: root } = document;
  if (!element?.style || !root) return false;
  const size = () => `${root.scrollWidth} ${root.scrollHeight}`;
  const before = size();
  element.style.display = "none";
  root.getBoundingClientRect();
  element.style.removeProperty("display");
  return size() !== before;
}"""
"""Whether a page or frame has another size when its browser lays it out from scratch: after some changes it keeps lines that are gone."""
LOST = """alongsideMirror.log.filter(([name, frame, why]) => name === "want" && (frame === "0" || why !== "gap"))"""
"""A frame inside that was made again asks for its snapshot, and rightly."""


class PartedError(AssertionError):
    """The mirror went apart in this batch; `trace` names what was done last."""

    def __init__(self, seed: int, batch: int, why: str, trace: Sequence[str]) -> None:
        super().__init__(f"seed {seed}, batch {batch}: {why}\nlast: {', '.join(trace)}")


def follow(pair: Pair, seed: int, batches: int, kinds: Sequence[str] = KINDS, rounds: int = ROUNDS) -> None:
    """Open the page, change it in so many batches of `rounds`, and compare after each; raises PartedError."""
    told = _listen(pair)
    pair.open("random.html")
    for batch in range(batches):
        pair.host.evaluate(MUTATE, [seed * batches + batch, rounds, list(kinds)])
        try:
            _compare_laid_out(pair, told)
        except AssertionError as error:
            trace: list[str] = pair.host.evaluate("trace")
            why = "\n".join([str(error), *told[:MOST_TOLD]])
            raise PartedError(seed, batch, why, trace[-LAST:]) from None


def _compare_laid_out(pair: Pair, told: list[str]) -> None:
    """Compare; where the fault is the layout that the page's own browser had, once more with a fresh one."""
    try:
        _compare(pair, told)
    except AssertionError:
        laid_out_anew = [frame.evaluate(LAID_OUT_ANEW) for frame in pair.host.frames]
        if not any(laid_out_anew):
            raise
        _compare(pair, told)


def _compare(pair: Pair, told: list[str]) -> None:
    pair.soon(lambda: assert_equal(pair.host, pair.viewer))
    pair.host.evaluate(DIGEST_ALL)
    settle(pair.host, pair.viewer)
    assert told == [], "capture or mirror complained"
    assert pair.acts() == [], "the mirror acted of itself"
    lost: list[Any] = pair.viewer.evaluate(LOST)
    assert lost == [], "the mirror lost its way and asked for a snapshot"


def _listen(pair: Pair) -> list[str]:
    """What either side complains of from here on: errors, and words of ours on the console."""
    told: list[str] = []
    for page in (pair.host, pair.viewer):
        page.on("pageerror", lambda error: told.append(f"{error}\n{error.stack}"))
        page.on("console", lambda each: told.append(each.text) if "Alongside" in each.text else None)
    return told
