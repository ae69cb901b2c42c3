"""Framing headers: relaxed for a page of a shopper's split screen alone, and only as far as the shop's own host."""

import pytest

from alongside.names import BESIDE_MARK
from tests.injector.shop import pass_through, rules

PAGE = b"<!doctype html><html><head><title>A page</title></head><body></body></html>"
PANE = [
    "Sec-Fetch-Dest: iframe",
    "Sec-Fetch-Site: same-origin",
    "Sec-Fetch-Mode: navigate",
    f"Cookie: a=b; alongside_session=xyz; alongside_on={BESIDE_MARK}",
]
DENIED = ["X-Frame-Options: DENY", "Content-Security-Policy: default-src *; frame-ancestors 'none'"]


def framing(asked: list[str], answered: list[str], *, path: str = "/", status: int = 200) -> list[str]:
    """What is said of frames in the answer."""
    by = rules(leave_out=("/pay/*",))
    _, got, _ = pass_through(
        by, asked, ["Content-Type: text/html", *answered], PAGE, path=path, status=status
    )
    return [line for line in got if line.startswith(("X-Frame", "x-frame", "Content-Security"))]


@pytest.mark.parametrize(
    ("said", "says"),
    [
        (["X-Frame-Options: DENY"], ["X-Frame-Options: SAMEORIGIN"]),
        (["x-frame-options: deny"], ["x-frame-options: SAMEORIGIN"]),
        (["X-Frame-Options: SAMEORIGIN"], ["X-Frame-Options: SAMEORIGIN"]),
        (["X-Frame-Options: SAMEORIGIN, DENY"], ["X-Frame-Options: SAMEORIGIN"]),
        (["X-Frame-Options: DENY", "X-Frame-Options: SAMEORIGIN"], ["X-Frame-Options: SAMEORIGIN"]),
        (["X-Frame-Options: ALLOW-FROM https://a.example"], ["X-Frame-Options: SAMEORIGIN"]),
        ([], []),
    ],
)
def test_frame_options_give_way_to_the_shops_own_host(said: list[str], says: list[str]) -> None:
    assert framing(PANE, said) == says


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("frame-ancestors 'none'", "frame-ancestors 'self'"),
        (
            "default-src *; Frame-Ancestors 'NONE' ; img-src *",
            "default-src *; Frame-Ancestors 'self'; img-src *",
        ),
        ("frame-ancestors https://a.example", "frame-ancestors https://a.example 'self'"),
        ("frame-ancestors", "frame-ancestors 'self'"),
        ("frame-ancestors 'self'; img-src *", "frame-ancestors 'self'; img-src *"),
        ("frame-ancestors *", "frame-ancestors *"),
        ("img-src 'none'", "img-src 'none'"),
        ("frame-ancestors 'none', frame-ancestors 'self'", "frame-ancestors 'self', frame-ancestors 'self'"),
        ("frame-ancestors 'self'; frame-ancestors 'none'", "frame-ancestors 'self'; frame-ancestors 'none'"),
    ],
)
def test_policies_give_way_to_the_shops_own_host(said: str, says: str) -> None:
    for name in ("Content-Security-Policy", "Content-Security-Policy-Report-Only"):
        assert framing(PANE, [f"{name}: {said}"]) == [f"{name}: {says}"]


def test_a_page_that_was_not_modified_is_let_in_too() -> None:
    assert framing(PANE, DENIED, status=304) == [
        "X-Frame-Options: SAMEORIGIN",
        "Content-Security-Policy: default-src *; frame-ancestors 'self'",
    ]


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        (0, "Sec-Fetch-Dest: document"),
        (0, "Sec-Fetch-Dest: empty"),
        (1, "Sec-Fetch-Site: same-site"),
        (1, "Sec-Fetch-Site: cross-site"),
        (1, "Accept: text/html"),
        (3, "Cookie: alongside_session=xyz; alongside_on=1"),
        (3, f"Cookie: xalongside_on={BESIDE_MARK}"),
        (3, "Cookie: a=b"),
    ],
)
def test_everybody_elses_framing_headers_stay_byte_for_byte(line: int, instead: str) -> None:
    asked = [*PANE[:line], instead, *PANE[line + 1 :]]
    assert framing(asked, DENIED) == DENIED


def test_a_path_that_is_left_out_stays_byte_for_byte() -> None:
    assert framing(PANE, DENIED, path="/pay/card") == DENIED
