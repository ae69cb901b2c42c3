"""axe-core finds nothing in any state of what the shopper sees of us. A further state is one more step of a walk."""

import time
from collections.abc import Sequence
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect

from tests.axe import find_faults, open_roots
from tests.page.shop_page import MIKA, SHOPPER, Line, ShopPage
from tests.page.test_asking import ids_in

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang={}><meta charset=utf-8><meta name=viewport content='width=device-width'>
<!--alongside--><title>Tea</title><body style=margin:0><h1>Tea</h1><input id=photo type=file>"""
HELP = {"open": True, "opens": None, "reps": 2, "free": 1, "waiting": 0, "wait": None, "callback": None}
OWN = {"number": "020 7946 0958", "wanted": None, "taken": False}
KEN = {**MIKA, "id": "p3", "role": "friend", "name": "Ken"}
NOW = int(time.time())


class Walk:
    """One browser in one language, in which what we show is looked at state by state."""

    def __init__(self, shop: ShopPage, page: Page, lang: str) -> None:
        self.shop, self.page = shop, page
        self.is_phone = lang == "ja"
        self.faults: list[str] = []
        shop.pages["/"] = PAGE.format(lang)
        page.emulate_media(reduced_motion="reduce")
        page.set_default_timeout(5000)

    def ours(self, selector: str) -> Locator:
        return self.page.locator(f"alongside-ui {selector}")

    def press(self, selector: str, nth: int = 0) -> None:
        self.ours(selector).nth(nth).click()

    def see(self, state: str, selector: str) -> None:
        """What shows that the state is reached; then nothing is found in it."""
        expect(self.ours(selector).first).to_be_visible()
        self.faults += [f"{state}: {fault}" for fault in find_faults(self.page, "alongside-ui")]

    def open(self, **told: object) -> None:
        """The offers, with help as told."""
        self.shop.answers["GET help"] = (200, {**HELP, **told})
        self.page.goto(self.shop.url)
        self.press("button")
        expect(self.ours(".care.status")).to_be_visible()

    def start(self) -> Line:
        """A session, without the panel's own question."""
        self.page.goto(self.shop.url)
        self.page.wait_for_function("window.alongside")
        self.page.evaluate("alongside.start({kind: 'help', consent: true})")
        return self.shop.next_line()


@pytest.fixture(params=["en", "ja"])
def walk(request: pytest.FixtureRequest, shop: ShopPage, browser: Browser) -> Any:
    """A desktop in English, a phone in Japanese."""
    is_phone = request.param == "ja"
    context: BrowserContext = browser.new_context(
        viewport=ViewportSize(width=390, height=844) if is_phone else ViewportSize(width=1440, height=900),
        is_mobile=is_phone,
        has_touch=is_phone,
        locale="ja-JP" if is_phone else "en-GB",
    )
    open_roots(context)
    walk = Walk(shop, context.new_page(), request.param)
    yield walk
    context.close()
    assert not walk.faults, "\n".join(walk.faults)


def test_what_is_wrong_in_our_closed_roots_is_found(walk: Walk) -> None:
    walk.open()
    walk.ours(".close").first.evaluate("button => button.removeAttribute('aria-label')")
    assert any(fault.startswith("button-name") for fault in find_faults(walk.page, "alongside-ui"))


def test_before_a_session(walk: Walk, shop: ShopPage) -> None:
    walk.page.goto(shop.url)
    walk.see("launcher", "button")
    walk.open(wait=110, waiting=2)
    walk.see("somebody is there", ".choice >> nth=2")
    shop.answers["GET callback"] = (200, times())
    walk.press(".choice", 1)
    walk.see("form for a call", "select")
    shop.answers["POST callback"] = (400, {"error": {"code": "bad-number", "message": ""}})
    walk.ours("input[type=tel]").fill("020")
    walk.press("button.main")
    walk.see("a number that does not exist", ".trouble")
    shop.answers["POST callback"] = (201, OWN)
    walk.press("button.main")
    walk.see("a call is agreed", "#title")
    walk.open(callback=OWN)
    walk.see("a call is waited for", ".agreed")
    walk.open(open=False, opens=NOW + 86400, reps=0, free=0)
    walk.see("closed", ".choice")
    walk.press(".choice", 0)
    walk.see("form for a message", "textarea")
    walk.press("button.main")
    walk.see("nothing written", ".trouble")
    shop.answers["POST message"] = (201, {"contact": "ann@example.com"})
    walk.ours("textarea").fill("Is it oak?")
    walk.ours("form input").first.fill("ann@example.com")
    walk.press("button.main")
    walk.see("the message has arrived", ".answers")
    walk.open()
    walk.press(".choice", 2)
    walk.see("asked for consent", ".terms")


