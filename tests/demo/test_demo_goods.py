"""What is sold, its words and its drawings: plain data, checked without a server."""

import re

import pytest
from lxml import etree

from demo.art.scene import DRAWINGS, VIEWS, draw
from demo.catalogue import load_catalogue
from demo.words import LANGS, load_words, prefer_lang, say, write_price

CATALOGUE = load_catalogue()
TEMPLATE_WORDS = re.compile(r"""\bt\("(\w+)"[,)]""")


def test_sells_thirty_products_in_six_categories() -> None:
    assert len(CATALOGUE.products) == 30
    assert {len(CATALOGUE.in_category(slug)) for slug in CATALOGUE.categories} == {5}


def test_every_product_has_a_drawing_of_its_own() -> None:
    assert {product.drawing for product in CATALOGUE.products.values()} == set(DRAWINGS)


@pytest.mark.parametrize("view", VIEWS)
def test_every_drawing_is_well_formed_svg_in_every_colour(view: str) -> None:
    for product in CATALOGUE.products.values():
        for colour in product.colours or [None]:
            picture = draw(
                product.drawing, colour.tint if colour else product.tint, product.category.wall, view
            )
            assert etree.fromstring(picture).tag == "{http://www.w3.org/2000/svg}svg"


def test_a_larger_size_is_never_cheaper() -> None:
    for product in CATALOGUE.products.values():
        extras = [size.extra for size in product.sizes]
        assert extras == sorted(extras)


def test_stock_exceptions_name_variants_that_exist() -> None:
    for product in CATALOGUE.products.values():
        names = {
            part for variant in product.variants() for part in (variant.choice, *variant.choice.split("/"))
        }
        assert set(product.special_stock) <= names


def test_every_word_a_template_asks_for_is_written() -> None:
    from demo.visit import TEMPLATES

    assert TEMPLATES.loader is not None
    asked = {
        word
        for name in TEMPLATES.list_templates()
        for word in TEMPLATE_WORDS.findall(TEMPLATES.loader.get_source(TEMPLATES, name)[0])
    }
    assert len(asked) > 80
    assert asked <= set(load_words())


def test_both_languages_fill_in_the_same_places() -> None:
    places = re.compile(r"\{(\w+)\}")
    for english, japanese in load_words().values():
        assert set(places.findall(english)) == set(places.findall(japanese))


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ("", "en"),
        ("ja", "ja"),
        ("ja-JP,ja;q=0.9,en;q=0.8", "ja"),
        ("en-GB,en;q=0.9,ja;q=0.8", "en"),
        ("fr,ja;q=0.4,en;q=0.7", "en"),
        ("fr;q=x, de", "en"),
    ],
)
def test_the_first_page_speaks_the_shoppers_language(header: str, lang: str) -> None:
    assert prefer_lang(header) == lang


def test_prices_are_written_in_pounds_and_yen() -> None:
    assert [write_price(lang, 123450) for lang in LANGS] == ["£1,234.50", "¥246,900"]
    assert say("ja", "few_left", n=3) == "残り3点"


@pytest.mark.parametrize(
    ("words", "slug"),
    [("ＭＵＧ", "speckled-mug"), ("藍 皿", "ripple-plate"), ("speckled mug", "speckled-mug")],
)
def test_search_answers_in_either_language_and_width(words: str, slug: str) -> None:
    assert slug in [product.slug for product in CATALOGUE.search(words)]


def test_an_empty_search_finds_nothing() -> None:
    assert CATALOGUE.search("  ") == []
