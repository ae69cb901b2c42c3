"""What reps and friends do in their browsers, and what they see there."""

import re

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.desk.live_host import PASSWORD, LiveHost


def sign_in(context: BrowserContext, live: LiveHost, email: str = "bea@shop.example") -> Page:
    """A rep's desk, with the list on it."""
    page = context.new_page()
    page.goto(f"{live.url}/desk")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name=re.compile("Waiting"))).to_be_visible()
    return page


def expect_mirrored(page: Page, heading: str) -> None:
    """The mirror shows the host page with this heading."""
    expect(heading_in_mirror(page, heading)).to_be_visible()


def heading_in_mirror(page: Page, heading: str) -> Locator:
    """A heading of the mirrored page."""
    return page.frame_locator("iframe#mirror").get_by_role("heading", name=heading)


def mirror_box(page: Page) -> tuple[float, float, float, float]:
    """Left, top, width, height of the mirror as it is shown."""
    box = page.locator("iframe#mirror").bounding_box()
    assert box
    return box["x"], box["y"], box["width"], box["height"]


def click_in_mirror(page: Page, element: Locator) -> None:
    """Press the middle of a mirrored element, wherever scaling has put it: Playwright's own click knows no scaled frames."""
    x, y, wide, high = element.evaluate(
        "element => (({ x, y, width, height }) => [x, y, width, height])(element.getBoundingClientRect())"
    )
    full = page.locator("iframe#mirror").evaluate("frame => frame.offsetWidth")
    left, top, width, _ = mirror_box(page)
    scale = width / full
    page.mouse.click(left + (x + wide / 2) * scale, top + (y + high / 2) * scale)


def expect_position(page: Page, epoch: str, offset: int) -> None:
    """The joining page's mirror has applied the log up to here."""
    page.wait_for_function(
        "([epoch, offset]) => String(window.alongsideMirror.position['0']) === `${epoch},${offset}`",
        arg=[epoch, offset],
    )
