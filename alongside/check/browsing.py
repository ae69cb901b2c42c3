"""Pages in a real Chromium: what it complains of, what it could not load, and how they look. Needs Playwright, an optional extra."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from alongside.check.findings import Finding, Pictures
from alongside.check.names import Names
from alongside.check.pictures import compare_pictures
from alongside.names import PREFIX

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WIDTH, HEIGHT, MAX_HEIGHT = 1280, 800, 4000
LOADS_WITHIN: Final = 30_000
QUIET_WITHIN: Final = 5_000
LAUNCHER_WITHIN: Final = 5_000
"""Milliseconds for a page's `load`, for its network to be still, and for our button."""

PAINTED: Final = """() => {
  const seen = [...document.images].filter((image) => image.getBoundingClientRect().top < innerHeight)
  const decoded = seen.map((image) => image.decode().catch(() => undefined))
  const late = new Promise((resolve) => setTimeout(resolve, 5000))
  return Promise.race([Promise.all([document.fonts.ready, ...decoded]), late]).then(() => undefined)
}"""
"""Waits for the fonts and the pictures in sight, for 5 s at most: lazy ones begin to load when the window grows."""

TAKES: Final = 4
"""Pictures taken of a page at most, until two in a row are alike."""

ENOUGH: Final = 0.001
"""A page whose pixels differ by less than this looks the same."""

SHOWN: Final = 6
OURS: Final = "alongside-ui"
TAG: Final = f"script[src*='{PREFIX}loader.js']"
MISSING: Final = "not opened in a browser: install alongside[check] (Playwright)"
NO_CHROMIUM: Final = "not opened in a browser: there is no Chromium on this machine"


@dataclass(slots=True)
class Seen:
    """One visit to a page."""

    complaints: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)
    picture: bytes = b""
    has_launcher: bool = False
    trouble: str = ""


