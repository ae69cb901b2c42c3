"""The real engine process for tests, with bundles of three lines, and a client that shows every byte."""

import json
import os
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.ports import free_port

ROOT = Path(__file__).parents[2]
VERSION = "0123abcd"
LOADER = f'<script src="/__alongside/loader.js?v={VERSION}" async></script>'.encode()
SESSION = (
    f'<script src="/__alongside/head.js?v={VERSION}"></script>'
    f'<script src="/__alongside/page.js?v={VERSION}" async></script>'
).encode()
SCRIPT = {"Accept": "*/*", "Sec-Fetch-Dest": "script"}
DATA = {"Accept": "*/*", "Sec-Fetch-Dest": "empty"}
NAVIGATION = {
    "Accept": "text/html,application/xhtml+xml",
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Sec-Fetch-Dest": "document",
    "Sec-Fetch-Mode": "navigate",
}
UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}
SWITCH = (
    b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"
)
PATIENCE = 30
"""Seconds after which something that should have happened counts as not happening, on a machine that does much else."""

PATCH = (
    "import pathlib, alongside.assets\nalongside.assets.BUNDLES = pathlib.Path(__file__).parent / 'bundles'\n"
)


@dataclass
class Process:
    """A process under the supervisor's contract, and what it said first."""

    process: subprocess.Popen[str]
    said: str
    life: int

    def stop(self) -> int:
        """Ask it to stop; its exit status."""
        self.process.terminate()
        return self.process.wait(PATIENCE)


@dataclass
class Road:
    port: int
    process: Process

    def connect(self, *, http1: bool = False) -> "Client":
        """A connection; `http1`: for what HTTP/2 has not."""
        return Client(self.port)

    def fetch(
        self, target: str, fields: dict[str, str] | None = None, method: str = "GET", body: bytes = b""
    ) -> "Answer":
        """As the function `fetch`, in the way that this road is spoken to."""
        with self.connect() as client:
            return client.fetch(target, NAVIGATION if fields is None else fields, method, body)

    @property
    def resident(self) -> int:
        """Bytes of memory that the engine holds."""
        pages = Path(f"/proc/{self.process.process.pid}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")


@dataclass
class Answer:
    status: int
    fields: list[tuple[str, str]]
    body: bytes

    def field(self, name: str) -> str | None:
        return next(iter(self.all(name)), None)

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.fields if key.lower() == name.lower()]


def lay_bundles(folder: Path, patch: str = "") -> Path:
    """A folder for PYTHONPATH that puts bundles of ours in place of the built ones, and runs `patch` before anything else."""
    bundles = folder / "bundles"
    bundles.mkdir(parents=True, exist_ok=True)
    names = ("loader.js", "head.js", "page.js")
    for name in names:
        (bundles / name).write_text(f"/* {name} */\n")
    (bundles / "manifest.json").write_text(json.dumps(dict.fromkeys(names, VERSION)))
    (folder / "sitecustomize.py").write_text(PATCH + patch)
    return folder


