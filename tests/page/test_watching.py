"""The look-out for the moments that a rule waits for: a hand that rests, a pointer that leaves at the top."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.page.our_panel import OurPanel, eventually
from tests.page.shop_page import ShopPage

pytestmark = pytest.mark.browser

TEA = "<!doctype html><html lang=en><head><meta charset=utf-8><!--alongside--><title>Tea</title></head><body><h1>Tea</h1>"
ASKS = {"ask": {"key": "k", "by": "", "rule": "r", "text": "A question before you go?"}}


def words(shop: ShopPage) -> list[Any]:
    """What pages said of themselves so far."""
    return [body for call, body in shop.calls if call == "POST here"]


def watching(shop: ShopPage, page: Page, **watch: object) -> None:
    """A page that was told to look out."""
    shop.pages["/"] = TEA
    shop.answers["POST here"] = (200, {"watch": {"idle": 0, "leaving": False, **watch}})
    page.goto(shop.url)
    page.wait_for_function("!!window.alongside?.hear")
    eventually(page, lambda: _check(len(words(shop)) == 1))


def _check(is_so: bool) -> None:
    assert is_so


def leave(page: Page, y: int) -> None:
    page.evaluate(
        f"document.body.dispatchEvent(new MouseEvent('mouseout', {{bubbles: true, clientY: {y}, relatedTarget: null}}))"
    )


def test_a_pointer_that_leaves_at_the_top_is_told_at_once_and_may_bring_a_question(
    shop: ShopPage, page: Page
) -> None:
    watching(shop, page, leaving=True)
    shop.answers["POST here"] = (200, ASKS)
    leave(page, 400)  # at the side
    leave(page, -1)
    leave(page, -1)  # again, too soon
    OurPanel(page).wait_for_text("A question before you go?")
    assert [word.get("leaving") for word in words(shop)] == [None, True]


def test_a_hand_that_rests_is_told_once_it_has_rested_long_enough(shop: ShopPage, page: Page) -> None:
    page.clock.install()
    watching(shop, page, idle=60)
    shop.answers["POST here"] = (200, ASKS)
    page.clock.run_for(40_000)
    page.mouse.move(100, 100)
    page.mouse.move(200, 200)
    page.clock.run_for(30_000)  # 70 s in all, but not since the hand was felt
    assert [word for word in words(shop) if "idle" in word] == []
    page.clock.run_for(40_000)
    OurPanel(page).wait_for_text("A question before you go?")
    assert [word["idle"] >= 60 for word in words(shop) if "idle" in word] == [True]