class Opener:
    """Opens pages, each in a profile of its own."""

    def __init__(self, browser: "Browser", names: Names) -> None:
        self._browser = browser
        self._names = names

    def look(self, url: str) -> Seen:
        from playwright.sync_api import Error

        seen = Seen()
        context = self._browser.new_context(
            viewport={"width": WIDTH, "height": HEIGHT},
            locale="en-GB",
            reduced_motion="reduce",
            ignore_https_errors=True,
        )
        try:
            page = context.new_page()
            self._listen(page, seen)
            page.goto(url, wait_until="load", timeout=LOADS_WITHIN)
            self._settle(page, seen)
        except Error as error:
            seen.trouble = error.message.splitlines()[0]
        finally:
            context.close()
        return seen

    def _settle(self, page: "Page", seen: Seen) -> None:
        from playwright.sync_api import TimeoutError as TooLate

        with suppress(TooLate):  # a page that never rests is taken as it is
            page.wait_for_load_state("networkidle", timeout=QUIET_WITHIN)
        if page.query_selector(TAG):
            with suppress(TooLate):  # that it does not come is what is to be known
                page.wait_for_selector(OURS, state="attached", timeout=LAUNCHER_WITHIN)
                seen.has_launcher = True
            page.evaluate(f"for (const ours of document.querySelectorAll('{OURS}')) ours.remove()")
        height = min(
            page.evaluate("Math.max(document.documentElement?.scrollHeight ?? 0, innerHeight)"), MAX_HEIGHT
        )
        page.set_viewport_size({"width": WIDTH, "height": height})
        page.evaluate(PAINTED)
        seen.picture = self._take_still(page)

    def _take_still(self, page: "Page") -> bytes:
        """A picture like the one before it, if the page comes to rest."""
        picture = b""
        for _ in range(TAKES):
            before, picture = picture, page.screenshot(animations="disabled", caret="hide")
            if picture == before:
                break
        return picture

    def _listen(self, page: "Page", seen: Seen) -> None:
        page.on("console", lambda said: self._complain(seen, said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self._complain(seen, f"Uncaught: {error.message}"))
        page.on("requestfailed", lambda request: self._fail(seen, request.url, request.failure or "failed"))
        page.on(
            "response",
            lambda answer: self._fail(seen, answer.url, str(answer.status)) if answer.status >= 400 else None,
        )

    def _complain(self, seen: Seen, text: str) -> None:
        if not text.startswith("Failed to load resource"):  # which is told with its address below
            seen.complaints.add(_steady(self._names.none(" ".join(text.split()))))

    def _fail(self, seen: Seen, url: str, why: str) -> None:
        if why != "net::ERR_ABORTED":  # what the page itself gave up
            seen.failed.add(_steady(f"{self._names.none(url)} ({why})"))


def _steady(text: str) -> str:
    """Without what is new each time: queries, digests, nonces, numbers of lines."""
    text = re.sub(r"\?[^\s)\"']*", "", text)
    text = re.sub(r"'(nonce|sha\d+)-[^']*'", r"'\1-…'", text)
    return re.sub(r"\b[0-9a-f]{8,}\b|\b\d{4,}\b", "…", text)[:300]


@contextmanager
def open_browser(names: Names) -> Iterator[tuple[Opener | None, str]]:
    """What opens pages, and what it is; or None, and why there is none."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        yield None, MISSING
        return
    with sync_playwright() as playwright:
        path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
        try:
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        except Error:
            yield None, NO_CHROMIUM
            return
        yield Opener(browser, names), f"opened in Chromium {browser.version}"
        browser.close()


def compare_looks(
    opener: Opener, straight_url: str, road_url: str, *, injected: bool
) -> tuple[list[Finding], Pictures | None]:
    """The page twice straight and once by the road."""
    straight, again, road = opener.look(straight_url), opener.look(straight_url), opener.look(road_url)
    if trouble := road.trouble or straight.trouble or again.trouble:
        return [_unopened(trouble, matters=not (straight.trouble or again.trouble))], None
    pictures = compare_pictures(straight.picture, again.picture, road.picture)
    found = [
        *_new("console", "complains of", road.complaints - straight.complaints - again.complaints),
        *_new("request", "could not load", road.failed - straight.failed - again.failed),
    ]
    if injected and not road.has_launcher:
        found.append(_no_launcher())
    if pictures.share > ENOUGH:
        found.append(_looks(pictures.share))
    return found, pictures


def _new(code: str, verb: str, things: set[str]) -> list[Finding]:
    if not things:
        return []
    ours = all(PREFIX in thing for thing in things)
    return [
        Finding(
            code=code,
            matters=not ours,
            says=f"By the road the browser {verb} what it does not straight from the origin ({len(things)}).",
            why="It is about our own script: the shop goes on without it."
            if ours
            else "Something of the page is bound to the origin's own name, or is refused by the road.",
            do="See what else is said of this page."
            if ours
            else "Allow the public name where these come from (CORS, CSP, API keys bound to a name), or leave the page out.",
            detail=tuple(sorted(things)[:SHOWN]),
        )
    ]


def _unopened(trouble: str, *, matters: bool) -> Finding:
    return Finding(
        code="not-opened",
        matters=matters,
        says="The browser could not open this page"
        + (" by the road." if matters else ", not even straight."),
        why=trouble,
        do="Open it by hand in a browser, with its network panel.",
    )


def _no_launcher() -> Finding:
    return Finding(
        code="no-button",
        matters=True,
        says="Our tag is in the page, but the help button did not come.",
        why="Our script is blocked by a policy, or throws in this page's surroundings (see the console's errors).",
        do="If a policy is named above, change that; else send us this page's address.",
    )


def _looks(share: float) -> Finding:
    return Finding(
        code="looks",
        matters=True,
        says=f"The page looks different by the road: {share:.1%} of its pixels.",
        why="Something did not load, or the origin shows another page; what changes by itself and our button are put aside.",
        do="Look at the pictures (--html FILE), and at what could not be loaded.",
    )
