"""Reads a copy of a page: a millisecond, which the road does not have, so it is done elsewhere. No page makes this raise."""

import re
from codecs import BOM_UTF8, lookup
from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Final, cast
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from alongside.facts.addresses import page_key
from alongside.facts.linked import Node, linked_nodes, microdata_nodes, squeeze, text_of, types_of
from alongside.facts.money import read_price
from alongside.facts.pages import MAX_CODE, MAX_NAME, MAX_URL, Basket, Kind, PageFacts, Product
from alongside.facts.products import PRODUCTS, graph_product, linked_product, merge, selected_product
from alongside.facts.settings import FactSettings

KINDS: Final[Mapping[str, Kind]] = {
    "SearchResultsPage": "search",
    "CheckoutPage": "cart",
    "Order": "order",
    "ItemList": "list",
    "OfferCatalog": "list",
    "CollectionPage": "list",
}
PATHS: Final[tuple[tuple[Kind, re.Pattern[str]], ...]] = (
    ("order", re.compile(r"/(thank-?you|order-?(confirmation|received|complete|placed)|checkout/(success|complete))\b")),
    ("order", re.compile(r"/orders?/[\w-]*\d")),
    ("cart", re.compile(r"/(cart|basket|bag|trolley|checkout|warenkorb|panier|carrito|carrello|kago)\b")),
    ("search", re.compile(r"/(search|suche|recherche|buscar|find)\b")),
)  # fmt: skip
"""What paths say in shops that say nothing else."""
SEARCHED: Final = frozenset(
    {"q", "query", "search", "s", "keyword", "keywords", "kw", "term", "search_query"}
)
_META: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_DECLARED: Final = 2048
"""Bytes in which a page says its charset (1,024 by the standard, plus what we put before)."""
_WRITTEN: Final = ("content", "datetime", "value")


class Reading:
    """What was read of one page. `facts` may hold personal things; `is_public` says that it shows goods by its own markup, `hides` that it
    asks not to be listed."""

    def __init__(
        self, facts: PageFacts, tree: HtmlElement, *, is_public: bool, hides: bool, order: str
    ) -> None:
        self.facts = facts
        self.tree = tree
        self.is_public = is_public
        self.hides = hides
        self.order = order


class Reader:
    """Reads the pages of one shop. `public`: the shop's address as browsers see it."""

    def __init__(self, settings: FactSettings, public: str) -> None:
        self._settings = settings
        self._public = public
        self._found = {
            name: CSSSelector(text, translator="html") for name, text in settings.selectors.items()
        }

    def read(self, url: str, body: bytes, charset: str = "") -> Reading | None:
        """`url`: path and query, or a whole address. None when there is nothing to read."""
        key, tree = page_key(url, self._settings.telling), parse(body, charset)
        if tree is None or not key:
            return None
        here = urljoin(self._public + "/", key)
        nodes = linked_nodes(tree) or microdata_nodes(tree)
        product = self._product(tree, nodes, here)
        kind = self._kind(url, nodes, product)
        facts = PageFacts(
            url=here,
            title=squeeze(tree.findtext(".//title") or "")[:MAX_NAME],
            kind=kind,
            product=product if kind == "product" else None,
            basket=self._basket(tree, kind),
        )
        shows_goods = kind in ("product", "list") and bool(product or nodes)
        hides = _hides(tree)
        is_public = shows_goods and not hides
        return Reading(
            facts, tree, is_public=is_public, hides=hides, order=self.find(tree, "order_number")[:MAX_CODE]
        )

    def find(self, tree: HtmlElement, name: str) -> str:
        """The text of what a selector of the settings finds first; "" when it finds nothing or is not given."""
        return next((said for element in self._select(tree, name) if (said := _said(element))), "")

    def finds(self, tree: HtmlElement, name: str) -> bool:
        """Whether a selector of the settings finds anything."""
        return bool(self._select(tree, name))

    def _select(self, tree: HtmlElement, name: str) -> list[HtmlElement]:
        selector = self._found.get(name)
        return cast(list[HtmlElement], selector(tree)) if selector else []

    def _product(self, tree: HtmlElement, nodes: list[Node], here: str) -> Product | None:
        said = {name: self.find(tree, name) for name in self._found if name.startswith("product_")}
        sources = [
            selected_product({name: text for name, text in said.items() if text}),
            self._main(nodes, here),
            graph_product(_graph(tree)),
        ]
        product = merge([source for source in sources if source])
        is_told = bool(self._settings.product_path) and matches(
            urlsplit(here).path, self._settings.product_path
        )
        if product is None or not (is_told or product.price is not None or any(sources[1:])):
            return None
        base = urljoin(here, tree.xpath("string(//base/@href)"))
        return _with_addresses(product, here, base)

    def _main(self, nodes: list[Node], here: str) -> Product | None:
        """The one product that the page is about: the only one, or the one with its address."""
        products = [node for node in nodes if types_of(node) & PRODUCTS]
        if len(products) > 1:
            products = [node for node in products if self._names(node, here)][:1]
        return linked_product(products[0]) if products else None

    def _names(self, node: Node, here: str) -> bool:
        url = text_of(node.get("url") or node.get("@id"))
        return bool(url) and page_key(urljoin(here, url), self._settings.telling) == page_key(
            here, self._settings.telling
        )

    def _kind(self, url: str, nodes: list[Node], product: Product | None) -> Kind:
        parts = urlsplit(url)
        told = self._told_kind(parts.path)
        if told:
            return told
        by_path = next((kind for kind, pattern in PATHS if pattern.search(parts.path.lower())), None)
        if by_path:
            return by_path
        kinds = [KINDS[name] for node in nodes for name in types_of(node) if name in KINDS]
        if product:
            return "product"
        if is_search(url):
            return "search"
        is_listing = sum(bool(types_of(node) & PRODUCTS) for node in nodes) > 1
        return "list" if is_listing else next(iter(kinds), "page")

    def _told_kind(self, path: str) -> Kind | None:
        kinds: tuple[Kind, ...] = ("product", "list", "cart", "order", "search")
        told = ((kind, getattr(self._settings, f"{kind}_path")) for kind in kinds)
        return next((kind for kind, patterns in told if matches(path, patterns)), None)

    def _basket(self, tree: HtmlElement, kind: Kind) -> Basket | None:
        """What the selector finds; a cart page without it is an empty one."""
        if "basket_value" not in self._found:
            return None
        price = read_price(self.find(tree, "basket_value"))
        if price:
            return Basket(value=price[0], currency=price[1])
        return Basket(value=0.0) if kind == "cart" else None


