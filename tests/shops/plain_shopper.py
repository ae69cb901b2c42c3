"""A shopper without a browser: cookies, redirects and real forms over plain HTTP."""

import urllib.error
import urllib.request
from dataclasses import dataclass
from email.message import Message
from http.cookiejar import CookieJar
from typing import Any
from urllib.parse import urlencode, urljoin

from lxml import html

TIMEOUT_SECONDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One response after redirects; `tree` is its parsed body."""

    status: int
    url: str
    headers: Message
    body: bytes

    @property
    def tree(self) -> Any:
        return html.fromstring(self.body, base_url=self.url)

    @property
    def text(self) -> str:
        """The words of the page, white space collapsed."""
        return " ".join(self.tree.text_content().split())

    def texts(self, selector: str) -> list[str]:
        """The collapsed text of everything that a CSS selector finds."""
        return [" ".join(found.text_content().split()) for found in self.tree.cssselect(selector)]


class PlainShopper:
    """Walks one shop at `url`. Every shopper has cookies of their own."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.cookies = CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.cookies)
        )

    def open(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        """GET a path or an address, following redirects. Errors are answers too."""
        return self._send(urllib.request.Request(urljoin(self.url, path), headers=headers or {}))

    def post(self, path: str, fields: dict[str, str], headers: dict[str, str] | None = None) -> Answer:
        """POST fields as a browser form does, with this shop as Origin and Referer unless told otherwise."""
        sent = {"Origin": self.url, "Referer": f"{self.url}/"} | (headers or {})
        return self._send(
            urllib.request.Request(urljoin(self.url, path), data=urlencode(fields).encode(), headers=sent)
        )

    def submit(self, page: Answer, selector: str, fields: dict[str, str] | None = None) -> Answer:
        """Send the form that `selector` finds (itself, or the form around it) with its own values and `fields`."""
        found = page.tree.cssselect(selector)
        assert found, f"no {selector} on {page.url}"
        form = found[0] if found[0].tag == "form" else next(found[0].iterancestors("form"))
        values = {str(name): str(value) for name, value in form.form_values()} | (fields or {})
        if found[0].tag == "button" and found[0].get("name"):
            values[found[0].get("name")] = found[0].get("value", "")
        target = urljoin(page.url, form.get("action") or page.url)
        if form.method == "GET":
            return self.open(f"{target}?{urlencode(values)}")
        return self.post(target, values, {"Referer": page.url})

    def _send(self, request: urllib.request.Request) -> Answer:
        try:
            with self._opener.open(request, timeout=TIMEOUT_SECONDS) as response:
                return Answer(
                    status=response.status, url=response.url, headers=response.headers, body=response.read()
                )
        except urllib.error.HTTPError as error:
            with error:
                return Answer(
                    status=error.code, url=error.url or "", headers=error.headers, body=error.read()
                )
