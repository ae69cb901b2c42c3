"""Reads what a form sent and says what is wrong with it. Knows nothing of sessions or pages."""

import re
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import Request

MAX_BODY_BYTES: Final = 64 * 1024
"""Our longest form is well under 4 KiB; more is not a shopper."""
MAX_FIELDS: Final = 64
MAX_VALUE: Final = 500

Form = Mapping[str, str]
Problems = Mapping[str, str]
"""Field name → the key of the word that says what is wrong."""

Check = Callable[[str], str | None]


class FormTooLargeError(Exception):
    """The body is over the limit; nothing of it was kept."""


async def read_form(request: Request) -> Form:
    """The url-encoded body as a mapping, the last of equal names winning. Raises FormTooLargeError."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise FormTooLargeError
    try:
        pairs = parse_qsl(body.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=MAX_FIELDS)
    except ValueError as error:
        raise FormTooLargeError from error
    return {name: value.strip()[:MAX_VALUE] for name, value in pairs}


def find_problems(form: Form, checks: Mapping[str, tuple[Check, ...]]) -> Problems:
    """The first failing check of every field."""
    found: dict[str, str] = {}
    for name, tests in checks.items():
        problem = next(filter(None, (test(form.get(name, "")) for test in tests)), None)
        if problem:
            found[name] = problem
    return found


def given(value: str) -> str | None:
    return None if value else "missing"


def email(value: str) -> str | None:
    return None if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", value) else "bad_email"


def long_enough(value: str) -> str | None:
    return None if len(value) >= 8 else "short_password"


def card_number(value: str) -> str | None:
    """Length and Luhn's check digit, spaces and dashes aside."""
    digits = re.sub(r"[\s-]", "", value)
    if not re.fullmatch(r"[0-9]{13,19}", digits):
        return "bad_card"
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return None if sum(number // 10 + number % 10 for number in doubled) % 10 == 0 else "bad_card"


def card_code(value: str) -> str | None:
    return None if re.fullmatch(r"[0-9]{3,4}", value) else "bad_code"


def expiry_after(year: int, month: int) -> Check:
    """A check that a card's MM/YY is not before the given month."""

    def check(value: str) -> str | None:
        found = re.fullmatch(r"(0[1-9]|1[0-2])\s*/\s*([0-9]{2})", value)
        good = found and (2000 + int(found[2]), int(found[1])) >= (year, month)
        return None if good else "bad_expiry"

    return check
