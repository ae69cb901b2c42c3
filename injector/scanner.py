"""Finds the byte before which a document's first script has to stand, without parsing the document.

The rules are those of the HTML standard's tokenizer up to the insertion mode "before head": a byte order mark, white space, comments,
doctypes, bogus comments and end tags that the parser ignores are passed over, so is `<html …>`; the place is behind `<head …>`, else here.
Which bytes are put there, and what happens to the rest, is insertion.py's work.
"""

import re
from enum import Enum, auto
from typing import Final

BOUND: Final = 64 * 1024
"""Bytes looked at before giving up. A head that begins later than this was seen in no real shop; a scanner without an end is an attack."""

BOM: Final = b"\xef\xbb\xbf"
UTF_16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
SPACE: Final = b"\t\n\f\r "

_SPACES = re.compile(rb"[\t\n\f\r ]*")
_NAME = re.compile(rb"</?([A-Za-z][^\t\n\f\r />]*)(?=[\t\n\f\r />])")
_TAG_END = re.compile(
    rb"(?:[\t\n\f\r /]++"  # between attributes
    rb"|(?:=[^\t\n\f\r />=]*+|[^\t\n\f\r />=]++)"  # a name; a leading `=` belongs to it
    rb"(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+(?:\"[^\"]*+\"|'[^']*+'|(?=>)|[^\t\n\f\r >\"'][^\t\n\f\r >]*+)"  # its value
    rb"|(?![\t\n\f\r ]*+=))"  # or none
    rb")*+>"
)
_COMMENT_END = re.compile(rb"--!?>")
_ACTING_END_TAGS = frozenset({b"head", b"body", b"html", b"br"})
"""End tags that make a parser create the head; every other one is ignored before it (HTML, "before head")."""


class Found(Enum):
    """What the bytes so far say."""

    MORE = auto()
    """Undecided: every byte before `position` is passed over for good."""
    PLACE = auto()
    """The script stands before `position`."""
    NEVER = auto()
    """There is no such place, or none within the bound."""


class _Ended(Exception):  # noqa: N818 - not an error: the scan has its answer
    def __init__(self, found: Found) -> None:
        self.found = found


