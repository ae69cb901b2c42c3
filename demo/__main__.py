"""`python -m demo --port N [--host ADDRESS]` serves the demo shop until SIGINT or SIGTERM. A busy port: one line, status 2."""

import argparse
import socket
import sys
from types import FrameType

import uvicorn

from .app import build_app
from .visit import Shop, open_shop

STOP_SECONDS = 1
"""Requests still running after that are cut off; streams are ended at once."""


class ShopServer(uvicorn.Server):
    """Ends the shop's open streams as soon as it is told to stop, and leaves with status 0."""

    def __init__(self, config: uvicorn.Config, shop: Shop) -> None:
        super().__init__(config)
        self._shop = shop

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        # Not passed on: uvicorn would raise the signal again after an orderly stop.
        self.force_exit = self.should_exit
        self.should_exit = True
        self._shop.feed.close()


def main(arguments: list[str] | None = None) -> int:
    """Serve until told to stop; the exit status."""
    options = _read_options(arguments)
    try:
        listener = _listen(options.host, options.port)
    except OSError as error:
        print(f"demo: cannot listen on {options.host}:{options.port}: {error.strerror}", file=sys.stderr)
        return 2
    shop = open_shop()
    config = uvicorn.Config(
        build_app(shop), log_level="warning", timeout_graceful_shutdown=STOP_SECONDS, server_header=False,
        proxy_headers=True, lifespan="off",
    )  # fmt: skip
    print(f"The demo shop is at http://{_shown(options.host)}:{listener.getsockname()[1]}/", flush=True)
    ShopServer(config, shop).run(sockets=[listener])
    return 0


def _read_options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="demo", description="Hazel & Kiln, a demo shop")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument(
        "--port", type=_port, default=8000, help="0 takes any free port (default: %(default)s)"
    )
    return parser.parse_args(arguments)


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65535:
        raise ValueError(text)
    return number


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket: from here on a browser that connects is served."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(1024)
    except OSError:
        listener.close()
        raise
    return listener


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


if __name__ == "__main__":
    sys.exit(main())
