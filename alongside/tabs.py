"""The shopper's open tabs as a session remembers them, pure: which there are, and how the others are shown them."""

from typing import Final

import msgspec

from alongside.wire import words

MAX_TABS: Final = 32


class OpenTab(msgspec.Struct, frozen=True, kw_only=True):
    """One tab with a connection. `id` lives as long as the tab; `connection` is renewed with every page load."""

    id: str
    connection: str
    title: str
    url: str
    visible: bool


def put_tab(tabs: tuple[OpenTab, ...], tab: OpenTab) -> tuple[OpenTab, ...]:
    """With this tab as it is now, in its old place or as the last one; the oldest goes when there are too many."""
    if any(known.id == tab.id for known in tabs):
        return tuple(tab if known.id == tab.id else known for known in tabs)
    return (*tabs, tab)[-MAX_TABS:]


def drop_tab(tabs: tuple[OpenTab, ...], connection: str) -> tuple[OpenTab, ...]:
    """Without the tab of this connection; one that has connected anew stays."""
    return tuple(tab for tab in tabs if tab.connection != connection)


def find_tab(tabs: tuple[OpenTab, ...], tab: str) -> OpenTab | None:
    """The tab with this id."""
    return next((known for known in tabs if known.id == tab), None)


def show_tabs(tabs: tuple[OpenTab, ...], captured: str) -> tuple[words.Tab, ...]:
    """The list as viewers see it; `captured` is the id of the tab that is mirrored."""
    return tuple(
        words.Tab(id=tab.id, title=tab.title, url=tab.url, visible=tab.visible, active=tab.id == captured)
        for tab in tabs
    )