class Scanner:
    """Fed any number of chunks, cut anywhere. `position` counts from the beginning of the document.

    With `xml` the rules are those of XML: a place exists only inside a root element named `html`.
    """

    def __init__(self, *, xml: bool = False) -> None:
        self.position = 0
        self._xml = xml
        self._inside = False
        self._pending = b""
        self._searched = 0
        self._final = False

    def feed(self, chunk: bytes) -> Found:
        """Look at `chunk`. Not to be called again once the answer is PLACE or NEVER."""
        self._pending += chunk
        return self._scan()

    def finish(self) -> Found:
        """The document has ended: PLACE or NEVER."""
        self._final = True
        found = self._scan()
        return Found.NEVER if found is Found.MORE else found

    def _scan(self) -> Found:
        try:
            if self.position == 0:
                self._pass_mark()
            while True:
                self._pass_one()
        except _Ended as ended:
            too_far = self.position + len(self._pending) > BOUND
            return Found.NEVER if ended.found is Found.MORE and too_far else ended.found

    def _pass_mark(self) -> None:
        if self._pending[:2] in UTF_16_MARKS:
            raise _Ended(Found.NEVER)
        if self._pending.startswith(BOM):
            self._advance(len(BOM))
        elif not self._final and (BOM.startswith(self._pending) or self._pending[:1] in (b"\xff", b"\xfe")):
            self._wait_for(2 if self._pending[:1] in (b"\xff", b"\xfe") else 3)

    def _wait_for(self, size: int) -> None:
        if len(self._pending) < size:
            raise _Ended(Found.MORE)

    def _pass_one(self) -> None:
        """Pass over white space and one token, or raise what is found."""
        spaces = _SPACES.match(self._pending)
        self._advance(spaces.end() if spaces else 0)
        text = self._pending
        if not text:
            raise _Ended(self._here() if self._final and self.position else Found.MORE)
        if self.position > BOUND:
            raise _Ended(Found.NEVER)
        if not text.startswith(b"<"):
            raise _Ended(self._here())
        if len(text) < 3 and not self._final:
            raise _Ended(Found.MORE)
        self._pass_markup(text)

    def _pass_markup(self, text: bytes) -> None:
        second = text[1:2]
        if second == b"!":
            self._pass_declaration(text)
        elif second == b"?" or (second == b"/" and not text[2:3].isalpha() and len(text) > 2):
            self._pass_until(b">", 2)
        elif second.isalpha() or (second == b"/" and text[2:3].isalpha()):
            self._pass_tag(text)
        else:
            raise _Ended(self._here())

    def _pass_declaration(self, text: bytes) -> None:
        if not self._final and b"<!--".startswith(text[:4]) and len(text) < 4:
            raise _Ended(Found.MORE)
        if text.startswith(b"<!--"):
            self._pass_comment(text)
        elif self._xml and text[:9].upper() == b"<!DOCTYPE":
            self._pass_xml_doctype(text)
        elif self._xml and len(text) < 9:
            raise _Ended(Found.MORE)
        else:
            self._pass_until(b">", 2)

    def _pass_comment(self, text: bytes) -> None:
        """`<!-->` and `<!--->` are whole comments in HTML; `--!>` ends one, too."""
        if len(text) < 6 and not self._final:
            raise _Ended(Found.MORE)
        for short in (b"<!-->", b"<!--->"):
            if text.startswith(short) and not self._xml:
                return self._advance(len(short))
        end = _COMMENT_END.search(text, max(4, self._searched))
        if not end:
            self._searched = max(4, len(text) - 3)
            raise _Ended(Found.MORE)
        return self._advance(end.end())

    def _pass_xml_doctype(self, text: bytes) -> None:
        """A doctype of XML may carry declarations in brackets, with `>` inside."""
        subset, end = text.find(b"["), text.find(b">")
        if subset != -1 and (end == -1 or subset < end):
            closed = re.compile(rb"\][\t\n\r ]*>").search(text, subset)
            end = closed.end() - 1 if closed else -1
        if end == -1:
            raise _Ended(Found.MORE)
        self._advance(end + 1)

    def _pass_until(self, end: bytes, start: int) -> None:
        at = self._pending.find(end, max(start, self._searched))
        if at == -1:
            self._searched = len(self._pending)
            raise _Ended(Found.MORE)
        self._advance(at + 1)

    def _pass_tag(self, text: bytes) -> None:
        named = _NAME.match(text)
        if not named:
            raise _Ended(self._here() if self._final else Found.MORE)
        name = named[1] if self._xml else named[1].lower()
        if not self._is_passed_over(name, closing=text[1:2] == b"/"):
            raise _Ended(self._here())
        end = _TAG_END.match(text, named.end())
        if not end:
            raise _Ended(self._here() if self._final else Found.MORE)
        if self._xml and name == b"html" and text[end.end() - 2 : end.end()] == b"/>":
            raise _Ended(Found.NEVER)
        self._inside = self._inside or name == b"html"
        self._advance(end.end())
        if name == b"head":
            raise _Ended(Found.PLACE)

    def _is_passed_over(self, name: bytes, *, closing: bool) -> bool:
        """Whether the script comes behind this tag: `<html>`, `<head>`, and end tags that the parser ignores."""
        if closing:
            return name not in _ACTING_END_TAGS and not self._xml
        return name == b"html" or (name == b"head" and (self._inside or not self._xml))

    def _here(self) -> Found:
        return Found.PLACE if self._inside or not self._xml else Found.NEVER

    def _advance(self, count: int) -> None:
        self.position += count
        self._pending = self._pending[count:]
        if count:
            self._searched = 0