def test_in_a_session(walk: Walk, shop: ShopPage) -> None:
    line = walk.start()
    walk.see("bar, waiting", ".bar")
    walk.press(".who")
    walk.see("code and link", "output")
    line.say("state", "active")
    line.say("who", [SHOPPER, MIKA, KEN])
    walk.see("bar with people", ".faces")
    if walk.is_phone:  # where the card has made room for the page
        walk.press(".who")
    walk.see("somebody is there", ".talk")
    walk.ours("textarea").fill("Does it come in blue?")
    walk.page.keyboard.press("Enter")
    walk.see("a line on its way", ".unsent")
    line.say("unsaid", line.expect("say")[1])
    walk.see("a line refused", ".drop")
    for number, more in enumerate(LINES, 1):
        line.say("said", number, said(number, more))
    line.say("typing", "p2", True)
    walk.see("lines, a picture, a page of the shop, somebody writes", ".shown")
    expect(walk.ours("div.news")).to_contain_text("Mika")
    expect(walk.ours("[role=log]")).to_have_attribute("aria-live", "off")
    walk.press("summary")
    walk.see("who is here, who leads", ".people")
    line.say("lead", "p3", False)
    walk.see("a friend leads", ".pause")
    line.say("lead", "", True)
    walk.see("paused", ".pause")
    line.say("ask", "p2", "t2", "Green tea")
    walk.see("asked for another tab", "button.main")
    walk.press(".close")
    line.say("said", 4, said(4, {"text": "Still there?"}))
    walk.see("unread", ".unread")
    line.say("who", [SHOPPER, MIKA])
    expect(walk.ours("div.news")).to_contain_text("Ken")
    shop.answers["GET after"] = (200, AFTER)
    shop.answers["POST rating"] = (204, None)
    walk.press(".stop")
    walk.see("ended", ".star")
    walk.press(".star", 3)
    walk.see("rated", ".said")


def test_asked_to_talk_and_talking(walk: Walk, shop: ShopPage) -> None:
    shop.welcome["participants"] = [SHOPPER, MIKA]
    walk.page.context.grant_permissions(["microphone"])  # there is none, but addresses are given
    line = walk.start()
    for _ in range(2):  # the card asks how the call stands, and so does the bundle that it brings in
        expect_call(line, "again")
        line.say("call", ["stands", standing(rings=[{"by": "p2", "to": "p1"}])])
    walk.see("asked to talk", "[data-phase=ringing]")
    walk.press(".answers .main:visible")
    assert expect_call(line, "decline")[2] == "no-microphone"
    line.say("call", ["stands", standing()])
    walk.see("no microphone, but a telephone", "[data-phase=trouble]")
    walk.press(".answers .plain:visible")
    # The page is loaded anew during a call.
    line.say("call", ["stands", standing(speaking("p1", "gone", away=True), speaking("p2", "theirs"))])
    mine = expect_call(line, "come")[1]
    line.say("call", ["stands", standing(speaking("p1", mine), speaking("p2", "theirs"))])
    walk.see("the line is not yet there again", "[data-phase=reconnecting]")
    answer = walk.page.evaluate(ANSWER, expect_call(line, "offer")[3])
    line.say("call", ["answer", "p2", "theirs", answer])
    walk.see("talking", "[data-phase=talking]")
    walk.press(".answers .sign:visible", 0)
    assert expect_call(line, "mute") == ["mute", True]


def test_asked_to_do_something_by_hand(walk: Walk, shop: ShopPage) -> None:
    shop.welcome["participants"] = [SHOPPER, MIKA]
    walk.start()
    walk.page.reload()
    line = shop.next_line()
    [_, first, nodes, _] = line.expect("snap")[4]
    line.say(
        "act", "p2", 1, ["click", "0", dict(ids_in(nodes, iter(range(first, 1000))))["photo"], 0.5, 0.5, 0, 0]
    )
    walk.see("asked for a file", "[role=alertdialog]")


def test_invited(walk: Walk, shop: ShopPage) -> None:
    shop.answers["POST here"] = (200, {"ask": {"key": "k", "by": "Bea", "rule": "", "text": ""}})
    shop.answers["POST answer"] = (204, None)
    walk.page.goto(shop.url)
    walk.see("an invitation", ".say b")


AFTER = {"session": "s1", "helped": True, "lines": 4, "stars": None, "mail": True}
LINES: tuple[dict[str, Any], ...] = (
    {"text": "Yes, see https://elsewhere.example/blue"},
    {"card": {"url": "http://localhost/two", "title": "Blue cup", "price": "£20"}},
    {"picture": {"id": "x", "width": 40, "height": 30}},
)


def said(number: int, more: dict[str, Any]) -> dict[str, Any]:
    who = {"who": MIKA["id"], "role": MIKA["role"], "name": MIKA["name"]}
    return {**who, "at": 1790000000000 + number, "key": f"their-{number}", **more}


ANSWER = """async (sdp) => {
  const pc = (window.theirs = new RTCPeerConnection());
  const sound = new AudioContext().createMediaStreamDestination();
  await pc.setRemoteDescription({ type: "offer", sdp });
  pc.getTransceivers()[0].direction = "sendrecv";
  await pc.getTransceivers()[0].sender.replaceTrack(sound.stream.getAudioTracks()[0]);
  await pc.setLocalDescription();
  while (pc.iceGatheringState !== "complete")
    await new Promise((done) => pc.addEventListener("icegatheringstatechange", done, { once: true }));
  return pc.localDescription.sdp;
}"""
"""The other end of a call."""


def speaking(who: str, key: str, *, away: bool = False) -> dict[str, Any]:
    return {"id": who, "key": key, "muted": False, "away": away}


def standing(*people: dict[str, Any], rings: Sequence[dict[str, str]] = ()) -> dict[str, Any]:
    return {"people": people, "rings": rings, "seconds": 5 if people else 0}


def expect_call(line: Line, name: str) -> list[Any]:
    """The next step of this name; others before it are passed over."""
    while (step := line.expect("call")[1])[0] != name:
        pass
    return list(step)


def times() -> dict[str, Any]:
    return {
        "country": "GB",
        "countries": [["DE", 49], ["GB", 44], ["JP", 81]],
        "now": True,
        "times": [[NOW, NOW + 8 * 3600]],
    }
