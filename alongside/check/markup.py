"""What in a page's markup decides over links and scripts: `base`, policies in `meta`, `integrity`; and our own tag."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from alongside.names import PREFIX

TAG: Final = re.compile(rf'<script src="{PREFIX}loader\.js\?v=[0-9a-f]+"([^>]*)></script>')
_NONCE: Final = re.compile(r'nonce="([^"]*)"')
_INTEGRITY: Final = re.compile(r'integrity="([^"]*)"')


@dataclass(slots=True)
class Markup:
    base: str = ""
    policies: list[str] = field(default_factory=list)
    sealed: list[tuple[str, str]] = field(default_factory=list)
    """Address and `integrity` of what is bound to a digest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    nonce: str
    integrity: str


def find_tag(text: str) -> Tag | None:
    """Ours, where there is exactly one."""
    found = TAG.findall(text)
    if len(found) != 1:
        return None
    nonce, integrity = _NONCE.search(found[0]), _INTEGRITY.search(found[0])
    return Tag(nonce=nonce[1] if nonce else "", integrity=integrity[1] if integrity else "")


def without_tag(text: str) -> str:
    return TAG.sub("", text, count=1)


def read_markup(text: str) -> Markup:
    reader = _Reader()
    reader.feed(TAG.sub("", text))
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = Markup()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in reversed(attrs)}
        if tag == "base" and not self.found.base:
            self.found.base = given.get("href", "")
        elif tag == "meta" and given.get("http-equiv", "").lower() == "content-security-policy":
            self.found.policies.append(given.get("content", ""))
        elif given.get("integrity") and (address := given.get("src") or given.get("href")):
            self.found.sealed.append((address, given["integrity"]))
