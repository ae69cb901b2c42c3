"""Connections of browsers and of the edge, driven through mitmproxy's layers; hooks are called directly, without its addon manager."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any, Final

from mitmproxy.options import Options
from mitmproxy.proxy import commands, mode_specs, server

from proxy.layers import RoadLayer

STOP_WITHIN: Final = 1.0
"""Seconds that open connections get when the engine stops: enough to write out what is buffered, short for whoever waits."""

Hook = Callable[[Any], None]

log = logging.getLogger("alongside.engine")


class RoadConnection(server.LiveConnectionHandler):
    """One connection, from accept to close."""

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        options: Options,
        origin: tuple[str, int],
        hooks: Mapping[str, Hook],
    ) -> None:
        super().__init__(reader, writer, options, mode_specs.ProxyMode.parse("reverse:http://origin"))
        self._hooks = hooks
        context = self.layer.context
        context.server.address = origin
        self.layer = RoadLayer(context)

    async def handle_hook(self, hook: commands.StartHook) -> None:
        call = self._hooks.get(hook.name)
        if call is None:
            return
        try:
            call(*hook.args())
        except Exception as error:  # the page path: whatever it was, traffic goes on as the origin sent it
            log.warning("%s: %s: %s", hook.name, type(error).__name__, error)


class Listener:
    """Accepts connections and knows all that are open."""

    def __init__(self, options: Options, origin: tuple[str, int], hooks: Mapping[str, Hook]) -> None:
        self._options = options
        self._origin = origin
        self._hooks = hooks
        self._open: set[asyncio.Task[None]] = set()

    async def serve(self, host: str, port: int, ready: Callable[[], None], stop: asyncio.Event) -> None:
        """Serve until `stop`; then end every connection, however long-lived. Raises OSError when it cannot listen."""
        accepting = await asyncio.start_server(self._accept, host, port, backlog=1024)
        ready()
        await stop.wait()
        accepting.close()
        for task in self._open:
            task.cancel()
        if self._open:
            await asyncio.wait(self._open, timeout=STOP_WITHIN)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - asyncio's promise inside a coroutine
        self._open.add(task)
        try:
            connection = RoadConnection(reader, writer, self._options, self._origin, self._hooks)
            await connection.handle_client()
        finally:
            self._open.discard(task)
