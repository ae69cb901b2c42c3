"""Entity tags of documents that carry our span (RFC 9110, 8.8.3): `"abc"` leaves as `"abc-al1f2e"` and comes back as `"abc"`.

So a page that was kept by a browser before our script changed, or before Alongside stood there, does not revalidate to "not modified".
"""

import re
from typing import Final

VISITOR_MARK: Final = b"-al"
SESSION_MARK: Final = b"-as"
"""Before the version; a session's page is another representation than a visitor's."""

_MARKED = re.compile(rb'-a[ls][0-9A-Za-z_]+"$')
_TAG = re.compile(rb'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"')


def mark_tag(value: bytes, mark: bytes) -> bytes:
    """An `ETag` value that tells our span's version; a value of no known form stays."""
    return value[:-1] + mark + b'"' if _TAG.fullmatch(value) else value


def unmark_tags(value: bytes, mark: bytes) -> bytes | None:
    """The origin's own tags out of an `If-None-Match` or `If-Match`: those with this very mark. None when none is left."""
    if value.strip() == b"*":
        return value
    end = mark + b'"'
    kept = [tag[: -len(end)] + b'"' for tag in _TAG.findall(value) if tag.endswith(end)]
    return b", ".join(kept) or None


def drop_marked(value: bytes) -> bytes | None:
    """`If-None-Match` of what is no document: tags of injected pages go, so that no such page answers it. None when none is left."""
    tags: list[bytes] = _TAG.findall(value)
    kept = [tag for tag in tags if not is_marked(tag)]
    return value if len(kept) == len(tags) else b", ".join(kept) or None


def is_marked(tag: bytes) -> bool:
    """Whether an entity tag is one of an injected page, of whatever version."""
    return _MARKED.search(tag) is not None
