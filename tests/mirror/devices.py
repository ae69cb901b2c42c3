"""The devices of a fixture page: `<meta name="bench-host" content="phone dark">` says what its host is, `bench-viewer` its viewer.

The words of a device add up; without any it is a desktop of 800×600 in British English.
"""

import re
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext

from tests.mirror_equality import watch_roots

DESKTOP: Final[dict[str, Any]] = {"viewport": {"width": 800, "height": 600}, "locale": "en-GB"}
PHONE: Final = {"viewport": {"width": 390, "height": 664}, "is_mobile": True, "has_touch": True}
WORDS: Final[dict[str, dict[str, Any]]] = {
    "desktop": {},
    "phone": {**PHONE, "device_scale_factor": 3},
    "landscape": {"viewport": {"width": 664, "height": 390}},
    "tablet": {"viewport": {"width": 768, "height": 600}, "is_mobile": True, "has_touch": True},
    "dpr1": {"device_scale_factor": 1},
    "dpr2": {"device_scale_factor": 2},
    "dpr3": {"device_scale_factor": 3},
    "zoomed": {"device_scale_factor": 1.25},
    "dark": {"color_scheme": "dark"},
    "light": {"color_scheme": "light"},
    "still": {"reduced_motion": "reduce"},
    "contrast": {"contrast": "more"},
    "forced": {"forced_colors": "active"},
    "japanese": {"locale": "ja-JP"},
}
DECLARED = re.compile(r'<meta name="bench-(host|viewer)" content="([^"]*)"')


def read_devices(page: str) -> dict[str, list[str]]:
    """The words that a page has for each side."""
    return {side: words.split() for side, words in DECLARED.findall(page)}


def open_devices(browser: Browser, host: list[str], viewer: list[str]) -> list[BrowserContext]:
    """Fresh contexts of such devices, in which closed shadow roots can be seen. The viewer's window has the host's size."""
    mine = _options(host)
    theirs = _options(viewer) | {"viewport": mine["viewport"]}
    return [_open(browser, options) for options in (mine, theirs)]


def open_context(browser: Browser) -> BrowserContext:
    """A fresh context of the usual desktop."""
    return _open(browser, DESKTOP)


def _open(browser: Browser, options: dict[str, Any]) -> BrowserContext:
    context = browser.new_context(**options)
    watch_roots(context)
    return context


def _options(words: list[str]) -> dict[str, Any]:
    options = dict(DESKTOP)
    for word in words:
        options |= WORDS[word]
    return options
