"""Whether a text is a CSS selector that browsers understand.

A mask that they do not understand would mask nothing, so what is in doubt is refused.
"""

import re
from typing import Final

from cssselect import SelectorError, parse

MOST: Final = 500

_STRING: Final = re.compile(r"""("[^"\\\n]*(\\.[^"\\\n]*)*"|'[^'\\\n]*(\\.[^'\\\n]*)*')""")
_ATTRIBUTE: Final = re.compile(r"\[[^\]]*\]")
_PSEUDO: Final = re.compile(r":([\w-]+)")
_NTH_OF: Final = re.compile(r"(:nth-(?:last-)?child\([^()]*?)\s+of\s+([^()]+)\)", re.IGNORECASE)
_PLAIN: Final = """active any-link autofill checked default defined disabled empty enabled first-child first-of-type focus
focus-visible focus-within fullscreen hover in-range indeterminate invalid last-child last-of-type link modal
only-child only-of-type open optional out-of-range placeholder-shown popover-open read-only read-write required root
scope target user-invalid user-valid valid visited"""
_WITH_BRACKETS: Final = """dir has is lang not nth-child nth-last-child nth-last-of-type nth-of-type where"""
_KNOWN: Final = frozenset(f"{_PLAIN} {_WITH_BRACKETS}".split())


def is_selector(text: str) -> bool:
    """Whether an element can match it. Lists, `:has()` and `:is()` may be used; pseudo-elements and name spaces may not."""
    bare = _ATTRIBUTE.sub("[a]", _STRING.sub('""', text))
    pseudos = {name.lower() for name in _PSEUDO.findall(bare)}
    if len(text) > MOST or "|" in bare or "::" in bare or not pseudos <= _KNOWN:
        return False
    # What the parser does not know in these places stands where it does.
    plain = _NTH_OF.sub(r"\1):is(\2)", text.replace(":not(", ":is(")).replace(":dir(", ":lang(")
    try:
        return all(found.pseudo_element is None for found in parse(plain))
    except (SelectorError, RecursionError):
        return False
