"""What pages say of goods: JSON-LD, microdata, Open Graph, and what the settings name."""

import json
from typing import Any

import pytest

from alongside.facts import Basket, FactSettings, PageFacts, Product, Variant, page_key
from alongside.facts.money import read_price
from alongside.facts.reading import Reader, Reading

SHOP = "https://shop.example"


def read(html: str | bytes, url: str = "/p/mug", charset: str = "", **settings: Any) -> Reading:
    body = html if isinstance(html, bytes) else html.encode()
    reading = Reader(FactSettings(**settings), SHOP).read(url, body, charset)
    assert reading
    return reading


def facts(html: str | bytes, url: str = "/p/mug", charset: str = "", **settings: Any) -> PageFacts:
    return read(html, url, charset, **settings).facts


def linked(*nodes: dict[str, Any]) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes)


OFFER = {
    "@type": "Offer",
    "price": "39.00",
    "priceCurrency": "GBP",
    "availability": "https://schema.org/InStock",
}
MUG = {
    "@type": "Product",
    "name": "Mug",
    "image": ["/mug.jpg"],
    "sku": "M1",
    "brand": {"name": "Hazel"},
    "offers": OFFER,
}


def test_json_ld_says_all_of_a_product() -> None:
    found = facts(
        f"<title> A  Mug </title>{linked({'@context': 'https://schema.org', '@graph': [MUG]})}",
        "/p/mug?utm_source=x",
    )
    mug = Product(
        name="Mug",
        url=f"{SHOP}/p/mug",
        price=39.0,
        currency="GBP",
        picture=f"{SHOP}/mug.jpg",
        availability="in-stock",
        sku="M1",
        brand="Hazel",
    )
    assert found == PageFacts(url=f"{SHOP}/p/mug", title="A Mug", kind="product", product=mug)


def test_several_offers_are_variants_with_a_range_of_prices() -> None:
    small = {**OFFER, "name": "small", "availability": "OutOfStock"}
    large = {**OFFER, "name": "large", "price": 45}
    product = facts(linked({**MUG, "offers": [small, large]})).product
    assert product
    assert (product.price, product.most, product.availability) == (39.0, 45.0, "in-stock")
    assert product.variants == (
        Variant(name="small", price=39.0, availability="out"),
        Variant(name="large", price=45.0, availability="in-stock"),
    )


def test_a_group_of_products_is_one_with_variants() -> None:
    variants = [
        {"@type": "Product", "name": "Mug", "color": colour, "offers": OFFER} for colour in ("red", "blue")
    ]
    product = facts(linked({"@type": "ProductGroup", "name": "Mug", "hasVariant": variants})).product
    assert product
    assert [variant.name for variant in product.variants] == ["red", "blue"]


def test_microdata_says_the_same() -> None:
    html = """<div itemscope itemtype="https://schema.org/Product"><h1 itemprop=name>湯のみ</h1><img itemprop=image src=/y.jpg>
      <div itemprop=offers itemscope itemtype="https://schema.org/Offer"><meta itemprop=price content=3900>
      <meta itemprop=priceCurrency content=JPY><link itemprop=availability href="https://schema.org/PreOrder"></div></div>"""
    product = facts(html).product
    assert product
    assert (product.name, product.price, product.currency, product.availability, product.picture) == (
        "湯のみ",
        3900.0,
        "JPY",
        "later",
        f"{SHOP}/y.jpg",
    )


def test_open_graph_is_heard_where_it_speaks_of_a_product() -> None:
    html = """<meta property="og:type" content="product"><meta property="og:title" content="Mug">
      <meta property="product:price:amount" content="39.00"><meta property="product:price:currency" content="EUR">"""
    product = facts(html).product
    assert product
    assert (product.name, product.price, product.currency) == ("Mug", 39.0, "EUR")
    assert facts('<meta property="og:title" content="About us">').product is None


def test_what_the_settings_name_comes_first() -> None:
    html = f"<h1>Blue mug</h1><b class=now>￥4,200（税込）</b><i>残りわずか</i>{linked(MUG)}"
    product = facts(html, product_name="h1", product_price=".now", product_availability="i").product
    assert product
    assert (product.name, product.price, product.currency, product.availability, product.sku) == (
        "Blue mug",
        4200.0,
        "JPY",
        "few",
        "M1",
    )


