"""The ways by which a secret could leave a page (secret_routes.toml), what stands in for secrets there, and how it is looked for.

In a script `root` is the route's section, `p` the password field that stands in every section, `$` finds an element by selector in the
section, `put(field, value)` sets a value as a framework does, `flush()` tells everything up to now. In markup and scripts `%SECRET%`,
`%CARD%`, `%CODE%` stand for the canaries, `%MARKUP%` for the secret escaped for markup, and so on.
"""

import base64
import json
import tomllib
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote, quote_plus

SECRET = 'Kanarie&7"q/\u00e9x'
CARD = "4012 8888 8888 1881"
CODE = "739164"
SELECTORS = [".private", ".flag ~ .after", "section:has(.hide) .inner"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """`keys` are typed into the section's password field by a keyboard, before the script runs."""

    name: str
    html: str = ""
    script: str = ""
    keys: str = ""
    query: str = ""


def _read(entry: dict[str, str]) -> Route:
    after, repeat = entry.pop("after", None), entry.pop("repeat", None)
    if repeat is not None:
        after = f"{{ {repeat} }} flush(); {{ {repeat} }}"
    filled = {name: fill_in(value) for name, value in entry.items() if name != "name"}
    if after is not None:
        filled["script"] = fill_in(f"put(p, %SECRET%); {after}")
    return Route(name=entry["name"], **filled)


def fill_in(text: str) -> str:
    """The canaries in place of their names."""
    for name, value in _PLACES.items():
        text = text.replace(f"%{name}%", value)
    return text


def _tagged(tag: str, parts: list[str]) -> str:
    return "\n".join(f"<{tag}>{part}</{tag}>" for part in parts)


_PLACES = {
    "SECRET": json.dumps(SECRET),
    "TYPED": SECRET,
    "MARKUP": escape(SECRET),
    "TWICE": escape(escape(SECRET)),
    "QUERY": quote(SECRET),
    "CARD": CARD,
    "PLUS": CARD.replace(" ", "+"),
    "PARTS": _tagged("b", CARD.split()),
    "DIGITS": _tagged("i", list(CARD.replace(" ", ""))),
    "WIDE": "".join(chr(ord(digit) + 0xFEE0) for digit in CARD.replace(" ", "")),
    "CODE": CODE,
}
ROUTES = [
    _read(entry)
    for entry in tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["route"]
]
RUN = """async ([section, script]) => {
  const root = document.getElementById(section);
  const $ = (selector) => root.querySelector(selector);
  const p = $("[name=password]");
  const put = (field, value) => { field.value = value; field.dispatchEvent(new Event("input", { bubbles: true })); };
  const flush = () => window.alongside.position;
  const AsyncFunction = (async () => undefined).constructor;
  await new AsyncFunction("root", "$", "p", "put", "flush", script)(root, $, p, put, flush);
  flush();
}"""
"""Carries out one route's script in its section."""


def _forms_of(secret: str) -> set[str]:
    """How a secret may be written on its way: in another case, escaped, encoded."""
    encoded = [base64.b64encode(b"\0" * pad + secret.encode()).decode() for pad in range(3)]
    inner = [text[pad and pad + 1 :].rstrip("=")[:-1] for pad, text in enumerate(encoded)]
    plain = {secret, secret.upper(), secret.lower(), secret.swapcase()}
    written = {escape(secret), quote(secret), quote(secret, safe=""), quote_plus(secret)}
    return {*plain, *written, *inner, json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]}


CANARIES = {
    *_forms_of(SECRET),
    *_forms_of(CARD),
    *(CARD.replace(" ", sign) for sign in ("", "-", ".", "+")),
    _PLACES["WIDE"],
    *(f'"{part}"' for part in CARD.split()),
    CARD[:9],
    '["i",0,"4"]',
    f'["b",0,"{SECRET[0]}"]',
    CODE,
}
"""What must be found nowhere."""


def page_of(sections: dict[str, Route]) -> bytes:
    """A page with a section for each route, by id."""
    password = '<input type="password" name="password">'
    body = "".join(f'<section id="{key}">{password}{route.html}</section>' for key, route in sections.items())
    return f"<!doctype html><html><head><title>Routes</title></head><body>{body}</body></html>".encode()


def leaks_in(texts: list[str]) -> list[str]:
    """The canaries that stand in these texts, each with what is around its first place."""
    found = []
    for text in texts:
        for canary in CANARIES:
            at = text.find(canary)
            if at >= 0:
                found.append(text[max(0, at - 120) : at + len(canary) + 20])
    return found
