"""Cookies, entity tags, caching and the fields that belong to a body's very bytes."""

import pytest

from injector.cookies import strip_ours
from injector.fields import Fields
from injector.responses import BODY_BOUND_FIELDS
from injector.validators import mark_tag, unmark_tags
from tests.injector.shop import fields, lines, pass_through, rules, tried

PAGE = b"<html><head></head>"
NAVIGATION = ["Host: shop.example", "Accept: text/html"]


@pytest.mark.parametrize(
    ("sent", "received"),
    [
        ("a=1; b=2", "a=1; b=2"),
        ("a=1;b=2 ;  c", "a=1;b=2 ;  c"),
        ("alongside_on=1", None),
        ("alongside_session=s; a=1", "a=1"),
        ("a=1; alongside_on=1; b=2", "a=1; b=2"),
        ("alongside_rep=x;alongside_on=1;alongside_session=s", None),
        ("xalongside_on=1; alongside_on2=2", "xalongside_on=1; alongside_on2=2"),
        ('a="x; alongside_on=1', 'a="x'),
    ],
)
def test_our_cookies_stay_on_the_road(sent: str, received: str | None) -> None:
    assert strip_ours(sent.encode()) == (received.encode() if received else None)


EXPIRES = "Expires=Wed, 21 Oct 2037 07:28:00 GMT"
COOKIES = [
    # what the origin sets, what a browser at http://localhost:8080 gets, and a telephone at http://192.168.1.5:8080
    ("a=1", "a=1", "a=1"),
    ("a=1; Path=/; HttpOnly", "a=1; Path=/; HttpOnly", "a=1; Path=/; HttpOnly"),
    ("a=1; Domain=shop.example; Path=/", "a=1; Path=/", "a=1; Path=/"),
    ("a=1;domain=.example;Path=/", "a=1;Path=/", "a=1;Path=/"),
    ("a=1; Domain=other.example", "a=1; Domain=other.example", "a=1; Domain=other.example"),
    ("a=1; Secure; SameSite=Strict", "a=1; Secure; SameSite=Strict", "a=1; SameSite=Strict"),
    ("a=1; Secure; SameSite=None; Partitioned", "a=1; Secure; SameSite=None; Partitioned", "a=1"),
    ("__Host-a=1; Path=/; Secure", "__Host-a=1; Path=/; Secure", "__Host-a=1; Path=/"),
    (f"Domain=shop.example; {EXPIRES}", f"Domain=shop.example; {EXPIRES}", f"Domain=shop.example; {EXPIRES}"),
    ('a="Secure, x"; Max-Age=5', 'a="Secure, x"; Max-Age=5', 'a="Secure, x"; Max-Age=5'),
]  # fmt: skip


@pytest.mark.parametrize(("sent", "at_localhost", "on_a_telephone"), COOKIES)
def test_a_cookie_where_hosts_are_renamed(sent: str, at_localhost: str, on_a_telephone: str) -> None:
    for by, host, expected in (
        (tried(), "localhost:8080", at_localhost),
        (rules(public="http://192.168.1.5:8080"), "192.168.1.5:8080", on_a_telephone),
    ):
        _, answered, _ = pass_through(by, [f"Host: {host}"], [f"Set-Cookie: {sent}"])
        assert answered == [f"Set-Cookie: {expected}"]


@pytest.mark.parametrize("sent", [case[0] for case in COOKIES])
def test_a_cookie_where_hosts_are_kept_is_as_it_was_sent(sent: str) -> None:
    assert pass_through(rules(), NAVIGATION, [f"Set-Cookie: {sent}"])[1] == [f"Set-Cookie: {sent}"]


@pytest.mark.parametrize(
    ("tag", "marked"),
    [
        (b'"abc"', b'"abc-al1"'),
        (b'W/"abc"', b'W/"abc-al1"'),
        (b'""', b'"-al1"'),
        (b"abc", b"abc"),
        (b'"a"b"', b'"a"b"'),
    ],
)
def test_an_entity_tag_is_marked(tag: bytes, marked: bytes) -> None:
    assert mark_tag(tag, b"-al1") == marked


