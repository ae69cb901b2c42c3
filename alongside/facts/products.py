"""A product from schema.org's words (JSON-LD or microdata), from Open Graph, or from the selectors of the settings."""

import re
from collections.abc import Mapping
from typing import Any, Final

from alongside.facts.linked import Node, first, many, squeeze, text_of, types_of
from alongside.facts.money import read_currency, read_number, read_price
from alongside.facts.pages import MAX_CODE, MAX_NAME, MAX_URL, MAX_VARIANTS, Availability, Product, Variant

PRODUCTS: Final = frozenset(
    {"Product", "ProductGroup", "IndividualProduct", "ProductModel", "SomeProducts", "Vehicle", "Car", "Book"}
)

AVAILABILITIES: Final[Mapping[str, Availability]] = {
    "instock": "in-stock", "instoreonly": "in-stock", "onlineonly": "in-stock", "available": "in-stock", "limitedavailability": "few",
    "preorder": "later", "presale": "later", "backorder": "later", "madetoorder": "later", "pending": "later", "availablefororder": "later",
    "outofstock": "out", "oos": "out", "soldout": "out", "discontinued": "out",
}  # fmt: skip
"""schema.org's and Open Graph's words, without spaces and signs."""

WORDS: Final[tuple[tuple[str, Availability], ...]] = (
    ("out of stock", "out"), ("sold out", "out"), ("not available", "out"), ("unavailable", "out"),
    ("在庫切れ", "out"), ("在庫なし", "out"), ("在庫がありません", "out"), ("売り切れ", "out"), ("品切れ", "out"), ("完売", "out"),
    ("pre-order", "later"), ("back order", "later"), ("予約", "later"), ("取り寄せ", "later"), ("入荷待ち", "later"),
    (" left", "few"), ("残りわずか", "few"), ("在庫わずか", "few"), ("残り", "few"),
    ("in stock", "in-stock"), ("available", "in-stock"), ("在庫あり", "in-stock"), ("在庫有", "in-stock"),
)  # fmt: skip
"""What shops write, the telling ones first."""

_PLAIN: Final = re.compile(r"\d+(\.\d+)?")


def linked_product(node: Node) -> Product:
    """From a node of PRODUCTS. What it does not say stays empty."""
    offers = _offers(node)
    prices = [price for offer in offers for price in _prices(offer)]
    variants = _variants(node, offers)
    return Product(
        name=text_of(node.get("name"))[:MAX_NAME],
        url=text_of(node.get("url"))[:MAX_URL],
        price=min(prices, default=None),
        most=max(prices) if len(set(prices)) > 1 else None,
        currency=next(filter(None, map(_currency, offers)), ""),
        picture=_picture(node.get("image"))[:MAX_URL],
        availability=_best([availability(text_of(offer.get("availability"))) for offer in offers]),
        variants=variants if len(variants) > 1 else (),
        sku=text_of(node.get("sku") or node.get("mpn") or node.get("productID"))[:MAX_CODE],
        brand=text_of(node.get("brand"))[:MAX_CODE],
    )


def graph_product(said: Mapping[str, str]) -> Product | None:
    """From Open Graph's fields; None when the page does not say that it is one product's."""
    amount = next((said[name] for name in ("product:price:amount", "og:price:amount") if name in said), "")
    if not amount and not said.get("og:type", "").startswith("product"):
        return None
    currency = said.get("product:price:currency") or said.get("og:price:currency") or ""
    return Product(
        name=squeeze(said.get("og:title", ""))[:MAX_NAME],
        price=_number(amount),
        currency=currency[:MAX_CODE],
        picture=said.get("og:image:secure_url", said.get("og:image", ""))[:MAX_URL],
        availability=availability(said.get("product:availability", said.get("og:availability", ""))),
        sku=said.get("product:retailer_item_id", "")[:MAX_CODE],
        brand=squeeze(said.get("product:brand", said.get("og:brand", "")))[:MAX_CODE],
    )


def selected_product(said: Mapping[str, str]) -> Product | None:
    """From what the settings' selectors found; None when they found neither name nor price."""
    price = read_price(said.get("product_price", ""))
    if not price and "product_name" not in said:
        return None
    return Product(
        name=said.get("product_name", "")[:MAX_NAME],
        price=price[0] if price else None,
        currency=price[1] if price else "",
        picture=said.get("product_picture", "")[:MAX_URL],
        availability=availability(said.get("product_availability", "")),
    )


