"""Styles, scripts and drawn pictures: addresses that carry a version, validators, and answers to conditional requests."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Self

from starlette.requests import Request
from starlette.responses import Response

from .art.scene import VIEWS, draw
from .catalogue import NO_CHOICE, load_catalogue

HERE: Final = Path(__file__).parent
TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
FOR_EVER: Final = "public, max-age=31536000, immutable"
ASK_AGAIN: Final = "public, no-cache"
MAX_PICTURES: Final = 512
"""Every product in every colour and view is fewer than 300 pictures of about 8 KiB."""


@dataclass(frozen=True, slots=True)
class Assets:
    """The files of static/ by name, and the version of all drawings."""

    files: dict[str, bytes]
    versions: dict[str, str]
    art_version: str

    @classmethod
    def load(cls) -> Self:
        files = {
            path.name: path.read_bytes()
            for path in sorted((HERE / "static").iterdir())
            if path.suffix in TYPES
        }
        sources = [*sorted((HERE / "art").glob("*.py")), HERE / "goods.toml", HERE / "catalogue.py"]
        art = b"".join(path.read_bytes() for path in sources)
        return cls(files, {name: _hash(body) for name, body in files.items()}, _hash(art))

    def address(self, name: str) -> str:
        return f"/assets/{name}?v={self.versions[name]}"

    def picture(self, slug: str, colour: str, view: str) -> str:
        return f"/img/{slug}/{colour}/{view}.svg?v={self.art_version}"

    def answer(self, request: Request) -> Response:
        """A file of static/, 404 when there is none."""
        name = request.path_params["name"]
        if name not in self.files:
            return Response("Not found", 404, media_type="text/plain")
        return _answer(request, self.files[name], TYPES[Path(name).suffix], self.versions[name])

    def answer_picture(self, request: Request) -> Response:
        """The drawing of a product in one of its colours, 404 when it is not made that way."""
        asked = request.path_params
        body = _draw(asked["slug"], asked["colour"], asked["view"])
        if body is None:
            return Response("Not found", 404, media_type="text/plain")
        return _answer(request, body, TYPES[".svg"], self.art_version)


@lru_cache(maxsize=MAX_PICTURES)
def _draw(slug: str, colour: str, view: str) -> bytes | None:
    product = load_catalogue().products.get(slug)
    if product is None or view not in VIEWS:
        return None
    if colour not in [choice.code for choice in product.colours] and colour != NO_CHOICE:
        return None
    return draw(product.drawing, product.tint_of(colour), product.category.wall, view).encode()


def _answer(request: Request, body: bytes, content_type: str, version: str) -> Response:
    tag = f'W/"{version}"'
    fits = request.query_params.get("v") == version
    headers = {
        "ETag": tag,
        "Cache-Control": FOR_EVER if fits else ASK_AGAIN,
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    known = [value.strip() for value in request.headers.get("if-none-match", "").split(",")]
    if tag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers | {"Content-Type": content_type})


def _hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:12]
