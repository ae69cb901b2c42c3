"""Which answers are told to who reads copies of pages, and how a copy is taken."""

import pytest

from alongside.facts.answers import MAX_FRAME, Answer, pack, unpack
from injector.attention import READ_AGAIN, REMEMBERED, Attention
from injector.copying import Copy
from injector.requests import Visit, prepare_request
from tests.injector.shop import fields, rules

VISITOR = "Cookie: a=1; alongside_visit=v"


def visit(method: str, path: str, *lines: str) -> Visit:
    by = rules(leave_out=("/pay/*",))
    return prepare_request(by, by.main, method, path, fields(*lines))


@pytest.mark.parametrize(
    ("asked", "status", "worth"),
    [
        (visit("GET", "/p", "Accept: text/html"), 200, "copy"),
        (visit("GET", "/p", "Accept: text/html"), 404, "status"),
        (visit("GET", "/p", "Accept: text/html"), 302, "nothing"),
        (visit("POST", "/p", "Accept: text/html"), 200, "nothing"),
        (visit("POST", "/p", "Accept: text/html", VISITOR), 200, "copy"),
        (visit("GET", "/p", "Accept: text/html", VISITOR), 404, "copy"),
        (visit("POST", "/api", "Sec-Fetch-Dest: empty", VISITOR), 422, "status"),
        (visit("POST", "/api", "Sec-Fetch-Dest: empty"), 422, "nothing"),
        (visit("POST", "/api", "Sec-Fetch-Dest: empty", VISITOR), 200, "nothing"),
        (visit("GET", "/a.js", "Sec-Fetch-Dest: script", VISITOR), 404, "nothing"),
        (visit("GET", "/pay/now", "Accept: text/html", VISITOR), 200, "nothing"),
    ],
)
def test_what_is_worth_telling(asked: Visit, status: int, worth: str) -> None:
    assert Attention().worth(asked, "/p", status, 0) == worth


def test_a_page_of_nobody_in_particular_is_read_now_and_then() -> None:
    attention, asked = Attention(), visit("GET", "/p", "Accept: text/html")

    def worth(target: str, now: float) -> str:
        return attention.worth(asked, target, 200, now)

    assert [worth("/p", now) for now in (0, READ_AGAIN - 1, READ_AGAIN)] == ["copy", "nothing", "copy"]
    for number in range(REMEMBERED):
        worth(f"/{number}", READ_AGAIN)
    assert worth("/p", READ_AGAIN) == "copy"  # forgotten


def test_the_visit_s_cookie_is_told_as_a_hash_alone_and_never_reaches_the_origin() -> None:
    sent = fields("Accept: text/html", VISITOR)
    asked = prepare_request(rules(), rules().main, "GET", "/p", sent)
    assert sent.first(b"cookie") == b"a=1"
    assert len(asked.whose) == 43


@pytest.mark.parametrize("most", [0, 1, 4, 5, 6, 99])
def test_a_copy_is_bounded_and_the_document_passes(most: int) -> None:
    copies: list[bytes] = []
    copy = Copy(most, copies.append)
    assert b"".join(copy.feed(chunk) for chunk in (b"ab", b"cde", b"f")) + copy.finish() == b"abcdef"
    assert copies == [b"abcdef"[:most]]


def test_a_copy_that_is_given_up_is_given_to_nobody() -> None:
    copies: list[bytes] = []
    copy = Copy(9, copies.append)
    copy.feed(b"ab")
    assert copy.abandon() == b""
    assert copies == []


def test_an_answer_survives_the_way_through_the_pipe() -> None:
    answer = Answer(
        target="/p?q=1", status=404, method="POST", visit="v", document=True, charset="x", body=b"\x00<p>"
    )
    frame = pack(answer)
    assert int.from_bytes(frame[:4]) == len(frame) - 4 < MAX_FRAME
    assert unpack(frame[4:]) == answer