def test_several_products_are_a_list_unless_one_is_the_page_s_own() -> None:
    other = {**MUG, "name": "Jug", "url": "/p/jug"}
    assert facts(linked(MUG, other), "/c/all").kind == "list"
    product = facts(linked(other, {**MUG, "url": "https://shop.example/p/mug"})).product
    assert product
    assert product.name == "Mug"


@pytest.mark.parametrize(
    ("url", "html", "kind"),
    [
        ("/", "", "page"),
        ("/en/basket", "", "cart"),
        ("/checkout/address", "", "cart"),
        ("/order/20261127", "", "order"),
        ("/search", "", "search"),
        ("/en/tea?q=green", "", "search"),
        ("/tea", linked({"@type": "ItemList"}), "list"),
        ("/special", "", "list"),
    ],
)
def test_pages_are_of_a_kind(url: str, html: str, kind: str) -> None:
    assert facts(f"<p>x{html}", url, list_path=("/special",)).kind == kind


def test_a_basket_is_read_where_the_settings_say() -> None:
    assert facts("<b id=sum>£12.50</b>", "/", basket_value="#sum").basket == Basket(
        value=12.5, currency="GBP"
    )
    assert facts("<p>Your basket is empty", "/cart", basket_value="#sum").basket == Basket(value=0.0)
    assert facts("<p>x", "/", basket_value="#sum").basket is None


def test_only_pages_that_show_goods_by_their_own_markup_are_everybody_s() -> None:
    assert read(linked(MUG)).is_public
    assert not read("<h1>Your account</h1>", "/account").is_public
    assert not read(f"<meta name=robots content='noindex, follow'>{linked(MUG)}").is_public
    assert not read(linked(MUG), "/cart").is_public


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        ("<title>茶碗</title>".encode("cp932"), "Shift_JIS"),
        ("<meta charset=shift_jis><title>茶碗</title>".encode("cp932"), ""),
        ("<title>茶碗</title>".encode("euc-jp"), "euc-jp"),
        ("<title>茶碗</title>".encode(), ""),
        ("\ufeff<title>茶碗</title>".encode(), "iso-8859-1"),
    ],
)
def test_titles_are_read_in_any_charset(body: bytes, charset: str) -> None:
    assert facts(body, charset=charset).title == "茶碗"


@pytest.mark.parametrize(
    "html",
    [
        b"",
        b"\x00\xff<",
        b"<script type=application/ld+json>{</script>",
        b"<script type=application/ld+json>" + b"[" * 100_000 + b"</script>",
        b"<div itemscope>" * 5000,
        b'<script type=application/ld+json>{"@type":{"a":1},"name":[[]],"offers":{"price":{}}}</script>',
        b'<script type=application/ld+json>{"@type":"Product","name":{"name":{}},"offers":[1,null,"x"]}</script>',
    ],
)
def test_broken_pages_do_no_harm(html: bytes) -> None:
    reading = Reader(FactSettings(), SHOP).read("/p", html)
    assert reading is None or reading.facts.product is None


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("£39.00", (39.0, "GBP")),
        ("1.234,50 €", (1234.5, "EUR")),
        ("US$1,234.50", (1234.5, "USD")),
        ("￥3,900（税込）", (3900.0, "JPY")),
        ("3 900 円", (3900.0, "JPY")),
        ("CHF 1'200.–", (1200.0, "CHF")),
        ("0.125 KWD", (0.125, "KWD")),
        ("from €5", (5.0, "EUR")),
        ("free", None),
    ],
)
def test_prices_as_people_write_them(text: str, price: tuple[float, str] | None) -> None:
    assert read_price(text) == price


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://shop.example/p/mug?utm_source=mail&size=l#top", "/p/mug?size=l"),
        ("http://localhost:8080/p?id=2&colour=blue", "/p?colour=blue&id=2"),
        ("/p/%E8%8C%B6", "/p/%E8%8C%B6"),
        ("/p/茶", "/p/%E8%8C%B6"),
        ("https://shop.example", "/"),
        ("/reset?token=secret", "/reset"),
        (f"/p?id={'x' * 61}", "/p"),
        ("mailto:x@y", ""),
        ("http://[broken", ""),
        (f"/{'x' * 1001}", ""),
    ],
)
def test_addresses_that_are_the_same_page(url: str, key: str) -> None:
    assert page_key(url) == key
