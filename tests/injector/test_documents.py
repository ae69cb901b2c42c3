"""Which requests ask for a document, which responses are one, and who may use what a mirror loads."""

import pytest

from injector.documents import asks_for_document, is_document
from tests.injector.shop import fields, pass_through, rules

BROWSER = "User-Agent: Mozilla/5.0"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (["Sec-Fetch-Dest: document"], True),
        (["Sec-Fetch-Dest: iframe"], True),
        (["Sec-Fetch-Dest: frame"], True),
        (["Sec-Fetch-Dest: empty"], False),
        (["Sec-Fetch-Dest: empty", "Sec-Fetch-Mode: navigate"], True),
        (["Sec-Fetch-Dest: image", "Accept: text/html"], False),
        (["Accept: text/html", BROWSER], True),
        (["Accept: text/html", "X-Requested-With: XMLHttpRequest"], False),
        (["Accept: text/html", "HX-Request: true"], False),
        (["Accept: */*", BROWSER], False),
        (["Accept: */*", "User-Agent: curl/8"], True),
        ([], True),
        (["Accept: application/json"], False),
        (["Accept: image/avif,image/webp,*/*;q=0.8", BROWSER], False),
        (["Service-Worker-Navigation-Preload: true", "Accept: */*", BROWSER], True),
    ],
)
def test_who_asks_for_a_document(asked: list[str], expected: bool) -> None:
    assert asks_for_document("GET", fields(*asked)) is expected


@pytest.mark.parametrize(
    ("method", "expected"),
    [("GET", True), ("POST", True), ("HEAD", True), ("PUT", False), ("OPTIONS", False)],
)
def test_methods_that_lead_to_a_document(method: str, expected: bool) -> None:
    assert asks_for_document(method, fields("Accept: text/html")) is expected


@pytest.mark.parametrize(
    ("status", "answered", "expected"),
    [
        (200, ["Content-Type: text/html"], True),
        (200, ['Content-Type: Text/HTML; charset="Shift_JIS"'], True),
        (200, ["Content-Type: application/xhtml+xml"], True),
        (404, ["Content-Type: text/html"], True),
        (500, ["Content-Type: text/html"], True),
        (200, [], False),
        (200, ["Content-Type: text/plain"], False),
        (200, ["Content-Type: text/html; charset=UTF-16LE"], False),
        (200, ["Content-Type: text/html", "Content-Disposition: Attachment; filename=a"], False),
        (200, ["Content-Type: text/html", "Cache-Control: public, no-transform"], False),
        (206, ["Content-Type: text/html"], False),
        (302, ["Content-Type: text/html"], False),
        (304, ["Content-Type: text/html"], False),
        (204, ["Content-Type: text/html"], False),
    ],
)
def test_what_is_a_document(status: int, answered: list[str], expected: bool) -> None:
    assert is_document(status, fields(*answered)) is expected


def test_xhtml_gets_a_well_formed_tag() -> None:
    page = b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head></head><body/></html>'
    _, _, body = pass_through(rules(), ["Accept: text/html"], ["Content-Type: application/xhtml+xml"], page)
    assert b' async="async"></script></head>' in body


def test_a_part_of_a_page_carries_no_validator() -> None:
    asked = ["Host: shop.example", "Sec-Fetch-Dest: document", "Range: bytes=0-3"]
    answered = ["Content-Type: text/html", 'ETag: "a"', "Content-Range: bytes 0-3/9"]
    sent, got, _ = pass_through(rules(), asked, answered, b"<htm", path="/a.bin", status=206)
    assert sent == asked
    assert got == ["Content-Type: text/html", "Content-Range: bytes 0-3/9"]


STYLE = ["Content-Type: text/css", "Cross-Origin-Resource-Policy: same-origin"]
SHARED = [
    "Content-Type: text/css",
    "Cross-Origin-Resource-Policy: cross-origin",
    "Access-Control-Allow-Origin: *",
    "Vary: Origin",
]


@pytest.mark.parametrize(
    ("asked", "answered", "expected"),
    [
        (["Origin: null", "Sec-Fetch-Dest: style"], STYLE, SHARED),
        (["Origin: null"], STYLE, SHARED),
        (["Origin: null", "Sec-Fetch-Dest: empty"], STYLE, STYLE),
        (["Origin: https://evil.example", "Sec-Fetch-Dest: style"], STYLE, STYLE),
        (["Sec-Fetch-Dest: style"], STYLE, STYLE),
        (["Origin: null"], ["Content-Type: application/json"], ["Content-Type: application/json"]),
        (
            ["Sec-Fetch-Dest: image", "Referer: http://localhost:8081/"],
            ["Cross-Origin-Resource-Policy: same-site"],
            ["Cross-Origin-Resource-Policy: cross-origin"],
        ),
        (
            ["Sec-Fetch-Dest: image", "Referer: http://localhost:80812/"],
            ["Cross-Origin-Resource-Policy: same-site"],
            ["Cross-Origin-Resource-Policy: same-site"],
        ),
        (
            ["Sec-Fetch-Dest: image", "Referer: http://localhost:8081/"],
            ["Content-Type: image/png"],
            ["Content-Type: image/png"],
        ),
    ],
)
def test_what_a_mirror_may_use(asked: list[str], answered: list[str], expected: list[str]) -> None:
    assert sorted(pass_through(rules(), asked, answered)[1]) == sorted(expected)
