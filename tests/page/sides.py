"""The Python side of two_sides.ts: loads a document twice and speaks to both."""

from typing import Any

from playwright.sync_api import Frame, Page

from tests.page.shop_page import ShopPage

MIRROR = """<!doctype html><meta charset=utf-8><style>iframe{width:1000px;height:800px;border:0}</style>
<iframe name=mirror src=/shop></iframe>"""

HEARD = """<script>
heard = [];
hear = (...types) => types.forEach((type) => document.addEventListener(type, (event) => heard.push(
  type + " " + (event.target.id || event.target.localName)), true));
</script>"""


class Sides:
    """`show` first; then `host` (a window) and `mirror` (a frame) hold the same document, joined by a fake link."""

    def __init__(self, shop: ShopPage, page: Page, script: str) -> None:
        self._shop = shop
        self.page = page
        self._script = script
        self.host: Page
        self.mirror: Frame

    def show(self, body: str, *events: str) -> None:
        """Load `body` in both; `events` are noted in `heard`, first of all listeners."""
        listen = f"<script>hear({','.join(map(repr, events))})</script>" if events else ""
        self._shop.pages["/shop"] = (
            f"<!doctype html><meta charset=utf-8><title>Shop</title>{HEARD}{listen}{body}"
        )
        self._shop.pages["/"] = MIRROR
        self.page.goto(f"{self._shop.url}/")
        self.page.add_script_tag(content=self._script)
        with self.page.expect_popup() as opened:
            self.page.evaluate("void (window.host = open('/shop'))")
        self.host = opened.value
        self.host.wait_for_load_state()
        frame = self.page.frame("mirror")
        assert frame
        self.mirror = frame
        self.join()

    def join(self) -> None:
        """Number the nodes of both as they are now, and put hands and control on them."""
        self.page.evaluate("window.sides = new Sides(host, frames.mirror)")

    def act(self, name: str, selector: str, *rest: object) -> str:
        """Have control do this to an element of the host; its result."""
        seq = self.send(name, selector, *rest)
        self.settle()
        return str(self.page.evaluate("seq => sides.fates.get(seq)", seq))

    def send(self, name: str, selector: str, *rest: object) -> int:
        """The same without waiting for the result, which a page that goes away may not give; its seq."""
        seq: int = self.page.evaluate(
            "([name, selector, rest]) => sides.actOn(name, selector, ...rest)", [name, selector, rest]
        )
        return seq

    def fractions(self, x: float, y: float) -> list[float]:
        """A place in the host's viewport, as a place in its root element."""
        place = "([x, y]) => { const box = document.documentElement.getBoundingClientRect();"
        fractions: list[float] = self.host.evaluate(
            f"{place} return [(x - box.left) / box.width, (y - box.top) / box.height] }}", [x, y]
        )
        return fractions

    def go(self, where: str) -> None:
        self.page.evaluate("(where) => sides.act(['go', where])", where)

    def settle(self) -> None:
        """Until everything that was asked for has been answered."""
        self.page.wait_for_function("sides.isQuiet")

    def results(self) -> list[list[str]]:
        self.settle()
        results: list[list[str]] = self.page.evaluate("sides.results")
        return results

    def acts(self, name: str) -> list[list[Any]]:
        """The acts of this name that hands sent."""
        self.settle()
        acts: list[list[Any]] = self.page.evaluate(
            "(name) => sides.acts.filter((act) => act[0] === name)", name
        )
        return acts

    def heard(self) -> list[str]:
        """What the host heard of the events given to `show`."""
        self.settle()
        heard: list[str] = self.host.evaluate("heard")
        return heard

    def value(self, selector: str) -> Any:
        """The value of a field in the host."""
        self.settle()
        return self.host.eval_on_selector(selector, "(field) => field.value")
