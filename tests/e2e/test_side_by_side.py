"""Two items of the shop side by side: chosen by a rep, a friend and the shopper, seen and worked by all, on a desk and on a phone.

The demo shop forbids every frame; for everybody but these shoppers' panes that stays so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, Response, expect

from tests.axe import find_faults
from tests.demo.demo_server import DemoShop
from tests.e2e.people import open_by_code, signed_in_rep
from tests.e2e.product import Product
from tests.e2e.test_friends_together import place_of
from tests.e2e.test_looking_around import DESK, PHONE
from tests.e2e.together import Together, join_plain, start_session
from tests.mirror_equality import Form, difference, host_form, mirror_form, settle
from tests.page.our_panel import OurPanel

pytestmark = [pytest.mark.system, pytest.mark.browser]

SENCHA, HOJICHA, GENMAICHA = "/en/p/uji-sencha", "/en/p/kyoto-hojicha", "/en/p/genmaicha"
TEA = "/en/c/tea"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """`friend` sees nothing but the mirror, at 1:1; `frames` are the framing headers of every document so far, by kind and path."""

    product: Product
    shopper: Page
    rep: Page
    friend: Page
    frames: set[tuple[str, str, str]]

    @property
    def together(self) -> Together:
        return Together(self.shopper, self.friend)


@pytest.fixture(scope="module")
def shop() -> Iterator[DemoShop]:
    with DemoShop() as shop:
        yield shop


@pytest.fixture(scope="module")
def product(shop: DemoShop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with Product(tmp_path_factory.mktemp("beside"), shop.url) as product:
        yield product


@pytest.fixture(scope="module")
def session(browser: Browser, product: Product) -> Iterator[Session]:
    contexts = [browser.new_context(viewport=DESK, locale="en-GB") for _ in range(3)]
    shopper, frames = contexts[0].new_page(), set[tuple[str, str, str]]()

    def look(response: Response) -> None:
        kind = "frame" if response.frame.parent_frame else "window"
        if response.request.resource_type == "document" and "/__alongside/" not in response.url:
            path = response.url.removeprefix(product.shop)
            frames.add((kind, path, response.headers.get("x-frame-options", "")))

    shopper.on("response", look)
    shopper.goto(f"{product.shop}{SENCHA}")
    code = start_session(shopper, "help")["code"]
    rep = signed_in_rep(contexts[1], product)
    open_by_code(rep, code)
    friend = contexts[2].new_page()
    join_plain(friend, shopper.evaluate("window.alongside.invite()"))
    shopper.goto(f"{product.shop}/en/c/tea")
    for viewer in (rep, friend):
        settle(shopper, viewer)
    yield Session(product=product, shopper=shopper, rep=rep, friend=friend, frames=frames)
    for context in contexts:
        context.close()


def pane(page: Page | FrameLocator, side: str) -> FrameLocator:
    """The shop's page on one side: the shopper's, or in a mirror."""
    return page.frame_locator(f".pane[data-side={side}] iframe")


def shows(session: Session, left: str, right: str, shown: str = "") -> None:
    """Until the shopper's panes are these, and everybody has the same."""
    query = f"left={quote(left)}&right={quote(right)}{shown and f'&shown={shown}'}"
    expect(session.shopper).to_have_url(f"{session.product.shop}/__alongside/beside?{query}")
    for side, path in (("left", left), ("right", right)):
        section = session.shopper.locator(f".pane[data-side={side}]")
        expect(section).to_be_visible(visible=shown in ("", side))
        expect(pane(session.shopper, side).locator("h1")).to_be_attached()
        place = pane(session.shopper, side).locator("h1").evaluate("() => location.href")
        assert place == f"{session.product.shop}{path}"
    session.together.trees_equal()
    rep_sees_the_same(session)


def rep_sees_the_same(session: Session) -> None:
    """All but the focus, which no mirror takes from a desk where somebody works beside it."""
    settle(session.shopper, session.rep)
    mine, theirs = without_focus(host_form(session.shopper)), without_focus(mirror_form(session.rep))
    assert mine == theirs, difference(mine, theirs)


def without_focus(form: Form) -> Form:
    return {**form, "focus": "", "frames": [each and without_focus(each) for each in form["frames"]]}


def nothing_found(page: Page) -> None:
    """By axe-core, light and dark."""
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        assert not find_faults(page), scheme


