"""What becomes of a Content-Security-Policy, case by case, and of the tag with it."""

import pytest

from injector.rules import Script
from tests.injector.shop import VERSION, asset, pass_through, rules

PAGE = b"<html><head></head>"
OURS = "https://shop.example/__alongside/"
DIGEST = Script.of(asset("loader.js")).digest
NAVIGATION = ["Host: shop.example", "Accept: text/html"]

CASES = [
    # what the page says, what it says afterwards (None: the same), what the tag gains
    ("script-src 'self'", None, ""),
    ("script-src *", None, ""),
    ("default-src 'self'", None, ""),
    ("img-src 'none'", None, ""),
    ("upgrade-insecure-requests", None, ""),
    ("script-src https://cdn.example", f"script-src https://cdn.example {OURS}", ""),
    ("script-src 'unsafe-inline'", f"script-src 'unsafe-inline' {OURS}", ""),
    ("script-src 'sha256-abc='", f"script-src 'sha256-abc=' {OURS}", ""),
    ("script-src 'none'", f"script-src {OURS}", ""),
    ("script-src", f"script-src {OURS}", ""),
    ("Script-Src 'NONE'; img-src *", f"Script-Src {OURS}; img-src *", ""),
    ("script-src 'none'; script-src 'self'", f"script-src {OURS}; script-src 'self'", ""),
    ("script-src 'self'; script-src-elem https://cdn.example", f"script-src 'self'; script-src-elem https://cdn.example {OURS}", ""),
    ("script-src 'nonce-r4nd0m=='", None, ' nonce="r4nd0m=="'),
    ("script-src 'nonce-a' 'unsafe-inline'", None, ' nonce="a"'),
    ("script-src 'nonce-a' 'strict-dynamic' https:", None, ' nonce="a"'),
    ("script-src 'strict-dynamic' 'sha256-abc='", f"script-src 'strict-dynamic' 'sha256-abc=' '{DIGEST}'", f' integrity="{DIGEST}"'),
    ("default-src 'none'", f"default-src 'none'; script-src {OURS}; connect-src 'self'", ""),
    ("default-src https://a.example; connect-src *",
     f"default-src https://a.example; connect-src *; script-src https://a.example {OURS}", ""),
    ("connect-src https://api.example", "connect-src https://api.example 'self'", ""),
    ("connect-src 'none'; img-src *", "connect-src 'self'; img-src *", ""),
    ("default-src 'nonce-a' https:", "default-src 'nonce-a' https:; connect-src https: 'self'", ' nonce="a"'),
    ("script-src 'self', script-src 'none'", f"script-src 'self', script-src {OURS}", ""),
    ("script-src 'nonce-a', script-src 'nonce-b' 'strict-dynamic'",
     "script-src 'nonce-a', script-src 'nonce-b' 'strict-dynamic' 'nonce-a'", ' nonce="a"'),
    ("trusted-types *; require-trusted-types-for 'script'", None, ""),
    ("require-trusted-types-for 'script'", None, ""),
    ("trusted-types shop default 'allow-duplicates'", "trusted-types shop default 'allow-duplicates' alongside alongside-page", ""),
    ("require-trusted-types-for 'script'; trusted-types 'none'",
     "require-trusted-types-for 'script'; trusted-types alongside alongside-page", ""),
    ("trusted-types alongside-page", "trusted-types alongside-page alongside", ""),
    ("script-src 'nonce-\"><x'", f"script-src 'nonce-\"><x' {OURS}", ""),
]  # fmt: skip


@pytest.mark.parametrize("name", ["Content-Security-Policy", "Content-Security-Policy-Report-Only"])
@pytest.mark.parametrize(("said", "says", "gained"), CASES)
def test_the_policy_and_the_tag(name: str, said: str, says: str | None, gained: str) -> None:
    _, answered, body = pass_through(
        rules(), NAVIGATION, ["Content-Type: text/html", f"{name}: {said}"], PAGE
    )
    assert f"{name}: {says or said}" in answered
    tag = f'<script src="/__alongside/loader.js?v={VERSION}"{gained} async></script>'
    assert body == PAGE.replace(b"<head>", b"<head>" + tag.encode())


def test_each_field_is_enforced_by_itself() -> None:
    policies = ["Content-Security-Policy: script-src 'none'", "content-security-policy: script-src 'self'"]
    _, answered, _ = pass_through(rules(), NAVIGATION, ["Content-Type: text/html", *policies], PAGE)
    assert answered[1:] == [f"Content-Security-Policy: script-src {OURS}", policies[1]]


def test_in_a_session_both_scripts_are_admitted_by_digest() -> None:
    said = "Content-Security-Policy: script-src 'strict-dynamic' 'sha256-abc='"
    asked = [*NAVIGATION, "Cookie: alongside_on=1"]
    _, answered, body = pass_through(rules(), asked, ["Content-Type: text/html", said], PAGE)
    digests = [Script.of(asset(name)).digest for name in ("head.js", "page.js")]
    assert f"{said} '{digests[0]}' '{digests[1]}'" in answered
    assert all(f'integrity="{digest}"'.encode() in body for digest in digests)


def test_no_policy_is_invented() -> None:
    _, answered, _ = pass_through(rules(), NAVIGATION, ["Content-Type: text/html"], PAGE)
    assert answered == ["Content-Type: text/html"]