@contextmanager
def listening() -> Iterator[socket.socket]:
    """A listening socket on a free port, as the supervisor hands them on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener


@contextmanager
def running_child(
    folder: Path,
    module: list[str],
    settings: dict[str, Any],
    part: dict[str, Any],
    patch: str = "",
    handed: tuple[int, ...] = (),
) -> Iterator[Process]:
    """`python -m …` with the pipes of alongside/child.py, and with the sockets of these numbers."""
    ready_read, ready_write = os.pipe()
    life_read, life_write = os.pipe()
    environment = {
        **os.environ,
        "PYTHONPATH": f"{lay_bundles(folder, patch)}:{ROOT}",
        "ALONGSIDE_SETTINGS": json.dumps(settings),
        "ALONGSIDE_PART": json.dumps(part),
        "ALONGSIDE_READY_FD": str(ready_write),
        "ALONGSIDE_LIFE_FD": str(life_read),
    }
    with subprocess.Popen(
        [sys.executable, "-m", *module],
        env=environment,
        pass_fds=(ready_write, life_read, *handed),
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        os.close(ready_write)
        os.close(life_read)
        with os.fdopen(ready_read) as ready:
            started = Process(process=process, said=ready.readline().strip(), life=life_write)
        try:
            yield started
        finally:
            process.kill()
            os.close(started.life)


@contextmanager
def running_road(
    folder: Path,
    origin: str,
    *,
    live: int = 9,
    edge: bool = False,
    redirect: socket.socket | None = None,
    patch: str = "",
    **settings: Any,
) -> Iterator[Road]:
    """The engine in front of `origin`, with host mode `keep` unless told otherwise; `edge` tells it that one stands before it, and
    `redirect` is where plain HTTP is sent on."""
    port = free_port()
    base = {"origin": origin, "listen": f"127.0.0.1:{port}", "host_mode": "keep", "data": str(folder)}
    settings = base | settings
    part: dict[str, Any] = {"listen": f"127.0.0.1:{port}", "live": f"127.0.0.1:{live}", "edge": edge}
    handed = (redirect.fileno(),) if redirect else ()
    if redirect:
        part["redirect"] = redirect.fileno()
    with running_child(folder, ["proxy"], settings, part, patch, handed) as process:
        assert process.said == "ready", process.said
        yield Road(port=port, process=process)


class Client:
    """One connection to the road."""

    def __init__(
        self,
        port: int,
        host: str = "127.0.0.1",
        source: str = "",
        *,
        tls: ssl.SSLContext | None = None,
        name: str = "localhost",
    ) -> None:
        """`source`: the client's own address, where that matters; `name`: the host that is asked for."""
        self.socket = socket.create_connection((host, port), PATIENCE, (source, 0) if source else None)
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_hostname=name)
        self.port = port
        self.authority = f"{name}:{port}" if name == "localhost" else name
        self.buffer = b""

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def send(self, method: str, target: str, fields: dict[str, str], body: bytes = b"") -> None:
        lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items())]
        if "host" not in {name.lower() for name in fields}:
            lines.insert(1, f"Host: {self.authority}")
        if body:
            lines.append(f"Content-Length: {len(body)}")
        self.socket.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)

    def fetch(self, target: str, fields: dict[str, str], method: str = "GET", body: bytes = b"") -> Answer:
        """One request and its answer."""
        self.send(method, target, fields, body)
        return self.answer(method)

    def until(self, end: bytes) -> bytes:
        """Everything up to and with `end`. Raises EOFError when the connection ends first."""
        while end not in self.buffer:
            self.more()
        found, self.buffer = self.buffer[: (at := self.buffer.index(end) + len(end))], self.buffer[at:]
        return found

    def exactly(self, size: int) -> bytes:
        while len(self.buffer) < size:
            self.more()
        found, self.buffer = self.buffer[:size], self.buffer[size:]
        return found

    def more(self) -> None:
        data = self.socket.recv(65536)
        if not data:
            raise EOFError(self.buffer)
        self.buffer += data

    def head(self) -> Answer:
        first, *lines = self.until(b"\r\n\r\n").decode("latin-1").split("\r\n")[:-2]
        fields = [(name, value.strip()) for name, _, value in (line.partition(":") for line in lines)]
        return Answer(status=int(first.split()[1]), fields=fields, body=b"")

    def answer(self, method: str = "GET") -> Answer:
        answer = self.head()
        if method != "HEAD" and answer.status not in (204, 304):
            answer.body = self._body(answer)
        return answer

    def _body(self, answer: Answer) -> bytes:
        if answer.field("transfer-encoding") == "chunked":
            body = b""
            while chunk := self.chunk():
                body += chunk
            return body
        length = answer.field("content-length")
        return self.exactly(int(length)) if length else self._rest()

    def chunk(self) -> bytes:
        size = int(self.until(b"\r\n"), 16)
        return self.exactly(size + 2)[:-2]

    def _rest(self) -> bytes:
        while data := self.socket.recv(65536):
            self.buffer += data
        return self.buffer


def fetch(
    port: int, target: str, fields: dict[str, str] | None = None, method: str = "GET", body: bytes = b""
) -> Answer:
    """One request on a connection of its own, as a browser that opens a page unless `fields` say otherwise."""
    with Client(port) as client:
        client.send(method, target, NAVIGATION if fields is None else fields, body)
        return client.answer(method)
