"""Fetching a page as a browser that opens it would, without following redirects: field by field, and the body unpacked."""

import ssl
import zlib
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import brotli  # type: ignore[import-untyped]  # it comes without types
import httpcore

WITHIN: Final = 30.0
"""Seconds for each of connecting, sending and reading."""

MAX_BODY: Final = 20 * 1024 * 1024
"""Bytes of a page. What is larger is compared up to there."""

NAVIGATION: Final = (
    (
        "User-Agent",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36",
    ),
    ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
    ("Accept-Language", "en"),
    ("Accept-Encoding", "gzip, br"),
    ("Sec-Fetch-Dest", "document"),
    ("Sec-Fetch-Mode", "navigate"),
    ("Sec-Fetch-Site", "none"),
    ("Upgrade-Insecure-Requests", "1"),
)
ASSET: Final = (*NAVIGATION[:1], ("Accept", "*/*"), ("Accept-Encoding", "gzip, br"))


class FetchError(Exception):
    """No answer; the text says why, in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Names of fields are lower case."""

    status: int
    fields: tuple[tuple[str, str], ...]
    body: bytes

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.fields if key == name]

    def first(self, name: str) -> str:
        return next(iter(self.all(name)), "")

    @property
    def is_html(self) -> bool:
        kind = self.first("content-type").partition(";")[0].strip().lower()
        return kind in ("text/html", "application/xhtml+xml")

    @property
    def text(self) -> str:
        """Byte by byte, so that whatever the charset is nothing is lost."""
        return self.body.decode("latin-1")


class Fetcher:
    """A context manager over its connections."""

    def __init__(self, authorities: str = "") -> None:
        context = ssl.create_default_context()  # the road's own certificate is of the system's authorities
        if authorities:
            context.load_verify_locations(authorities)
        self._pool = httpcore.ConnectionPool(ssl_context=context, retries=1)

    def __enter__(self) -> "Fetcher":
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.close()

    def fetch(self, url: str, fields: tuple[tuple[str, str], ...] = NAVIGATION, host: str = "") -> Answer:
        """One GET. Raises FetchError."""
        headers = [("Host", host or urlsplit(url).netloc), *fields]
        try:
            with self._pool.stream(
                "GET", url, headers=headers, extensions={"timeout": dict.fromkeys(_PHASES, WITHIN)}
            ) as got:
                body = b""
                for piece in got.iter_stream():
                    body += piece
                    if len(body) > MAX_BODY:
                        break
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
            raise FetchError(" ".join(str(error).split()) or type(error).__name__) from error
        pairs = tuple(
            (name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in got.headers
        )
        return Answer(status=got.status, fields=pairs, body=_unpack(pairs, body))


_PHASES: Final = ("connect", "read", "write", "pool")


def _unpack(fields: tuple[tuple[str, str], ...], body: bytes) -> bytes:
    coding = next((value.strip().lower() for name, value in fields if name == "content-encoding"), "")
    try:
        if coding == "gzip":
            return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body)
        if coding == "br":
            return bytes(brotli.decompress(body))
    except (zlib.error, brotli.error) as error:
        raise FetchError(f"the body is not {coding}, as it says: {error}") from error
    return body
