"""Random, seeded changes: whatever a page does to its tree, sheets, controls and frames, in a task or between frames, the mirror is equal.

`make soak` runs the same with many more seeds and changes.
"""

import pytest

from tests.mirror.pair import Pair
from tests.mirror.random_changes import follow

BATCHES = 6


@pytest.mark.browser
@pytest.mark.parametrize("seed", range(8))
def test_mirror_follows_random_changes(pair: Pair, seed: int) -> None:
    follow(pair, seed, BATCHES)
