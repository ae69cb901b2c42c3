"""A tea shop's morning for the pictures: rules, and visits, the same each time."""

import random
from datetime import UTC, datetime

from alongside.asking import AskRule
from alongside.hours import Hours
from alongside.visits import Visit
from tests.desk.visiting import visit

RULES = (
    AskRule(
        name="Nothing found",
        trouble=("no-results",),
        text={
            "en": "Not what you were looking for? We know the whole shop.",
            "ja": "お探しのものが見つかりませんか？ご案内します。",
        },
    ),
    AskRule(
        name="Long on a full basket",
        path=("/cart", "/checkout*"),
        seconds=120,
        basket=50,
        text={"en": "Questions about your order?", "ja": "ご注文についてお困りですか？"},
    ),
    AskRule(
        name="Tea pots, in Japanese",
        path=("/pots/*",),
        lang="ja",
        device="desktop",
        text={"ja": "急須選びをお手伝いしましょうか？"},
    ),
    AskRule(name="About to leave", leaving=True, pages=2),
)
PAGES = (
    ("/", "Hinode Tea"),
    ("/tea/sencha", "Sencha from Uji"),
    ("/tea/gyokuro", "Gyokuro"),
    ("/pots/tokoname-kyusu", "Tokoname kyusu"),
    ("/cart", "Your basket"),
    ("/search", "Search: matcha whisk"),
    ("/checkout", "Checkout"),
)
SECONDS = (15, 30, 45, 60, 90, 120, 180, 240)
HOURS = 5
VISITS = 140


def clock() -> Hours:
    """By a clock on which it is about two in the afternoon now."""
    behind = datetime.now(UTC).hour - 14
    return Hours(time_zone=f"Etc/GMT{behind:+d}" if behind else "Etc/GMT")


def visits() -> list[Visit]:
    """Those of the last hours."""
    chance = random.Random(4)  # noqa: S311  # the same visits each time
    return [_visit(chance, number) for number in range(VISITS)]


def _visit(chance: random.Random, number: int) -> Visit:
    pages = [(*chance.choice(PAGES), chance.choice(SECONDS)) for _ in range(chance.randint(1, 5))]
    has_searched = any(path == "/search" for path, _, _ in pages)
    return visit(
        f"visitor {number}",
        *pages,
        lang=chance.choice(("en", "ja", "ja")),
        device=chance.choice(("desktop", "desktop", "phone", "tablet")),
        basket=chance.choice((0, 0, 40, 80, 160)),
        trouble="no-results" if has_searched and chance.random() < 0.5 else None,
        ago=chance.randint(0, HOURS * 3600),
    )
