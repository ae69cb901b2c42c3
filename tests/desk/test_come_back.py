"""A viewer that loses the server comes back by itself and goes on where it stood."""

import re

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.desk.host_page import HostPage
from tests.desk.live_host import LiveHost
from tests.desk.people import expect_mirrored, expect_position, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.system]


def test_after_a_killed_and_restarted_server_a_friend_goes_on_at_the_position(
    live: LiveHost, desktop: BrowserContext
) -> None:
    page = desktop.new_page()
    hellos: list[str] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda text: hellos.append(str(text))))
    with HostPage(live.url, kind="friend", heading="One") as host:
        page.goto(host.link)
        expect_mirrored(page, "One")
        host.write("Two")
        host.wait_for(lambda frame: frame == ["ack", "0", host.epoch, 1])
        expect_position(page, host.epoch, 1)
        hellos.clear()
        live.kill()
        expect(page.get_by_text("Connection lost. Trying again…")).to_be_visible()
        live.start()
        expect(page.locator("[data-phase=away], [data-phase=live]")).to_be_visible()
        expect_mirrored(page, "Two")
        host.connect()
        expect(page.locator("[data-phase=live]")).to_be_visible()
        host.write("Three")
        expect_mirrored(page, "Three")
        assert any(f'"position":{{"0":["{host.epoch}",1]}}' in text for text in hellos)
        host.stop()


def test_the_desk_stays_signed_in_and_its_list_is_live_again(live: LiveHost, desktop: BrowserContext) -> None:
    desk = sign_in(desktop, live)
    live.kill()
    expect(desk.get_by_text("Reconnecting. The list may be out of date.")).to_be_visible()
    live.start()
    expect(desk.get_by_text("Reconnecting. The list may be out of date.")).to_be_hidden()
    with HostPage(live.url, name="Later") as host:
        expect(desk.get_by_role("button", name=re.compile("Later"))).to_be_visible()
        host.stop()
