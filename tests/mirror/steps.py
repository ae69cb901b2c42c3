"""The steps of a fixture page: functions in `window.steps`, run in the page.

What only a person's own mouse and keyboard can do, a step asks for by what it returns, one of these or a list of them:
`{mouse: "move" | "down" | "up" | "click", at: selector}`, `{keys: "Shift+Tab"}`, `{text: "typed"}`.
Changes of a device are in device_steps.py, forms that the browser fills in in autofill.py.
"""

from typing import Any, Final

from playwright.sync_api import Page

from tests.mirror.autofill import fill_in
from tests.mirror.device_steps import change_device

WISHES: Final = frozenset(("mouse", "keys", "text", "media", "pinch", "pan", "turn", "insets", "fill"))


def run_step(page: Page, step: int, viewer: Page) -> bool:
    """Run one step, and carry out what it asks for; whether it asked for anything."""
    told = page.evaluate("step => window.steps[step]()", step)
    wishes = [one for one in (told if isinstance(told, list) else [told]) if is_wish(one)]
    for one in wishes:
        carry_out(page, one)
        change_device(page, viewer, one)
        fill_in(page, one)
    return bool(wishes)


def is_wish(told: object) -> bool:
    """Whether a step asks for something: what its promise came to can be any object."""
    return isinstance(told, dict) and not WISHES.isdisjoint(told)


def carry_out(page: Page, wish: dict[str, Any]) -> None:
    """One trusted act of mouse or keyboard."""
    if "mouse" in wish and "at" in wish:
        box = page.locator(wish["at"]).bounding_box()
        assert box is not None, f"{wish['at']} has no box"
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    match wish:
        case {"mouse": "down"}:
            page.mouse.down()
        case {"mouse": "up"}:
            page.mouse.up()
        case {"mouse": "click"}:
            page.mouse.down()
            page.mouse.up()
        case {"keys": keys}:
            page.keyboard.press(keys)
        case {"text": text}:
            page.keyboard.insert_text(text)
        case _:
            pass  # the mouse has moved, or it is no wish of these
