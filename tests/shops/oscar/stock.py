"""Fills an empty database of the real test shop. Needs a configured Django."""

# Django and django-oscar carry no types.
# mypy: disable-error-code="import-untyped"

from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from oscar.apps.address.models import Country
from oscar.apps.catalogue.categories import create_from_breadcrumbs
from oscar.apps.catalogue.models import Product, ProductAttribute, ProductCategory, ProductClass, ProductImage
from oscar.apps.partner.models import Partner, StockRecord

from tests.shops.oscar.goods import SIZED, SIZES, Good, draw_picture, list_goods

COUNTRIES = {"GB": ("GBR", "United Kingdom"), "JP": ("JPN", "Japan"), "FR": ("FRA", "France")}


def fill_shop() -> None:
    """Countries, categories, products, prices, stock and pictures."""
    for order, (code, (long_code, name)) in enumerate(COUNTRIES.items()):
        Country.objects.create(
            iso_3166_1_a2=code,
            iso_3166_1_a3=long_code,
            printable_name=name,
            name=name,
            display_order=len(COUNTRIES) - order,
            is_shipping_country=True,
        )
    goods_class = ProductClass.objects.create(name="Goods", requires_shipping=True, track_stock=True)
    ProductAttribute.objects.create(product_class=goods_class, name="Size", code="size", type="text")
    partner = Partner.objects.create(name="Harbour Lane warehouse")
    for good in list_goods():
        _add(good, goods_class, partner)


def _add(good: Good, goods_class: Any, partner: Any) -> None:
    sized = good.title == SIZED
    product = Product.objects.create(
        structure=Product.PARENT if sized else Product.STANDALONE,
        title=good.title,
        description=good.description,
        product_class=goods_class,
    )
    ProductCategory.objects.create(product=product, category=create_from_breadcrumbs(good.category))
    picture = ContentFile(draw_picture(good.title), name=f"{product.slug}.jpg")
    ProductImage.objects.create(product=product, original=picture)
    if sized:
        _add_children(product, good, partner)
    else:
        _add_stock(product, good, partner)


def _add_children(parent: Any, good: Good, partner: Any) -> None:
    for size in SIZES:
        child = Product.objects.create(structure=Product.CHILD, parent=parent, title=f"{good.title}, {size}")
        child.attr.size = size
        child.attr.save()
        _add_stock(child, good, partner)


def _add_stock(product: Any, good: Good, partner: Any) -> None:
    StockRecord.objects.create(
        product=product,
        partner=partner,
        partner_sku=f"HL-{product.pk:04}",
        price_currency="GBP",
        price=Decimal(good.price) / 100,
        num_in_stock=good.stock,
    )
