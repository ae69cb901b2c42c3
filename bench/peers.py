"""Servers to measure: the origin, our own road in its forms, and the peers that stand beside it in the same run.

BrowserSync and pywb are installed on first use into a folder beside the environment, from npm and PyPI; no part of ours needs them.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.e2e.product import Product
from tests.ports import free_port

ROOT = Path(__file__).parents[1]
PEERS = ROOT / ".venv" / "peers"
PAGE_BYTES = 50_000
IMAGE_BYTES = 60_000
ASSETS = 25
ASSET_BYTES = 12_000

_HTTP = """daemon off; worker_processes {workers}; pid {folder}/nginx.pid; error_log stderr crit;
events {{ worker_connections 4096; }}
http {{ access_log off; keepalive_requests 1000000; types {{ text/html html; image/jpeg jpg; text/javascript js; }}
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u;
  scgi_temp_path {folder}/s;
{site} }}
"""
_FILES = "  server {{ listen 127.0.0.1:{port}; root {folder}; }}"
_SUB_FILTER = """  upstream origin {{ server 127.0.0.1:{origin}; keepalive 64; }}
  server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass http://origin; proxy_http_version 1.1; proxy_set_header Connection "";
    proxy_set_header Host $http_host; proxy_set_header Accept-Encoding ""; proxy_buffer_size 32k; proxy_buffers 16 32k;
    proxy_buffering {buffering};
    sub_filter '<head>' '<head><script src="/__alongside/loader.js" async></script>'; sub_filter_once on; }} }}"""


class Peer(NamedTuple):
    """A server that is up: where it listens, its process, and what stands before every path of the origin's."""

    port: int
    pid: int
    prefix: str = ""

    @property
    def processor_seconds(self) -> float:
        """What the process itself has used of processors so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{self.prefix}{path}"


def lay_files(folder: Path) -> None:
    """A page, an image and the assets of a page, of the sizes above."""
    row = "<tr><td>Teapot, 0.8 l, stoneware</td><td>39.00</td></tr>\n"
    head = (
        "<!doctype html>\n<html lang=en><head><meta charset=utf-8><title>Shop</title></head><body><table>\n"
    )
    body = row * ((PAGE_BYTES - len(head) - 24) // len(row))
    (folder / "page.html").write_text(f"{head}{body}</table></body></html>")
    (folder / "image.jpg").write_bytes(os.urandom(IMAGE_BYTES))
    for number in range(ASSETS):
        (folder / f"asset{number}.{'js' if number % 2 else 'jpg'}").write_bytes(os.urandom(ASSET_BYTES))
    folder.chmod(0o755)  # nginx's worker may be another user


@contextmanager
def origin_of_files(folder: Path) -> Iterator[Peer]:
    """nginx with what lay_files makes."""
    lay_files(folder)
    port = free_port()
    with _nginx(folder, _FILES.format(port=port, folder=folder), port) as pid:
        yield Peer(port, pid)


@contextmanager
def sub_filter(folder: Path, origin: int, *, buffering: bool = True) -> Iterator[Peer]:
    """nginx alone, putting in the same tag by its own filter."""
    port = free_port()
    site = _SUB_FILTER.format(origin=origin, port=port, buffering="on" if buffering else "off")
    with _nginx(folder, site, port, workers="auto") as pid:  # as our own nginx has it
        yield Peer(port, pid)


@contextmanager
def mitmdump(folder: Path, origin: int) -> Iterator[Peer]:
    """Stock mitmdump as a reverse proxy that only forwards."""
    port = free_port()
    command = [
        str(Path(sys.executable).with_name("mitmdump")),
        *("-q", "--mode", f"reverse:http://127.0.0.1:{origin}", "--set", f"confdir={folder / 'mitm'}"),
        *("--listen-host", "127.0.0.1", "--listen-port", str(port)),
    ]
    with running(command, port) as pid:
        yield Peer(port, pid)


@contextmanager
def engine(origin: int, store: str = "", command: Sequence[str] = ("-O", "-m", "proxy")) -> Iterator[Peer]:
    """One engine without an edge, started by `command` of Python; with a store it reads copies of pages."""
    port = free_port()
    settings = {"origin": f"http://127.0.0.1:{origin}", "host_mode": "keep", "redis": store}
    environment = {
        **os.environ,
        "ALONGSIDE_SETTINGS": json.dumps(settings),
        "ALONGSIDE_PART": json.dumps({"listen": f"127.0.0.1:{port}", "live": "127.0.0.1:9"}),
    }
    with running([sys.executable, *command], port, environment) as pid:
        yield Peer(port, pid)


@contextmanager
def road(folder: Path, origin: int, workers: int = 1) -> Iterator[Peer]:
    """The whole product behind nginx, as `alongside serve` starts it."""
    folder.mkdir(exist_ok=True)
    shop = f"http://127.0.0.1:{origin}"
    config = folder / "alongside.toml"
    config.write_text(
        "# All clients of a benchmark have one address.\naddress_requests = 0\naddress_connections = 0\n"
    )
    with Product(
        folder, shop, edge="nginx", host_mode="keep", workers=str(workers), config=str(config)
    ) as product:
        assert product.process is not None
        yield Peer(product.shop_port, product.process.pid)


@contextmanager
def browser_sync(origin: int) -> Iterator[Peer]:
    """BrowserSync as a proxy, without its own page of settings."""
    home = PEERS / "browser-sync"
    if not (home / "node_modules" / ".bin" / "browser-sync").exists():
        home.mkdir(parents=True, exist_ok=True)
        npm = [sys.executable, "tools/node.py", "npm", "install", "--silent", "--no-audit", "--no-fund"]
        subprocess.run([*npm, "--prefix", str(home), "browser-sync@3"], cwd=ROOT, check=True)
    port = free_port()
    script = home / "node_modules" / "browser-sync" / "dist" / "bin.js"
    command = [
        *(
            sys.executable,
            "tools/node.py",
            "node",
            str(script),
            "start",
            "--no-open",
            "--no-ui",
            "--no-notify",
        ),
        *(
            "--logLevel",
            "silent",
            "--proxy",
            f"http://127.0.0.1:{origin}",
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
        ),
    ]
    with running(command, port) as pid:
        yield Peer(port, pid)


@contextmanager
def pywb(folder: Path, origin: int) -> Iterator[Peer]:
    """pywb showing the live web through its rewriter."""
    home = PEERS / "pywb"
    if not (home / "bin" / "wayback").exists():
        subprocess.run([sys._base_executable, "-m", "venv", str(home)], check=True)  # type: ignore[attr-defined]  # a venv's own Python
        subprocess.run(
            [str(home / "bin" / "pip"), "install", "--quiet", "pywb"], check=True, stderr=subprocess.DEVNULL
        )
    port = free_port()
    collections = folder / "pywb"
    collections.mkdir()
    command = [
        str(home / "bin" / "wayback"),
        "--live",
        "-b",
        "127.0.0.1",
        "-p",
        str(port),
        "-d",
        str(collections),
    ]
    with running(command, port, quiet=True) as pid:
        yield Peer(port, pid, f"/live/mp_/http://127.0.0.1:{origin}")


@contextmanager
def running(
    command: list[str], port: int, environment: dict[str, str] | None = None, *, quiet: bool = False
) -> Iterator[int]:
    """A process that listens on `port`; its number. Ends it afterwards."""
    out = subprocess.DEVNULL if quiet else None
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=out, stderr=out)
    try:
        wait_for(port, process)
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
        except OSError:
            if process.poll() is not None:
                raise SystemExit(f"{process.args!r} ended with {process.returncode}") from None
            time.sleep(0.05)
        else:
            return
    raise SystemExit(f"{process.args!r} did not listen on {port}")


@contextmanager
def _nginx(folder: Path, site: str, port: int, workers: str = "1") -> Iterator[int]:
    config = folder / f"nginx{port}.conf"
    config.write_text(_HTTP.format(folder=folder, site=site, workers=workers))
    binary = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or "nginx"
    with running([binary, "-c", str(config), "-p", str(folder), "-e", "stderr"], port) as pid:
        yield pid
