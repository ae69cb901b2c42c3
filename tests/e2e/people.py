"""What reps do at the desk in tests of the whole product."""

import re

from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.product import Product

PASSWORD = "correct horse battery"


def signed_in_rep(
    context: BrowserContext, product: Product, email: str = "bea@shop.example", name: str = "Bea"
) -> Page:
    """A new account's desk, with the queue on it."""
    product.add_rep(email, PASSWORD, name=name)
    desk = context.new_page()
    desk.goto(f"{product.live}/desk")
    desk.get_by_label("Email").fill(email)
    desk.get_by_label("Password").fill(PASSWORD)
    desk.get_by_role("button", name="Sign in").click()
    expect(desk.get_by_role("heading", name=re.compile("Waiting"))).to_be_visible()
    return desk


def open_by_code(desk: Page, code: str) -> None:
    """Type what the shopper reads out on the phone."""
    desk.get_by_label("Code or link").fill(f"{code[:3]} {code[3:]}")
    desk.get_by_role("button", name="Open", exact=True).click()
