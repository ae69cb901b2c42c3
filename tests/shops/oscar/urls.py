"""Every address of the real test shop: django-oscar's own, and its pictures."""

# Django and django-oscar carry no types.
# mypy: disable-error-code="import-untyped"

from decimal import Decimal

from django.apps import apps
from django.conf import settings
from django.urls import include, path, re_path
from django.views.static import serve
from oscar.apps.shipping.methods import FixedPrice
from oscar.apps.shipping.repository import Repository

# One flat price for every parcel, so that the checkout has no page to choose a carrier on.
Repository.methods = (FixedPrice(charge_excl_tax=Decimal("4.50"), charge_incl_tax=Decimal("4.50")),)

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}),
    path("", include(apps.get_app_config("oscar").urls[0])),
]
