"""Pages to look at: everything that changes nothing."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from starlette.responses import JSONResponse, Response

from .catalogue import NO_CHOICE, Product, Variant
from .visit import Visit
from .words import Lang, currency, say, write_amount, write_price

SORTS: Final[dict[str, Callable[[Lang], Callable[[Product], Any]] | None]] = {
    "shelf": None,
    "price": lambda lang: lambda product: product.price,
    "price_down": lambda lang: lambda product: -product.price,
    "name": lambda lang: lambda product: product.name[lang],
}
MAX_SUGGESTIONS: Final = 6
STORES: Final = (
    ("bristol", {"en": "Bristol", "ja": "ブリストル"}, "8 Quay Lane, Bristol BS1 4RR", "10 – 18", (214, 330)),
    (
        "hastings",
        {"en": "Hastings", "ja": "ヘイスティングズ"},
        "31 Rock Street, Hastings TN34 3EY",
        "11 – 17",
        (418, 396),
    ),
    (
        "edinburgh",
        {"en": "Edinburgh", "ja": "エディンバラ"},
        "12 Candle Row, Edinburgh EH1 2NT",
        "10 – 18",
        (268, 112),
    ),
)


def show_home(visit: Visit) -> Response:
    products = visit.shop.catalogue.products
    new = [product for product in products.values() if product.new]
    loved = [products[slug] for slug in ("speckled-mug", "indigo-tenugui", "pebble-lamp", "harvest-jug")]
    covers = {
        category.slug: visit.shop.catalogue.in_category(category.slug)[0] for category in _categories(visit)
    }
    return visit.render("home.html", new=new, loved=loved, covers=covers, hero=products["tokoname-kyusu"])


def show_category(visit: Visit) -> Response:
    category = visit.shop.catalogue.categories.get(visit.request.path_params["slug"])
    if category is None:
        return not_found(visit)
    found = visit.shop.catalogue.in_category(category.slug)
    return _show_list(
        visit, found, title=category.name[visit.lang], lead=category.lead[visit.lang], current=category.slug
    )


def show_all(visit: Visit) -> Response:
    found = list(visit.shop.catalogue.products.values())
    return _show_list(
        visit, found, title=say(visit.lang, "all_goods"), lead=say(visit.lang, "tagline"), current="all"
    )


def show_search(visit: Visit) -> Response:
    words = visit.asked.get("q", "")[:100]
    found = visit.shop.catalogue.search(words)
    title = say(visit.lang, "results_for", q=words) if words else say(visit.lang, "search_title")
    lead = "" if found or not words else say(visit.lang, "nothing_found")
    return _show_list(visit, found, title=title, lead=lead, current="search", q=words)


def show_product(visit: Visit) -> Response:
    product = visit.shop.catalogue.products.get(visit.request.path_params["slug"])
    if product is None:
        return not_found(visit)
    variants = list(product.variants())
    asked = (visit.asked.get("colour"), visit.asked.get("size"))
    chosen = next((variant for variant in variants if _is_asked(variant, *asked)), variants[0])
    return visit.render(
        "product.html", product=product, chosen=chosen, offers=_describe_offers(visit, variants),
        linked_data=_describe_product(visit, product, variants), goes_with=_goes_with(visit, product),
        left=visit.shop.store.stock[chosen.key],
    )  # fmt: skip


def show_guide(visit: Visit) -> Response:
    """The Japanese guide is an old page: it is written in Shift_JIS and says so twice."""
    return visit.render("guide.html", charset="Shift_JIS" if visit.lang == "ja" else "utf-8")


def show_finder(visit: Visit) -> Response:
    return visit.render("finder.html")


def show_help(visit: Visit) -> Response:
    return visit.render("help.html")


def show_stores(visit: Visit) -> Response:
    return visit.render("stores.html", stores=STORES)


def show_map(visit: Visit) -> Response:
    """Stands in a frame on the page of our shops."""
    return visit.render("map.html", framed=True, stores=STORES)


def not_found(visit: Visit) -> Response:
    return visit.render("error.html", status=404, title="not_found", text="not_found_text")


def list_products(visit: Visit) -> Response:
    """Everything that the gift finder needs, as JSON."""
    listed = [_card(visit, product) for product in visit.shop.catalogue.products.values()]
    return JSONResponse({"products": listed}, headers={"Cache-Control": "public, max-age=60"})


def suggest(visit: Visit) -> Response:
    """A few products for what was typed into the search box so far."""
    found = visit.shop.catalogue.search(visit.asked.get("q", "")[:100])[:MAX_SUGGESTIONS]
    return JSONResponse(
        {"products": [_card(visit, product) for product in found]}, headers={"Cache-Control": "no-store"}
    )


def _show_list(visit: Visit, found: list[Product], **values: Any) -> Response:
    sort = visit.asked.get("sort", "shelf")
    key = SORTS.get(sort)
    ordered = sorted(found, key=key(visit.lang)) if key else found
    return visit.render("list.html", products=ordered, sorts=list(SORTS), sort=sort, **values)


def _categories(visit: Visit) -> Iterable[Any]:
    return visit.shop.catalogue.categories.values()


def _is_asked(variant: Variant, colour: str | None, size: str | None) -> bool:
    codes = variant.choice.split("/")
    return colour in (None, codes[0]) and size in (None, codes[1])


def _goes_with(visit: Visit, product: Product) -> list[Product]:
    """Four other things, from other shelves first."""
    every = list(visit.shop.catalogue.products.values())
    start = every.index(product)
    return [every[(start + step) % len(every)] for step in (5, 11, 17, 23)]


def _describe_offers(visit: Visit, variants: list[Variant]) -> dict[str, dict[str, Any]]:
    return {
        variant.choice: {
            "price": write_price(visit.lang, variant.price),
            "left": visit.shop.store.stock[variant.key],
            "name": variant.colour.name[visit.lang] if variant.colour else "",
        }
        for variant in variants
    }


def _describe_product(visit: Visit, product: Product, variants: list[Variant]) -> dict[str, Any]:
    """schema.org/Product with an offer for every variant."""
    value, count = product.rating
    return {
        "@context": "https://schema.org", "@type": "Product", "sku": product.slug, "name": product.name[visit.lang],
        "description": product.text[visit.lang], "category": product.category.name[visit.lang],
        "image": [visit.shop.assets.picture(product.slug, NO_CHOICE, "whole")],
        "brand": {"@type": "Brand", "name": say(visit.lang, "shop")},
        "aggregateRating": {"@type": "AggregateRating", "ratingValue": value, "reviewCount": count},
        "offers": [_describe_offer(visit, variant) for variant in variants],
    }  # fmt: skip


def _describe_offer(visit: Visit, variant: Variant) -> dict[str, Any]:
    stocked = visit.shop.store.stock[variant.key] > 0
    return {
        "@type": "Offer", "sku": variant.key, "name": variant.label(visit.lang),
        "url": visit.path("p", variant.product.slug), "price": write_amount(visit.lang, variant.price),
        "priceCurrency": currency(visit.lang),
        "availability": f"https://schema.org/{'InStock' if stocked else 'OutOfStock'}",
    }  # fmt: skip


def _card(visit: Visit, product: Product) -> dict[str, Any]:
    colour = product.colours[0].code if product.colours else NO_CHOICE
    return {
        "slug": product.slug, "name": product.name[visit.lang], "url": visit.path("p", product.slug),
        "category": product.category.slug, "shelf": product.category.name[visit.lang],
        "price": product.price, "priceText": write_price(visit.lang, product.price),
        "image": visit.shop.assets.picture(product.slug, colour, "whole"),
        "colours": [{"code": c.code, "name": c.name[visit.lang]} for c in product.colours],
    }  # fmt: skip
