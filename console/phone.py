"""Telephone numbers and e-mail addresses as shoppers write them. Numbers are checked by Google's rules (`phonenumbers`)."""

import re
import unicodedata
from functools import cache
from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

MAX_EMAIL: Final = 254
DEFAULT_COUNTRY: Final = "US"

COUNTRY_OF: Final = {
    "ja": "JP",
    "de": "DE",
    "fr": "FR",
    "it": "IT",
    "es": "ES",
    "ko": "KR",
    "nl": "NL",
    "sv": "SE",
}
"""Where a language is mostly spoken, for browsers that tell no region."""

_EMAIL: Final = re.compile(r"[^@\s<>()\",;:\\]+@[^@\s<>()\",;:\\]+\.[^@\s<>()\",;:\\.]+")
_REGION: Final = re.compile(r"[a-zA-Z]{2,3}-(?:[a-zA-Z]{4}-)?([a-zA-Z]{2})\b")


def read_number(text: str, country: str) -> str | None:
    """The number in international form (E.164), where it may exist; None for all else. `country`: ISO 3166, for numbers without a +."""
    plain = unicodedata.normalize("NFKC", text).strip()
    try:
        number = phonenumbers.parse(plain, country.upper() or None)
    except NumberParseException:
        return None
    if number.extension or not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def show_number(number: str, country: str) -> str:
    """A number in international form as it is written where it is read, in this country."""
    try:
        parsed = phonenumbers.parse(number)
    except NumberParseException:
        return number
    is_near = phonenumbers.region_code_for_number(parsed) == country
    form = PhoneNumberFormat.NATIONAL if is_near else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, form)


def read_email(text: str) -> str | None:
    """An e-mail address; None for all else."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return plain if len(plain) <= MAX_EMAIL and _EMAIL.fullmatch(plain) else None


def read_contact(text: str, country: str) -> str | None:
    """An e-mail address, or a number in international form; None for all else."""
    return read_email(text) if "@" in text or "＠" in text else read_number(text, country)


def guess_country(accept_language: str, lang: str) -> str:
    """Where a shopper is at home, by the browser's languages and the page's: a region that they name, else the language's country."""
    for found in _REGION.finditer(accept_language):
        if found[1].upper() in phonenumbers.SUPPORTED_REGIONS:
            return found[1].upper()
    return COUNTRY_OF.get(lang[:2].lower(), DEFAULT_COUNTRY)


@cache
def list_countries() -> tuple[tuple[str, int], ...]:
    """Every country with its calling code."""
    regions = sorted(phonenumbers.SUPPORTED_REGIONS)
    return tuple((region, phonenumbers.country_code_for_region(region)) for region in regions)
