"""What has to hold of one script, and whether it does. Pure.

every answer that an origin gave is for one request that this origin understood, in the same order, and there are no other such requests
what was meant beyond doubt was understood so, all of it
without an edge: what the origin understood is what guard.py and chunks.py read, until they refuse or the host is none of ours
with an edge: the same, as long as the edge refuses nothing of it
the connection ends by itself, or waits for bytes that have not come
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from injector.fields import Fields
from proxy.chunks import BadChunkError, Chunks
from proxy.guard import Head, Refused, check_beginning, parse_head
from proxy.shopper import MAX_HEAD
from tests.injector.shop import rules
from tests.proxy.differential.generator import HOST, Script
from tests.proxy.differential.origins import Understood

RULES: Final = rules(public=f"http://{HOST}")

End = Literal["ended", "refused", "waiting"]
Ending = Literal["ended", "reset", "hung"]
"""A connection that is reset takes answers along that have not been read: HAProxy does so to who sends more behind what it refuses."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    number: str | None
    """Of the origin's entry; None when the answer is not an origin's, or the origin's own refusal."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What came back on one connection."""

    answers: tuple[Answer, ...]
    rest: bytes
    """What came besides, and is no answer."""
    end: Ending


@dataclass(frozen=True, slots=True)
class Reading:
    """What our own parsers read of a script."""

    requests: tuple[Understood, ...]
    end: End


def read_strictly(raw: bytes) -> Reading:
    """The requests of `raw`, one after the other, as the engine has to understand them."""
    buffer, found = bytearray(raw), list[Understood]()
    while True:
        try:
            taken = _take(buffer)
        except (Refused, BadChunkError):
            return Reading(tuple(found), "refused")
        if taken is None:
            return Reading(tuple(found), "waiting")
        head, body = taken
        found.append(Understood(head.method.decode(), head.target.decode("latin-1"), body.decode("latin-1")))
        if head.closing:
            return Reading(tuple(found), "ended")


def _take(buffer: bytearray) -> tuple[Head, bytes] | None:
    if buffer[:2] == b"\r\n":
        del buffer[:2]
    end = buffer.find(b"\r\n\r\n")
    if end == -1 or end + 4 > MAX_HEAD:
        _check(buffer)
        return None
    head = parse_head(bytes(buffer[: end + 4]))
    if RULES.host_for(Fields(head.fields).first(b"host")) is None:
        raise Refused(421, "")
    del buffer[: end + 4]
    if head.length is None:
        chunks = Chunks(strict=True)
        body = chunks.take(buffer)
        return (head, body) if chunks.done else None
    if len(buffer) < head.length:
        return None
    body = bytes(buffer[: head.length])
    del buffer[: head.length]
    return head, body


def _check(buffer: bytearray) -> None:
    if len(buffer) > MAX_HEAD:
        raise Refused(431, "")
    check_beginning(buffer)


def judge(
    script: Script, exchange: Exchange, entries: Sequence[tuple[str, Understood]], *, alone: bool
) -> Iterator[str]:
    """What is wrong, a sentence each. `alone`: the engine has no edge before it."""
    reading = read_strictly(script.raw)
    if exchange.rest and (
        alone or b"HTTP/1." in exchange.rest
    ):  # nginx answers HTTP/0.9 in its own tongue, a body and no more
        yield f"bytes came that are no answer: {exchange.rest[:200]!r}"
    if exchange.end == "hung":
        yield "the connection did not end"
    answered = [answer.number for answer in exchange.answers if answer.number]
    numbers = [number for number, _ in entries]
    complete = reading.end != "waiting" or script.meant is not None
    if answered != numbers and (
        (complete and alone)
        or answered != numbers[: len(answered)]
        or (len(numbers) > len(answered) + 1 and exchange.end != "reset")
    ):
        yield f"the origin understood {numbers}, and the client has answers to {answered}"
    if script.meant is not None:
        yield from _judge_meant(script.meant, exchange, entries)
    yield from _judge_reading(reading, exchange, dict(entries), alone=alone)


def _judge_meant(
    meant: tuple[Understood, ...], exchange: Exchange, entries: Sequence[tuple[str, Understood]]
) -> Iterator[str]:
    understood = [normal(request) for _, request in entries]
    if understood != [normal(request) for request in meant] and all(
        answer.status < 400 for answer in exchange.answers
    ):
        yield f"meant were {meant}, understood {understood}"
    if len(exchange.answers) != len(meant):
        yield f"{len(meant)} requests were meant, and {len(exchange.answers)} answered"


def _judge_reading(
    reading: Reading, exchange: Exchange, understood: dict[str, Understood], *, alone: bool
) -> Iterator[str]:
    for at, answer in enumerate(exchange.answers):
        if not alone and answer.number is None:
            return  # refused by the edge, which may be stricter; what follows is not comparable
        if at >= len(reading.requests):
            if alone and answer.number is not None:
                yield f"answer {at} is an origin's, for what is no request"
            continue
        request = understood.get(answer.number or "")
        if request and normal(request) != normal(reading.requests[at]):
            yield f"the origin understood {request}, and we {reading.requests[at]}"
    if alone and reading.end != "waiting":
        due = len(reading.requests) + (reading.end == "refused")
        if len(exchange.answers) != due:
            yield f"{len(exchange.answers)} answers came, and {due} were due ({reading.end})"


def normal(request: Understood) -> Understood:
    """An empty query is not told apart from none by every server."""
    return request._replace(target=request.target.removesuffix("?"))
