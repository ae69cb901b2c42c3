"""A shop that demands trusted types of every script, its own and ours."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.e2e.people import open_by_code, signed_in_rep
from tests.e2e.product import Product
from tests.e2e.small_shop import SmallShop
from tests.e2e.test_looking_around import DESK
from tests.e2e.together import Together, start_session
from tests.page.our_panel import OurPanel

pytestmark = [pytest.mark.system, pytest.mark.browser]

DEMANDED = "script-src 'nonce-abc' 'strict-dynamic'; require-trusted-types-for 'script'; trusted-types shop"


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with SmallShop() as shop, Product(tmp_path_factory.mktemp("types"), shop.url) as product:
        shop.fields["Content-Security-Policy"] = DEMANDED
        shop.show("/", "<h1>Bowls</h1><a href=/p>Tea bowl</a><p contenteditable>note</p>")
        shop.show("/p", "<h1>Tea bowl</h1>")
        shop.files["/favicon.ico"] = ("image/x-icon", b"")  # or the browser complains of that, when it asks
        yield product


def test_a_session_runs_where_trusted_types_are_demanded(product: Product, browser: Browser) -> None:
    shopper, desk = (browser.new_context(viewport=DESK, locale="en-GB") for _ in range(2))
    page = shopper.new_page()
    complaints: list[str] = []
    page.on(
        "console",
        lambda message: (
            complaints.append(f"{message.text} {message.location}") if message.type == "error" else None
        ),
    )
    page.goto(f"{product.shop}/")
    with pytest.raises(Exception, match="TrustedScriptURL"):  # so it is enforced
        page.evaluate("document.createElement('script').src = '/x.js'")
    complaints.clear()
    code = start_session(page, "help")["code"]
    rep = signed_in_rep(desk, product, name="Mika")
    open_by_code(rep, code)
    Together(page, rep).trees_equal()
    rep.get_by_role("textbox", name="Message").fill("May I help?")
    rep.keyboard.press("Enter")
    panel = OurPanel(page)
    panel.wait_for_text("May I help?")
    page.get_by_role("link", name="Tea bowl").click()
    page.wait_for_url("**/p")
    Together(page, rep).trees_equal()
    panel.wait_for("button", "Mika")
    assert [each for each in complaints if "Trusted" in each or "Policy" in each] == []
    for context in (shopper, desk):
        context.close()
