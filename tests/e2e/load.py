"""A shop that counts what it is asked, and clients that ask it without a pause through the product."""

import http.client
import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

PATIENCE: Final = 30.0
PAGE: Final = (
    b"<!doctype html><html><head><title>Tea</title></head><body>" + 2000 * b"<p>Tea</p>" + b"</body></html>"
)
HALF: Final = bytes(300_000)


class Shop(ThreadingHTTPServer):
    """Pages for all paths, `/slow` in two halves, the second when `release` is set."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Pages)
        self.seen: list[str] = []
        self.release = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Pages(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Shop

    def do_GET(self) -> None:
        self.server.seen.append(self.path)
        if self.path == "/slow":
            self._head("application/octet-stream", 2 * len(HALF))
            self.wfile.write(HALF)
            self.server.release.wait(PATIENCE)
            self.wfile.write(HALF)
        else:
            self._head("text/html", len(PAGE))
            self.wfile.write(PAGE)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def _head(self, kind: str, length: int) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def running_shop() -> Iterator[Shop]:
    with Shop() as shop:
        thread = threading.Thread(target=shop.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield shop
        finally:
            shop.release.set()
            shop.shutdown()
            thread.join()


class Load:
    """Two clients that read pages on kept connections, one that reads on fresh ones, one that sends orders. A context manager.

    Like every client they ask once more when a kept connection turns out to be closed before any answer, unless it is an order.
    """

    def __init__(self, port: int, below: str = "") -> None:
        self._below = below
        self._port = port
        self._numbers = itertools.count()
        self._over = threading.Event()
        self._some = threading.Condition()
        self.leaving = threading.Event()
        """Set before the product is asked to leave: from then on who is refused goes elsewhere."""
        self.answered: set[str] = set()
        self.failed: list[str] = []
        kinds = (("GET", True), ("GET", True), ("GET", False), ("POST", False))
        self._clients = [threading.Thread(target=self._ask_on, args=kind) for kind in kinds]

    def __enter__(self) -> "Load":
        for client in self._clients:
            client.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for client in self._clients:
            client.join()

    def wait(self, count: int) -> None:
        """Until so many more requests have been answered, or one has failed."""
        before = len(self.answered)
        with self._some:
            self._some.wait_for(lambda: len(self.answered) >= before + count or self.failed, PATIENCE)

    def join(self) -> None:
        """Until all clients have gone elsewhere."""
        for client in self._clients:
            client.join(PATIENCE)

    def _ask_on(self, method: str, keep: bool) -> None:
        kept: http.client.HTTPConnection | None = None
        while not self._over.is_set():
            target = f"{self._below}/{method}/{next(self._numbers)}"
            try:
                kept = self._ask(method, target, kept)
            except (OSError, http.client.HTTPException) as error:
                kept = None
                if not self.leaving.is_set():
                    self._fail(f"{target}: {error!r}")
                elif isinstance(error, ConnectionRefusedError):
                    return
            if kept and not keep:
                kept.close()
                kept = None
        if kept:
            kept.close()

    def _ask(
        self, method: str, target: str, kept: http.client.HTTPConnection | None
    ) -> http.client.HTTPConnection:
        connection = kept or http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        try:
            connection.request(method, target, b"tea" if method == "POST" else None, {"Accept": "text/html"})
            answer = connection.getresponse()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            if kept is None or not isinstance(error, ConnectionError):
                raise
            return self._ask(method, target, None)
        try:
            body = answer.read()
        except (OSError, http.client.HTTPException):
            connection.close()
            raise
        with self._some:
            if answer.status != 200 or len(body) < len(PAGE):
                self.failed.append(f"{target}: {answer.status}, {len(body)} bytes")
            self.answered.add(target)
            self._some.notify_all()
        return connection

    def _fail(self, what: str) -> None:
        with self._some:
            self.failed.append(what)
            self._some.notify_all()
