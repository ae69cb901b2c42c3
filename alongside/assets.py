"""The built bundles and their versions. Building them is tools/bundle.mjs's work."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

BUNDLES = Path(__file__).parent / "bundles"
CONTENT_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One built file: `version` is a short hash of `body`, fit for `?v=` and for an ETag."""

    name: str
    version: str
    content_type: str
    body: bytes


class BundlesMissingError(Exception):
    """The bundles were never built in this checkout."""

    def __str__(self) -> str:
        return f"no bundles in {BUNDLES}: run `make bundles`"


@lru_cache(maxsize=1)
def load_assets() -> dict[str, Asset]:
    """Every bundle by its file name. Raises BundlesMissingError when they were not built."""
    try:
        manifest: dict[str, str] = json.loads((BUNDLES / "manifest.json").read_text())
    except FileNotFoundError as error:
        raise BundlesMissingError from error
    return {name: _read(name, version) for name, version in manifest.items()}


def _read(name: str, version: str) -> Asset:
    path = BUNDLES / name
    return Asset(name=name, version=version, content_type=CONTENT_TYPES[path.suffix], body=path.read_bytes())
