"""What a page of the shop says of what it sells: read from a copy of its HTML, never from the page on its way. lxml is at home here alone.

`pages.py` holds the words, `reading.py` reads them from HTML, `addresses.py` says which addresses are one page.
"""

from alongside.facts.addresses import page_key
from alongside.facts.pages import Availability, Basket, Kind, PageFacts, Product, Variant
from alongside.facts.settings import FactSettings

__all__ = ["Availability", "Basket", "FactSettings", "Kind", "PageFacts", "Product", "Variant", "page_key"]
