"""Takes the pictures of this folder from the running demo: `python docs/screenshots/take.py` from the project's folder."""

import re
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, ViewportSize, sync_playwright

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from docs.screenshots import day  # noqa: E402  # as above
from tests.conftest import FLAGS, find_browser  # noqa: E402  # the project's folder has to be on the path first
from tests.desk.live_host import LiveHost  # noqa: E402  # as above
from tests.e2e.product import Product  # noqa: E402  # as above
from tests.page.our_panel import OurPanel  # noqa: E402  # as above

DESKTOP = ViewportSize(width=1440, height=900)
PHONE = ViewportSize(width=390, height=844)
GAP = 24
SETTLED_MS = 1500
"""For fonts, pictures and the panel's movements; nothing in a page says that they are over."""


def main() -> None:
    with Product(Path(tempfile.mkdtemp()), verb="demo") as product, sync_playwright() as playwright:
        # Two browsers: in one, a mouse that moves in a window has left every other window.
        here, there = (
            playwright.chromium.launch(executable_path=find_browser(), args=FLAGS) for _ in range(2)
        )
        visitor = open_visitors(here, product)
        shopper, desk = take_queue(here, there, product)
        take_chat(shopper, desk, product)
        take_panel(here, product)
        take_side_by_side(shopper, desk)
        take_invitation(visitor, desk)
        take_split_screen(here, there, product)
        take_phone(here, product)
        take_desk_phone(here, there, product)
        take_settings(there)
        here.close()
        there.close()


def open_visitors(browser: Browser, product: Product) -> Page:
    """Some who look around; the page of one of them, at the kettle."""
    for path in ("/ja/search?q=ottoman", "/en/p/speckled-mug", "/en/p/iron-kettle"):
        page = open_shop(browser.new_context(viewport=DESKTOP, locale="en-GB"), product)
        page.goto(f"{product.shop}{path}")
    return page


def take_queue(here: Browser, there: Browser, product: Product) -> tuple[Page, Page]:
    """The desk with two who wait, one of whom rings; the first one's page, and the desk."""
    shopper = open_shop(here.new_context(viewport=DESKTOP, locale="en-GB"), product)
    # What the road has read of a page is what a card of it says.
    shopper.goto(f"{product.shop}/en/p/moon-matcha-bowl")
    start(shopper, "help")
    shopper.goto(f"{product.shop}/en/p/tokoname-kyusu")
    waiting = open_shop(here.new_context(viewport=DESKTOP, locale="ja-JP"), product)
    start(waiting, "help")
    desk = there.new_context(viewport=DESKTOP, locale="en-GB").new_page()
    desk.goto(sign_in_link(product))
    desk.locator(".call", has_text="Tokoname").wait_for()
    desk.locator(".visitor", has_text="Kettle").wait_for()
    desk.wait_for_timeout(SETTLED_MS)
    desk.screenshot(path=HERE / "desk-queue.png")
    return shopper, desk


def take_chat(shopper: Page, desk: Page, product: Product) -> None:
    """The shopper's side of the conversation, with a product that the rep shows."""
    desk.get_by_role("button", name="Take").click()
    desk.wait_for_selector("[data-phase=live]")
    # The next one rings at once.
    desk.get_by_role("button", name="Not now").click()
    panel = OurPanel(shopper)
    panel.press("sees this page")
    panel.press("Your message", "textbox")
    shopper.keyboard.insert_text("Do you have a bowl that goes with it?")
    shopper.keyboard.press("Enter")
    field = desk.get_by_role("textbox", name="Your message")
    field.fill("This one, from the same potter. It holds two cups.")
    field.press("Enter")
    desk.get_by_role("tab", name="Pages").click()
    desk.get_by_role("searchbox").fill(f"{product.shop}/en/p/moon-matcha-bowl")
    desk.get_by_role("button", name="Send card").click()
    desk.get_by_role("tab", name="Conversation").click()
    panel.wait_for("link", "Moon")
    desk.mouse.move(560, 560, steps=8)
    shopper.wait_for_timeout(SETTLED_MS)
    shopper.screenshot(path=HERE / "chat.png")
    panel.press("Close")


def take_panel(browser: Browser, product: Product) -> None:
    """What is offered before a session: help, a call, a friend."""
    visitor = open_shop(browser.new_context(viewport=DESKTOP, locale="en-GB"), product)
    visitor.goto(f"{product.shop}/en/p/harvest-jug")
    panel = OurPanel(visitor)
    panel.press("Live help")
    panel.wait_for("button", "Close")
    visitor.wait_for_timeout(SETTLED_MS)
    visitor.screenshot(path=HERE / "panel.png")
    visitor.context.close()


def take_side_by_side(shopper: Page, desk: Page) -> None:
    """A shopper on a product's page, and a rep at the desk who points at it."""
    shopper.mouse.move(300, 560, steps=8)
    desk.mouse.move(850, 572, steps=8)
    desk.wait_for_timeout(SETTLED_MS)
    left, right = HERE / "shop.png", HERE / "desk.png"
    shopper.screenshot(path=left)
    desk.screenshot(path=right)
    join_pictures(left, right, HERE / "side-by-side.png")


