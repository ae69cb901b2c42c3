"""What goes wrong for a visitor, as only the road sees it: error pages, declined payments, searches without a result, refused forms.

Statuses tell most of it. Where a page says it in words, the settings name the place; without them usual places and phrases are looked at.
"""

import re
from typing import Final
from urllib.parse import urlsplit

import msgspec
from lxml.html import HtmlElement

from alongside.facts.answers import Answer
from alongside.facts.linked import squeeze
from alongside.facts.reading import Reader, Reading, is_search, matches

PAYMENT_REQUIRED: Final = 402
ERRORS: Final = frozenset({404, 410, 500, 502, 503, 504})
REFUSALS: Final = frozenset({400, 401, 402, 403, 409, 412, 422})
"""Answers to a form that was understood and not taken."""
MAX_TEXT: Final = 20_000

_SAID: Final = (
    "//*[@role='alert' or contains(@class, 'alert') or contains(@class, 'error') or contains(@class, 'problem')"
    " or contains(@class, 'message') or contains(@class, 'notice')]"
)
"""Where pages say that something is wrong."""
_UNFIT: Final = (
    "//form//*[@aria-invalid='true' or contains(@class, 'field_with_errors') or contains(@class, 'is-invalid')"
    " or contains(@class, 'has-error') or contains(concat(' ', @class, ' '), ' errorlist ')]"
)
"""Marks on fields of a form that was not taken."""
_DECLINED: Final = re.compile(
    r"\b(declined|not authori[sz]ed|payment (has )?failed|payment (was|could) not|card was (refused|rejected))\b"
    r"|(カード|お?支払い?|決済)[^。]{0,40}?(承認され|ご利用いただけ|利用でき|拒否|失敗|できませんでした|使えません)",
    re.IGNORECASE,
)
_NOTHING: Final = re.compile(
    r"\b(no|0|zero) (search )?(results|matches|products|items|goods|things)\b|\bnothing (was )?(found|matche[sd]|on the shelf)\b"
    r"|\b(did|does) not match any\b|\b(could ?n[o']t|could not|didn[’']t) find\b|\bno \w+ (was|were) found\b"
    r"|見つかりません|みつかりません|該当する?\S{0,12}(ありません|ございません)|(?<![\d,])0\s*件",
    re.IGNORECASE,
)


class Signs(msgspec.Struct, frozen=True, kw_only=True):
    """`form`: the form that was refused, "" when none was. `is_form_fine`: a page with this address came without a complaint."""

    error: bool = False
    declined: bool = False
    no_results: bool = False
    form: str = ""
    is_form_fine: bool = False


class Seer:
    """Finds signs in the answers of one shop."""

    def __init__(self, reader: Reader, declined_path: tuple[str, ...]) -> None:
        self._reader = reader
        self._declined_path = declined_path

    def look(self, answer: Answer, reading: Reading | None) -> Signs:
        """`reading` is the answer's page, where it was read."""
        path = urlsplit(answer.target).path
        tree = reading.tree if reading else None
        is_refused = answer.method == "POST" and answer.status in REFUSALS
        is_refused = is_refused or (tree is not None and answer.status < 400 and self._is_unfit(tree))
        return Signs(
            error=answer.document and answer.status in ERRORS,
            declined=answer.status == PAYMENT_REQUIRED
            or (tree is not None and self._is_declined(path, tree)),
            no_results=reading is not None and self._has_no_results(answer, reading),
            form=path if is_refused else "",
            is_form_fine=answer.document and answer.status < 400 and not is_refused,
        )

    def _is_unfit(self, tree: HtmlElement) -> bool:
        return self._reader.finds(tree, "refused") or bool(tree.xpath(_UNFIT))

    def _is_declined(self, path: str, tree: HtmlElement) -> bool:
        if matches(path, self._declined_path) or self._reader.finds(tree, "declined"):
            return True
        return any(_DECLINED.search(text) for text in _texts(tree, _SAID))

    def _has_no_results(self, answer: Answer, reading: Reading) -> bool:
        if self._reader.finds(reading.tree, "no_results"):
            return True
        asks = is_search(answer.target) or reading.facts.kind == "search"
        return asks and any(
            _NOTHING.search(text) for text in _texts(reading.tree, "//main | //body[not(//main)]")
        )


def _texts(tree: HtmlElement, path: str) -> list[str]:
    """What these elements say, in all MAX_TEXT characters at most."""
    found = tree.xpath(path)
    elements = (
        [element for element in found if isinstance(element, HtmlElement)] if isinstance(found, list) else []
    )
    left, texts = MAX_TEXT, []
    for element in elements:
        if left > 0:
            texts.append(squeeze(" ".join(_spoken(element)))[:left])
            left -= len(texts[-1])
    return texts


def _spoken(element: HtmlElement) -> list[str]:
    """The texts in an element, without its scripts and styles."""
    found = element.xpath(
        ".//text()[not(ancestor::script or ancestor::style or ancestor::template or ancestor::noscript)]"
    )
    return [str(text) for text in found] if isinstance(found, list) else []
