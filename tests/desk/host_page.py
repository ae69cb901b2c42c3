"""A shopper's host page without a browser: a real socket that speaks the wire, and a page of a few nodes."""

import json
import threading
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack
from types import TracebackType
from typing import Any, Self

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from alongside.names import SUBPROTOCOL

ANSWER_WITHIN = 10.0
SHOP = "https://shop.example"
VIEWPORT = (1280, 800)
HEADING = 5
"""Id of the heading, in pre-order: doctype 1, html 2, head 3, body 4, h1 5, its text 6."""


def snapshot(heading: str, url: str) -> list[Any]:
    """A page with one heading, as PROTOCOL.md's last section has it."""
    nodes = [
        [10, "html", "", ""],
        ["html", 0, ["head", 0], ["body", 0, ["h1", 0, heading]]],
    ]
    meta = {"url": url, "base": url, "compat": "CSS1Compat", "viewport": [*VIEWPORT, 1]}
    return [meta, 1, nodes, []]


class HostPage:
    """A context manager around one session: leaving it closes the socket, the session stays."""

    def __init__(
        self,
        live: str,
        *,
        kind: str = "help",
        name: str = "Aiko",
        lang: str = "ja",
        heading: str = "Tea",
        cookie: str = "",
    ) -> None:
        self.live = live
        self.url = f"{SHOP}/products/tea"
        self.title = f"{heading} - Shop"
        self.heading = heading
        self.heard: list[list[Any]] = []
        self.epoch = "epoch1"
        self.fate = "ok"
        self.offset = 0
        body = {
            "kind": kind,
            "consent": True,
            "url": self.url,
            "title": self.title,
            "lang": lang,
            "name": name,
        }
        answer, headers = self._post("session", body, cookie)
        self.session: str = answer["session"]
        self.code: str = answer["code"]
        self.link: str = answer["link"]
        self.cookie = next(
            value.partition(";")[0]
            for key, value in headers
            if key.lower() == "set-cookie" and value.startswith("alongside_session=")
        )
        self._open = ExitStack()
        self._socket: ClientConnection | None = None
        self._changed = threading.Condition()
        self._reader: threading.Thread | None = None

    def __enter__(self) -> Self:
        self.connect()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def connect(self) -> None:
        """Say hello and be captured: the hub asks, the page answers with its snapshot."""
        address = self.live.replace("http", "ws") + "/__alongside/socket"
        self._socket = self._open.enter_context(
            connect(
                address,
                subprotocols=[Subprotocol(SUBPROTOCOL)],
                additional_headers={"Cookie": self.cookie},
                origin=Origin(self.live),
            )
        )
        hello = {
            "tab": "tab1",
            "url": self.url,
            "title": self.title,
            "lang": "ja",
            "visible": True,
            "viewport": [*VIEWPORT, 1],
        }
        self.send(["hello", hello])
        self._reader = threading.Thread(target=self._read, args=(self._socket,), daemon=True)
        self._reader.start()
        self.wait_for(lambda frame: frame[0] == "welcome")
        self.send(["snap", "0", self.epoch, self.offset, snapshot(self.heading, self.url)])

    def close(self) -> None:
        """The network is gone, or the tab."""
        self._open.close()
        if self._reader:
            self._reader.join(ANSWER_WITHIN)

    def write(self, heading: str) -> None:
        """Change the heading's text: one increment of the page log."""
        self.heading = heading
        self.offset += 1
        self.send(["change", "0", self.epoch, self.offset, [["t", HEADING + 1, heading]]])

    def turn(self, heading: str, *, element: str | None = None) -> None:
        """The shopper goes to another page; it may define a custom element."""
        self.heading = heading
        self.epoch = f"epoch{int(self.epoch.removeprefix('epoch')) + 1}"
        self.offset = 0
        self.send(["snap", "0", self.epoch, self.offset, snapshot(self.heading, self.url)])
        if element:
            self.offset += 1
            self.send(["change", "0", self.epoch, self.offset, [["d", element, "", 0]]])

    def send(self, frame: list[Any]) -> None:
        """One frame, as it is on the wire."""
        assert self._socket
        self._socket.send(json.dumps(frame, ensure_ascii=False, separators=(",", ":")))

    def wait_for(self, wanted: Callable[[list[Any]], bool]) -> list[Any]:
        """The first frame heard since the beginning that is wanted, come or still to come."""

        def find() -> list[Any] | None:
            return next((frame for frame in self.heard if wanted(frame)), None)

        with self._changed:
            assert self._changed.wait_for(lambda: find() is not None, ANSWER_WITHIN), self.heard
            found = find()
        assert found is not None
        return found

    def invite(self) -> str:
        """A link for a friend."""
        link: str = self._post("invite", {}, self.cookie)[0]["link"]
        return link

    def stop(self) -> None:
        """The shopper ends the session."""
        self._post("stop", {}, self.cookie)

    def _post(self, path: str, body: dict[str, Any], cookie: str) -> tuple[Any, list[tuple[str, str]]]:
        request = urllib.request.Request(
            f"{self.live}/__alongside/{path}",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "X-Alongside": "1", "Cookie": cookie},
        )
        with urllib.request.urlopen(request, timeout=ANSWER_WITHIN) as answer:
            text = answer.read()
            return (json.loads(text) if text else None), answer.headers.items()

    def _read(self, socket: ClientConnection) -> None:
        try:
            for text in socket:
                self._receive(json.loads(text))
        except ConnectionClosed:
            return  # a killed server; the test connects again

    def _receive(self, frame: list[Any]) -> None:
        if frame[0] == "want":
            self.send(["snap", "0", self.epoch, self.offset, snapshot(self.heading, self.url)])
        if frame[0] == "act" and self.fate:  # without one the page is asleep
            self.send(["done", frame[1], frame[2], self.fate])
        with self._changed:
            self.heard.append(frame)
            self._changed.notify_all()
