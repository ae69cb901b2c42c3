"""Prices as pages write them: `£39.00`, `1.234,50 €`, `￥3,900（税込）`, `CHF 1'200.–`."""

import re
import unicodedata
from typing import Final

CURRENCIES: Final = {
    "£": "GBP", "€": "EUR", "¥": "JPY", "円": "JPY", "元": "CNY", "₩": "KRW", "원": "KRW", "₹": "INR", "฿": "THB", "₫": "VND",
    "₺": "TRY", "₽": "RUB", "zł": "PLN", "R$": "BRL", "A$": "AUD", "C$": "CAD", "NZ$": "NZD", "HK$": "HKD", "US$": "USD", "S$": "SGD",
    "$": "USD", "kr": "SEK", "Kč": "CZK", "Ft": "HUF",
}  # fmt: skip
"""Signs, the longer ones first where one is part of another."""
_CODE: Final = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
_NUMBER: Final = re.compile(r"\d[\d.,'’  ٬]*")
MAX_TEXT: Final = 200
MOST: Final = 1e12


def read_price(text: str) -> tuple[float, str] | None:
    """The first number in it and the currency, "" when none is named; None when there is no number."""
    plain = unicodedata.normalize("NFKC", text[:MAX_TEXT])
    found = _NUMBER.search(plain)
    number = read_number(found[0]) if found else None
    return None if number is None else (number, read_currency(plain))


def read_number(text: str) -> float | None:
    """A number with its separators, whichever of them a country uses for which."""
    plain = re.sub(r"[\s'’ ٬]", "", text).strip(".,")
    whole, mark, part = max((plain.rpartition(mark) for mark in ".,"), key=lambda cut: len(cut[0]))
    is_fraction = bool(mark) and (len(part) != 3 or (plain.count(mark) == 1 and whole == "0"))
    digits = re.sub(r"[.,]", "", whole if is_fraction else plain)
    try:
        value = float(f"{digits}.{part}" if is_fraction else digits)
    except ValueError:
        return None
    return value if value <= MOST else None


def read_currency(text: str) -> str:
    """ISO 4217, by its code or its sign."""
    code = _CODE.search(text)
    if code:
        return code[0]
    return next((name for sign, name in CURRENCIES.items() if sign in text), "")
