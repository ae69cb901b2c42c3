"""axe-core finds nothing in any view of the desk and of the join page, light and dark. A further view is one more step of a walk."""

import json
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.axe import find_faults
from tests.desk.host_page import SHOP, HostPage
from tests.desk.live_host import LiveHost
from tests.desk.people import expect_mirrored

pytestmark = [pytest.mark.browser, pytest.mark.system]

PLACES = ("asking", "reps", "skills", "hours", "replies", "masks")
PAGE: dict[str, object] = {"url": f"{SHOP}/tea", "title": "Tea", "lang": "ja"}


class Walk:
    """One browser in which views are looked at, each in both schemes."""

    def __init__(self, live: LiveHost, page: Page) -> None:
        self.live, self.page = live, page
        self.faults: list[str] = []

    def see(self, state: str, selector: str) -> None:
        """What shows that the state is reached; then nothing is found in it."""
        expect(self.page.locator(selector).first).to_be_visible()
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            self.faults += [f"{state}, {scheme}: {fault}" for fault in find_faults(self.page)]

    def press(self, selector: str, nth: int = 0) -> None:
        self.page.locator(selector).nth(nth).click()

    def press_tool(self, selector: str) -> None:
        """On a phone it lies behind one button, which is looked at as well."""
        if not self.page.locator(selector).is_visible():
            self.press(".more-button")
            self.see("more tools", ".more-tools")
        self.press(selector)


@pytest.fixture(params=["en", "ja"])
def walk(request: pytest.FixtureRequest, live: LiveHost, browser: Browser) -> Iterator[Walk]:
    """A desktop in English, a phone in Japanese."""
    is_phone = request.param == "ja"
    context = browser.new_context(
        viewport=ViewportSize(width=390, height=844) if is_phone else ViewportSize(width=1440, height=900),
        locale="ja-JP" if is_phone else "en-GB",
    )
    walk = Walk(live, context.new_page())
    yield walk
    context.close()
    assert not walk.faults, "\n".join(walk.faults)


def tell(live: LiveHost, call: str, body: dict[str, object]) -> None:
    """What a page of the shop tells the live host."""
    headers = {"Content-Type": "application/json", "X-Alongside": "1"}
    request = urllib.request.Request(f"{live.url}/__alongside/{call}", json.dumps(body).encode(), headers)
    urllib.request.urlopen(request, timeout=10).close()


def test_the_desk_before_a_session(walk: Walk, live: LiveHost) -> None:
    walk.page.goto(f"{live.url}/desk")
    walk.see("sign in", "form input")
    walk.page.locator("input").nth(0).fill("bea@shop.example")
    walk.page.locator("input").nth(1).fill("wrong")
    walk.press("form button[type=submit]")
    walk.see("wrong password", "[role=alert]")
    told: dict[str, dict[str, object]] = {
        "here": PAGE,
        "message": {**PAGE, "text": "Is it oak?", "contact": "ann@example.com", "name": "Ann"},
        "callback": {**PAGE, "number": "+442079460958", "country": "GB", "wanted": 0, "name": "Ann"},
    }
    for path, body in told.items():
        tell(live, path, body)
    with HostPage(live.url, name="Aiko", heading="Green tea") as host:
        walk.page.goto("about:blank")
        walk.page.goto(f"{live.url}/desk#key={live.sign_in_key('bea@shop.example')}")
        walk.see("queue, calls, messages, visitors", f"[data-session='{host.session}']")
        walk.see("a shopper rings", f"[data-call='{host.session}']")
        walk.press(".call-decline")
        walk.press("[data-case] .primary")
        walk.see("a call is taken", ".case.mine")
        host.stop()


