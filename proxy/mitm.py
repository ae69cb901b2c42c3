"""mitmproxy's options as the engine needs them.

Its `Master` and the package `mitmproxy.addons` are not imported: they bring Flask, LDAP and two and a half seconds of start-up for things
that a reverse proxy does not do. What its server addon would define is in OPTIONS.
"""

from typing import Final

from mitmproxy.options import Options

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


def make_options() -> Options:
    options = Options()
    for name, value in OPTIONS.items():
        options.add_option(name, bool if isinstance(value, bool) else str | None, value, "")
    options.update(**CHANGED)  # type: ignore[no-untyped-call]  # mitmproxy's own is untyped
    return options
