"""Why a document that was asked for has nothing put in: the reasons are those of the table, and each comes about."""

import pytest

from alongside.road_numbers import FATES
from injector.insertion import Insertion
from injector.requests import prepare_request
from injector.responses import prepare_response, why_untouched
from tests.injector.shop import fields, rules

HTML = "Content-Type: text/html"
CASES: dict[str, tuple[str, str, int, list[str]]] = {
    "left-out": ("GET", "/pay/card", 200, [HTML]),
    "not-modified": ("GET", "/", 304, []),
    "redirect": ("GET", "/", 302, [HTML, "Location: /b"]),
    "no-body": ("HEAD", "/", 200, [HTML]),
    "part": ("GET", "/", 206, [HTML]),
    "not-html": ("GET", "/", 200, ["Content-Type: application/pdf"]),
    "charset": ("GET", "/", 200, [f"{HTML}; charset=utf-16"]),
    "attachment": ("GET", "/", 200, [HTML, "Content-Disposition: attachment"]),
    "no-transform": ("GET", "/", 200, [HTML, "Cache-Control: no-transform"]),
    "unknown-coding": ("GET", "/", 200, [HTML, "Content-Encoding: secret"]),
}
FOUND_WHILE_STREAMING = {"injected", "no-place", "head-too-late", "error", "broken-off", "no-answer"}


@pytest.mark.parametrize("fate", CASES)
def test_a_document_that_passes_as_it_is_has_a_reason(fate: str) -> None:
    method, path, status, answered = CASES[fate]
    by, response = rules(leave_out=("/pay/*",)), fields(*answered)
    visit = prepare_request(by, by.main, method, path, fields("Accept: text/html"))
    assert visit.asked
    assert prepare_response(by, visit, status, response, lambda _: None) is None
    assert why_untouched(visit, status, response) == fate


def test_all_reasons_are_shown() -> None:
    assert CASES.keys() | FOUND_WHILE_STREAMING == FATES.keys()


@pytest.mark.parametrize(("size", "late"), [(10, False), (70_000, True)])
def test_a_document_without_a_place_within_the_bound_is_told_from_one_without_any(
    size: int, late: bool
) -> None:
    insertion = Insertion(b"<script>")
    page = b"<!--" + b"x" * size if late else b"\xff\xfe" + b"x" * size
    assert insertion.feed(page) + insertion.finish() == page
    assert insertion.gave_up_late is late
