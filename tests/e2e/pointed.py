"""What people have pointed out, as it is drawn over a page. The shadow roots are closed to scripts, so the browser's own tools look."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession, Error, Frame, Locator, Page

from tests.mirror_equality import mirror_frame
from tests.page.our_panel import eventually

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One mark: whose it is, and where in the viewport of its document."""

    name: str
    box: Box


class Pointed:
    """The marks over one document: the shopper's page, or a mirror."""

    def __init__(self, page: Page, *, mirror: bool = False) -> None:
        self.page = page
        self._is_mirror = mirror

    @property
    def frame(self) -> Frame:
        """Mirrors take turns in two frames."""
        return mirror_frame(self.page) if self._is_mirror else self.page.main_frame

    def drawn(self, kind: str) -> list[Drawn]:
        """All that can be seen of `highlight` or `look`."""
        with self._nodes() as (client, nodes):
            marks = [node for node in nodes if {kind, "mark"} <= set(_class_of(node))]
            return [drawn for node in marks if (drawn := _read(client, node))]

    def strokes(self) -> list[str]:
        """The paths of the drawings that can be seen."""
        with self._nodes() as (_, nodes):
            layers = [node for node in nodes if "strokes" in _class_of(node)]
            paths = [node for layer in layers for node in _walk(layer) if node["nodeName"] == "path"]
            return [_attributes(node)["d"] for node in paths[::2]]

    @contextmanager
    def _nodes(self) -> Iterator[tuple[CDPSession, list[dict[str, Any]]]]:
        """All nodes of the document, those in closed shadow roots as well."""
        client = self.page.context.new_cdp_session(self.frame if self._is_mirror else self.page)
        try:
            yield client, _walk(client.send("DOM.getDocument", {"depth": -1, "pierce": True})["root"])
        except Error as error:
            raise AssertionError("what is drawn changed while it was looked at") from error
        finally:
            client.detach()

    def stands_on(self, selector: str, *names: str, kind: str = "highlight") -> None:
        """Until these people's marks, and no others, are drawn around this element as it stands now."""

        def is_there() -> None:
            expected = self._box(self.frame.locator(selector).first)
            drawn = self.drawn(kind)
            assert sorted(mark.name for mark in drawn) == sorted(names)
            for mark in drawn:
                assert all(abs(a - b) <= 1 for a, b in zip(mark.box, expected, strict=True)), (
                    drawn,
                    expected,
                )

        eventually(self.page, is_there)

    def place(self, selector: str, x: float = 0.5, y: float = 0.5) -> tuple[float, float]:
        """Where in the page's window a place of an element is, given in fractions of its box."""
        left, top, width, height = self.frame.locator(selector).first.evaluate(
            "element => (({ x, y, width, height }) => [x, y, width, height])(element.getBoundingClientRect())"
        )
        at = (left + x * width, top + y * height)
        if not self._is_mirror:
            return at
        iframe = self.page.locator("iframe#mirror")
        box, full = iframe.bounding_box(), iframe.evaluate("frame => frame.offsetWidth")
        assert box
        return (box["x"] + at[0] * box["width"] / full, box["y"] + at[1] * box["width"] / full)

    def press(self, selector: str, x: float = 0.5, y: float = 0.5) -> None:
        """A click of the mouse on an element, through whatever lies over it."""
        self.page.mouse.click(*self.place(selector, x, y))

    def drag(self, selector: str, *places: tuple[float, float]) -> None:
        """The mouse goes from place to place of an element with its button down."""
        first, *rest = (self.place(selector, x, y) for x, y in places)
        self.page.mouse.move(*first)
        self.page.mouse.down()
        for place in rest:
            self.page.mouse.move(*place, steps=8)
        self.page.mouse.up()

    def has(self, count: int, kind: str = "highlight") -> None:
        """Until so many marks can be seen."""

        def is_there() -> None:
            assert len(self.drawn(kind)) == count

        eventually(self.page, is_there)

    def has_strokes(self, count: int) -> None:
        """Until so many drawings can be seen."""

        def is_there() -> None:
            assert len(self.strokes()) == count

        eventually(self.page, is_there)

    @staticmethod
    def _box(element: Locator) -> Box:
        """What can be seen of an element, with the margin that marks leave around it."""
        x, y, width, height = element.evaluate(
            """element => {
                const { left, top, right, bottom } = element.getBoundingClientRect();
                const { clientWidth, clientHeight } = document.documentElement;
                const [x, y] = [Math.max(0, left - 3), Math.max(0, top - 3)];
                return [x, y, Math.min(clientWidth, right + 3) - x, Math.min(clientHeight, bottom + 3) - y];
            }"""
        )
        return (x, y, width, height)


def _read(client: CDPSession, node: dict[str, Any]) -> Drawn | None:
    style = _attributes(node).get("style", "")
    if "hidden" in style or "hidden" in _attributes(node):
        return None
    model = client.send("DOM.getBoxModel", {"nodeId": node["nodeId"]})["model"]
    x, y, *_ = model["border"]
    name = next((each["nodeValue"] for each in _walk(node) if each["nodeName"] == "#text"), "")
    return Drawn(name, (x, y, model["width"], model["height"]))


def _walk(node: dict[str, Any]) -> list[dict[str, Any]]:
    below = [*node.get("shadowRoots", []), *node.get("children", [])]
    return [node, *(each for child in below for each in _walk(child))]


def _attributes(node: dict[str, Any]) -> dict[str, str]:
    flat = node.get("attributes", [])
    return dict(zip(flat[::2], flat[1::2], strict=True))


def _class_of(node: dict[str, Any]) -> list[str]:
    return _attributes(node).get("class", "").split()
