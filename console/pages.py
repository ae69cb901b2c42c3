"""The documents of the live host: shells for the join page and the desk, and whole pages for what went wrong.

Every function gives a complete HTML document and decides nothing: which page, status and header is for the caller.
No document holds inline script or style, so that `default-src 'self'` is all the policy they need. What a page's bundle
must know stands as JSON in `<script type="application/json" id="boot">`.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlsplit

from alongside.assets import Asset
from alongside.names import PREFIX
from alongside.settings import Settings

Language = Literal["en", "ja"]
LANGUAGES: Final[tuple[Language, ...]] = ("en", "ja")
PROBLEMS_FILE: Final = Path(__file__).parent / "web/viewer/problems.json"

ICON: Final = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E"
    "%3Crect width='32' height='32' rx='8' fill='%231f4fd8'/%3E%3Ccircle cx='12' cy='16' r='6' fill='%23fff'/%3E"
    "%3Ccircle cx='20' cy='16' r='6' fill='%23fff' fill-opacity='.55'/%3E%3C/svg%3E"
)
TITLES: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "join": "Shopping together",
        "desk": "Desk",
        "beside": "Side by side",
        "noscript": "This page needs JavaScript.",
    },
    "ja": {
        "join": "いっしょに買い物",
        "desk": "デスク",
        "beside": "ならべて見る",
        "noscript": "このページには JavaScript が必要です。",
    },
}
SIGN_IN: Final[dict[Language, str]] = {"en": "Go to sign-in", "ja": "サインインへ"}
TO_SHOP: Final[dict[Language, str]] = {"en": "Go to the shop", "ja": "ショップへ"}


def choose_language(accept_language: str) -> Language:
    """The language of ours that comes first in an `Accept-Language` value (or a plain tag such as `ja-JP`); English otherwise."""
    weighed = [_weigh(item) for item in accept_language.split(",")[:32]]
    for _, tag in sorted(weighed, key=lambda pair: -pair[0]):
        for language in LANGUAGES:
            if tag == language or tag.startswith(f"{language}-"):
                return language
    return "en"


def join_page(
    *, lang: str, token: str, plain: bool, assets: Mapping[str, Asset], settings: Settings, inviter: str = ""
) -> str:
    """The page behind `/s/TOKEN`; `plain` is `?view=plain`. `inviter` is the name that the shopper is shown as, when it is known.

    The bundle redeems the token itself (`POST /api/v1/join`), so that opening the address alone uses nothing up.
    """
    language = choose_language(lang)
    boot = {
        "lang": language,
        "token": token,
        "plain": plain,
        "inviter": inviter,
        "shop": urlsplit(settings.public_url).netloc,
        "shopUrl": settings.public_url,
        "shops": settings.public_urls,
    }
    return _shell(language, "join", boot, assets, plain=plain)


def desk_page(*, lang: str, assets: Mapping[str, Asset], settings: Settings) -> str:
    """The desk behind `/desk`; signed in or not is found out by the bundle (`GET /api/v1/me`)."""
    language = choose_language(lang)
    boot = {
        "lang": language,
        "shop": urlsplit(settings.public_url).netloc,
        "shops": settings.public_urls,
        "liveUrl": settings.live_public_url,
        "sessionsPerRep": settings.sessions_per_rep,
        "admin": {"script": _address(assets["admin.js"]), "sheet": _address(assets["admin.css"])},
        "assign": settings.assign,
    }
    return _shell(language, "desk", boot, assets, plain=False)


def beside_page(*, lang: str, assets: Mapping[str, Asset], settings: Settings) -> str:
    """The page on the shop's own host that lays two of the shop's pages side by side; it comes with the page script, as they do.

    The bundle reads from its address which pages they are. `leaveOut`: paths on which we are not; they are shown by themselves.
    """
    language = choose_language(lang)
    scripts = [_own_script(assets, name) for name in ("head.js", "page.js", "beside.js")]
    head = (
        f'<title>{escape(TITLES[language]["beside"])}</title><script src="{scripts[0]}"></script>'
        f'<script src="{scripts[1]}" async></script>'
        f'<script type="application/json" id="boot">{_json_in_html({"leaveOut": settings.leave_out})}</script>'
        f'<script src="{scripts[2]}" defer></script>'
    )
    return _document(language, head, "", html_class="")


def problem_page(*, lang: str, code: str, status: int, settings: Settings) -> str:
    """A page that says what is wrong and what to do next. A `code` without a text of its own is shown as `error`."""
    language = choose_language(lang)
    problems = _read_problems()
    words = problems.get(code, problems["error"])[language]
    actions = f'<a class="button" href="{escape(settings.public_url)}">{escape(TO_SHOP[language])}</a>'
    if code == "not-signed-in":
        actions = f'<a class="button primary" href="/desk">{escape(SIGN_IN[language])}</a>{actions}'
    body = (
        f'<main class="notice" data-code="{escape(code)}"><div class="notice-mark" aria-hidden="true"></div>'
        f"<h1>{escape(words['title'])}</h1><p>{escape(words['text'])}</p><p>{escape(words['next'])}</p>"
        f'<p class="notice-actions">{actions}</p><p class="notice-status">{status}</p></main>'
    )
    head = f'<title>{escape(words["title"])}</title><link rel="stylesheet" href="/assets/join.css">'
    return _document(language, head, body, html_class="")


def _shell(
    language: Language, name: str, boot: Mapping[str, object], assets: Mapping[str, Asset], *, plain: bool
) -> str:
    titles = TITLES[language]
    head = (
        f"<title>{escape(titles[name])}</title>"
        f'<link rel="stylesheet" href="{_address(assets[f"{name}.css"])}">'
        f'<script type="application/json" id="boot">{_json_in_html(boot)}</script>'
        f'<script src="{_address(assets[f"{name}.js"])}" defer></script>'
    )
    body = f'<div id="app"></div><noscript><p class="noscript">{escape(titles["noscript"])}</p></noscript>'
    return _document(language, head, body, html_class="plain" if plain else "")


def _document(language: Language, head: str, body: str, *, html_class: str) -> str:
    mark = f' class="{html_class}"' if html_class else ""
    return (
        f'<!doctype html>\n<html lang="{language}"{mark}><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex"><meta name="referrer" content="same-origin">'
        f'<meta name="color-scheme" content="light dark"><link rel="icon" href="{ICON}">'
        f"{head}</head><body>{body}</body></html>\n"
    )


def _own_script(assets: Mapping[str, Asset], name: str) -> str:
    return f"{PREFIX}{name}?v={assets[name].version}"


def _address(asset: Asset) -> str:
    return f"/assets/{asset.name}?v={asset.version}"


def _json_in_html(value: Mapping[str, object]) -> str:
    """JSON that cannot leave its script element: `<` never stands in it (HTML, script data states)."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def _weigh(item: str) -> tuple[float, str]:
    tag, _, parameters = item.partition(";")
    _, _, weight = parameters.partition("q=")
    try:
        return (float(weight) if weight else 1.0, tag.strip().lower())
    except ValueError:
        return (0.0, tag.strip().lower())


@lru_cache(maxsize=1)
def _read_problems() -> dict[str, dict[str, dict[str, str]]]:
    """problem code → language → title, text, next; the join page's bundle holds the same file."""
    problems: dict[str, dict[str, dict[str, str]]] = json.loads(PROBLEMS_FILE.read_text(encoding="utf-8"))
    return problems
