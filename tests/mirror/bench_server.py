"""A shop of fixture pages, a live host that only mirrors, and a relay between them: the whole way of a page without the product.

The road's work (one tag, CORS for assets) and the hub's (order, the cut at a snapshot, `want`) are done here in their simplest form.
"""

import contextlib
import json
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "tests" / "pages"
BUNDLES = {
    "head.js": "injector/page/head.ts",
    "media.js": "injector/page/media.ts",
    "ask.js": "injector/page/ask.ts",
    "host.js": "tests/mirror/harness/host.ts",
    "viewer.js": "tests/mirror/harness/viewer.ts",
    "mirror.js": "console/web/mirror/mirror.ts",
}
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".xhtml": "application/xhtml+xml",
    ".css": "text/css",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webm": "video/webm",
    ".ttf": "font/ttf",
}


def build_bundles(folder: Path) -> None:
    """The scripts of the bench, bundled into `folder`."""
    entries = [f"{Path(name).stem}={source}" for name, source in BUNDLES.items()]
    command = [
        *(sys.executable, "tools/node.py", "npx", "--no", "--", "esbuild"),
        *entries,
        "--bundle",
        "--minify",
        "--format=iife",
        "--target=es2022",
        "--charset=utf8",
        "--loader:.css=text",
        "--log-level=warning",
        f"--outdir={folder}",
    ]
    subprocess.run(command, cwd=ROOT, check=True)


@dataclass(slots=True)
class Relay:
    """Keeps each frame's log since its last snapshot, and hands records on in order."""

    logs: dict[str, list[str]] = field(default_factory=dict)
    viewers: set[ServerConnection] = field(default_factory=set)
    host: ServerConnection | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)
    sent: list[str] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)
    """Wishes for a snapshot of viewers whose copy differed."""

    def handle(self, socket: ServerConnection) -> None:
        """One connection for as long as it lives."""
        assert socket.request is not None
        is_host = socket.request.path == "/host"
        with self.lock:
            self._enter(socket, is_host)
        with contextlib.suppress(ConnectionClosed):
            for message in socket:
                with self.lock:
                    self._heard(str(message), is_host)
        self.viewers.discard(socket)

    def _enter(self, socket: ServerConnection, is_host: bool) -> None:
        if is_host:
            self.host = socket
            return
        for log in self.logs.values():
            for record in log:
                socket.send(record)
        self.viewers.add(socket)

    def _heard(self, message: str, is_host: bool) -> None:
        if not is_host:
            if message.startswith('["want"') and not message.endswith('"gap"]'):
                self.mended.append(message)
            if self.host is not None:
                self.host.send(message)
            return
        self._keep(message)
        self.sent.append(message)
        for viewer in list(self.viewers):
            with contextlib.suppress(ConnectionClosed):
                viewer.send(message)

    def _keep(self, message: str) -> None:
        record: list[Any] = json.loads(message)
        kind, frame = record[0], record[1]
        if kind == "snap":
            known = self.logs.get(frame)
            if frame == "0" and (not known or json.loads(known[0])[2] != record[2]):
                self.logs.clear()
            self.logs[frame] = [message]
        elif kind == "gone":
            self.logs.pop(frame, None)
        elif frame in self.logs:
            self.logs[frame].append(message)


@dataclass(slots=True, kw_only=True)
class Bench:
    """Addresses of the running bench. `pages` adds or replaces fixture pages by path."""

    shop: str
    live: str
    relay: Relay
    pages: dict[str, bytes]

    def begin_anew(self) -> None:
        """Pages that are opened from now on meet at a relay of their own: what earlier ones still send is not in it."""
        self.relay = Relay()


@contextlib.contextmanager
def run_bench(bundles: Path) -> Iterator[Bench]:
    """Serve until the block ends. `bundles` is a folder that `build_bundles` filled."""
    pages: dict[str, bytes] = {}
    with serve(
        lambda socket: bench.relay.handle(socket), "127.0.0.1", 0, max_size=None, compression=None
    ) as sockets:
        port = sockets.socket.getsockname()[1]
        shop = _http(_shop_handler(bundles, port, pages))
        live = _http(_live_handler(bundles, port))
        bench = Bench(shop=_url(shop), live=_url(live), relay=Relay(), pages=pages)
        loops: list[Callable[[], None]] = [
            sockets.serve_forever,
            *(partial(http.serve_forever, 0.02) for http in (shop, live)),
        ]
        threads = [threading.Thread(target=each) for each in loops]
        for thread in threads:
            thread.start()
        try:
            yield bench
        finally:
            for server in (shop, live, sockets):
                server.shutdown()
            for http in (shop, live):
                http.server_close()
            for thread in threads:
                thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Frames that go away while they load cut their connections."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def _http(handler: type[BaseHTTPRequestHandler]) -> ThreadingHTTPServer:
    return _Server(("127.0.0.1", 0), handler)


