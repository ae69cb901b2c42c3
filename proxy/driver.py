"""How a connection is driven through mitmproxy's layers: what its own handler does, in one go for each event.

mitmproxy makes a task of every hook and a write of every command. Here hooks are called as they come, for ours never wait, and what
is to be written is gathered for as long as the layers have something to say: a page that arrived in one piece leaves in one.
"""

import asyncio
import logging
from collections import deque

from mitmproxy.connection import Connection
from mitmproxy.proxy import commands, events, server

from proxy.mitm import Engine

log = logging.getLogger("alongside.engine")


class DrivenConnection(server.LiveConnectionHandler):
    """One connection of a browser or of the edge, with those to the origin made for it."""

    def begin(self, engine: Engine) -> None:
        """Call once, before the connection is handled."""
        self._engine = engine
        self._events: deque[events.Event] = deque()
        self._unsent: dict[Connection, list[bytes]] = {}
        self._driving = False

    async def handle_hook(self, hook: commands.StartHook) -> None:
        self._engine.call(hook)

    async def server_event(self, event: events.Event) -> None:
        """Carry the event through the layers, with all that follows from it. Never waits."""
        self._events.append(event)
        if self._driving:
            return  # somebody further up the stack goes on with it
        self._driving = True
        self.timeout_watchdog.register_activity()  # type: ignore[no-untyped-call]  # mitmproxy's own is untyped
        try:
            while self._events:
                for command in self.layer.handle_event(self._events.popleft()):
                    self._carry_out(command)
        except Exception:
            log.exception("a connection's layers failed")
        finally:
            self._driving = False
            self._send()

    def _carry_out(self, command: commands.Command) -> None:
        if isinstance(command, commands.SendData):
            self._unsent.setdefault(command.connection, []).append(command.data)
        elif isinstance(command, commands.StartHook):
            self._engine.call(command)
            if command.blocking:
                self._events.append(events.HookCompleted(command))
        elif isinstance(command, commands.OpenConnection):
            self._open(command)
        elif isinstance(command, commands.CloseConnection):
            self._send()
            if command.connection in self.transports:
                half = isinstance(command, commands.CloseTcpConnection) and command.half_close
                self.close_connection(command.connection, half)
        elif not isinstance(command, commands.Log):
            raise TypeError(f"no layer of ours says {command}")

    def _open(self, command: commands.OpenConnection) -> None:
        opening = asyncio.get_running_loop().create_task(self.open_connection(command))
        self.transports.setdefault(command.connection, server.ConnectionIO()).handler = opening

    def _send(self) -> None:
        """Write what was gathered, to each connection at once."""
        for connection, pieces in self._unsent.items():
            transport = self.transports.get(connection)
            if (
                transport
                and isinstance(writer := transport.writer, asyncio.StreamWriter)
                and not writer.is_closing()
            ):
                writer.write(pieces[0] if len(pieces) == 1 else b"".join(pieces))
        self._unsent.clear()

    async def drain_writers(self) -> None:
        """Wait while what is written piles up; nothing is asked of writers that have nothing left to write."""
        for transport in self.transports.values():
            writer = transport.writer
            if isinstance(writer, asyncio.StreamWriter) and (
                writer.transport.get_write_buffer_size() or writer.is_closing()
            ):
                await super().drain_writers()  # type: ignore[no-untyped-call]  # mitmproxy's own is untyped
                return
