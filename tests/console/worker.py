"""One worker of the live application as a test subject: `python -m console` as a real process on a real store."""

import http.client
import json
import os
import select
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.ports import free_port

ROOT = Path(__file__).parents[2]
READY_WITHIN = 30.0
STOP_WITHIN = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an HTTP call brought."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The code of a refusal."""
        return str(self.json["error"]["code"])

    @property
    def cookies(self) -> dict[str, str]:
        """What Set-Cookie says: name → the rest."""
        return dict(line.split("=", 1) for line in self.headers.get_all("set-cookie") or [])


class Worker:
    """A context manager; `kill` and `start` may come in between."""

    def __init__(self, store: str, *, port: int = 0, **settings: object) -> None:
        self.port = port or free_port()
        self.url = f"http://localhost:{self.port}"
        self.settings = {
            "origin": "http://shop.example",
            "public": "http://shop.example",
            "live": f"127.0.0.1:{self.port}",
            **settings,
        }
        self._part = {"listen": f"127.0.0.1:{self.port}", "redis": store}
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process:
            self.stop()

    def start(self) -> str:
        """Start, and wait for its word; what it said."""
        ready, tell = os.pipe()
        environment = {
            **os.environ,
            "ALONGSIDE_SETTINGS": json.dumps(self.settings),
            "ALONGSIDE_PART": json.dumps(self._part),
            "ALONGSIDE_READY_FD": str(tell),
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "console"], cwd=ROOT, env=environment, pass_fds=[tell]
        )
        os.close(tell)
        with os.fdopen(ready) as said:
            assert select.select([said], [], [], READY_WITHIN)[0], "it neither serves nor says why"
            return said.readline().strip()

    @property
    def pid(self) -> int:
        """The process."""
        assert self._process
        return self._process.pid

    def kill(self) -> None:
        """SIGKILL: no goodbye."""
        assert self._process
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def stop(self) -> int:
        """SIGTERM; the exit status."""
        assert self._process
        self._process.terminate()
        try:
            return self._process.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def wait(self) -> int:
        """Its exit status, when it goes by itself."""
        assert self._process
        return self._process.wait(STOP_WITHIN)

    def call(
        self, method: str, path: str, body: object = None, *, cookie: str = "", **headers: str
    ) -> Answer:
        """One HTTP call, with the header that a page of ours sends. `_` in names of headers stands for `-`."""
        sent = {"X-Alongside": "1", "Content-Type": "application/json"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        if cookie:
            sent["Cookie"] = cookie
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, None if body is None else json.dumps(body), sent)
            response = connection.getresponse()
            return Answer(status=response.status, headers=response.headers, body=response.read())
        finally:
            connection.close()

    def metric(self, line: str) -> float:
        """The value of one line of /metrics; 0 when it is not there yet."""
        for row in self.call("GET", "/metrics").body.decode().splitlines():
            if row.startswith(f"{line} "):
                return float(row.rpartition(" ")[2])
        return 0.0