def test_a_rep_lays_an_item_of_the_trail_beside_one_by_link(session: Session) -> None:
    rep = session.rep
    rep.get_by_role("button", name="Two items side by side").click()
    tray = rep.get_by_role("region", name="Side by side")
    tray.get_by_role("button", name=re.compile("^Uji Sencha")).click()
    nothing_found(rep)
    link = tray.get_by_label("Or paste a link of the shop")
    link.fill("https://other.example/p/mug")
    link.press("Enter")
    expect(tray.get_by_role("alert")).to_have_text("That is not a page of this shop.")
    expect(tray.get_by_role("button", name="Show side by side")).to_be_disabled()
    link.fill(f"{session.product.shop}{HOJICHA}")
    link.press("Enter")
    tray.get_by_role("button", name="Show side by side").click()
    expect(tray).to_have_count(0)
    shows(session, SENCHA, HOJICHA)
    strip = session.shopper.locator(".strip")
    prices = strip.get_by_role("row").filter(has_text="Price")
    expect(prices).to_have_text(re.compile(r"^£14\.50 – £43\.50Price\s*differs£9\.80 – £18\.80$"))
    expect(strip.locator("mark")).to_have_text([re.compile(f"^{one} g") for one in (50, 100, 80)])
    nothing_found(session.shopper)
    session.together.in_step("beside")
    assert {("frame", SENCHA, "SAMEORIGIN"), ("frame", HOJICHA, "SAMEORIGIN")} <= session.frames
    assert {option for kind, _, option in session.frames if kind == "window"} == {"DENY"}


def test_each_pane_is_scrolled_and_pressed_alone(session: Session) -> None:
    mirror, shopper = session.together.mirror, session.shopper
    pane(shopper, "left").locator("html").evaluate(
        "() => { window.stays = true; scrollTo({ top: 300, behavior: 'instant' }); }"
    )
    session.together.in_step("beside-scrolled")
    for side, y in (("left", 300), ("right", 0)):
        assert pane(mirror, side).locator("html").evaluate("() => scrollY") == y
    pane(mirror, "right").locator(".crumbs a", has_text="Tea").click()
    shows(session, SENCHA, TEA)
    session.together.in_step("beside-pressed")
    assert pane(shopper, "left").locator("html").evaluate("() => window.stays && scrollY") == 300


def test_a_friend_swaps_the_sides_shows_one_large_and_chooses_another(session: Session) -> None:
    mirror, shopper = session.together.mirror, session.shopper
    mirror.get_by_role("button", name="Swap sides").click()
    shows(session, TEA, SENCHA)
    assert pane(shopper, "right").locator("html").evaluate("() => window.stays && scrollY") == 300
    mirror.locator(".pane[data-side=left]").get_by_role("button", name="Show large").click()
    shows(session, TEA, SENCHA, "left")
    session.together.in_step("beside-large")
    shopper.reload()
    shows(session, TEA, SENCHA, "left")
    mirror.get_by_role("button", name="Both").click()
    shows(session, TEA, SENCHA)
    mirror.locator(".pane[data-side=right]").get_by_role("button", name="Choose another").click()
    mirror.get_by_role("button", name=re.compile("^Kyoto Hojicha")).click()
    shows(session, TEA, HOJICHA)
    shopper.go_back()
    shows(session, TEA, SENCHA)
    session.together.in_step("beside-back")


PUT_INTO_PAGE = """(one, made) => {
  const { name, text, ...attributes } = made;
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (name === "form") element.append(Object.assign(document.createElement("button"), { name: "sent", value: "1" }));
  (element.querySelector("button") ?? element).append(text);
  element.id = "asked";
  document.body.prepend(element);
}"""


def ask_in_right_pane(session: Session, **made: str) -> None:
    """A link or form of the shop's in the right pane, pressed in the friend's mirror."""
    page = pane(session.shopper, "right")
    page.locator("html").evaluate(PUT_INTO_PAGE, made)
    page.locator("html").evaluate("() => scrollTo({ top: 0, behavior: 'instant' })")
    session.together.trees_equal()
    asked = pane(session.together.mirror, "right").locator("#asked")
    (asked.locator("button") if made["name"] == "form" else asked).click()


def test_what_asks_for_the_whole_window_stays_in_its_pane_but_for_other_sites(session: Session) -> None:
    shopper = session.shopper
    ask_in_right_pane(session, name="a", href=HOJICHA, target="_top", text="A link")
    shows(session, TEA, HOJICHA)
    ask_in_right_pane(session, name="form", action=SENCHA, target="_parent", text="A form")
    shows(session, TEA, f"{SENCHA}?sent=1")
    refused = "() => { try { top.location.href = '/en/'; return false } catch { return true } }"
    assert pane(shopper, "right").locator("html").evaluate(refused)
    shows(session, TEA, f"{SENCHA}?sent=1")
    other = session.product.shop.replace("localhost", "127.0.0.1")
    ask_in_right_pane(session, name="a", href=f"{other}/en/help", text="Another site")
    expect(shopper).to_have_url(f"{other}/en/help")