def merge(products: list[Product]) -> Product | None:
    """Of each fact what the first says that knows it; prices and currency belong together. None without a name."""
    priced = next((product for product in products if product.price is not None), None)
    name = _first_said(products, "name")
    if not name:
        return None
    return Product(
        name=name,
        url=_first_said(products, "url"),
        price=priced.price if priced else None,
        most=priced.most if priced else None,
        currency=(priced.currency if priced else "") or _first_said(products, "currency"),
        picture=_first_said(products, "picture"),
        availability=_first_said(products, "availability"),
        variants=_first_said(products, "variants"),
        sku=_first_said(products, "sku"),
        brand=_first_said(products, "brand"),
    )


def availability(text: str) -> Availability:
    """From a word of schema.org or Open Graph, or from what a page says to people."""
    word = re.sub(r"[^a-z]", "", text.rpartition("/")[2].lower())
    if word in AVAILABILITIES:
        return AVAILABILITIES[word]
    plain = squeeze(text).lower()
    return next((means for said, means in WORDS if said in plain), "")


def _first_said(products: list[Product], name: str) -> Any:
    return next(
        (said for product in products if (said := getattr(product, name))), () if name == "variants" else ""
    )


def _offers(node: Node) -> list[Node]:
    """The offers of a product, of its aggregate, and of its variants."""
    own = [offer for offer in many(node.get("offers")) if isinstance(offer, dict)]
    inner = [offer for outer in own for offer in many(outer.get("offers")) if isinstance(offer, dict)]
    variants = [variant for variant in many(node.get("hasVariant")) if isinstance(variant, dict)]
    return own + inner + [offer for variant in variants[:MAX_VARIANTS] for offer in _offers(variant)]


def _variants(node: Node, offers: list[Node]) -> tuple[Variant, ...]:
    named = [variant for variant in many(node.get("hasVariant")) if isinstance(variant, dict)]
    if named:
        return tuple(_variant(variant, _offers(variant)) for variant in named[:MAX_VARIANTS])
    singles = [
        offer for offer in offers if "AggregateOffer" not in types_of(offer) and text_of(offer.get("name"))
    ]
    return tuple(_variant(offer, [offer]) for offer in singles[:MAX_VARIANTS])


def _variant(node: Node, offers: list[Node]) -> Variant:
    prices = [price for offer in offers for price in _prices(offer)]
    states = [availability(text_of(offer.get("availability"))) for offer in offers]
    traits = [text_of(node.get(trait)) for trait in ("color", "size", "material", "pattern")]
    name = " · ".join(filter(None, traits)) or text_of(node.get("name"))
    return Variant(name=name[:MAX_NAME], price=min(prices, default=None), availability=_best(states))


def _prices(offer: Node) -> list[float]:
    """The price that is asked; of an aggregate both ends; else that of its specification."""
    said = [offer.get(name) for name in ("price", "lowPrice", "highPrice")]
    if not any(value not in (None, "", []) for value in said):
        specification = first(offer.get("priceSpecification"))
        said = [specification.get("price")] if isinstance(specification, dict) else []
    numbers = (_number(text_of(value)) for value in said if value is not None)
    return [number for number in numbers if number is not None]


def _currency(offer: Node) -> str:
    specification = first(offer.get("priceSpecification"))
    inner = text_of(specification.get("priceCurrency")) if isinstance(specification, dict) else ""
    named = text_of(offer.get("priceCurrency")) or inner
    return named[:MAX_CODE] if named else read_currency(text_of(offer.get("price")))


def _number(text: str) -> float | None:
    """As schema.org wants it, with a point; else as people write it."""
    if _PLAIN.fullmatch(text):
        return read_number(text) if len(text) > 15 else float(text)
    found = read_price(text)
    return found[0] if found else None


def _picture(value: Any) -> str:
    value = first(value)
    if isinstance(value, dict):
        value = first(value.get("url") or value.get("contentUrl") or value.get("@id"))
    return value.strip() if isinstance(value, str) else ""


def _best(states: list[Availability]) -> Availability:
    """What can be had of several: the best of them."""
    order: tuple[Availability, ...] = ("in-stock", "few", "later", "out")
    return next((state for state in order if state in states), "")
