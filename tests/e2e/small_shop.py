"""A shop of a few pages, each written in the test that needs it."""

from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from types import TracebackType
from typing import Self

HELD_FOR = 30.0
"""Seconds; a test that forgets to let an answer go does not hang."""


class SmallShop:
    """A context manager: `files` maps paths (without queries) to (type, body); `url` is its address."""

    def __init__(self) -> None:
        self.files: dict[str, tuple[str, bytes]] = {}
        self.fields: dict[str, str] = {}
        """More header fields of every answer."""
        self._held: dict[str, Event] = {}
        shop = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = self.path.partition("?")[0]
                if path in shop._held:
                    shop._held[path].wait(HELD_FOR)
                kind, body = shop.files.get(path, ("", b""))
                self.send_response(200 if kind else 404)
                self.send_header("Content-Type", kind or "text/plain")
                self.send_header("Cache-Control", "no-store")
                self.send_header("Content-Length", str(len(body)))
                for name, value in shop.fields.items():
                    self.send_header(name, value)
                self.end_headers()
                with suppress(ConnectionError):  # whoever asked for what was held may have left
                    self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
                """Say nothing: a test's output is its own."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,))
        self.url = f"http://localhost:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for held in self._held.values():
            held.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def show(self, path: str, body: str, lang: str = "en") -> None:
        """An HTML page from now on."""
        page = f"<!doctype html><html lang={lang}><meta charset=utf-8><title>Small shop</title>{body}"
        self.files[path] = ("text/html; charset=utf-8", page.encode())

    def hold(self, path: str) -> Event:
        """Answers for this path wait until the event is set."""
        return self._held.setdefault(path, Event())
