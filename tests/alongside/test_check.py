"""The doctor's pure parts: policies as a browser reads them, cookies that browsers refuse, two names made one, pictures."""

import io

import pytest
from PIL import Image, ImageDraw

from alongside.check.comparing import compare, why_refused
from alongside.check.fetching import Answer
from alongside.check.names import Names
from alongside.check.pictures import compare_pictures
from alongside.check.policies import Script, split_policies, wants_trusted_types, why_blocked, why_cut_off

PAGE = "https://shop.example/cart"
OURS = "https://shop.example/__alongside/loader.js"
TAG = '<script src="/__alongside/loader.js?v=0123abcd" async></script>'
NAMES = Names("https://origin.example", "http://localhost:8080")


@pytest.mark.parametrize(
    ("policy", "runs"),
    [
        ("", True),
        ("img-src 'none'", True),
        ("script-src 'self'", True),
        ("default-src 'self'", True),
        ("default-src 'none'; script-src-elem https://shop.example", True),
        ("script-src https:", True),
        ("script-src *.example", True),
        ("script-src https://shop.example/__alongside/", True),
        ("script-src https://shop.example/static/", False),
        ("script-src https://shop.example:444", False),
        ("script-src 'nonce-abc'", True),
        ("script-src 'nonce-other' 'strict-dynamic' 'self'", False),
        ("script-src 'sha256-xyz' 'strict-dynamic'", True),
        ("script-src 'none'", False),
        ("default-src 'none'", False),
        ("script-src 'unsafe-inline'", False),
        ("script-src 'self', script-src 'none'", False),
        ("sandbox allow-forms", False),
        ("sandbox allow-scripts; script-src 'self'", True),
    ],
)
def test_a_policy_lets_our_tag_run_or_not(policy: str, runs: bool) -> None:
    script = Script(url=OURS, page=PAGE, nonce="abc", integrity="sha256-xyz")
    assert (why_blocked(split_policies([policy]), script) == "") is runs


def test_what_a_script_brings_in_runs_by_strict_dynamic() -> None:
    policies = split_policies(["script-src 'nonce-other' 'strict-dynamic'"])
    assert why_blocked(policies, Script(url=OURS, page=PAGE, by_markup=False)) == ""


def test_a_policy_may_cut_us_off_and_trusted_types_are_seen() -> None:
    policies = split_policies(["connect-src https://api.example; require-trusted-types-for 'script'"])
    assert why_cut_off(policies, OURS, PAGE) == "connect-src https://api.example"
    assert wants_trusted_types(policies)


@pytest.mark.parametrize(
    ("line", "address", "is_kept"),
    [
        ("a=1; Path=/; Secure; HttpOnly", "https://shop.example", True),
        ("a=1; Domain=.example.org", "https://www.example.org", True),
        ("a=1; Domain=origin.example.org", "https://www.example.org", False),
        ("a=1; Secure", "http://localhost:8080", True),
        ("a=1; Secure", "http://shop.example", False),
        ("a=1; SameSite=None", "https://shop.example", False),
        ("__Host-a=1; Secure; Path=/", "https://shop.example", True),
        ("__Host-a=1; Secure; Path=/shop", "https://shop.example", False),
        ("__Secure-a=1", "https://shop.example", False),
    ],
)
def test_a_browser_keeps_a_cookie_or_refuses_it(line: str, address: str, is_kept: bool) -> None:
    assert (why_refused(line, address) == "") is is_kept


@pytest.mark.parametrize("text", ["{}/a", "{}", r'"{}\/a"'])
def test_two_names_are_one(text: str) -> None:
    straight, road = (text.format(address) for address in ("https://origin.example", "http://localhost:8080"))
    assert NAMES.one(straight) == NAMES.one(road)
    assert NAMES.one("https://origin.example.org/") == "https://origin.example.org/"
    assert NAMES.still_straight("see //origin.example/a and https://origin.example:444/") == 1


def answer(body: str, *fields: tuple[str, str]) -> Answer:
    return Answer(status=200, fields=(("content-type", "text/html"), *fields), body=body.encode())


def codes(straight: Answer, again: Answer, road: Answer) -> set[str]:
    return {finding.code for finding in compare(straight, again, road, NAMES) if finding.matters}


def test_the_tag_its_lengths_and_what_changes_by_itself_are_no_findings() -> None:
    first = answer("<p>a\n<p>1", ("content-length", "8"), ("etag", '"x"'), ("x-took", "1"))
    second = answer("<p>a\n<p>2", ("content-length", "8"), ("etag", '"x"'), ("x-took", "2"))
    road = answer(f"{TAG}<p>a\n<p>3", ("content-length", "80"), ("etag", '"x-ours"'), ("x-took", "3"))
    assert codes(first, second, road) == set()


def test_a_field_for_caches_a_missing_cookie_and_a_missing_line_are() -> None:
    cookie, kept = ("set-cookie", "cart=1; Path=/"), ("cache-control", "public, max-age=60")
    first = answer("<p>a\n<p>b", kept, cookie)
    assert codes(first, first, answer("<p>a", ("cache-control", "no-store"))) == {
        "cache-field",
        "cookie-lost",
        "body",
    }


def picture(*boxes: tuple[int, int, int, int]) -> bytes:
    drawn = Image.new("RGB", (200, 100), "white")
    for box in boxes:
        ImageDraw.Draw(drawn).rectangle(box, "navy")
    out = io.BytesIO()
    drawn.save(out, "PNG")
    return out.getvalue()


def test_what_moves_by_itself_is_put_aside_in_pictures_and_the_rest_is_measured() -> None:
    clock, elsewhere = (0, 0, 19, 19), (100, 50, 119, 69)
    assert compare_pictures(picture(), picture(clock), picture(clock)).share == 0
    found = compare_pictures(picture(), picture(clock), picture(elsewhere)).share
    assert found == pytest.approx(400 / (200 * 100 - 24 * 24))
