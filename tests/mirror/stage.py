"""One bench and one pair of windows for many fixture pages: to make windows takes longer than to compare most pages in them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from playwright.sync_api import Browser

from tests.mirror.bench_server import PAGES, Bench
from tests.mirror.devices import open_devices, read_devices
from tests.mirror.pair import Pair

ALONE: Final = 1


class Stage:
    """Hands out pairs. A window is used again only where nothing of the page before can be left in it."""

    def __init__(self, browser: Browser, bench: Bench) -> None:
        self.browser = browser
        self.bench = bench
        self._kept: Pair | None = None

    @contextmanager
    def pair(self, name: str) -> Iterator[Pair]:
        """Windows of the devices that this fixture page asks for, and a relay of their own.

        `wear_out` them when more than scripts of the page touched them; so does an exception.
        """
        devices = read_devices((PAGES / name).read_text(encoding="utf-8", errors="replace"))
        self.bench.begin_anew()
        pair = self._take(devices)
        self._kept = None if devices else pair
        pair.viewer.goto(f"{self.bench.live}/viewer")
        try:
            yield pair
        except BaseException:
            self.wear_out()
            raise
        finally:
            if self._kept is not pair or not self._is_as_new(pair):
                self._close(pair)

    def wear_out(self) -> None:
        """The windows that are in use now are not used again: input and emulation stay in a window."""
        self._kept = None

    def close(self) -> None:
        """Close what was kept for the next page."""
        if self._kept:
            self._close(self._kept)

    def _take(self, devices: dict[str, list[str]]) -> Pair:
        if self._kept and not devices:
            return self._kept
        self.close()
        contexts = open_devices(self.browser, devices.get("host", []), devices.get("viewer", []))
        host, viewer = (context.new_page() for context in contexts)
        return Pair(bench=self.bench, host=host, viewer=viewer)

    def _is_as_new(self, pair: Pair) -> bool:
        """Whether both windows are alone in their contexts, once what the host page stored is cleared away."""
        pair.say(pair.host, "Storage.clearDataForOrigin", origin=self.bench.shop, storageTypes="all")
        return all(len(page.context.pages) == ALONE for page in (pair.host, pair.viewer))

    def _close(self, pair: Pair) -> None:
        self._kept = None
        for page in (pair.host, pair.viewer):
            page.context.close()
