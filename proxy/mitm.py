"""mitmproxy as the engine embeds it: a bare Master whose only addon is ours.

Its own server addon is left out: what that would define is in OPTIONS, and connections.py accepts connections in its stead, so that none of
the console's, the onboarding's or the recorder's work is done for a request.
"""

import logging
from collections.abc import Callable
from typing import Final

from mitmproxy.hooks import Hook
from mitmproxy.master import Master
from mitmproxy.options import Options

from proxy.hooks import Hooks
from proxy.numbers import Counter

OPTIONS: Final[dict[str, bool | str | None]] = {
    "body_size_limit": None,
    "keep_host_header": True,
    "normalize_outbound_headers": True,
    "store_streamed_bodies": False,
    "stream_large_bodies": None,
    "validate_inbound_headers": True,
}
"""Options of mitmproxy's server addon that its layers read. Host is injector/'s to decide; bodies are streamed and never stored."""

CHANGED: Final = {"http2": False, "http3": False, "rawtcp": True, "websocket": False}
"""Upgraded connections are relayed as raw bytes, not as messages; HTTP/2 and HTTP/3 are an edge's business."""


log = logging.getLogger("alongside.engine")


def make_options() -> Options:
    options = Options()
    for name, value in OPTIONS.items():
        options.add_option(name, bool if isinstance(value, bool) else str | None, value, "")
    options.update(**CHANGED)  # type: ignore[no-untyped-call]  # mitmproxy's own is untyped
    return options


class Engine:
    """The Master, and the hooks of its addon as they are called: at once, for none of ours waits for anything."""

    def __init__(self, hooks: Hooks, counter: Counter) -> None:
        self.counter = counter
        self._master = Master(make_options())
        self._master.addons.add(hooks)  # type: ignore[no-untyped-call]  # mitmproxy's own is untyped
        self.serves = hooks.serves
        self._heard: dict[str, Callable[..., None]] = {
            name: getattr(hooks, name) for name in vars(type(hooks)) if not name.startswith("_")
        }

    @property
    def options(self) -> Options:
        return self._master.options

    def call(self, hook: Hook) -> None:
        """What mitmproxy's own server does with a hook of a connection: one that fails is logged, and the flow goes on."""
        heard = self._heard.get(hook.name)
        if heard:
            try:
                heard(*hook.args())
            except Exception:
                log.exception("%s failed", hook.name)
