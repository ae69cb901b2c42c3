"""The table of close codes is the one of PROTOCOL.md."""

import re
from pathlib import Path
from typing import get_args

from alongside.closing import CLOSINGS, CloseCode

PROTOCOL = (Path(__file__).parents[2] / "PROTOCOL.md").read_text(encoding="utf-8")
SECTION = PROTOCOL.partition("## Close codes")[2].partition("\n## ")[0]
THEN = {
    "comes back": "return",
    "asks for a new ticket": "new-ticket",
    "sends a fresh snapshot": "fresh-snapshot",
    "stops": "stop",
}


def test_the_table_is_total() -> None:
    assert set(CLOSINGS) == set(get_args(CloseCode))


def test_protocol_and_code_agree_on_every_code() -> None:
    described: dict[int, str] = {}
    for codes, _, client in re.findall(r"^\| ([\d, ]+) \| ([^|]*) \| ([^|]*) \|$", SECTION, re.MULTILINE):
        then = next(then for start, then in THEN.items() if client.startswith(start))
        described |= {int(code): then for code in codes.split(",")}
    assert described == {code: closing.then for code, closing in CLOSINGS.items()}