def parse(body: bytes, charset: str = "") -> HtmlElement | None:
    """The tree of a page, whatever its charset; None when there is none."""
    try:
        return document_fromstring(_as_utf8(body, charset), parser=HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError):
        return None


def is_search(url: str) -> bool:
    """Whether an address asks for something by words."""
    names = (field.partition("=") for field in urlsplit(url).query.split("&")[:50])
    return any(name.lower() in SEARCHED and value for name, _, value in names)


def matches(path: str, patterns: tuple[str, ...]) -> bool:
    """Whether a path is one of those; `*` stands for anything."""
    return any(fnmatchcase(path, pattern) for pattern in patterns)


def _as_utf8(body: bytes, charset: str) -> bytes:
    if body.startswith(BOM_UTF8):
        return body.removeprefix(BOM_UTF8)
    declared = _META.search(body[:_DECLARED])
    for name in (charset, declared[1].decode("ascii", "replace") if declared else ""):
        codec = _codec(name)
        if codec:
            return body if codec == "utf-8" else body.decode(codec, "replace").encode()
    try:
        body.decode()
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace").encode()
    return body


def _codec(name: str) -> str:
    """As browsers take the names: what calls itself latin-1 is windows-1252, Shift_JIS is Windows' own."""
    try:
        known = lookup(name.strip() or "none").name
    except (LookupError, ValueError):
        return ""
    return {"iso8859-1": "cp1252", "ascii": "cp1252", "shift_jis": "cp932"}.get(known, known)


def _graph(tree: HtmlElement) -> dict[str, str]:
    """Open Graph's fields, of each the first."""
    said: dict[str, str] = {}
    for meta in tree.xpath("//meta[@content]")[:200]:
        name = meta.get("property") or meta.get("name") or ""
        if name.startswith(("og:", "product:")):
            said.setdefault(name, meta.get("content") or "")
    return said


def _hides(tree: HtmlElement) -> bool:
    """Whether the page asks not to be listed: then it is none of those that everybody may find."""
    said = (meta.get("content") or "" for meta in tree.iterfind(".//meta[@name='robots']"))
    return any("noindex" in text.lower() for text in said)


def _said(element: HtmlElement) -> str:
    if element.tag == "img":
        return element.get("src") or element.get("data-src") or ""
    given = next((element.get(name) for name in _WRITTEN if element.get(name)), None)
    return squeeze(given or element.text_content())[:MAX_URL]


def _with_addresses(product: Product, here: str, base: str) -> Product:
    """Pictures by whole addresses; the page's own address, for products are found again by it."""
    picture = urljoin(base, product.picture) if product.picture else ""
    is_usable = picture.startswith(("https://", "http://"))
    fields = {name: getattr(product, name) for name in product.__struct_fields__}
    return Product(**fields | {"url": here, "picture": picture[:MAX_URL] if is_usable else ""})
