"""Facts of a page: plain words, the same in the store, in the API and at the desk."""

from typing import Final, Literal

import msgspec

MAX_NAME: Final = 300
MAX_URL: Final = 1000
MAX_CODE: Final = 100
MAX_VARIANTS: Final = 60
"""A shoe in ten sizes and six colours."""

Kind = Literal["product", "list", "cart", "order", "search", "page"]
Availability = Literal["in-stock", "few", "later", "out", ""]
"""`later`: can be ordered and comes when it is there. Empty: the page does not say."""


class Variant(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One of the forms in which a product is sold."""

    name: str
    price: float | None = None
    availability: Availability = ""


class Product(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`price` is the lowest and `most` the highest, where there are several; `currency` as in ISO 4217. `url`, `picture`: absolute."""

    name: str
    url: str = ""
    price: float | None = None
    most: float | None = None
    currency: str = ""
    picture: str = ""
    availability: Availability = ""
    variants: tuple[Variant, ...] = ()
    sku: str = ""
    brand: str = ""


class Basket(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What lies in a visitor's basket comes to so much. Personal: never kept by page."""

    value: float
    currency: str = ""


class PageFacts(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`url` is absolute, at the shop's public address, with what matters of its query alone."""

    url: str
    title: str = ""
    kind: Kind = "page"
    product: Product | None = None
    basket: Basket | None = None
