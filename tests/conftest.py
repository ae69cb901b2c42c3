"""What all browser tests share: one real Chromium, and fresh contexts of it, desktop and phone."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, expect, sync_playwright
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

OFF = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "HttpsUpgrades",
    "ThirdPartyStoragePartitioning",
    "PaintHolding",
    "DestroyProfileOnBrowserClose",
    "LensOverlay",
    "MediaRouter",
    "OptimizationHints",
    "PreconnectToSearch",
    "AimEnabled",
)
"""Features: the first two draw pages for an address bar that nobody sees; the others are some of those that Playwright turns off."""

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(OFF)}",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


DEALT_OUT = ("tests/mirror/test_corpus.py",)
"""Files of many cases that share nothing costly."""
BATCHES = 16
PATIENCE_MS = 20_000
"""What is waited for is there at once, but for a busy machine."""

expect.set_options(timeout=PATIENCE_MS)


class ByFile(LoadScopeScheduling):  # type: ignore[misc]  # pytest-xdist tells no types
    """The tests of a file run on one worker, in order, and share what they set up; long tables of cases are dealt out in batches."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return f"{file} {crc32(nodeid.encode()) % BATCHES}" if file in DEALT_OUT else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    return ByFile(config, log)


def find_browser() -> str | None:
    """The system's Chromium; None lets Playwright use its own."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    running = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
    yield running
    running.close()


@pytest.fixture
def desktop(browser: Browser) -> Iterator[BrowserContext]:
    """A shopper's desktop browser, 1440×900."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    yield context
    context.close()


@pytest.fixture
def elsewhere(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody else's desktop browser, 1440×900: nothing is shared with `desktop`."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    yield context
    context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A shopper's phone, 390×844, in Japanese."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        device_scale_factor=2,
        is_mobile=True,
        has_touch=True,
        locale="ja-JP",
    )
    yield context
    context.close()


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return Path(__file__).parents[1]
