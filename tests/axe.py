"""axe-core over a page: what it finds, in words. Our own shadow roots are closed to scripts; `open_roots` opens them for the test alone."""

from pathlib import Path
from typing import Final

from playwright.sync_api import BrowserContext, Page

SOURCE: Final = Path(__file__).parents[1] / "node_modules/axe-core/axe.min.js"
RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPEN_ROOTS: Final = """
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (init) { return attach.call(this, { ...init, mode: "open" }); };
"""
FIND: Final = """async ([within, tags]) => {
  const found = await axe.run(within ?? document, {
    runOnly: { type: "tag", values: tags }, resultTypes: ["violations"], iframes: false,
  });
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 200)} (${node.any.concat(node.all, node.none).map((one) => one.message).join("; ")})`),
  );
}"""


def open_roots(context: BrowserContext) -> None:
    """From the next page load on."""
    context.add_init_script(OPEN_ROOTS)


def find_faults(page: Page, within: str | None = None) -> list[str]:
    """What axe-core finds in the page as it stands, or in what this selector names. The mirror's document is the shop's."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(f"{SOURCE.read_text()}; 0")
    faults: list[str] = page.evaluate(FIND, [within, RULES])
    return faults
