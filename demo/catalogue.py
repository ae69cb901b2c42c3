"""What the shop sells, read once from goods.toml: categories, products and their variants. Nothing here changes while it runs."""

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from .words import LANGS, Lang

Both = Mapping[Lang, str]
"""The same text in both languages."""

USUAL_STOCK: Final = 12
NO_CHOICE: Final = "-"
"""Stands in a variant's key where a product has no colours or no sizes."""

COLOURS: Final[Mapping[str, tuple[str, str, str]]] = {
    "celadon": ("#a9c0a6", "Celadon", "青磁"),
    "ash": ("#d9d2c3", "Ash", "灰釉"),
    "iron": ("#5a4438", "Iron", "鉄釉"),
    "persimmon": ("#c8683f", "Persimmon", "柿"),
    "indigo": ("#33456b", "Indigo", "藍"),
    "moss": ("#6f7d4f", "Moss", "苔"),
    "snow": ("#f3efe6", "Snow", "雪"),
    "sakura": ("#dfa9a3", "Sakura", "桜"),
    "charcoal": ("#3c3c3f", "Charcoal", "墨"),
    "slate": ("#70808a", "Slate", "青鈍"),
    "linen": ("#ddd0b4", "Linen", "生成り"),
    "walnut": ("#6b4a35", "Walnut", "胡桃"),
    "oak": ("#c79f6c", "Oak", "楢"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    slug: str
    name: Both
    lead: Both
    wall: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A colour or a size. `extra` is what it adds to the price, in pence; `tint` is empty for a size."""

    code: str
    name: Both
    extra: int = 0
    tint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One thing that can be bought. `key` is `product/colour/size`, the price is in pence."""

    key: str
    product: "Product"
    colour: Choice | None
    size: Choice | None
    price: int
    stock: int

    def label(self, lang: Lang) -> str:
        """The chosen colour and size in words, empty when there was nothing to choose."""
        return ", ".join(choice.name[lang] for choice in (self.colour, self.size) if choice)

    @property
    def choice(self) -> str:
        """`colour/size`, as the product page asks for it."""
        return self.key.partition("/")[2]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Product:
    slug: str
    category: Category
    name: Both
    text: Both
    price: int
    drawing: str
    tint: str
    new: bool
    colours: tuple[Choice, ...]
    sizes: tuple[Choice, ...]
    special_stock: Mapping[str, int]

    def variants(self) -> Iterator[Variant]:
        """Every combination of colour and size, the plainest first."""
        for colour in self.colours or (None,):
            for size in self.sizes or (None,):
                yield self._variant(colour, size)

    def tint_of(self, colour: str) -> str:
        """The paint for a colour's code; the product's own when it does not come in that colour."""
        return next((choice.tint for choice in self.colours if choice.code == colour), self.tint)

    @property
    def rating(self) -> tuple[float, int]:
        """Stars and number of reviews: invented, but always the same."""
        seed = sum(map(ord, self.slug))
        return 4 + seed % 10 / 10, 8 + seed % 57

    def _variant(self, colour: Choice | None, size: Choice | None) -> Variant:
        codes = (colour.code if colour else NO_CHOICE, size.code if size else NO_CHOICE)
        names = ("/".join(codes), *codes)
        stock = next((self.special_stock[name] for name in names if name in self.special_stock), USUAL_STOCK)
        return Variant(
            key="/".join((self.slug, *codes)), product=self, colour=colour, size=size,
            price=self.price + (size.extra if size else 0), stock=stock,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    categories: Mapping[str, Category]
    products: Mapping[str, Product]
    variants: Mapping[str, Variant]

    def in_category(self, slug: str) -> list[Product]:
        return [product for product in self.products.values() if product.category.slug == slug]

    def search(self, words: str) -> list[Product]:
        """Products that answer to every word, in either language; none for an empty search."""
        wanted = _fold(words).split()
        return [product for product in self.products.values() if wanted and _answers(product, wanted)]


@lru_cache(maxsize=1)
def load_catalogue() -> Catalogue:
    read = tomllib.loads((Path(__file__).parent / "goods.toml").read_text(encoding="utf-8"))
    categories = {entry["slug"]: _read_category(entry) for entry in read["category"]}
    products = {entry["slug"]: _read_product(entry, categories) for entry in read["product"]}
    variants = {variant.key: variant for product in products.values() for variant in product.variants()}
    return Catalogue(categories=categories, products=products, variants=variants)


def _read_category(entry: dict[str, Any]) -> Category:
    lead: Both = {"en": entry["en_lead"], "ja": entry["ja_lead"]}
    return Category(slug=entry["slug"], name=_both(entry), lead=lead, wall=entry["wall"])


def _read_product(entry: dict[str, Any], categories: Mapping[str, Category]) -> Product:
    colours = tuple(_colour(code) for code in entry.get("colours", ()))
    sizes = tuple(
        Choice(code=code, name={"en": english, "ja": japanese}, extra=extra)
        for code, english, japanese, extra in entry.get("sizes", ())
    )
    return Product(
        slug=entry["slug"], category=categories[entry["category"]], name=_both(entry),
        text={"en": entry["en_text"], "ja": entry["ja_text"]}, price=entry["price"], drawing=entry["drawing"],
        tint=entry["tint"] if "tint" in entry else colours[0].tint, new=entry.get("new", False),
        colours=colours, sizes=sizes, special_stock=entry.get("stock", {}),
    )  # fmt: skip


def _colour(code: str) -> Choice:
    tint, english, japanese = COLOURS[code]
    return Choice(code=code, name={"en": english, "ja": japanese}, tint=tint)


def _both(entry: Mapping[str, str]) -> Both:
    return {lang: entry[lang] for lang in LANGS}


def _answers(product: Product, wanted: list[str]) -> bool:
    texts = [*product.name.values(), *product.text.values(), *product.category.name.values()]
    texts += [name for colour in product.colours for name in colour.name.values()]
    all_of_it = _fold(" ".join(texts))
    return all(word in all_of_it for word in wanted)


def _fold(text: str) -> str:
    """Full-width and half-width, upper and lower case count as the same."""
    return unicodedata.normalize("NFKC", text).casefold()
