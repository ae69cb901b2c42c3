"""What a rep's hands set off on a shop's page and what is left to the shopper, through the whole product."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.desk.people import click_in_mirror
from tests.e2e.people import open_by_code, signed_in_rep
from tests.e2e.product import Product
from tests.e2e.small_shop import SmallShop
from tests.e2e.together import Together, join_plain, start_session
from tests.mirror_equality import mirror_frame, wait_equal_position
from tests.page.our_panel import OurPanel, eventually

pytestmark = [pytest.mark.system, pytest.mark.browser]

OWN_HAND = """<body><h1>Own hand</h1>
<p><input id=file type=file></p>
<p><button id=camera onclick="navigator.mediaDevices.getUserMedia({ video: true })">Show the room</button></p>
<p id=screen><button id=fullscreen onclick="this.parentNode.requestFullscreen()">Larger</button></p>
<p><button id=copy onclick="navigator.clipboard.writeText('TEA10').then(() => { this.dataset.copied = 1 })">Take the voucher</button></p>
<p><button id=old-copy onclick="select(words); if (document.execCommand('copy')) this.dataset.copied = 1">Take the other</button>
<textarea id=words>TEA20</textarea></p>
<p><button id=paste onclick="navigator.clipboard.readText().then((text) => { pasted.value = text })">Use a voucher</button>
<input id=pasted></p>
<p><a id=mail href="mailto:help@shop.example?subject=Tea">Write to us</a></p>
<p><a id=call href="tel:+441174960123">Call us</a></p>
<p><a id=save href="/terms.txt" download>Terms</a></p>
<script>
select = (field) => field.select();
followed = [];
for (const link of document.querySelectorAll("a:not([download])"))
  link.addEventListener("click", (event) => { followed.push(link.id); event.preventDefault() });
