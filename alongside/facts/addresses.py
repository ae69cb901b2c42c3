"""Which addresses are the same page: path, and of the query what tells one page of a shop from another. All else may be personal."""

from collections.abc import Collection
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from alongside.facts.pages import MAX_URL
from alongside.facts.settings import QUERY

MAX_FIELDS: Final = 50
SAFE: Final = "/:@!$&'()*+,;=~-._"
MAX_VALUE: Final = 60
"""Longer values are no names of goods but somebody's state."""


def page_key(url: str, telling: Collection[str] = QUERY) -> str:
    """The page that an address names, whatever its host: `/p/mug?colour=blue`. Empty when it names none."""
    try:
        parts = urlsplit(url)
        fields = parse_qsl(parts.query, max_num_fields=MAX_FIELDS)
    except ValueError:
        return ""
    path = quote(unquote(parts.path, errors="replace"), safe=SAFE) or "/"
    kept = sorted(
        (name, value) for name, value in fields if name.lower() in telling and len(value) <= MAX_VALUE
    )
    key = path + (f"?{urlencode(kept)}" if kept else "")
    return key if path.startswith("/") and len(key) <= MAX_URL else ""
