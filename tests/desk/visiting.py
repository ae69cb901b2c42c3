"""Visits of today, as pages of the shop would have told of them."""

import time

from alongside.facts import Basket
from alongside.visits import Beat, Device, Learned, Trouble, Visit, Visitor, follow

SHOP = "https://shop.example"
BEAT = 15


def visit(
    name: str,
    *pages: tuple[str, str, int],
    lang: str = "en",
    device: Device = "desktop",
    basket: float = 0.0,
    trouble: Trouble | None = None,
    ago: float = 0.0,
) -> Visit:
    """`pages`: path, title, seconds looked at. It ended so many seconds `ago`."""
    now = time.time() - ago - sum(seconds for _, _, seconds in pages)
    learned = Learned(
        basket=Basket(value=basket) if basket else None, troubles={trouble: now} if trouble else {}
    )
    known: Visit | None = None
    for path, title, seconds in pages:
        for after in range(0, seconds + 1, BEAT):
            beat = Beat(url=SHOP + path, title=title, lang=lang)
            known = follow(known, beat, Visitor(id=name, device=device, country=""), now + after, learned)
        now += seconds
    assert known
    return known
