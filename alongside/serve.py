"""The supervisor of `alongside serve`: store, live application, engines and edge, and the signals by which they are told what to do.

SIGHUP: the configuration is read again. SIGTERM, SIGINT: what was begun is finished; a second one ends everything at once.
It moves no traffic itself. What is decided about traffic is in injector/ and console/, which run in processes of their own.
"""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable

from alongside.house import House
from alongside.process import StartError
from alongside.settings import Settings, SettingsError

log = logging.getLogger("alongside.serve")

Ready = Callable[[Settings], Awaitable[None]]
Read = Callable[[], Settings]


class Signals:
    """What this process has been asked to do."""

    def __init__(self) -> None:
        self.stop, self.stop_at_once, self.read_again = asyncio.Event(), asyncio.Event(), asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._ask_to_stop)
        loop.add_signal_handler(signal.SIGHUP, self.read_again.set)

    def _ask_to_stop(self) -> None:
        (self.stop_at_once if self.stop.is_set() else self.stop).set()


async def serve(settings: Settings, on_ready: Ready, read: Read) -> bool:
    """Run until SIGINT or SIGTERM; whether the stop was in order. Raises SettingsError or StartError, with one clear line, when it
    cannot begin.

    `read` reads the settings anew; it raises SettingsError.
    """
    signals, house = Signals(), House(settings)
    try:
        await _until(signals.stop, _run(house, signals, on_ready, read))
    finally:
        in_order = await _until(signals.stop_at_once, house.end())
        if not in_order:
            await house.end_at_once()
    return in_order


async def _run(house: House, signals: Signals, on_ready: Ready, read: Read) -> None:
    """Returns only by raising or by being cancelled."""
    await house.begin()
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, house.reopen_logs)
    await on_ready(house.settings)
    reading = asyncio.ensure_future(_read_again(house, signals, read))
    try:
        await house.watch()
    finally:
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)


async def _read_again(house: House, signals: Signals, read: Read) -> None:
    while True:
        await signals.read_again.wait()
        signals.read_again.clear()
        try:
            await house.change(read())
            log.warning("the configuration was read again and holds from now on")
        except (SettingsError, StartError) as error:
            log.error("the configuration stays as it was: %s", error)


async def _until(event: asyncio.Event, doing: Awaitable[None]) -> bool:
    """`doing`, or as much of it as there is until `event`; whether it was all of it."""
    running, waiting = asyncio.ensure_future(doing), asyncio.ensure_future(event.wait())
    try:
        await asyncio.wait([running, waiting], return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
            return True
        return False
    finally:
        waiting.cancel()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
