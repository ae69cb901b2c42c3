"""Several sessions at once: each goes on in its tab, what is unread is marked, the keyboard switches, and a bell tells of news."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.desk.host_page import HostPage
from tests.desk.live_host import LiveHost
from tests.desk.people import expect_mirrored, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.system]

FAKE_NOTIFICATION = """
window.told = [];
window.Notification = class {
  static permission = "default";
  static requestPermission = async () => (Notification.permission = "granted");
  constructor(words) { told.push(words); }
};
document.hasFocus = () => false;
"""


def tab_of(desk: Page, name: str) -> Locator:
    return desk.get_by_role("navigation", name="Open sessions").get_by_role("button", name=name)


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveHost]:
    """Of a shop that gives its rep, Bea, two sessions at most."""
    with LiveHost(tmp_path_factory.mktemp("live"), sessions_per_rep=2) as running:
        running.add_rep("bea@shop.example", "Bea")
        yield running


def take(desk: Page, host: HostPage, heading: str) -> None:
    desk.locator(f'[data-session="{host.session}"]').click()
    expect_mirrored(desk, heading)


def test_a_rep_holds_several_sessions_and_loses_none(live: LiveHost, desktop: BrowserContext) -> None:
    desktop.add_init_script(FAKE_NOTIFICATION)
    desk = sign_in(desktop, live)
    bell = desk.get_by_role("button", name="Notify me")
    assert desk.evaluate("Notification.permission") == "default"
    bell.click()
    expect(bell).to_have_attribute("aria-pressed", "true")
    with (
        HostPage(live.url, name="Aiko", heading="Green tea") as aiko,
        HostPage(live.url, name="Ben", heading="Teapots") as ben,
    ):
        desk.wait_for_function("told.includes('Somebody is waiting for live help')")
        take(desk, aiko, "Green tea")
        take(desk, ben, "Teapots")
        expect(tab_of(desk, "Ben")).to_have_attribute("aria-current", "true")
        aiko.send(["say", "k1", {"text": "Are you there?"}])
        expect(tab_of(desk, "Aiko")).to_contain_text("1 new message")
        desk.wait_for_function("told.includes('1 new message')")
        expect(desk).to_have_title(re.compile(r"^\(1\) "))
        aiko.turn("Black tea")
        desk.keyboard.press("Alt+1")
        expect_mirrored(desk, "Black tea")
        expect(desk.get_by_role("log")).to_contain_text("Are you there?")
        expect(tab_of(desk, "Aiko")).not_to_contain_text("1 new message")
        desk.keyboard.press("Alt+2")
        expect_mirrored(desk, "Teapots")
        with HostPage(live.url, name="Chie", heading="Cups") as chie:
            desk.locator(f'[data-session="{chie.session}"]').click()
            expect(desk.locator(".message")).to_contain_text("as many sessions open as a rep may have")
            desk.get_by_role("button", name="Close this message").click()
            chie.stop()
        ben.stop()
        desk.get_by_role("button", name="Back to the queue").click()
        expect_mirrored(desk, "Black tea")
