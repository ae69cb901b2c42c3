"""The spans that are put into documents. The same for every visitor, so that pages stay as cacheable as they were."""

from functools import lru_cache

from alongside.names import PREFIX
from injector.rules import Script


@lru_cache(maxsize=256)
def make_tags(scripts: tuple[Script, ...], nonce: bytes | None, with_digest: bool, xml: bool) -> bytes:
    """One tag for each of `scripts`. `head.js` blocks, so that it runs before the shop's first script; the others do not."""
    return b"".join(_tag(script, nonce, with_digest, xml) for script in scripts)


def _tag(script: Script, nonce: bytes | None, with_digest: bool, xml: bool) -> bytes:
    parts = [f'<script src="{PREFIX}{script.name}?v={script.version}"'.encode()]
    if nonce is not None:
        parts.append(b'nonce="' + nonce + b'"')
    if with_digest:
        parts.append(f'integrity="{script.digest}"'.encode())
    if script.name != "head.js":
        parts.append(b'async="async"' if xml else b"async")
    return b" ".join(parts) + b"></script>"
