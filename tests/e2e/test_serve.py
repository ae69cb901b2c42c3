"""`alongside serve` and `alongside demo` as processes: ready, orderly stops, and one clear line when they cannot begin."""

import os
import re
import select
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest

from tests.e2e.product import Product
from tests.ports import free_ports

pytestmark = pytest.mark.system
PAGE = b"<!doctype html><html><head><title>Tea</title></head><body>Tea</body></html>"


class TinyShop(BaseHTTPRequestHandler):
    """One page, for whatever path."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def origin() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), TinyShop)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def fetch(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=5) as answer:
        body: bytes = answer.read()
        return body


@pytest.mark.parametrize("edge", ["none", "nginx"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_is_orderly_and_leaves_no_process_behind(
    tmp_path: Path, origin: str, edge: str, number: int
) -> None:
    with Product(tmp_path, origin, edge=edge) as product:
        body = fetch(product.shop + "/")
        assert b"/__alongside/loader.js" in body
        assert re.sub(rb"<script src=\"/__alongside/[^>]*></script>", b"", body) == PAGE
        assert fetch(product.live + "/readyz")
        children = product.children()
        assert len(children) >= (5 if edge == "nginx" else 3)
        assert product.stop(number) == 0
        assert [pid for pid in children if Path(f"/proc/{pid}/stat").exists()] == []
    assert [line for line in product.errors if "[warn]" in line] == []


@pytest.mark.parametrize("option", ["--listen", "--live"])
def test_a_busy_port_is_one_clear_line_and_status_2(tmp_path: Path, origin: str, option: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        others = {"--listen", "--live"} - {option}
        addresses = [option, address, others.pop(), f"127.0.0.1:{free_ports(1)[0]}"]
        said = run("serve", "--origin", origin, "--data", str(tmp_path), *addresses)
    assert said.returncode == 2
    assert said.stderr.count("\n") == 1
    assert option in said.stderr
    assert address in said.stderr


def test_an_origin_out_of_reach_is_one_clear_line_and_status_2(tmp_path: Path) -> None:
    address = f"http://127.0.0.1:{free_ports(1)[0]}"
    listen, live = free_ports(2)
    said = run(
        *("serve", "--origin", address, "--data", str(tmp_path)),
        *("--listen", f"127.0.0.1:{listen}", "--live", f"127.0.0.1:{live}"),
    )
    assert (said.returncode, said.stderr.count("\n")) == (2, 1)
    assert address in said.stderr


def test_a_store_out_of_reach_is_one_clear_line_and_status_2(tmp_path: Path, origin: str) -> None:
    nowhere, listen, live = free_ports(3)
    said = run(
        *("serve", "--origin", origin, "--data", str(tmp_path), "--redis", f"redis://127.0.0.1:{nowhere}"),
        *("--listen", f"127.0.0.1:{listen}", "--live", f"127.0.0.1:{live}"),
    )
    assert (said.returncode, said.stderr.count("\n")) == (2, 1)
    assert "store" in said.stderr


def test_check_says_what_is_wrong_and_what_is_not(tmp_path: Path, origin: str) -> None:
    listen, live = free_ports(2)
    addresses = ["--listen", f"127.0.0.1:{listen}", "--live", f"127.0.0.1:{live}"]
    good = run("check", "--origin", origin, "--data", str(tmp_path), *addresses)
    bad = run(
        "check", "--origin", f"http://127.0.0.1:{free_ports(1)[0]}", "--data", str(tmp_path), *addresses
    )
    assert good.returncode == 0, good.stdout
    assert "FAIL" not in good.stdout
    assert bad.returncode == 2
    assert re.search(r"FAIL +origin", bad.stdout)


def test_a_killed_supervisor_takes_everything_along(tmp_path: Path, origin: str) -> None:
    with Product(tmp_path, origin) as product:
        children = product.children()
        assert product.process
        product.process.kill()
        product.process.wait()
        for pid in children:
            wait_gone(pid)


def test_a_killed_engine_or_live_application_is_started_again(tmp_path: Path, origin: str) -> None:
    with Product(tmp_path, origin) as product:
        for module, url in (("-m proxy", product.shop + "/"), ("-m console", product.live + "/readyz")):
            wait_gone(product.kill(module))
            wait_answers(url)


def test_the_demo_prints_what_to_open(tmp_path: Path) -> None:
    with Product(tmp_path, verb="demo") as product:
        said = "".join(product.output)
        for address in (f"{product.shop}/", f"{product.live}/desk", f"{product.live}/desk#key="):
            assert address in said
        assert b"</html>" in fetch(product.shop + "/")
        assert product.stop(signal.SIGINT) == 0


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "alongside", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def wait_gone(pid: int) -> None:
    """Until the process is no more. A pidfd is readable from that moment on."""
    try:
        fd = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    with os.fdopen(fd):
        assert select.select([fd], [], [], 5.0)[0], f"process {pid} goes on"


def wait_answers(url: str) -> None:
    pause = Event()
    for _ in range(1200):
        try:
            fetch(url)
        except OSError:
            pause.wait(0.05)
        else:
            return
    raise AssertionError(f"{url} does not answer again")