</script>"""

BOX = "<input inputmode=numeric maxlength=1 size=1 {}>"
CODES = {
    "named": BOX.format("autocomplete=one-time-code id=named") + BOX.format("id=named2") + BOX.format("") * 4,
    "bare": BOX.format("id=bare") + BOX.format("id=bare2") + BOX.format("") * 4,
    "numbers": "<input type=number id=numbers maxlength=1><input type=number maxlength=1 id=numbers2>"
    + "<input type=number maxlength=1>" * 4,
    "unbound": "<input id=unbound autocomplete=one-time-code size=1><input size=1 id=unbound2>"
    + "<input size=1>" * 4,
}
"""One code in six boxes, as shops write them."""

NOTE_TOASTS = """{
  const read = (window.toasts = []);
  let last = "";
  const look = () => {
    const words = document.querySelector(".toast")?.textContent ?? "";
    if (words !== last && words) read.push(words);
    last = words;
  };
  new MutationObserver(look).observe(document, { childList: true, characterData: true, subtree: true });
}"""
READ = """(words) => {
  const at = toasts.findIndex((each) => each.includes(words));
  toasts.splice(0, at + 1);
  return at >= 0 || document.querySelector(".toast").textContent.includes(words);
}"""

PICTURE = b"<svg xmlns='http://www.w3.org/2000/svg' width='300' height='2500'><rect width='300' height='2500' fill='teal'/></svg>"
PICTURE_PAGE = """<body style=margin:0><button id=press onclick="this.textContent = 'Pressed'" style="position:fixed">Press</button>
<p style=height:1000px>Above</p><img id=tall src=/tall.svg><p style=height:300px>Below</p>"""
FAR = 2400


@pytest.fixture(scope="module")
def shop() -> Iterator[SmallShop]:
    with SmallShop() as running:
        yield running


@pytest.fixture(scope="module")
def product(shop: SmallShop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with Product(tmp_path_factory.mktemp("hands"), shop.url) as running:
        yield running


@dataclass(frozen=True, slots=True, kw_only=True)
class Helped:
    """A shopper and, at the desk, Bea, who helps."""

    shop: SmallShop
    product: Product
    host: Page
    rep: Page

    @property
    def both(self) -> Together:
        return Together(self.host, self.rep)

    def visit(self, path: str, body: str) -> None:
        """The shopper goes to this page, and Bea sees it."""
        self.shop.show(path, body)
        self.host.goto(f"{self.product.shop}{path}")
        self.both.trees_equal()

    def press(self, selector: str) -> None:
        """Bea presses it in her mirror, and the shopper has not pressed anything lately: what a test evaluates counts as a press."""
        self.host.evaluate("open('about:blank').close()")
        click_in_mirror(self.rep, self.both.mirror.locator(selector))

    def is_told(self, words: str) -> None:
        """Bea reads this, or has read it since what she was told before: nothing stays there for long."""
        self.rep.wait_for_function(READ, arg=words)


@pytest.fixture(scope="module")
def helped(browser: Browser, shop: SmallShop, product: Product) -> Iterator[Helped]:
    contexts: list[BrowserContext] = [
        browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB") for _ in range(2)
    ]
    shop.show("/", "<h1>Small shop</h1>")
    host = contexts[0].new_page()
    host.goto(product.shop + "/")
    started = start_session(host, "help")
    contexts[1].add_init_script(NOTE_TOASTS)
    rep = signed_in_rep(contexts[1], product)
    open_by_code(rep, started["code"])
    Together(host, rep).trees_equal()
    yield Helped(shop=shop, product=product, host=host, rep=rep)
    for context in contexts:
        context.close()


OWN_HANDS = [
    ("fullscreen", "Bea asks you to show this full screen", "Full screen"),
    ("old-copy", "Bea asks you to copy this", "Copy"),
    ("copy", "Bea asks you to copy this", "Copy"),
    ("paste", "Bea asks you to paste here", "Paste"),
    ("mail", "Bea asks you to write an email", "Write email"),
    ("call", "Bea asks you to make this call", "Call"),
]
"""What is pressed, what the card asks, and its button."""


def test_what_only_the_shopper_can_do_is_asked_of_them_and_told_to_the_rep(helped: Helped) -> None:
    helped.shop.files["/terms.txt"] = ("text/plain", b"Terms")
    helped.visit("/own-hand", OWN_HAND)
    card = OurPanel(helped.host)

    def is_asked(pressed: str, asks: str) -> None:
        helped.press(f"#{pressed}")
        helped.is_told("Only the shopper can do this. They have been asked…")
        card.wait_for("alertdialog", asks)

    for pressed, asks, yes in OWN_HANDS:
        is_asked(pressed, asks)
        if pressed == "paste":
            helped.host.context.grant_permissions(["clipboard-read"])
        card.press(yes)
        helped.is_told("The shopper has done it.")
        if pressed == "fullscreen":
            helped.host.wait_for_function("document.fullscreenElement?.id === 'screen'")
            helped.host.evaluate("document.exitFullscreen()")
    helped.host.wait_for_function("pasted.value === 'TEA10'")
    assert helped.host.evaluate("followed") == ["mail", "call"]
    is_asked("save", "Bea asks you to download this")
    with helped.host.expect_download() as saved:
        card.press("Download")
    assert saved.value.suggested_filename == "terms.txt"
    is_asked("file", "Bea asks you to choose a file here")
    with helped.host.expect_file_chooser() as chooser:
        card.press("Choose a file")
    chooser.value.set_files({"name": "cup.png", "mimeType": "image/png", "buffer": b"x"})
    helped.is_told("The shopper has done it.")
    helped.press("#camera")  # the browser itself asks, and here says no for everybody
    helped.is_told("The shopper would rather not.")
    helped.both.trees_equal()


def test_the_boxes_of_a_one_time_code_are_masked_and_closed_to_the_rep(helped: Helped) -> None:
    boxes = [box for name in CODES for box in (name, f"{name}2")]
    end = "<button type=button id=end onclick='this.textContent = `Pressed`'>Press</button>"
    helped.visit("/code", "".join(f"<form>{six}</form>" for six in CODES.values()) + end)
    for box in boxes:
        helped.host.type(f"#{box}", "7")
    wait_equal_position(helped.host, helped.rep)
    for box in boxes:
        assert helped.both.mirror.locator(f"#{box}").input_value() != "7", box
        helped.press(f"#{box}")
        helped.rep.keyboard.type("3")
        helped.is_told("This field is private. Only the shopper can fill it in.")
    helped.press("#end")  # acts keep their order, so the others have been refused when this one is done
    expect(helped.host.locator("#end")).to_have_text("Pressed")
    assert [helped.host.input_value(f"#{box}") for box in boxes] == ["7"] * len(boxes)


def test_a_mirror_whose_pictures_are_missing_does_not_scroll_the_shopper_s_page(
    helped: Helped, elsewhere: BrowserContext
) -> None:
    helped.shop.files["/tall.svg"] = ("image/svg+xml", PICTURE)
    helped.visit("/pictures", PICTURE_PAGE)
    helped.host.evaluate("y => scrollTo(0, y)", FAR)
    come = helped.shop.hold("/tall.svg")
    late = elsewhere.new_page()
    join_plain(late, helped.host.evaluate("window.alongside.invite()"))
    both = Together(helped.host, late)
    expect(both.mirror.locator("#press")).to_be_visible()
    eventually(late, lambda: is_cut_short(late))
    both.mirror.locator("#press").click()
    expect(helped.host.locator("#press")).to_have_text("Pressed")
    assert helped.host.evaluate("scrollY") == FAR
    come.set()
    eventually(late, lambda: is_far(late))
    late.close()


def is_cut_short(viewer: Page) -> None:
    assert 0 < mirror_frame(viewer).evaluate("scrollY") < FAR


def is_far(viewer: Page) -> None:
    assert mirror_frame(viewer).evaluate("scrollY") == FAR


AWAIT_REST = "() => { window.rest = new Promise(go => addEventListener('scrollend', go, { once: true })); }"
"""A page goes on by itself for a while when the finger has left it."""


def test_a_swipe_on_a_friend_s_phone_scrolls_the_shopper_s_phone(
    product: Product, shop: SmallShop, browser: Browser, phone: BrowserContext
) -> None:
    shop.show(
        "/long", "<meta name=viewport content='width=device-width'><body><p style=height:5000px>Long</p>"
    )
    host = phone.new_page()
    host.goto(product.shop + "/long")
    started = start_session(host)
    other = browser.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=2, is_mobile=True, has_touch=True
    )
    friend = other.new_page()
    friend.goto(started["link"])
    both = Together(host, friend)
    both.trees_equal()
    mirror = mirror_frame(friend)
    mirror.evaluate(AWAIT_REST)
    swipe_up(friend)
    mirror.evaluate("async () => { await window.rest; }")
    rest = mirror.evaluate("scrollY")
    assert rest > 200
    host.wait_for_function("rest => Math.abs(scrollY - rest) < 0.6", arg=rest)
    both.trees_equal()
    other.close()


def swipe_up(viewer: Page) -> None:
    """A finger goes up by 300 pixels over the middle of the mirror."""
    box = viewer.locator("iframe#mirror").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    client = viewer.context.new_cdp_session(viewer)
    steps = [("touchStart", 0), *(("touchMove", 25 * step) for step in range(13))]
    for name, way in steps:
        client.send("Input.dispatchTouchEvent", {"type": name, "touchPoints": [{"x": x, "y": y - way}]})
    client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
