"""People of a session as the tests need them: a shopper with host pages, and viewers, over real sockets, in plain synchronous steps."""

import json
from contextlib import ExitStack
from typing import Any, Self

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.console.worker import Answer, Worker

WITHIN = 20.0
SUBPROTOCOL = Subprotocol("alongside.1")

Frame = list[Any]


class Socket:
    """A socket that speaks frames. What is not asked for is kept in `skipped`."""

    FRAMES_AHEAD = 16
    """So many are read before they are asked for."""

    def __init__(self, worker: Worker, path: str, **headers: str) -> None:
        self.skipped: list[Frame] = []
        self._pings = 0
        self._stack = ExitStack()
        self.connection: ClientConnection = self._stack.enter_context(
            connect(
                f"ws://127.0.0.1:{worker.port}{path}",
                subprotocols=[SUBPROTOCOL],
                additional_headers=headers,
                max_size=None,
                max_queue=self.FRAMES_AHEAD,
                close_timeout=1,  # one with much unread does not hear the answer
                compression=None,
            )
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def say(self, *frame: object) -> None:
        self.connection.send(json.dumps(frame, ensure_ascii=False, separators=(",", ":")))

    def hear(self) -> Frame:
        """The next frame, whatever it is."""
        frame: Frame = json.loads(self.connection.recv(timeout=WITHIN))
        return frame

    def wait_for(self, *start: object) -> Frame:
        """The next frame that begins so; others are skipped."""
        while True:
            frame = self.hear()
            if frame[: len(start)] == list(start):
                return frame
            self.skipped.append(frame)

    def until_pong(self) -> list[Frame]:
        """Everything that the hub sent before it answered a ping."""
        self._pings += 1
        self.say("ping", self._pings)
        before = len(self.skipped)
        self.wait_for("pong", self._pings)
        return self.skipped[before:]

    def close_code(self) -> int:
        """The code that the hub closes with; everything before it is skipped."""
        try:
            while True:
                self.skipped.append(self.hear())
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 1006

    def drop(self) -> None:
        """The network is gone: no close handshake."""
        self.connection.socket.shutdown(2)


class HostPage(Socket):
    """A tab of the shopper."""

    def __init__(
        self, shopper: "Shopper", *, tab: str = "t1", visible: bool = True, worker: Worker | None = None
    ) -> None:
        super().__init__(worker or shopper.worker, "/__alongside/socket", Cookie=shopper.cookie)
        self.say(
            "hello",
            {
                "url": f"http://shop.example/{tab}",
                "title": tab,
                "tab": tab,
                "lang": "en",
                "visible": visible,
                "viewport": [1280, 720, 1],
            },
        )
        self.welcome: dict[str, Any] = self.wait_for("welcome")[1]

    def snap(self, offset: int = 0, *, frame: str = "0", epoch: str = "e", content: object = "page") -> None:
        self.say("snap", frame, epoch, offset, [content])
        self.wait_for("ack", frame, epoch, offset)

    def change(self, offset: int, *, frame: str = "0", epoch: str = "e", content: object = "op") -> None:
        self.say("change", frame, epoch, offset, [content])
        self.wait_for("ack", frame, epoch, offset)


class Viewer(Socket):
    """A rep, friend or supervisor with a ticket."""

    def __init__(self, worker: Worker, ticket: str, position: dict[str, Frame] | None = None) -> None:
        super().__init__(worker, "/socket")
        self.ticket = ticket
        self.say("hello", {"ticket": ticket, "position": position or {}, "visible": True})
        self.welcome: dict[str, Any] = self.wait_for("welcome")[1]


class IdleViewer(Viewer):
    """One that reads hardly more than it is asked for."""

    FRAMES_AHEAD = 1


class Shopper:
    """A shopper in a session of their own."""

    def __init__(self, worker: Worker, kind: str = "friend", **more: object) -> None:
        self.worker = worker
        body = {"kind": kind, "consent": True, "url": "http://shop.example/", "title": "Shop", "lang": "en"}
        self.started: Answer = worker.call("POST", "/__alongside/session", {**body, **more})
        assert self.started.status == 201, self.started.body
        self.session: str = self.started.json["session"]
        self.code: str = self.started.json["code"]
        self.token: str = self.started.json["link"].rpartition("/")[2]
        self.cookie = f"alongside_session={self.started.cookies['alongside_session'].partition(';')[0]}"

    def call(self, method: str, what: str) -> Answer:
        return self.worker.call(
            method, f"/__alongside/{what}", {} if method == "POST" else None, cookie=self.cookie
        )

    def invite(self) -> str:
        """A friend's token."""
        token: str = self.call("POST", "invite").json["link"].rpartition("/")[2]
        return token


def join(worker: Worker, token: str, *, cookie: str = "", **more: str) -> dict[str, str]:
    """Redeem a link or code."""
    answer = worker.call("POST", "/api/v1/join", {"token": token, **more}, cookie=cookie)
    assert answer.status == 200, answer.body
    joined: dict[str, str] = answer.json
    return joined


def befriend(shopper: Shopper, worker: Worker | None = None) -> Viewer:
    """A friend of the shopper, looking."""
    worker = worker or shopper.worker
    return Viewer(worker, join(worker, shopper.invite())["ticket"])
