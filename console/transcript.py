"""A conversation as its shopper may keep it: plain text or a page of its own. Pure; what reps said among themselves is not in it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape
from typing import Final
from zoneinfo import ZoneInfo

from alongside.talk import MILLISECONDS, may_hear
from alongside.wire.talk import Spoken

TITLES: Final = {"en": "Your conversation with {shop}", "ja": "{shop} とのやり取り"}
PICTURES: Final = {"en": "[picture]", "ja": "［画像］"}

_PAGE: Final = """<!doctype html>
<html lang="{lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>body{{font:16px/1.6 system-ui,sans-serif;max-width:42em;margin:2em auto;padding:0 1em;color:#17211f}}
h1{{font-size:1.3em}}dt{{margin-top:1em;font-weight:600}}dt time{{font-weight:400;color:#5a6764}}
dd{{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}}</style>
<h1>{title}</h1>
<dl>
{rows}
</dl>
</html>
"""


def transcript_title(shop: str, lang: str) -> str:
    """What a transcript is called."""
    return _in(TITLES, lang).format(shop=shop)


def as_text(lines: Sequence[Spoken], title: str, lang: str, zone: ZoneInfo) -> str:
    """One paragraph for each line."""
    parts = [f"{line.name}, {_clock(line, zone)}\n{_words(line, lang)}\n" for line in _heard(lines)]
    return "\n".join([f"{title}\n", *parts])


def as_html(lines: Sequence[Spoken], title: str, lang: str, zone: ZoneInfo) -> str:
    """A document without a script, a picture or anything from elsewhere."""
    rows = "\n".join(
        f"<dt>{escape(line.name)} <time>{_clock(line, zone)}</time></dt><dd>{escape(_words(line, lang))}</dd>"
        for line in _heard(lines)
    )
    return _PAGE.format(lang=escape(lang[:2]), title=escape(title), rows=rows)


def count_heard(lines: Sequence[Spoken]) -> int:
    """How many lines a transcript has."""
    return sum(1 for _ in _heard(lines))


def _heard(lines: Sequence[Spoken]) -> Iterator[Spoken]:
    return (line for line in lines if may_hear("shopper", line) and not line.reply)


def _words(line: Spoken, lang: str) -> str:
    parts = [line.text]
    if line.card:
        parts += [line.card.title, line.card.price, line.card.url]
    if line.picture:
        parts.append(_in(PICTURES, lang))
    return "\n".join(part for part in parts if part)


def _clock(line: Spoken, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(line.at / MILLISECONDS, zone).strftime("%Y-%m-%d %H:%M %Z")


def _in(words: dict[str, str], lang: str) -> str:
    return words.get(lang[:2], words["en"])
