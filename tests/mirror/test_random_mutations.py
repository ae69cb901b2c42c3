"""Random, seeded mutations: whatever a page does to its tree within a task, a microtask or a frame, the mirror's tree is equal."""

import pytest

from tests.mirror.pair import Pair
from tests.mirror_equality import assert_equal

BATCHES = 8
ROUNDS = 12


@pytest.mark.browser
@pytest.mark.parametrize("seed", range(6))
def test_mirror_follows_random_mutations(pair: Pair, seed: int) -> None:
    pair.open("random.html")
    for batch in range(BATCHES):
        pair.host.evaluate("([seed, rounds]) => mutate(seed, rounds)", [seed * BATCHES + batch, ROUNDS])
        assert_equal(pair.host, pair.viewer)
    wants = pair.viewer.evaluate("alongsideMirror.log.filter(([name]) => name === 'want').length")
    assert wants == 0, "the mirror lost its way and asked for a snapshot"
