"""How a connection is driven through mitmproxy's layers: what its own handler does, in one go for each event.

mitmproxy wakes a task for every piece that arrives, makes one of every hook, and a write of every command. Here pieces are taken as they
arrive (reading.py), hooks are called as they come, for ours never wait, and what is to be written is gathered for as long as the layers
have something to say: a page that arrived in one piece leaves in one.
"""

import asyncio
import logging
from collections import deque
from functools import partial

from mitmproxy.connection import Connection
from mitmproxy.proxy import commands, events, server

from proxy.mitm import Engine
from proxy.reading import Reader

log = logging.getLogger("alongside.engine")


class DrivenConnection(server.LiveConnectionHandler):
    """One connection of a browser or of the edge, with those to the origin made for it."""

    def begin(self, engine: Engine) -> None:
        """Call once, before the connection is handled."""
        self._engine = engine
        self._events: deque[events.Event] = deque()
        self._unsent: dict[Connection, list[bytes]] = {}
        self._driving = False
        self._draining: set[asyncio.Task[None]] = set()

    async def handle_connection(self, connection: Connection) -> None:
        """mitmproxy's, to which reading is the end alone."""
        self._lead(connection)
        try:
            await super().handle_connection(connection)
        except asyncio.CancelledError as cancelled:
            # With its traceback it would keep mitmproxy's frame, which keeps it.
            raise cancelled.with_traceback(None) from None

    def _lead(self, connection: Connection) -> None:
        transport = self.transports[connection]
        assert isinstance(transport.reader, Reader)  # noqa: S101 - reading.py makes no others
        assert isinstance(transport.writer, asyncio.StreamWriter)  # noqa: S101 - as above
        wire = transport.writer.transport
        assert isinstance(wire, asyncio.Transport)  # noqa: S101 - of a socket, which is read and written
        transport.reader.lead(partial(self._take, connection, wire))

    async def handle_client(self) -> None:
        try:
            await super().handle_client()
        finally:
            for draining in self._draining:
                draining.cancel()

    def _take(self, connection: Connection, wire: asyncio.Transport, data: bytes) -> None:
        """A piece has arrived. No further one is read while what came of it piles up."""
        self.go_on(events.DataReceived(connection, data))
        if not self._has_unsent():
            return
        draining = asyncio.get_running_loop().create_task(self.drain_writers())
        if not draining.done():  # an eager task is, where nobody waits
            self._draining.add(draining)
            wire.pause_reading()
            draining.add_done_callback(partial(self._read_on, wire))

    def _read_on(self, wire: asyncio.Transport, drained: asyncio.Task[None]) -> None:
        self._draining.discard(drained)
        wire.resume_reading()

    async def handle_hook(self, hook: commands.StartHook) -> None:
        self._engine.call(hook)

    async def server_event(self, event: events.Event) -> None:
        self.go_on(event)

    def go_on(self, event: events.Event) -> None:
        """Carry the event through the layers, with all that follows from it. Never raises."""
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

    def _has_unsent(self) -> bool:
        """Whether something waits for a peer to take it, or was meant for one that is gone."""
        for transport in self.transports.values():
            writer = transport.writer
            if isinstance(writer, asyncio.StreamWriter) and (
                writer.transport.get_write_buffer_size() or writer.is_closing()
            ):
                return True
        return False

    async def drain_writers(self) -> None:
        """Wait while what is written piles up."""
        if self._has_unsent():
            await super().drain_writers()  # type: ignore[no-untyped-call]  # mitmproxy's own is untyped
