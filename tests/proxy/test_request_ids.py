"""Whose word is taken for a request's id."""

import re

import pytest

from proxy.trip import choose_id


def test_an_id_of_an_edge_of_ours_is_kept() -> None:
    assert choose_id(b"4f1c-edge.7", is_trusted=True) == b"4f1c-edge.7"


@pytest.mark.parametrize(
    ("told", "is_trusted"), [(b"4f1c", False), (b'"}', True), (b"x" * 129, True), (b"", True), (None, True)]
)
def test_any_other_gets_one_of_ours(told: bytes | None, is_trusted: bool) -> None:
    assert re.fullmatch(b"[0-9a-f]{32}", choose_id(told, is_trusted=is_trusted))
