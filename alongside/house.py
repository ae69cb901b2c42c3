"""All processes of one `alongside serve`: begun in order, changed while they run, ended in order."""

import asyncio
import logging
import socket
from typing import Final

from msgspec.structs import replace

from alongside.beginning import check_beginning, check_store, reserve
from alongside.crew import Crew
from alongside.process import STOP_WITHIN, ChildProcess
from alongside.road import KILLED_AFTER, Road
from alongside.settings import Settings

FIXED: Final = ("listen", "live", "redirect_http", "redis", "data", "edge")
"""Settings that hold from start to stop."""

log = logging.getLogger("alongside.serve")


class House:
    """Store, live application and road."""

    def __init__(self, settings: Settings) -> None:
        self.settings = self._given = settings
        self._crew = Crew()
        self._road = Road(self._crew)
        self._store: list[ChildProcess] = []
        self._live: ChildProcess | None = None
        self._reserved: socket.socket | None = None

    async def begin(self) -> None:
        """Everything up, in order. Raises SettingsError or StartError, with one clear line; `end` tidies up."""
        await check_beginning(self._given)
        await self._begin_store()
        self._reserved = reserve("--live", self.settings.live)
        self._live = self._make_live(self.settings)
        await self._crew.start(self._live)
        await self._road.begin(self.settings)

    async def watch(self) -> None:
        """Returns only by raising, when something here is at fault."""
        await self._crew.failed

    def reopen_logs(self) -> None:
        """The access log was renamed: whoever writes it begins a new one."""
        self._crew.reopen_logs()

    async def change(self, given: Settings) -> None:
        """Other settings from now on. Raises StartError, with one clear line: then all is as it was."""
        kept = [name for name in FIXED if getattr(given, name) != getattr(self._given, name)]
        if kept:
            log.warning("%s: changes with the next start", ", ".join(kept))
        given = replace(given, **{name: getattr(self._given, name) for name in FIXED})
        if given == self._given:
            await self._road.renew()
            return
        settings = replace(given, redis=self.settings.redis)
        live = self._make_live(settings)
        await self._crew.start(live)
        try:
            await self._road.change(settings)
        except BaseException:
            await self._crew.stop([live])
            raise
        if self._live:
            self._crew.dismiss([self._live], settings.drain_seconds + KILLED_AFTER)
        self._live, self.settings, self._given = live, settings, given

    async def end(self) -> None:
        """What was begun is finished, in the time that the settings give; then all end, the store last."""
        clock = asyncio.get_running_loop().time
        until = clock() + self.settings.drain_seconds
        await self._road.leave()
        writers = [self._live] if self._live else []
        if self._reserved:
            self._reserved.close()
        await asyncio.gather(
            self._road.end(until - clock()),
            self._crew.stop(writers, until - clock() + KILLED_AFTER),
            self._crew.rest(),
        )
        await self._crew.stop(self._store, STOP_WITHIN)

    async def end_at_once(self) -> None:
        """Nothing is waited for, but for the store to write down what it has."""
        await self._crew.kill(but=self._store)
        await self._crew.stop(self._store, STOP_WITHIN)

    async def _begin_store(self) -> None:
        """The one given, or the embedded one."""
        if self.settings.redis:
            await check_store(self.settings.redis)
            return
        store = ChildProcess(
            name="embedded store", module=["alongside.store"], settings=self.settings, part={}
        )
        self._store = [store]
        (url,) = await self._crew.start(store)
        self.settings = self.settings.with_store(url)

    def _make_live(self, settings: Settings) -> ChildProcess:
        return ChildProcess(
            name="live application",
            module=["console"],
            settings=settings,
            part={"listen": settings.live, "redis": settings.redis, "shared": True},
        )
