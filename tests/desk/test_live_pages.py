"""The documents of the live host as text: escaped, without inline script, in the reader's language."""

import json
import re
from typing import Any

import pytest

from alongside.assets import Asset
from alongside.settings import Settings
from console.pages import PROBLEMS_FILE, choose_language, desk_page, join_page, problem_page

SETTINGS = Settings(origin="http://origin.example", public="https://shop.example")
NAMES = ("join.js", "join.css", "desk.js", "desk.css", "admin.js", "admin.css")
ASSETS = {name: Asset(name=name, version="v1", content_type="text/x", body=b"") for name in NAMES}
CODES = tuple(json.loads(PROBLEMS_FILE.read_text(encoding="utf-8")))


def boot_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="boot">(.*?)</script>', page)
    assert found
    boot: dict[str, Any] = json.loads(found[1])
    return boot


def inline_parts(page: str) -> list[str]:
    """Whatever a policy of 'self' alone would refuse: scripts and styles with text, handlers, style attributes."""
    without_boot = re.sub(r'<script type="application/json".*?</script>', "", page)
    return re.findall(r"<script(?![^>]*src=)[^>]*>|<style|\son\w+=|\sstyle=", without_boot)


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("ja", "ja"),
        ("ja-JP,ja;q=0.9,en;q=0.8", "ja"),
        ("en-US,en;q=0.9,ja;q=0.8", "en"),
        ("fr-FR,ja;q=0.5", "ja"),
        ("en;q=0.1,ja;q=0.2", "ja"),
        ("jav", "en"),
        ("ja;q=nonsense,en;q=0.1", "en"),
        ("", "en"),
    ],
)
def test_the_language_is_the_first_of_ours_that_the_browser_asks_for(accepted: str, language: str) -> None:
    assert choose_language(accepted) == language


def test_the_join_page_gives_its_bundle_what_it_needs() -> None:
    page = join_page(lang="ja", token="abc", plain=True, assets=ASSETS, settings=SETTINGS, inviter="愛子")
    assert boot_of(page) == {
        "lang": "ja",
        "token": "abc",
        "plain": True,
        "inviter": "愛子",
        "shop": "shop.example",
        "shopUrl": "https://shop.example",
        "shops": ["https://shop.example"],
    }
    assert 'src="/assets/join.js?v=v1"' in page
    assert '<html lang="ja" class="plain">' in page


def test_no_token_or_name_leaves_its_script_element() -> None:
    wild = "</script><script>alert(1)</script><!--"
    page = join_page(lang="en", token=wild, plain=False, assets=ASSETS, settings=SETTINGS, inviter=wild)
    assert boot_of(page)["token"] == wild
    assert "alert(1)</script>" not in page


def test_an_unknown_problem_is_shown_as_an_error_and_cannot_write_markup() -> None:
    page = problem_page(lang="en", code='"><b>', status=500, settings=SETTINGS)
    assert "Something went wrong on our side" in page
    assert "<b>" not in page


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("code", CODES)
def test_every_problem_has_a_page_in_both_languages_with_a_way_out(code: str, lang: str) -> None:
    page = problem_page(lang=lang, code=code, status=410, settings=SETTINGS)
    words = json.loads(PROBLEMS_FILE.read_text(encoding="utf-8"))[code][lang]
    assert f"<h1>{words['title']}</h1>" in page
    assert words["next"] in page
    assert 'href="https://shop.example"' in page


@pytest.mark.parametrize(
    "page",
    [
        join_page(lang="en", token="abc", plain=False, assets=ASSETS, settings=SETTINGS),
        desk_page(lang="en", assets=ASSETS, settings=SETTINGS),
        problem_page(lang="en", code="link-expired", status=410, settings=SETTINGS),
    ],
    ids=["join", "desk", "problem"],
)
def test_no_page_holds_anything_that_a_policy_of_self_alone_refuses(page: str) -> None:
    assert inline_parts(page) == []


def test_the_check_for_inline_parts_finds_them() -> None:
    assert len(inline_parts('<script>1</script><style></style><p style="x" onclick="y">')) == 4
