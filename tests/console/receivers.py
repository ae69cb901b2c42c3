"""A receiver of webhooks as a test subject: a real HTTP server that keeps what it was sent and answers as it is told."""

import http.server
import json
import queue
import threading
from collections.abc import Callable
from typing import Any, NamedTuple, Self

WITHIN = 20.0


class Received(NamedTuple):
    """One call."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]


class Receiver:
    """A context manager. `answer` says which status a call gets."""

    def __init__(self, answer: Callable[[Received], int] = lambda _: 204) -> None:
        self.answer = answer
        self.calls: queue.Queue[Received] = queue.Queue()
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                received = Received(self.path, {k.lower(): v for k, v in self.headers.items()}, body)
                status = receiver.answer(received)
                self.send_response(status)
                if status in (301, 307):
                    self.send_header("Location", f"{receiver.url}/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()
                receiver.calls.put(received)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # it is the base's name
                """Quiet."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def next(self) -> Received:
        """The next call that came."""
        return self.calls.get(timeout=WITHIN)

    def take(self, count: int) -> list[Received]:
        """So many calls."""
        return [self.next() for _ in range(count)]