def test_a_rep_carries_a_product_of_the_page_into_the_tray_and_what_is_there_stays(session: Session) -> None:
    rep, shopper = session.rep, session.shopper
    shopper.goto(f"{session.product.shop}/en/c/tea")
    Together(shopper, rep).trees_equal()
    rep.get_by_role("button", name="Two items side by side").click()
    tray = rep.get_by_role("region", name="Side by side")
    expect(tray.get_by_text("Seen in this session")).to_be_visible()
    rep.mouse.click(*place_of(rep, "Kyoto Hojicha"))
    expect(tray.get_by_role("group", name="First item")).to_contain_text("Kyoto Hojicha")
    rep.mouse.move(*place_of(rep, "Uji Sencha"))
    rep.mouse.down()
    zone = tray.get_by_role("group", name="Second item").bounding_box()
    assert zone
    rep.mouse.move(zone["x"] + zone["width"] / 2, zone["y"] + zone["height"] / 2, steps=5)
    expect(tray.get_by_role("group", name="Second item")).to_have_class(re.compile("over"))
    rep.mouse.up()
    expect(tray.get_by_role("group", name="Second item")).to_contain_text("Uji Sencha")
    expect(shopper).to_have_url(f"{session.product.shop}/en/c/tea")
    tray.get_by_role("button", name="Show side by side").click()
    shows(session, HOJICHA, SENCHA)
    pane(shopper, "left").locator("html").evaluate("() => { window.stays = true }")
    rep.get_by_role("button", name="Two items side by side").click()
    tray.get_by_role("button", name=re.compile("Remove Uji Sencha")).click()
    link = tray.get_by_label("Or paste a link of the shop")
    link.fill(f"{session.product.shop}{GENMAICHA}")
    link.press("Enter")
    tray.get_by_role("button", name="Show side by side").click()
    shows(session, HOJICHA, GENMAICHA)
    assert pane(shopper, "left").locator("html").evaluate("() => window.stays")
    shopper.locator(".pane[data-side=right] .close").click()
    expect(shopper).to_have_url(f"{session.product.shop}{HOJICHA}")
    session.together.trees_equal()


def many_variants(url: str) -> dict[str, object]:
    """As a page tells that has a dozen; of one of them each has something of its own."""
    own = "紺" if "sencha" in unquote(url) else "白"
    names = [own, *(f"色{number}" for number in range(1, 12))]
    return {"product": {"name": "茶", "variants": [{"name": name} for name in names]}}


def test_a_shopper_on_a_phone_chooses_two_and_switches_between_them(
    browser: Browser, product: Product
) -> None:
    phone = browser.new_context(
        viewport=PHONE, device_scale_factor=2, is_mobile=True, has_touch=True, locale="ja-JP"
    )
    far = browser.new_context(viewport=PHONE, device_scale_factor=2, locale="ja-JP")
    shopper, friend = phone.new_page(), far.new_page()
    shopper.route(
        "**/__alongside/product?*", lambda route: route.fulfill(json=many_variants(route.request.url))
    )
    shopper.goto(f"{product.shop}/ja/c/tea")
    join_plain(friend, start_session(shopper)["link"])
    together, panel = Together(shopper, friend), OurPanel(shopper)
    panel.press("が見ています")
    panel.press("商品を2つならべて見る")
    panel.wait_for("group", "1つめ")
    for number in (0, 1):
        shopper.locator(".card a").nth(number).tap()
    panel.press("ならべて表示")
    expect(shopper).to_have_title(re.compile("^ならべて見る："))
    for side in ("left", "right"):
        expect(pane(shopper, side).locator("h1")).to_be_visible()
    together.trees_equal()
    boxes = [shopper.locator(f".pane[data-side={side}]").bounding_box() for side in ("left", "right")]
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"]
    shopper.locator(".strip > summary").tap()
    variants = shopper.locator(".strip").get_by_role("row").filter(has_text="種類")
    expect(variants.get_by_text("ほか8種類")).to_have_count(2)
    expect(variants.locator("mark").first).to_contain_text("もう一方にはありません")
    variants.get_by_text("ほか8種類").first.tap()
    expect(variants.locator("details[open]")).to_contain_text("色9")
    nothing_found(shopper)
    together.trees_equal()
    shopper.locator(".strip > summary").tap()
    shopper.get_by_role("group", name="表示").get_by_role("button").nth(2).tap()
    expect(shopper.locator(".pane[data-side=left]")).to_be_hidden()
    together.trees_equal()
    together.mirror.get_by_role("button", name="両方").click()
    expect(shopper.locator(".pane[data-side=left]")).to_be_visible()
    together.trees_equal()
    for context in (phone, far):
        context.close()
