"""Selectors of masks: what browsers understand is taken, the rest is refused, for a mask that none understands masks nothing."""

import pytest

from alongside.selectors import is_selector


@pytest.mark.parametrize(
    "selector",
    [
        ".iban",
        "#account > td:nth-child(2) ~ .x, [data-private]",
        ".card:has(> img)",
        ":is(h1, h2):not(.open, .plain)",
        'input[name="a:b]c" i]',
        "li:nth-child(2n+1 of .shown)",
        "input:placeholder-shown:focus-within",
        ".値段",
    ],
)
def test_a_selector_that_browsers_understand_is_one(selector: str) -> None:
    assert is_selector(selector)


@pytest.mark.parametrize(
    "selector",
    ["", "  ", "div[", ".a,", ".a >> .b", "p::before", "svg|a", ".a:secret", "<td>", ".a{}", "x" * 501],
)
def test_what_no_element_can_match_is_none(selector: str) -> None:
    assert not is_selector(selector)
