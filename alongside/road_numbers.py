"""What an engine counts, as it hands it to the live host: one small file for each engine, written anew every second.

Engines and live host are processes of one machine with one data folder; neither waits for the other. Counters begin at nothing when an
engine begins, as Prometheus expects it.
"""

import time
from pathlib import Path
from typing import Final

import msgspec

FOLDER: Final = "road"
"""In the data folder."""

STALE_AFTER: Final = 15.0
"""Seconds after which numbers are those of an engine that is gone."""

KINDS: Final = ("document", "asset", "live")
"""What was asked for: something that a browser shows as a page, anything else of the shop's, or something of ours."""

STATUSES: Final = ("none", "1xx", "2xx", "3xx", "4xx", "5xx")
"""By the first digit of an answer's status; `none`: the client left before there was one."""

FATES: Final = {
    "injected": "our tag is in it",
    "left-out": "its path is in `leave_out`",
    "not-modified": "a 304: the browser has it already",
    "redirect": "it leads elsewhere",
    "no-body": "HEAD, or a status without a body",
    "part": "a part of a document, asked for by Range",
    "not-html": "its type is another one",
    "charset": "its charset is one in which a tag is no tag",
    "attachment": "it is to be saved, not shown",
    "no-transform": "Cache-Control: no-transform",
    "unknown-coding": "its Content-Encoding is not known to us",
    "no-place": "there is no place for a tag in it",
    "head-too-late": "64 KB went by without a place for a tag",
    "error": "rewriting went wrong, and the origin's bytes passed as they were",
    "broken-off": "it ended before its place was found",
    "no-answer": "neither origin nor engine had a document to give",
}
"""What became of documents that were asked for."""

UPSTREAM_ERRORS: Final = ("connect", "answer", "broken-off")
"""Nothing accepted the connection; what came was no answer; the answer ended in its midst."""

SECONDS: Final = (0.0001, 0.00025, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5, 10.0)
"""Upper bounds of the histograms' buckets."""


class Times(msgspec.Struct):
    """A histogram. `buckets` has one more than SECONDS: those beyond all of them."""

    buckets: list[int] = msgspec.field(default_factory=lambda: [0] * (len(SECONDS) + 1))
    sum: float = 0.0


class Numbers(msgspec.Struct, kw_only=True):
    """One engine's, since it began."""

    worker: int = 0
    at: float = 0.0
    """Seconds since 1970, when they were written."""
    requests: dict[str, dict[str, int]] = msgspec.field(
        default_factory=lambda: {kind: dict.fromkeys(STATUSES, 0) for kind in KINDS}
    )
    sent_bytes: dict[str, int] = msgspec.field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    received_bytes: int = 0
    documents: dict[str, int] = msgspec.field(default_factory=lambda: dict.fromkeys(FATES, 0))
    refused: dict[str, int] = msgspec.field(default_factory=dict)
    """Requests that were none, and what was more than the engine takes on, by the status of the answer."""
    origin_errors: dict[str, int] = msgspec.field(default_factory=lambda: dict.fromkeys(UPSTREAM_ERRORS, 0))
    live_errors: dict[str, int] = msgspec.field(default_factory=lambda: dict.fromkeys(UPSTREAM_ERRORS, 0))
    onward: Times = msgspec.field(default_factory=Times)
    """From a request's whole head until it went to the origin."""
    back: Times = msgspec.field(default_factory=Times)
    """From the origin's whole head until ours went to the client."""
    connections: int = 0
    waiting: int = 0
    lost_lines: int = 0
    """Of the access log."""


def write_numbers(folder: Path, numbers: Numbers) -> None:
    """Whole or not at all. Raises OSError."""
    numbers.at = time.time()
    file = folder / f"engine-{numbers.worker}.json"
    fresh = file.with_suffix(".new")
    fresh.write_bytes(msgspec.json.encode(numbers))
    fresh.replace(file)


def read_numbers(folder: Path, now: float) -> list[Numbers]:
    """Of every engine that wrote lately; what cannot be read is left out."""
    found = []
    for file in sorted(folder.glob("engine-*.json")):
        try:
            numbers = msgspec.json.decode(file.read_bytes(), type=Numbers)
        except (OSError, msgspec.DecodeError):
            continue
        if now - numbers.at <= STALE_AFTER:
            found.append(numbers)
    return found
