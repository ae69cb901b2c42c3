"""Which requests ask for a document and which responses are one: tables, and the code that reads them.

A document is what a browser shows in a window or a frame. HTML that a script of the shop fetches is data of the shop's and stays as it is.
"""

from typing import Final

from injector.fields import Fields

DESTINATIONS: Final = frozenset({b"document", b"iframe", b"frame", b"embed", b"object"})
"""Values of Sec-Fetch-Dest (Fetch Metadata) under which HTML becomes a document."""

SCRIPTED: Final = (
    b"x-requested-with",
    b"hx-request",
    b"turbo-frame",
    b"x-pjax",
    b"x-inertia",
    b"x-up-version",
    b"x-turbolinks",
)
"""Request fields that scripts send, never a browser by itself."""

HTML: Final = b"text/html"
XHTML: Final = b"application/xhtml+xml"
DOCUMENT_TYPES: Final = frozenset({HTML, XHTML})
LINKING_TYPES: Final = DOCUMENT_TYPES | {b"text/css", b"application/json", b"application/manifest+json"}
"""Types in which the origin's own address is replaced when hosts are rewritten. Never JavaScript, never `text/x-component`."""

BODILESS: Final = frozenset({204, 205, 304})
UNFIT_CHARSETS: Final = (
    b"utf-16",
    b"utf-32",
    b"utf-7",
    b"ucs-2",
    b"iso-10646",
    b"unicode",
    b"cp037",
    b"ibm037",
    b"ebcdic",
)
"""Charsets in which the bytes of `<script>` mean something else."""

PAGE_ENDINGS: Final = frozenset({"htm", "html", "xhtml", "php", "asp", "aspx", "jsp", "do", "cgi"})


def asks_for_document(method: str, fields: Fields) -> bool:
    """Whether HTML that answers this request would be shown as a document."""
    if method not in ("GET", "HEAD", "POST"):
        return False
    destination = fields.first(b"sec-fetch-dest")
    if destination is not None:
        return destination in DESTINATIONS or fields.first(b"sec-fetch-mode") == b"navigate"
    if b"service-worker-navigation-preload" in fields:
        return True
    return _looks_like_navigation(fields)


def _looks_like_navigation(fields: Fields) -> bool:
    """Without Fetch Metadata: a browser that opens a page says `text/html`; one that says `*/*` runs a script; a tool wants the page."""
    if any(name in fields for name in SCRIPTED):
        return False
    accept = fields.first(b"accept") or b"*/*"
    if b"text/html" in accept or b"application/xhtml+xml" in accept:
        return True
    is_browser = (fields.first(b"user-agent") or b"").startswith(b"Mozilla/")
    return b"*/*" in accept and not is_browser


def media_type(fields: Fields) -> tuple[bytes, bytes]:
    """Type and charset of a response, lower case, the charset without quotes; empty where not given."""
    kind, _, parameters = (fields.first(b"content-type") or b"").lower().partition(b";")
    for parameter in parameters.split(b";"):
        name, _, value = parameter.partition(b"=")
        if name.strip() == b"charset":
            return kind.strip(), value.strip().strip(b"\"'")
    return kind.strip(), b""


def is_document(status: int, fields: Fields) -> bool:
    """Whether a response to a request for a document is one that our span belongs in, HEAD and 304 put aside."""
    return not why_no_document(status, fields)


def why_no_document(status: int, fields: Fields) -> str:
    """One of FATES (alongside/road_numbers.py), or "" when it is one."""
    if status == 304:
        return "not-modified"
    if status < 200 or status in BODILESS:
        return "no-body"
    if 300 <= status < 400:
        return "redirect"
    kind, charset = media_type(fields)
    if kind not in DOCUMENT_TYPES:
        return "not-html"
    if status == 206:
        return "part"
    if charset.startswith(UNFIT_CHARSETS):
        return "charset"
    if (fields.first(b"content-disposition") or b"").lower().startswith(b"attachment"):
        return "attachment"
    return "" if may_transform(fields) else "no-transform"


def may_transform(fields: Fields) -> bool:
    """`no-transform` binds us too (RFC 9110, 7.7)."""
    return b"no-transform" not in fields.tokens(b"cache-control")


def names_page(path: str) -> bool:
    """Whether a path looks like a page's, by its ending: a range of it is a range of a document."""
    _, dot, ending = path.rpartition("/")[2].rpartition(".")
    return not dot or ending.lower() in PAGE_ENDINGS
