"""Plain HTTP, where no edge answers it: every request is sent on to the same address in https, and the connection ends."""

import asyncio
import contextlib
import socket
from typing import Final

from injector.rules import Rules
from proxy.guard import Refused, parse_head
from proxy.load import Load
from proxy.pace import HEAD_WITHIN
from proxy.pages import redirect, refusal
from proxy.shopper import MAX_HEAD

BACKLOG: Final = 1024


class Redirector:
    """Accepts on a listening socket that other engines may have, too."""

    def __init__(self, rules: Rules, port: int, load: Load) -> None:
        self._rules = rules
        self._port = port
        self._load = load

    async def begin(self, place: socket.socket) -> None:
        """Answer from now on."""
        self._accepting = await asyncio.start_server(
            self._answer, sock=place, limit=MAX_HEAD, backlog=BACKLOG
        )

    def leave(self) -> None:
        """Nothing new is taken; an answer takes no time."""
        self._accepting.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._load.is_crowded:
            writer.transport.abort()
            return
        self._load.open += 1
        try:
            async with asyncio.timeout(HEAD_WITHIN):
                writer.write(self._say(await reader.readuntil(b"\r\n\r\n")))
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # no request, or nobody who takes the answer
        finally:
            self._load.open -= 1
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    def _say(self, raw: bytes) -> bytes:
        try:
            head = parse_head(raw)
        except Refused as refused:
            return refusal(refused.status, refused.reason).render()
        host = next((value for name, value in head.fields if name.lower() == b"host"), b"")
        url = self._rules.secure_url(host, self._port)
        if url is None:
            return refusal(421, "no shop of this name is served here").render()
        return redirect(url + head.target if head.target.startswith(b"/") else url + b"/")