def _url(server: ThreadingHTTPServer) -> str:
    return f"http://localhost:{server.server_port}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing: a test's output is its own."""

    def _part_of(self, body: bytes | None) -> tuple[bytes | None, str]:
        """What of `body` a range asks for, and the name of that part: players jump by ranges."""
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if body is None or not asked:
            return body, ""
        first, last = int(asked[1]), int(asked[2] or len(body) - 1)
        return body[first : last + 1], f"bytes {first}-{min(last, len(body) - 1)}/{len(body)}"

    def answer(self, body: bytes | None, content_type: str, headers: dict[str, str]) -> None:
        """One whole response; None is a 404."""
        body, span = self._part_of(body)
        self.send_response(404 if body is None else 206 if span else 200)
        if span:
            self.send_header("Content-Range", span)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body or b"")))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # a frame that went before its page came
            self.wfile.write(body or b"")


def _shop_handler(bundles: Path, relay: int, pages: dict[str, bytes]) -> type[BaseHTTPRequestHandler]:
    boot = f'window.benchRelay="ws://127.0.0.1:{relay}/host";'.encode()

    class Shop(_Handler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            cors = {"Access-Control-Allow-Origin": "null", "Cache-Control": "max-age=60"}
            if path.startswith("/__alongside/"):
                name = path.removeprefix("/__alongside/")
                return self.answer(boot + (bundles / name).read_bytes(), TYPES[".js"], {})
            if path.startswith("/private/") and "signed-in" not in self.headers.get("Cookie", ""):
                return self.answer(None, TYPES[".html"], {})
            path = path.removeprefix("/private/") if path.startswith("/private/") else path
            body = pages.get(path)
            if body is None:
                file = PAGES / path.lstrip("/")
                body = file.read_bytes() if file.is_file() else None
            kind = TYPES.get(Path(path).suffix, "application/octet-stream")
            if body is not None and path.endswith(".html") and b"no-alongside" not in body:
                body = _inject(body)
            signed = {"Set-Cookie": "signed-in=1"} if body is not None and b"data-signed-in" in body else {}
            return self.answer(body, kind, signed if path.endswith("html") else cors)

    return Shop


LATE = b"""<script>for (const name of ["head.js", "host.js"]) {
  const script = document.createElement("script");
  script.async = false;
  script.src = "/__alongside/" + name;
  document.head.append(script);
  script.remove();
}</script>"""


def _inject(body: bytes) -> bytes:
    """Both tags first in head, where the fixture says `<head>`, else behind its doctype; at the end as the loader does when told."""
    if b"<html data-late" in body:
        return body.replace(b"</body>", LATE + b"</body>")
    tags = b'<script src="/__alongside/head.js"></script><script async src="/__alongside/host.js"></script>'
    if b"<head>" in body:
        return body.replace(b"<head>", b"<head>" + tags, 1)
    at = body.find(b">") + 1 if body[:9].lower() == b"<!doctype" else 0
    return body[:at] + tags + body[at:]


def _live_handler(bundles: Path, relay: int) -> type[BaseHTTPRequestHandler]:
    class Live(_Handler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            live = f"http://{self.headers['Host']}"
            if path == "/mirror":
                page = f'<!doctype html><script src="{live}/mirror.js"></script>'
                return self.answer(page.encode(), TYPES[".html"], {"Content-Security-Policy": _policy(live)})
            if path.endswith(".js"):
                return self.answer((bundles / path[1:]).read_bytes(), TYPES[".js"], {})
            page = f'<!doctype html><meta name=viewport content=width=device-width><body><script>benchRelay="ws://127.0.0.1:{relay}/viewer"</script>'
            return self.answer(f'{page}<script src="/viewer.js"></script>'.encode(), TYPES[".html"], {})

    return Live


def _policy(live: str) -> str:
    """As the live host has it. No `frame-ancestors`: not even `*` lets the opaque origin of an outer mirror frame this one."""
    return (
        f"default-src 'none'; script-src {live}/mirror.js; style-src * 'unsafe-inline' data: blob:; "
        f"img-src * data: blob:; font-src * data: blob:; media-src * blob: data:; frame-src {live}/mirror; "
        "connect-src 'none'; form-action 'none'"
    )
