"""Events: their form, and that the document for programs names each of them."""

import json
from pathlib import Path

from alongside.events import TYPES, Event, show_event

DOCS = Path(__file__).parents[2] / "docs/api.md"


def test_an_event_travels_in_the_form_of_standard_webhooks() -> None:
    event = Event(
        id="e1", type="line.said", at=1795825042.5, subject="s1", data={"number": 1}, accounts=("a",)
    )
    assert json.loads(show_event(event)) == {
        "id": "e1",
        "type": "line.said",
        "timestamp": "2026-11-28T00:17:22.500Z",
        "data": {"number": 1},
    }


def test_every_type_of_event_is_documented_and_no_other() -> None:
    table = DOCS.read_text(encoding="utf-8").partition("## What happens")[2].partition("\n\n")[0]
    assert [line.split("`")[1] for line in table.splitlines() if line.startswith("| `")] == list(TYPES)
