"""Where origins name themselves, the public hosts stand instead, so that a shop on another name can be tried from localhost.

Literal replacement in a stream, nothing is parsed. Left alone: percent-encoded addresses in bodies (an identity provider or an image
resizer compares them), and inside HTML the rows of React's server payloads, which carry their own lengths. What a parameter says of where
to go next is returns.py's.
"""

import re
from functools import lru_cache
from typing import Final

from injector.rules import Site

Pairs = tuple[tuple[Site, Site], ...]
"""Origin and public site of every host whose name is replaced."""

_SCHEMES: Final = (b"https:", b"http:", b"wss:", b"ws:", b"")
_SLASHES: Final = (b"//", rb"\/\/")
_PAYLOAD: Final = b"__next_f.push("
_SCRIPT_END: Final = b"</script"


class HostNames:
    """What to look for, and what to put there, for some pairs of origin and public site."""

    def __init__(self, pairs: Pairs) -> None:
        self._public = {form: public for origin, public in pairs for form in _forms(origin)}
        forms = sorted(self._public, key=len, reverse=True)
        self._pattern = re.compile(
            rb"(?:(?<![a-z0-9.+-])(https?|wss?):|(?<![a-z0-9:/\\._-]))(//|\\/\\/)("
            + b"|".join(map(re.escape, forms))
            + rb")(?![a-z0-9_@-]|:\d|\.[a-z0-9])",
            re.IGNORECASE,
        )
        self._beginnings = [
            scheme + slashes + form + b"." for scheme in _SCHEMES for slashes in _SLASHES for form in forms
        ]
        self.longest = max(map(len, self._beginnings))

    def replace(self, text: bytes, start: int = 0, end: int | None = None) -> bytes:
        """Every address of the origin that begins between `start` and `end`; what stands around them is looked at, too."""
        end = len(text) if end is None else end
        out = []
        for match in self._pattern.finditer(text, start):
            if match.start() >= end:
                break
            out += [text[start : match.start()], self._public_form(match)]
            start = match.end()
        return b"".join([*out, text[start:end]])

    def replace_first(self, value: bytes) -> bytes:
        """The address that `value` begins with. An address inside its query belongs to whom the redirect goes to."""
        match = self._pattern.match(value)
        return self._public_form(match) + value[match.end() :] if match else value

    def undecided_from(self, text: bytes) -> int:
        """Where the tail of `text` begins that may grow into an address; its length when there is none."""
        for at in range(max(0, len(text) - self.longest), len(text)):
            if text[at] in b"hHwW/\\":
                tail = text[at:].lower()
                if any(beginning.startswith(tail) for beginning in self._beginnings):
                    return at
        return len(text)

    def _public_form(self, match: re.Match[bytes]) -> bytes:
        scheme, slashes, public = match[1], match[2], self._public[match[3].lower()]
        if scheme is None:
            return slashes + public.authority
        secure = b"s" if public.scheme == b"https" else b""
        kind = b"ws" if scheme[:1] in b"wW" else b"http"
        return kind + secure + b":" + slashes + public.authority


@lru_cache(maxsize=64)
def host_names(pairs: Pairs) -> HostNames:
    return HostNames(pairs)


def _forms(origin: Site) -> tuple[bytes, ...]:
    """How a site is written: with its scheme's own port or without."""
    if origin.name != origin.authority:
        return (origin.authority,)
    return (origin.authority, origin.authority + (b":443" if origin.scheme == b"https" else b":80"))


class HostEdit:
    """`HostNames.replace` over a stream cut anywhere; only a tail that may grow into an address is held back."""

    def __init__(self, names: HostNames, *, html: bool) -> None:
        self._names = names
        self._html = html
        self._inside_payload = False
        self._held = b""
        self._before = b""

    def feed(self, chunk: bytes) -> bytes:
        self._held += chunk
        return self._release(self._cut(self._held))

    def finish(self) -> bytes:
        return self._release(len(self._held))

    def abandon(self) -> bytes:
        held, self._held = self._held, b""
        return held

    def _cut(self, text: bytes) -> int:
        cut = self._names.undecided_from(text)
        if self._html:
            for marker in (_PAYLOAD, _SCRIPT_END):
                cut = min(cut, _partial(text, marker))
        return cut

    def _release(self, cut: int) -> bytes:
        """The first `cut` of the held bytes, edited; the byte before them and all behind them are still in view of the pattern."""
        text, at = self._before + self._held, len(self._before)
        end = at + cut
        out = []
        while at < end:
            stop = self._section_end(text, at, end)
            out.append(text[at:stop] if self._inside_payload else self._names.replace(text, at, stop))
            self._inside_payload ^= stop < end
            at = stop
        self._before, self._held = text[max(0, end - 1) : end], text[end:]
        return b"".join(out)

    def _section_end(self, text: bytes, start: int, end: int) -> int:
        """Where the server payload ends, or the next one begins."""
        if not self._html:
            return end
        found = text.find(_SCRIPT_END if self._inside_payload else _PAYLOAD, start, end)
        return end if found == -1 else found


def _partial(text: bytes, marker: bytes) -> int:
    """Where `text` ends in the beginning of `marker`; its length when it does not."""
    for at in range(max(0, len(text) - len(marker) + 1), len(text)):
        if marker.startswith(text[at:]):
            return at
    return len(text)


def translate_back(value: bytes, pairs: Pairs) -> bytes:
    """An `Origin` or `Referer` of a public site as its origin would have seen it."""
    for origin, public in pairs:
        if value == public.url or value.startswith(public.url + b"/"):
            return origin.url + value[len(public.url) :]
    return value


def rename_in_policy(value: bytes, pairs: Pairs, public: Site) -> bytes:
    """A Content-Security-Policy whose sources name origins; without upgrades to https where the public site has none."""
    sites = {origin.authority: site for origin, site in pairs}
    names = b"|".join(map(re.escape, sorted(sites, key=len, reverse=True)))
    source = rb"(?i)(?<=[\t ])(?:(https?|wss?)://)?(" + names + rb")(?=[\t /;,]|$)"
    renamed = re.sub(source, lambda match: _source(match, sites[match[2].lower()]), value)
    if public.scheme == b"http":
        renamed = re.sub(
            rb"(?i)(?:^|(?<=[;,]))\s*(?:upgrade-insecure-requests|block-all-mixed-content)\s*(?:;|(?=,)|$)",
            b"",
            renamed,
        )
    return renamed


def _source(match: re.Match[bytes], public: Site) -> bytes:
    if (match[1] or b"").lower() in (b"ws", b"wss"):
        return public.url.replace(b"http", b"ws", 1)
    return public.url
