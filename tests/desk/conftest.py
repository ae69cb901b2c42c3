"""A live host for each file of tests, and people at their browsers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.live_host import LiveHost


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveHost]:
    """With two reps, Bea and Carl."""
    folder: Path = tmp_path_factory.mktemp("live")
    with LiveHost(folder) as running:
        running.add_rep("bea@shop.example", "Bea")
        running.add_rep("carl@shop.example", "Carl")
        yield running