def take_invitation(visitor: Page, desk: Page) -> None:
    """A visitor whom a rep asks whether help is wanted."""
    desk.locator(".visitor", has_text="Kettle").get_by_role("button").click()
    visitor.reload()
    OurPanel(visitor).wait_for("button", "Yes, please")
    visitor.wait_for_timeout(SETTLED_MS)
    visitor.screenshot(path=HERE / "invitation.png")


def take_split_screen(here: Browser, there: Browser, product: Product) -> None:
    """Two teas side by side, as the shopper has them and as a rep at the desk."""
    shopper = open_shop(here.new_context(viewport=DESKTOP, locale="en-GB"), product)
    desk = there.contexts[0].new_page()
    start(shopper, "help")
    left, right = "/en/p/tokoname-kyusu", "/en/p/harvest-jug"
    shopper.goto(f"{product.shop}/__alongside/beside?left={left}&right={right}")
    desk.goto(f"{product.live}/desk")
    desk.locator(".entry", has_text="Side by side").click()
    desk.wait_for_selector("[data-phase=live]")
    for frame in shopper.frames[1:]:  # to the goods, in everybody's copy
        frame.evaluate("scrollTo({ top: document.querySelector('h1').offsetTop - 650, behavior: 'instant' })")
    shopper.wait_for_timeout(2 * SETTLED_MS)
    pictures = HERE / "shop-beside.png", HERE / "desk-beside.png"
    for page, path in zip((shopper, desk), pictures, strict=True):
        page.screenshot(path=path)
    join_pictures(*pictures, HERE / "split-screen.png")
    for path in pictures:
        path.unlink()


def take_phone(browser: Browser, product: Product) -> None:
    """The shop on a phone, in Japanese, with a friend; and the friend's page on a phone."""
    shopper = open_shop(phone_context(browser), product)
    friend = phone_context(browser).new_page()
    friend.goto(start(shopper, "friend"))
    friend.evaluate("window.alongsideMirror.ready")
    shopper.wait_for_timeout(SETTLED_MS)
    shopper.screenshot(path=HERE / "phone-ja.png")
    friend.screenshot(path=HERE / "friend-phone-ja.png")


def take_desk_phone(here: Browser, there: Browser, product: Product) -> None:
    """The desk on a phone, in Japanese, with a shopper on a phone, and the tools that are used seldom."""
    shopper = open_shop(phone_context(here), product)
    shopper.goto(f"{product.shop}/ja/p/tokoname-kyusu")
    start(shopper, "help")
    desk = phone_context(there, there.contexts[0].storage_state()).new_page()
    desk.goto(f"{product.live}/desk")
    desk.locator(".entry", has_text="常滑").click()
    desk.wait_for_selector("[data-phase=live]")
    desk.get_by_role("button", name="その他の操作").click()
    desk.wait_for_timeout(SETTLED_MS)
    desk.screenshot(path=HERE / "desk-phone-ja.png")


def take_settings(browser: Browser) -> None:
    """Whom to ask first, with a rule open, and who would have been asked today."""
    with LiveHost(Path(tempfile.mkdtemp()), ask=day.RULES, hours=day.clock()) as live:
        live.add_rep("mika@shop.example", "Mika", "admin")
        live.keep_visits(day.visits())
        desk = browser.new_context(
            viewport=DESKTOP, locale="en-GB", timezone_id=day.clock().time_zone
        ).new_page()
        desk.goto(f"{live.url}/desk#key={live.sign_in_key('mika@shop.example')}")
        desk.get_by_role("button", name="Settings").click()
        desk.get_by_role("button", name="Edit").nth(1).click()
        desk.locator(".preview-rows li").first.wait_for()
        desk.wait_for_timeout(SETTLED_MS)
        desk.screenshot(path=HERE / "rules-editor.png")


def phone_context(browser: Browser, state: StorageState | None = None) -> BrowserContext:
    return browser.new_context(
        viewport=PHONE,
        device_scale_factor=2,
        is_mobile=True,
        has_touch=True,
        locale="ja-JP",
        storage_state=state,
    )


def open_shop(context: BrowserContext, product: Product) -> Page:
    page = context.new_page()
    page.goto(product.shop)
    page.wait_for_function("() => Boolean(window.alongside)")
    return page


def start(shopper: Page, kind: str) -> str:
    """Start a session; its link."""
    link: str = shopper.evaluate(
        "kind => window.alongside.start({ kind, consent: true }).then(s => s.link)", kind
    )
    return link


def sign_in_link(product: Product) -> str:
    found = re.search(r"\S+/desk#key=\S+", "".join(product.output))
    if not found:
        raise RuntimeError(f"no sign-in link in {product.output}")
    return found[0]


def join_pictures(left: Path, right: Path, target: Path) -> None:
    """Both at half size, beside each other on white."""
    pictures = [
        Image.open(path).convert("RGB").resize((960, 600), Image.Resampling.LANCZOS) for path in (left, right)
    ]
    wide = Image.new("RGB", (960 * 2 + GAP, 600), "white")
    for picture, x in zip(pictures, (0, 960 + GAP), strict=True):
        wide.paste(picture, (x, 0))
    wide.save(target, optimize=True)


if __name__ == "__main__":
    main()
