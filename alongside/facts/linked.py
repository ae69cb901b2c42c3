"""schema.org on a page, as JSON-LD or as microdata, both brought into the form of JSON-LD: dicts with `@type` and lists of values."""

import json
from collections.abc import Iterator
from typing import Any, Final

from lxml.html import HtmlElement

MAX_SCRIPTS: Final = 30
MAX_SCRIPT: Final = 512 * 1024
MAX_NODES: Final = 2000
"""Nodes of one page that are looked at; a listing of hundreds of goods with their offers stays below."""

Node = dict[str, Any]


def linked_nodes(tree: HtmlElement) -> list[Node]:
    """What stands at the top of the page's JSON-LD, with what `@graph` and `mainEntity` hold; broken scripts are passed over."""
    found: list[Node] = []
    for script in tree.xpath("//script[@type='application/ld+json']")[:MAX_SCRIPTS]:
        text = script.text or ""
        if len(text) <= MAX_SCRIPT:
            found.extend(_tops(_decode(text)))
    return found[:MAX_NODES]


def _decode(text: str) -> Any:
    try:
        return json.loads(text.strip().removeprefix("<!--").removesuffix("-->"), strict=False)
    except (ValueError, RecursionError):
        return None


def _tops(value: Any) -> Iterator[Node]:
    for node in many(value):
        if isinstance(node, dict):
            yield node
            yield from (inner for inner in many(node.get("@graph")) if isinstance(inner, dict))
            yield from (inner for inner in many(node.get("mainEntity")) if isinstance(inner, dict))


def microdata_nodes(tree: HtmlElement) -> list[Node]:
    """The page's items that are no property of another item."""
    return [
        _item(element, MAX_NODES) for element in tree.xpath("//*[@itemscope][not(@itemprop)]")[:MAX_NODES]
    ]


def _item(element: HtmlElement, left: int) -> Node:
    """One item; `left` bounds how deep items stand in each other."""
    node: Node = {"@type": [kind.rpartition("/")[2] for kind in (element.get("itemtype") or "").split()]}
    for prop in _properties(element):
        is_item = prop.get("itemscope") is not None and left > 0
        value: Any = _item(prop, left // 8) if is_item else _value(prop)
        for name in (prop.get("itemprop") or "").split():
            node.setdefault(name, []).append(value)
    return node


def _properties(element: HtmlElement) -> Iterator[HtmlElement]:
    """The elements with a property of this very item."""
    pending = list(reversed(element))
    while pending:
        child = pending.pop()
        if child.get("itemprop"):
            yield child
        if child.get("itemscope") is None:
            pending.extend(reversed(child))


def _value(element: HtmlElement) -> str:
    """As the standard of microdata has it."""
    for name in ("content", "href", "src", "data", "value", "datetime"):
        given = element.get(name)
        if given is not None:
            return str(given)
    return squeeze(element.text_content())


def many(value: Any) -> list[Any]:
    """A value of JSON-LD may be one or a list of them."""
    if isinstance(value, list):
        return value[:MAX_NODES]
    return [] if value is None else [value]


def first(value: Any) -> Any:
    """The first of them; None without any."""
    return next(iter(many(value)), None)


def types_of(node: Node) -> set[str]:
    """`Product`, whether written so or as an address."""
    return {str(kind).rpartition("/")[2].rpartition(":")[2] for kind in many(node.get("@type"))}


def text_of(value: Any) -> str:
    """A value as text: of a node its name."""
    value = first(value)
    if isinstance(value, dict):
        value = first(value.get("name") or value.get("url") or value.get("@id") or value.get("@value"))
    return squeeze(str(value)) if isinstance(value, str | int | float) else ""


def squeeze(text: str) -> str:
    """With one space where there is any white space."""
    return " ".join(text.split())
