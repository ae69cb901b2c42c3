"""A response on its way to the browser: how its fields change, and the edits that its body goes through."""

from collections.abc import Callable
from typing import Final

from alongside.facts.answers import MAX_COPY
from alongside.names import PREFIX
from injector.body import Body, Edit
from injector.caching import mark_private
from injector.codings import CODINGS
from injector.cookies import adapt_set_cookie
from injector.copying import Copy
from injector.csp import POLICY_FIELDS, Ours, admit, find_nonce, has_nonce, needs_digest
from injector.documents import (
    BODILESS,
    DOCUMENT_TYPES,
    HTML,
    LINKING_TYPES,
    XHTML,
    is_document,
    may_transform,
    media_type,
    why_no_document,
)
from injector.fields import Fields
from injector.framing import admit_own_frame
from injector.hosts import HostEdit, HostNames, Pairs, host_names, rename_in_policy
from injector.insertion import Insertion
from injector.requests import Visit
from injector.returns import to_public
from injector.rules import Rules, ShopHost
from injector.sharing import share_with_live, share_with_mirror
from injector.tags import make_tags
from injector.validators import mark_tag

ADDRESS_FIELDS: Final = (b"location", b"content-location", b"access-control-allow-origin")
"""Response fields that are one address, perhaps an origin's."""

LINKING_FIELDS: Final = (b"refresh", b"link", b"timing-allow-origin")
"""Response fields with addresses somewhere inside."""

BODY_BOUND_FIELDS: Final = (
    b"content-length",
    b"content-md5",
    b"digest",
    b"content-digest",
    b"repr-digest",
    b"accept-ranges",
)
"""Fields that describe the very bytes of a body and are wrong once it changes."""


def prepare_response(
    rules: Rules,
    visit: Visit,
    status: int,
    fields: Fields,
    on_trouble: Callable[[str], None],
    on_copy: Callable[[bytes], None] | None = None,
) -> Body | None:
    """Change `fields` into what the browser gets; the body that edits the stream, or None when it passes untouched.

    `on_copy` gets a copy of a document as the origin sent it, plain, up to MAX_COPY bytes; it must not raise.
    """
    fields.drop(b"alt-svc")
    names = host_names(visit.host.pairs) if visit.host.rewriting else None
    if names:
        _rename(visit.host, fields, names)
    if visit.left_out:
        return None
    _share(visit, fields)
    if visit.pane:
        admit_own_frame(fields)
    if visit.document and status == 304:
        _prepare_not_modified(rules, visit, fields)
        return None
    return _prepare_body(rules, visit, status, fields, names, on_trouble, on_copy)


def why_untouched(visit: Visit, status: int, fields: Fields) -> str:
    """Why a document that was asked for has nothing put in, once `prepare_response` has given no body to edit: one of FATES."""
    if visit.left_out:
        return "left-out"
    if reason := why_no_document(status, fields):
        return reason
    return "no-body" if visit.method == "HEAD" else "unknown-coding"


def _prepare_body(
    rules: Rules,
    visit: Visit,
    status: int,
    fields: Fields,
    names: HostNames | None,
    on_trouble: Callable[[str], None],
    on_copy: Callable[[bytes], None] | None,
) -> Body | None:
    kind, _ = media_type(fields)
    coding = (fields.first(b"content-encoding") or b"").strip().lower()
    if coding not in CODINGS or len(fields.all(b"content-encoding")) > 1:
        return None
    edits: list[Edit] = []
    if names and _may_hold_links(status, kind, fields):
        edits.append(HostEdit(names, html=kind in DOCUMENT_TYPES))
    if visit.document and is_document(status, fields):
        if on_copy:
            edits.insert(0, Copy(MAX_COPY, on_copy))
        edits.append(_inject(rules, visit, fields, kind))
    elif visit.document and status == 206 and kind == HTML:
        fields.drop(b"etag", b"last-modified", b"accept-ranges")
    if not edits:
        return None
    fields.drop(*BODY_BOUND_FIELDS)
    has_body = visit.method != "HEAD" and status not in BODILESS
    return Body(coding, edits, on_trouble) if has_body else None


def _inject(rules: Rules, visit: Visit, fields: Fields, kind: bytes) -> Insertion:
    """The span for this document, with its fields made to fit."""
    nonce = _admit(rules, visit, fields)
    with_digest = _needs_digest(fields, nonce)
    fields.change(b"etag", lambda value: mark_tag(value, visit.mark))
    if visit.in_session:
        mark_private(fields)
    xml = kind == XHTML
    return Insertion(make_tags(visit.scripts, nonce, with_digest, xml), xml=xml)


def _admit(rules: Rules, visit: Visit, fields: Fields) -> bytes | None:
    """Let our scripts through the document's policies; the nonce for the tag, if there is one."""
    policies = [value for name in POLICY_FIELDS for value in fields.all(name)]
    nonce = find_nonce(policies)
    ours = Ours(
        source=visit.public.url + PREFIX.encode(),
        nonce=nonce,
        digests=tuple(script.digest.encode() for script in visit.scripts),
    )
    for name in POLICY_FIELDS:
        fields.change(name, lambda value: admit(value, ours))
    return nonce


def _needs_digest(fields: Fields, nonce: bytes | None) -> bool:
    return needs_digest([value for name in POLICY_FIELDS for value in fields.all(name)], nonce)


def _prepare_not_modified(rules: Rules, visit: Visit, fields: Fields) -> None:
    """A browser takes the fields of a 304 for those of the page it kept. A policy with a fresh nonce would not fit that page's tags."""
    fields.change(b"etag", lambda value: mark_tag(value, visit.mark))
    for name in POLICY_FIELDS:
        if any(has_nonce(value) for value in fields.all(name)):
            fields.drop(name)
    _admit(rules, visit, fields)
    if visit.in_session:
        mark_private(fields)


def _share(visit: Visit, fields: Fields) -> None:
    if visit.from_mirror:
        share_with_mirror(fields, destination_known=visit.destination_known)
    elif visit.from_live:
        share_with_live(fields)


def _rename(host: ShopHost, fields: Fields, names: HostNames) -> None:
    for name in ADDRESS_FIELDS:
        fields.change(name, lambda value: _address(value, names, host.pairs))
    for name in LINKING_FIELDS:
        fields.change(name, names.replace)
    for name in POLICY_FIELDS:
        fields.change(name, lambda value: rename_in_policy(value, host.pairs, host.public))
    fields.change(b"set-cookie", lambda value: adapt_set_cookie(value, host))


def _address(value: bytes, names: HostNames, pairs: Pairs) -> bytes:
    """The address that a value is. What it says of where to go next is the shop's to read only where it leads into the shop."""
    renamed = names.replace_first(value)
    is_own = renamed != value or (value[:1] in b"/?" and not value.startswith((b"//", rb"/\\")))
    return to_public(renamed, pairs) if is_own else value


def _may_hold_links(status: int, kind: bytes, fields: Fields) -> bool:
    is_linking = kind in LINKING_TYPES or kind.endswith(b"+json")
    return is_linking and status != 206 and may_transform(fields)
