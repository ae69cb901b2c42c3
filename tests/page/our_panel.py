"""What a shopper perceives of our elements. Their shadow roots are closed to scripts; assistive technology reads them all the same."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

MOST_TRIES = 400


class OurPanel:
    """Reads and presses through the accessibility tree of a page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._client = page.context.new_cdp_session(page)

    def names(self, role: str) -> list[str]:
        """The names of all that has this role and is shown, ours and the shop's."""
        return [str(node["name"]["value"]) for node in self._nodes(role)]

    def text(self) -> str:
        """All text that is shown, joined by spaces."""
        return " ".join(self.names("StaticText"))

    def wait_for(self, role: str, name: str) -> None:
        """Until something of this role is there whose name has `name` in it."""
        self._find(role, name)

    def wait_for_text(self, words: str) -> None:
        self._find("StaticText", words)

    def press(self, name: str, role: str = "button") -> None:
        """A click of the mouse in the middle of the button (or what else) of this name, as soon as it rests."""
        middles: list[tuple[float, float]] = []

        def rest() -> None:
            middles.append(self._middle(self._find(role, name)))
            assert middles[-1:] == middles[-2:-1], f"{role} {name!r} moves: {middles}"

        eventually(self._page, rest)
        self._page.mouse.click(*middles[-1])

    def focused(self) -> str:
        """The name of what has the focus."""
        for node in self._all():
            for one in node.get("properties", []):
                if (
                    one["name"] == "focused"
                    and one["value"]["value"]
                    and node["role"]["value"] != "RootWebArea"
                ):
                    return str(node["name"]["value"])
        return ""

    def _find(self, role: str, name: str) -> Any:
        found: list[Any] = []

        def look() -> None:
            found[:] = [node for node in self._nodes(role) if name in node["name"]["value"]]
            assert found, f"no {role} {name!r} among {self.names(role)}"

        eventually(self._page, look)
        return found[0]

    def _middle(self, node: Any) -> tuple[float, float]:
        box = self._client.send("DOM.getBoxModel", {"backendNodeId": node["backendDOMNodeId"]})
        quad = box["model"]["border"]
        return (quad[0] + quad[4]) / 2, (quad[1] + quad[5]) / 2

    def _nodes(self, role: str) -> list[Any]:
        return [node for node in self._all() if node["role"]["value"] == role and node.get("name")]

    def _all(self) -> list[Any]:
        tree: list[Any] = self._client.send("Accessibility.getFullAXTree")["nodes"]
        return [node for node in tree if not node.get("ignored") and "role" in node]


def eventually(page: Page, fact: Callable[[], None]) -> None:
    """Call `fact` between frames of the page until it raises no AssertionError."""
    for _ in range(MOST_TRIES):
        try:
            return fact()
        except AssertionError:
            page.evaluate("new Promise((done) => setTimeout(done, 25))")
    return fact()
