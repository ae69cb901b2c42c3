"""What all browser tests share: one real Chromium, and fresh contexts of it, desktop and phone."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, expect, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


BATCHES = 16
PATIENCE_MS = 20_000
"""What is waited for is there at once, but for a busy machine."""

expect.set_options(timeout=PATIENCE_MS)


@pytest.hookimpl(tryfirst=True)  # before the workers read the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of a file run on one worker and share what they set up; the long tables of cases are dealt out in batches."""
    for number, item in enumerate(items):
        batch = f" {number % BATCHES}" if item.get_closest_marker("dealt_out") else ""
        item.add_marker(pytest.mark.xdist_group(f"{item.location[0]}{batch}"))


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
