"""A request on its way to the origin: what is worth knowing about it, and how its fields change."""

from dataclasses import dataclass
from typing import Final

from alongside.codes import hash_secret
from alongside.names import MARK_COOKIE, VISIT_COOKIE
from injector.codings import filter_accepted
from injector.cookies import find_cookie, has_cookie, strip_ours
from injector.documents import asks_for_document, names_page
from injector.fields import Fields
from injector.framing import asks_for_pane
from injector.hosts import translate_back
from injector.returns import to_origins
from injector.rules import Rules, Script, ShopHost, Site
from injector.sharing import asks_from_live, asks_from_mirror
from injector.validators import SESSION_MARK, VISITOR_MARK, drop_marked, is_marked, unmark_tags

_MARK: Final = frozenset({MARK_COOKIE.encode()})
_VISIT: Final = VISIT_COOKIE.encode()
_CONDITIONS: Final = (b"if-none-match", b"if-match")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What the response needs to know of its request."""

    method: str
    target: str
    """Path and query as the origin gets them."""
    host: ShopHost
    left_out: bool
    document: bool
    """It may be one, and we are there."""
    asked: bool
    """A document is asked for, even where we are not."""
    in_session: bool
    pane: bool
    """A document for the page that lays two side by side."""
    from_mirror: bool
    from_live: bool
    destination_known: bool
    scripts: tuple[Script, ...]
    whose: str
    """A hash of the visit's cookie, where the answer may be worth telling; "" when there is none."""
    mark: bytes
    """What an entity tag of the injected document ends in."""

    @property
    def public(self) -> Site:
        return self.host.public


def prepare_request(rules: Rules, host: ShopHost, method: str, target: str, fields: Fields) -> Visit:
    """Change `fields` into what the origin gets; `target` is the path with its query."""
    path = target.partition("?")[0]
    visit = _read(rules, host, method, target, fields)
    fields.change(b"cookie", strip_ours)
    if host.rewriting:
        _rename(host, fields)
    if visit.left_out:
        return visit
    if visit.document or host.rewriting:
        fields.change(b"accept-encoding", filter_accepted)
    if visit.document:
        _prepare_document(visit, path, fields)
    else:
        fields.change(b"if-none-match", drop_marked)
    return visit


def _read(rules: Rules, host: ShopHost, method: str, target: str, fields: Fields) -> Visit:
    path = target.partition("?")[0]
    left_out = rules.is_left_out(path)
    in_session = has_cookie(fields.all(b"cookie"), _MARK)
    scripts = rules.session if in_session else rules.visitor
    asked = asks_for_document(method, fields)
    document = not left_out and asked
    return Visit(
        method=method,
        target=_translate_target(target, host) if host.rewriting else target,
        host=host,
        left_out=left_out,
        document=document,
        asked=asked,
        in_session=in_session,
        pane=not left_out and asks_for_pane(fields),
        from_mirror=asks_from_mirror(method, fields),
        from_live=asks_from_live(fields, rules.live),
        destination_known=b"sec-fetch-dest" in fields,
        scripts=scripts,
        whose=_whose(fields) if not left_out and (document or method == "POST") else "",
        mark=make_mark(scripts, in_session=in_session),
    )


def _whose(fields: Fields) -> str:
    secret = find_cookie(fields.all(b"cookie"), _VISIT)
    return hash_secret(secret.decode("latin-1")) if secret else ""


def make_mark(scripts: tuple[Script, ...], *, in_session: bool) -> bytes:
    return (SESSION_MARK if in_session else VISITOR_MARK) + scripts[-1].version.encode()


def _rename(host: ShopHost, fields: Fields) -> None:
    """The origin sees the names that it knows."""
    fields.set(b"Host", host.origin.authority)
    for name in (b"origin", b"referer"):
        fields.change(name, lambda value: translate_back(value, host.pairs))


def _translate_target(target: str, host: ShopHost) -> str:
    """Bytes that are no UTF-8 stay as they are."""
    given = target.encode("utf-8", "surrogateescape")
    return to_origins(given, host.pairs).decode("utf-8", "surrogateescape")


def _prepare_document(visit: Visit, path: str, fields: Fields) -> None:
    """Conditions and ranges mean the injected document, which the origin does not know."""
    had_condition = b"if-none-match" in fields
    for name in _CONDITIONS:
        fields.change(name, lambda value: unmark_tags(value, visit.mark))
    if had_condition and b"if-none-match" not in fields:
        fields.drop(b"if-modified-since")
    if is_marked(fields.first(b"if-range") or b"") or names_page(path):
        fields.drop(b"range", b"if-range")