def test_the_desk_in_a_session(walk: Walk, live: LiveHost) -> None:
    walk.page.goto(f"{live.url}/desk#key={live.sign_in_key('bea@shop.example')}")
    with HostPage(live.url, name="Aiko", heading="Green tea") as host:
        walk.press(f"[data-session='{host.session}']")
        expect_mirrored(walk.page, "Green tea")
        walk.see("the session", ".tools")
        if not walk.page.locator(".panel-tab").first.is_visible():
            walk.press(".talk-button")
        for key, line in enumerate(LINES):
            host.send(["say", str(key), line])
        walk.page.locator(".talk-compose textarea").fill("Yes, it does.")
        walk.page.keyboard.press("Enter")
        walk.see("the conversation", ".talk-fate")
        walk.press(".panel-tab", 1)
        walk.see("pages of the shop", ".chooser-pick")
        walk.press(".chooser-pick")
        walk.see("what can be done with a page", ".chooser-ways .primary")
        walk.press(".chooser-ways .primary")
        walk.see("a suggestion is not taken", ".guide-fate:not(:empty)")
        walk.page.locator(".chooser-field").fill("https://elsewhere.example/")
        walk.see("a page of another shop", ".chooser-said.trouble")
        walk.press(".panel-tab", 2)
        walk.see("the shopper", ".trail-page")
        walk.press(".panel-tab", 3)
        walk.page.locator(".tag-form input").fill("gift")
        walk.page.keyboard.press("Enter")
        expect(walk.page.locator(".tag")).to_be_visible()
        walk.page.locator(".note-form textarea").fill("A regular.")
        walk.press(".note-form button")
        walk.see("notes and tags", ".note")
        walk.press_tool(".colleague-button")
        walk.see("a colleague is brought in", ".colleague-dialog")
        walk.page.keyboard.press("Escape")
        expect(walk.page.locator("#duty")).to_be_visible()
        walk.press(".keys-button")
        walk.see("the keys", ".keys")
        walk.page.keyboard.press("Escape")
        walk.press_tool(".tools .end-session")
        walk.see("asked whether to end", ".sure")
        host.stop()
        walk.see("the session has ended", ".notice h2")
    walk.press(".notice .primary")
    walk.press(".past-open button")
    walk.see("past sessions", f"[data-past='{host.session}']")
    walk.press(f"[data-past='{host.session}']")
    walk.see("a past session", ".past-lines li")


def test_the_settings(walk: Walk, live: LiveHost) -> None:
    live.add_rep("ada@shop.example", "Ada", "admin")
    walk.page.goto(f"{live.url}/desk#key={live.sign_in_key('ada@shop.example')}")
    expect(walk.page.locator(".settings-button")).to_be_visible()
    rule = {"name": "Cart", "path": ["/cart"], "text": {"en": "Need a hand?"}}
    walk.page.request.put(
        f"{live.url}/api/v1/arrangements/asking", data={"version": 0, "ask": [rule], "ask_limits": {}}
    )
    for place in PLACES:
        walk.page.goto("about:blank")
        walk.page.goto(f"{live.url}/desk#settings={place}")
        walk.see(place, ".settings-root h1")


def test_the_join_page(walk: Walk, live: LiveHost) -> None:
    with HostPage(live.url, kind="friend", name="Aiko", heading="Green tea") as host:
        walk.page.goto(host.link)
        expect_mirrored(walk.page, "Green tea")
        walk.see("a friend's page", ".bar")
        walk.press(".talk-button")
        walk.see("with the conversation", ".talk-compose textarea")
        walk.press(".guide-button")
        walk.see("with pages of the shop", ".chooser-pick")
        host.stop()
        walk.see("the session has ended", ".notice h1, .notice h2")
    walk.page.goto(f"{live.url}/s/nothing-there")
    walk.see("a link that leads nowhere", ".notice h1, .notice h2")


LINES: tuple[dict[str, object], ...] = (
    {"text": f"Does it come in blue? {SHOP}/blue https://elsewhere.example/"},
    {"card": {"url": f"{SHOP}/blue", "title": "Blue cup", "price": "£20"}},
)
