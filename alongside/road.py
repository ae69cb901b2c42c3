"""The road's processes: engines, and nginx before them where there is one. They are started, exchanged for others and ended in order."""

import logging
import socket
from pathlib import Path
from typing import Any

from alongside.beginning import find_edge, free_ports, listen_on
from alongside.crew import Crew
from alongside.process import ChildProcess, StartError
from alongside.settings import Settings, SettingsError

LEAVES_WITHIN = 5.0
"""Seconds in which an edge or an engine that was asked to stop takes nothing new."""

KILLED_AFTER = 2.0
"""Seconds beyond the time for requests in flight, within which a process ends them itself."""

log = logging.getLogger("alongside.serve")


class Road:
    """One for a run of `serve`. `begin`, then any number of `change`, then `end`."""

    def __init__(self, crew: Crew) -> None:
        self._crew = crew
        self._engines: list[ChildProcess] = []
        self._edge: ChildProcess | None = None
        self._listener: socket.socket | None = None
        self._plain: socket.socket | None = None
        self._passing_by = ""
        self._is_alone = False
        """Whether nothing stands before the engines, not even an edge of the retailer's own."""

    async def begin(self, settings: Settings) -> None:
        """Engines alone, or behind nginx. With `auto`, an nginx that does not start is done without. Raises SettingsError, StartError."""
        if find_edge(settings.edge):
            try:
                await self._begin_behind_edge(settings)
            except StartError as error:
                if settings.edge == "nginx":
                    raise
                log.warning("going on without an edge: nginx did not start: %s", error)
                await self._crew.stop(self._engines)
            else:
                return
        elif settings.edge == "nginx":
            raise SettingsError("--edge nginx: no nginx is installed")
        self._is_alone = settings.edge != "own"
        if self._is_alone:
            log.warning(
                "the engine takes the shop's traffic by itself: good for trying out; a shop in business has an edge before it"
            )
        self._listener = listen_on("--listen", settings.listen)
        if self._is_alone and settings.redirect_http:
            self._plain = listen_on("--redirect-http", settings.redirect_http)
        self._engines = self._make_engines(settings)
        await self._crew.start(*self._engines)

    async def change(self, settings: Settings) -> None:
        """Other engines with these settings, and the edge before them; those before finish what they have begun.

        Raises StartError: then all is as it was.
        """
        engines = self._make_engines(settings)
        await self._crew.start(*engines)
        try:
            if self._edge:
                await self._edge.change(settings, self._edge_part(settings, engines))
        except StartError:
            await self._crew.stop(engines)
            raise
        before, self._engines = self._engines, engines
        self._crew.dismiss(before, settings.drain_seconds + KILLED_AFTER)

    async def renew(self) -> None:
        """The files that the settings name have changed. Raises StartError: then all is as it was."""
        for child in (*self._engines, *((self._edge,) if self._edge else ())):
            await child.change(child.settings, child.part)

    async def leave(self) -> None:
        """Nothing new is taken; what was begun goes on."""
        for listener in (self._listener, self._plain):
            if listener:
                listener.close()
        first = [self._edge] if self._edge else self._engines
        self._crew.let_go([*first, *self._engines])
        for child in first:
            child.ask_to_stop()
        for child in first:
            await child.left(LEAVES_WITHIN)

    async def end(self, within: float) -> None:
        """After `leave`: until what was begun is finished, edge first, `within` seconds at most."""
        if self._edge:
            await self._crew.stop([self._edge], within + KILLED_AFTER)
        await self._crew.stop(self._engines, within + KILLED_AFTER)

    async def _begin_behind_edge(self, settings: Settings) -> None:
        self._passing_by = f"127.0.0.1:{free_ports(1)[0]}"
        self._engines = self._make_engines(settings, behind_edge=True)
        await self._crew.start(*self._engines)
        edge = ChildProcess(
            name="edge",
            module=["proxy.edge", "run", "nginx"],
            settings=settings,
            part=self._edge_part(settings, self._engines),
        )
        await self._crew.start(edge)
        self._edge = edge

    def _edge_part(self, settings: Settings, engines: list[ChildProcess]) -> dict[str, Any]:
        return {
            "listen": settings.listen,
            "engines": [engine.part["listen"] for engine in engines],
            "passing_by": self._passing_by,
            "live": settings.live,
            "folder": str(Path(settings.data) / "edge"),
        }

    def _make_engines(self, settings: Settings, *, behind_edge: bool = False) -> list[ChildProcess]:
        """Behind nginx each has an address of its own; without it they share the listening sockets."""
        behind_edge = behind_edge or self._edge is not None
        sockets: tuple[socket.socket, ...] = ()
        if behind_edge:
            places: list[dict[str, Any]] = [
                {"listen": f"127.0.0.1:{port}"} for port in free_ports(settings.workers)
            ]
        else:
            assert self._listener is not None  # noqa: S101 - begin() has made it
            place = {"listen": settings.listen, "socket": self._listener.fileno()}
            if self._plain:
                place["redirect"] = self._plain.fileno()
            sockets = (self._listener, *((self._plain,) if self._plain else ()))
            places = [place] * settings.workers
        return [
            ChildProcess(
                name="engine",
                module=["proxy"],
                settings=settings,
                part={**place, "live": settings.live, "edge": behind_edge or not self._is_alone},
                sockets=sockets,
            )
            for place in places
        ]
