"""What a browser fills in by itself: `{fill: selector, address: {NAME_FULL: "…"}}`, with the field types of the DevTools protocol."""

from typing import Any

from playwright.sync_api import Page


def fill_in(page: Page, wish: dict[str, Any]) -> None:
    """Fill in the form of this field, as after a person's choice; other wishes are left alone."""
    if "fill" not in wish:
        return
    session = page.context.new_cdp_session(page)
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    found = session.send("DOM.querySelector", {"nodeId": root, "selector": wish["fill"]})
    node = session.send("DOM.describeNode", found)["node"]["backendNodeId"]
    fields = [{"name": name, "value": value} for name, value in wish["address"].items()]
    session.send("Autofill.enable")
    session.send("Autofill.trigger", {"fieldId": node, "address": {"fields": fields}})
