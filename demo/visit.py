"""One request of one shopper: language, session, rendering. A session is opened only when a page needs one,
so that looking around sets no cookie."""

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final, cast
from urllib.parse import parse_qsl, quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from .assets import Assets
from .catalogue import NO_CHOICE, Catalogue, Product, load_catalogue
from .feed import Feed
from .forms import Form, FormTooLargeError, read_form
from .store import Refused, Session, Store
from .words import Lang, prefer_lang, say, write_price

COOKIE: Final = "hazel_session"
COOKIE_SECONDS: Final = 14 * 24 * 3600

KEPT: Final = frozenset({
    "email", "name", "given_name", "family_name", "street", "more_address", "city", "region", "postcode", "country",
    "phone", "gift_message", "delivery",
})  # fmt: skip
"""Fields that a refused form shows again and an order remembers: never a password, never a card."""

TEMPLATES: Final = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined,
    trim_blocks=True, lstrip_blocks=True,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shop:
    """Everything that one running shop consists of."""

    catalogue: Catalogue
    store: Store
    assets: Assets
    feed: Feed


def open_shop() -> Shop:
    catalogue, feed = load_catalogue(), Feed()
    store = Store(catalogue, on_stock=feed.tell_stock)
    return Shop(catalogue=catalogue, store=store, assets=Assets.load(), feed=feed)


class Visit:
    """Handlers get one of these and answer with `render` or `go`."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.shop = cast(Shop, request.app.state.shop)
        self.lang: Lang = request.path_params.get("lang") or prefer_lang(
            request.headers.get("accept-language", "")
        )
        self._session = self.shop.store.find_session(request.cookies.get(COOKIE, ""))
        self._known_id = self._session.id if self._session else None

    @property
    def session(self) -> Session:
        """This browser's session; asking for it opens one."""
        if self._session is None:
            self._session = self.shop.store.open_session()
        return self._session

    @property
    def asked(self) -> dict[str, str]:
        """The query. A form on the Shift_JIS page sends Shift_JIS, so bytes that are no UTF-8 are read as such."""
        raw = self.request.scope["query_string"].decode("ascii", "replace")
        try:
            return dict(parse_qsl(raw, errors="strict"))
        except UnicodeDecodeError:
            return dict(parse_qsl(raw, encoding="cp932", errors="replace"))

    def path(self, *parts: str, **query: str) -> str:
        """The address of a page in this language, without a host: it works under any."""
        where = "/".join(("", self.lang, *(quote(part, safe="/") for part in parts)))
        return where + (f"?{urlencode(query)}" if query else "")

    def note(self, key: str, **values: object) -> None:
        """Something to tell the shopper on the next page."""
        self.session.notes.append(say(self.lang, key, **values))

    def render(
        self, template: str, *, status: int = 200, charset: str = "utf-8", framed: bool = False, **values: Any
    ) -> Response:
        """A page; `framed` ones stand in pages of ours, all others in no frame at all."""
        nonce = secrets.token_urlsafe(16)
        page = TEMPLATES.get_template(template).render(self._words(nonce) | values | {"charset": charset})
        # What a charset cannot write travels as a character reference: valid in text and in attributes.
        codec = "cp932" if charset == "Shift_JIS" else charset
        headers = {
            "Content-Type": f"text/html; charset={charset}",
            "Content-Security-Policy": _policy(nonce, "'self'" if framed else "'none'"),
            "X-Frame-Options": "SAMEORIGIN" if framed else "DENY",
            "Content-Language": self.lang,
            "Cache-Control": "private, no-cache",
        }
        return self.close(Response(page.encode(codec, "xmlcharrefreplace"), status, headers))

    def go(self, address: str) -> Response:
        """After a post: see the page at `address`."""
        return self.close(
            Response(status_code=303, headers={"Location": address, "Cache-Control": "no-store"})
        )

    def refuse(self, address: str, form: str, values: Form, problems: Mapping[str, str]) -> Response:
        """A form that was not taken is shown again at `address`, which a reload does not send once more."""
        kept = {name: value for name, value in values.items() if name in KEPT}
        self.session.refused = Refused(form=form, values=kept, problems=problems)
        return self.go(address)

    def take_refused(self, *forms: str) -> Refused:
        """The form that was refused just now, if it is one of `forms`; else an empty one."""
        refused, self.session.refused = self.session.refused, None
        known = refused is not None and refused.form in forms
        return refused if refused and known else Refused(form="", values={}, problems={})

    def close(self, response: Response) -> Response:
        """Set the cookie of a session that is new or has a new id."""
        if self._session is not None and self._session.id != self._known_id:
            response.set_cookie(
                COOKIE, self._session.id, max_age=COOKIE_SECONDS, httponly=True, samesite="lax",
                secure=self.request.url.scheme == "https",
            )  # fmt: skip
        return response

    def _words(self, nonce: str) -> dict[str, Any]:
        """What every template may use."""
        other: Lang = "ja" if self.lang == "en" else "en"
        here = self.request.url.path.removeprefix(f"/{self.lang}")
        query = self.request.url.query
        return {
            "visit": self, "lang": self.lang, "nonce": nonce, "t": partial(say, self.lang),
            "price": partial(write_price, self.lang), "asset": self.shop.assets.address, "img": self._picture,
            "categories": list(self.shop.catalogue.categories.values()), "q": "", "as_json": as_json,
            "other_lang": other, "other_path": f"/{other}{here or '/'}" + (f"?{query}" if query else ""),
            "basket_count": sum(self._session.basket.values()) if self._session else 0,
            "account": self._session.account if self._session else None, "take_notes": self._take_notes,
        }  # fmt: skip

    def _picture(self, product: Product, view: str = "whole", colour: str = "") -> str:
        chosen = colour or (product.colours[0].code if product.colours else NO_CHOICE)
        return self.shop.assets.picture(product.slug, chosen, view)

    def _take_notes(self) -> list[str]:
        if self._session is None:
            return []
        taken, self._session.notes = self._session.notes, []
        return taken


Handler = Callable[[Visit], Response]
FormHandler = Callable[[Visit, Form], Response]


def show(handler: Handler) -> Callable[[Request], Any]:
    """An endpoint that shows a page."""

    async def endpoint(request: Request) -> Response:
        return handler(Visit(request))

    return endpoint


def take(handler: FormHandler) -> Callable[[Request], Any]:
    """An endpoint that takes a form; without this session's token nothing is done."""

    async def endpoint(request: Request) -> Response:
        visit = Visit(request)
        try:
            form = await read_form(request)
        except FormTooLargeError:
            return visit.render("error.html", status=413, title="too_large", text="forbidden_text")
        if not secrets.compare_digest(form.get("csrf", "").encode(), visit.session.csrf.encode()):
            return visit.render("error.html", status=403, title="forbidden", text="forbidden_text")
        return handler(visit, form)

    return endpoint


def as_json(value: object) -> Markup:
    """JSON that may stand inside a script element, ASCII only so that no charset of a page can spoil it."""
    text = json.dumps(value, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704


def _policy(nonce: str, ancestors: str) -> str:
    return (
        f"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; "
        f"connect-src 'self'; frame-src 'self'; frame-ancestors {ancestors}; form-action 'self'; base-uri 'self'; "
        "object-src 'none'"
    )
