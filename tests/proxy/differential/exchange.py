"""Sends a script and reads what comes back."""

import asyncio
import re
from contextlib import suppress
from typing import Final

from tests.proxy.differential.generator import Script
from tests.proxy.differential.judge import Answer, Ending, Exchange

_HEAD = re.compile(rb"HTTP/1\.[01] (\d{3})[^\r\n]*\r\n((?:[^\r\n]*\r\n)*?)\r\n")
HUNG_AFTER: Final = 25.0
"""Seconds after which a connection that should have ended counts as hanging: longer than any patience of the product's with a head."""


async def exchange(port: int, script: Script, patience: float) -> Exchange:
    """Everything until the end. Where nothing comes for `patience` seconds our side of the connection is closed first."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    got = bytearray()
    end: Ending = "hung"
    try:
        with suppress(ConnectionError):
            for segment in script.segments:
                writer.write(segment)
                await writer.drain()
                await asyncio.sleep(0)
        end = await _read(reader, got, patience)
        if end == "hung":
            with suppress(OSError):
                writer.write_eof()
            end = await _read(reader, got, HUNG_AFTER)
    finally:
        writer.close()
    answers, rest = split(bytes(got))
    return Exchange(answers, rest, end)


async def _read(reader: asyncio.StreamReader, got: bytearray, patience: float) -> Ending:
    """How the other side has ended it, if at all."""
    while True:
        try:
            data = await asyncio.wait_for(reader.read(65_536), patience)
        except TimeoutError:
            return "hung"
        except ConnectionError:
            return "reset"
        if not data:
            return "ended"
        got += data


def split(data: bytes) -> tuple[tuple[Answer, ...], bytes]:
    """The answers in `data`, and what is left. Origins answer with nothing; only what ends the connection has a body."""
    answers: list[Answer] = []
    at = 0
    while match := _HEAD.match(data, at):
        at, status = match.end(), int(match[1])
        if status == 100:
            continue
        fields = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(b":") for line in match[2].split(b"\r\n"))
        }
        number = fields.get(b"x-origin-request")
        answers.append(Answer(status, number.decode() if number else None))
        if not number:
            at = min(len(data), at + _body(data[at:], fields))
    return tuple(answers), data[at:]


def _body(data: bytes, fields: dict[bytes, bytes]) -> int:
    """Bytes of a refusal's body: those of HEAD have none, whatever they say."""
    if data.startswith(b"HTTP/1."):
        return 0
    if fields.get(b"transfer-encoding") == b"chunked":
        return data.find(b"0\r\n\r\n") + 5
    return int(fields.get(b"content-length", b"0"))
