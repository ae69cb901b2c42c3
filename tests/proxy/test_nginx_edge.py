"""A real nginx with our configuration in front of the real engine."""

import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from tests.certificates import Authority
from tests.proxy.edges import print_edge
from tests.proxy.road import PATIENCE, running_child

pytestmark = pytest.mark.system

SETTINGS = {"origin": "https://127.0.0.1:9", "public": "https://shop.example"}


def test_a_busy_port_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        say_that_it_is_busy(busy.getsockname()[1], tmp_path)


def say_that_it_is_busy(edge: int, tmp_path: Path) -> None:
    part = {
        "listen": f"127.0.0.1:{edge}",
        "engine": "127.0.0.1:9",
        "live": "127.0.0.1:9",
        "folder": str(tmp_path),
    }
    with running_child(
        tmp_path, ["proxy.edge", "run", "nginx"], {"origin": "http://127.0.0.1:9"}, part
    ) as child:
        assert child.said == f"edge: cannot listen on 127.0.0.1:{edge}: Address already in use"
        assert child.process.wait(PATIENCE) == 2


@pytest.mark.parametrize("secure", [False, True])
def test_what_is_printed_is_a_configuration_that_nginx_takes(tmp_path: Path, secure: bool) -> None:
    more: dict[str, str] = {}
    if secure:
        authority = Authority(tmp_path)
        more = {"certificate": authority.issue("shop", "shop.example")}
        more |= {"live_certificate": authority.issue("live", "live.example")}
        more |= {"live_public": "https://live.example"}
    printed = print_edge(tmp_path, "nginx", SETTINGS | more)
    assert printed.returncode == 0
    assert printed.stdout.count("listen 443 ssl http2;") == (2 if secure else 0)
    (tmp_path / "site.conf").write_text(printed.stdout)
    whole = f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ include {tmp_path}/site.conf; }}"
    (tmp_path / "nginx.conf").write_text(whole)
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin") or "nginx"
    command = [nginx, "-t", "-c", f"{tmp_path}/nginx.conf", "-e", "stderr"]
    tested = subprocess.run(command, capture_output=True, check=False)
    assert tested.returncode == 0, tested.stderr.decode()
    assert b"[warn]" not in tested.stderr


def test_an_edge_without_configuration_is_said_in_one_line(tmp_path: Path) -> None:
    printed = print_edge(tmp_path, "varnish", SETTINGS)
    assert printed.returncode == 2
    assert printed.stderr.splitlines() == [
        "alongside: no configuration for an edge named 'varnish'; there is one for: nginx, haproxy, cloudflare"
    ]
