"""The two languages of the shop and how its words, prices and numbers are written in them."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

Lang = Literal["en", "ja"]
LANGS: Final[tuple[Lang, ...]] = ("en", "ja")
YEN_FOR_A_PENNY: Final = 2
"""The demo's exchange rate: whole yen for every price, and totals that are right in both currencies."""


@lru_cache(maxsize=1)
def load_words() -> Mapping[str, tuple[str, str]]:
    """Every interface word as (English, Japanese)."""
    read = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
    return {key: (english, japanese) for key, (english, japanese) in read.items()}


def say(lang: Lang, key: str, **values: object) -> str:
    """The word for `key`, its `{places}` filled in. Raises KeyError for a word that nobody wrote."""
    text = load_words()[key][LANGS.index(lang)]
    return text.format(**values) if values else text


def write_price(lang: Lang, pence: int) -> str:
    """A price as a shopper reads it: pounds in English, yen in Japanese."""
    if lang == "ja":
        return f"¥{pence * YEN_FOR_A_PENNY:,}"
    return f"£{pence // 100:,}.{pence % 100:02}"


def write_amount(lang: Lang, pence: int) -> str:
    """A price for machines (schema.org), without sign or separators."""
    return str(pence * YEN_FOR_A_PENNY) if lang == "ja" else f"{pence // 100}.{pence % 100:02}"


def currency(lang: Lang) -> str:
    return "JPY" if lang == "ja" else "GBP"


def prefer_lang(accept_language: str) -> Lang:
    """The better of our languages for an Accept-Language header; English when it names neither."""
    parts = [part.strip().partition(";q=") for part in accept_language.split(",")]
    wanted = [
        (_quality(quality), lang)
        for tag, _, quality in parts
        for lang in LANGS
        if tag.lower().split("-")[0] == lang
    ]
    return max(wanted, key=lambda item: item[0])[1] if wanted else "en"


def _quality(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0
