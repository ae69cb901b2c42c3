"""The table `[facts]` of the settings: where a shop's pages say what, for shops that do not say it in a way that is known everywhere."""

from typing import Final

import msgspec

QUERY: Final = (
    "id", "pid", "product", "product_id", "productid", "sku", "item", "item_id", "itemid", "article", "goods", "goods_id", "code",
    "variant", "v", "colour", "color", "size", "style", "cat", "category", "category_id", "c", "collection",
)  # fmt: skip
"""Parameters by which shops tell one page from another."""


class FactSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Names that end in `_path` are patterns of paths, `query` names parameters; everything else is a CSS selector."""

    read: bool = True
    product_name: str = ""
    product_price: str = ""
    product_picture: str = ""
    product_availability: str = ""
    basket_value: str = ""
    order_number: str = ""
    no_results: str = ""
    declined: str = ""
    refused: str = ""
    product_path: tuple[str, ...] = ()
    list_path: tuple[str, ...] = ()
    cart_path: tuple[str, ...] = ()
    order_path: tuple[str, ...] = ()
    search_path: tuple[str, ...] = ()
    declined_path: tuple[str, ...] = ()
    query: tuple[str, ...] = ()

    @property
    def telling(self) -> frozenset[str]:
        """The parameters that matter, lower case."""
        return frozenset(name.lower() for name in self.query or QUERY)

    @property
    def selectors(self) -> dict[str, str]:
        """Those that are given, by name."""
        plain = (field.name for field in msgspec.structs.fields(self) if field.type is str)
        return {name: getattr(self, name) for name in plain if getattr(self, name)}