@pytest.mark.parametrize(
    ("asked", "forwarded"),
    [
        (b'"abc-al1"', b'"abc"'),
        (b'W/"abc-al1", "x", "y-al2", "z-al1"', b'W/"abc", "z"'),
        (b'"abc"', None),
        (b"*", b"*"),
        (b"garbage", None),
    ],
)
def test_only_tags_with_this_mark_are_asked_for(asked: bytes, forwarded: bytes | None) -> None:
    assert unmark_tags(asked, b"-al1") == forwarded


def test_a_script_that_fetches_a_page_never_gets_an_injected_one_by_revalidation() -> None:
    asked = [
        "Host: shop.example",
        "Sec-Fetch-Dest: empty",
        'If-None-Match: "a", "a-al0123abcd", "b-as0123abcd"',
    ]
    assert pass_through(rules(), asked, [])[0] == [*asked[:2], 'If-None-Match: "a"']


def test_fields_of_the_very_bytes_go_when_the_body_changes() -> None:
    bound = [f"{name.decode()}: x" for name in BODY_BOUND_FIELDS]
    assert pass_through(rules(), NAVIGATION, ["Content-Type: text/html", *bound], PAGE)[1] == [
        "Content-Type: text/html"
    ]
    kept = ["Content-Type: text/css", *bound]
    assert pass_through(rules(), NAVIGATION, kept, PAGE)[1] == kept


@pytest.mark.parametrize(
    ("said", "says"),
    [
        (None, "private, no-cache"),
        ("public, max-age=600, s-maxage=60, immutable", "private, no-cache"),
        ("no-store", "no-store, private, no-cache"),
        ("private, must-revalidate", "private, must-revalidate, no-cache"),
        ("no-cache", "private, no-cache"),
    ],
)
def test_a_page_made_for_a_session_is_for_nobody_else(said: str | None, says: str) -> None:
    answered = [
        "Content-Type: text/html",
        *([f"Cache-Control: {said}"] if said else []),
        "CDN-Cache-Control: max-age=9",
    ]
    _, got, _ = pass_through(rules(), [*NAVIGATION, "Cookie: alongside_on=1"], answered, PAGE)
    assert got == ["Content-Type: text/html", f"Cache-Control: {says}"]


def test_a_page_for_visitors_stays_as_cacheable_as_it_was() -> None:
    said = ["Content-Type: text/html", "Cache-Control: public, max-age=600", "Vary: Accept-Encoding"]
    assert pass_through(rules(), NAVIGATION, said, PAGE)[1] == said


def test_integrity_is_untouched() -> None:
    page = b'<html><head><script src=/a.js integrity="sha384-x"></script>'
    assert pass_through(rules(), NAVIGATION, ["Content-Type: text/html"], page)[2].endswith(page[12:])


class TestFields:
    def test_names_are_compared_without_case_and_kept_as_they_came(self) -> None:
        given = fields("X-A: 1", "x-a: 2", "B: 3")
        given.set(b"X-a", b"9")
        assert lines(given) == ["X-A: 9", "B: 3"]

    def test_a_change_may_leave_fields_out(self) -> None:
        given = fields("A: 1", "B: 2", "a: 3")
        given.change(b"a", lambda value: None if value == b"1" else value + b"!")
        assert lines(given) == ["B: 2", "a: 3!"]

    def test_what_was_dropped_is_gone_and_what_was_added_is_found(self) -> None:
        given = Fields([(b"A", b"1"), (b"B", b"2")])
        given.drop(b"a")
        given.add(b"C", b"x, Y")
        assert (given.first(b"a"), given.first(b"b"), given.tokens(b"c")) == (None, b"2", [b"x", b"y"])
