"""A real HAProxy with our configuration: what is its own."""

import json
import re
import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.certificates import Authority
from tests.ports import free_port
from tests.proxy.edges import haproxy_binary, print_edge, running_haproxy
from tests.proxy.live import running_live
from tests.proxy.origin import Origin
from tests.proxy.road import LOADER, PATIENCE, SCRIPT, Client, fetch, running_child

pytestmark = pytest.mark.system

PRINTED: dict[str, dict[str, Any]] = {
    "one host": {"origin": "https://127.0.0.1:9", "public": "https://shop.example"},
    "several hosts, a CDN, a log": {
        "origin": "http://127.0.0.1:9",
        "public": "https://www.shop.example",
        "host": [
            {"public": "https://www.shop.example", "origin": "http://127.0.0.1:9"},
            {"public": "https://pay.shop.example", "origin": "http://[::1]:9", "host_mode": "keep"},
        ],
        "trusted_proxies": ["10.0.0.0/8", "2001:db8::/32"],
        "access_log": "/var/log/access.log",
    },
    "no limits": {"origin": "http://127.0.0.1:9", "address_connections": 0, "address_requests": 0},
}


@pytest.mark.parametrize("settings", PRINTED.values(), ids=list(PRINTED))
def test_what_is_printed_is_a_configuration_that_haproxy_takes(
    tmp_path: Path, settings: dict[str, Any]
) -> None:
    printed = print_edge(tmp_path, "haproxy", settings)
    assert printed.returncode == 0, printed.stderr
    check(tmp_path, printed.stdout)


def test_with_certificates_it_says_where_haproxy_looks_for_keys(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    www, live = (Path(authority.issue(name, f"{name}.shop.example")) for name in ("www", "live"))
    key, _, rest = www.read_text().partition("-----BEGIN CERT")
    www.write_text(f"-----BEGIN CERT{rest}")
    (tmp_path / "www.key").write_text(key)
    settings = {
        "origin": "http://127.0.0.1:9",
        "public": "https://www.shop.example",
        "certificate": str(www),
        "certificate_key": str(tmp_path / "www.key"),
        "live_public": "https://live.shop.example",
        "live_certificate": str(live),
    }
    printed = print_edge(tmp_path, "haproxy", settings).stdout
    (told,) = re.findall(r"ln -s '(.*)' '(.*)'", printed)
    Path(told[1]).symlink_to(told[0])
    check(tmp_path, printed)
    assert "bind :443 ssl " in printed
    assert "bind :80 " in printed


def check(folder: Path, printed: str) -> None:
    (folder / "haproxy.cfg").write_text(printed)
    command = [haproxy_binary(), "-c", "-f", str(folder / "haproxy.cfg")]
    tested = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (tested.returncode, "WARNING" in tested.stderr) == (0, False), tested.stderr


def test_the_live_host_is_served_by_its_name(origin: Origin, tmp_path: Path) -> None:
    name = "https://live.shop.example"
    with (
        running_live() as live,
        running_haproxy(tmp_path, origin.url, 9, live.port, live_public=name) as (port, _),
    ):
        asked = {"Host": "live.shop.example", "Cookie": "alongside_rep=r", "X-Forwarded-Host": "evil.example"}
        assert fetch(port, "/api/v1/me", asked).status == 200
    path, fields = live.asked[-1]
    assert (path, fields["Host"], fields["Cookie"]) == ("/api/v1/me", "live.shop.example", "alongside_rep=r")
    assert (fields["X-Forwarded-For"], fields["X-Forwarded-Proto"]) == ("127.0.0.1", "https")
    assert "X-Forwarded-Host" not in fields


def test_an_engine_that_is_back_gets_the_pages_again(origin: Origin, tmp_path: Path) -> None:
    origin.page("/", b"<p>here")
    engine = free_port()
    with running_haproxy(tmp_path, origin.url, engine, 9) as (port, _):
        assert fetch(port, "/").body == b"<p>here"
        settings = {"origin": origin.url, "listen": f"127.0.0.1:{port}", "host_mode": "keep"}
        part = {"listen": f"127.0.0.1:{engine}", "live": "127.0.0.1:9", "edge": True}
        with running_child(tmp_path, ["proxy"], settings, part) as child:
            assert child.said == "ready"
            pause = threading.Event()
            for _ in range(PATIENCE * 20):
                if fetch(port, "/").body == LOADER + b"<p>here":
                    return
                pause.wait(0.05)
    raise AssertionError("the engine is left out for good")


def test_the_log_tells_of_requests_that_no_engine_sees_without_what_is_private(
    origin: Origin, tmp_path: Path
) -> None:
    origin.page("/a.js", b"123", kind="text/javascript")
    with running_haproxy(tmp_path, origin.url, free_port(), free_port(), access_log="-") as (port, process):
        answer = fetch(port, "/a.js?secret=1", SCRIPT)
        fetch(port, "/__alongside/join/secret?secret", SCRIPT)
        assert process.process.stdout is not None
        lines = [json.loads(process.process.stdout.readline()) for _ in range(2)]
    asset, live = sorted(lines, key=lambda line: str(line["kind"]))  # its threads write in their own order
    assert asset["id"] == answer.field("x-request-id") == origin.asked[0].field("x-request-id")
    told = {"kind": "asset", "method": "GET", "path": "/a.js", "status": 200, "peer": "127.0.0.1"}
    assert asset | told == asset
    assert (live["kind"], live["path"], live["status"]) == ("live", "/__alongside/join/…", 503)


def test_a_client_is_looked_for_through_every_proxy_that_is_trusted_and_no_further(
    origin: Origin, tmp_path: Path
) -> None:
    origin.page("/a.js", b"")
    told = {
        "9.9.9.9, 203.0.113.9, 10.0.0.2, 127.0.0.3": "203.0.113.9",
        "203.0.113.9, unknown, 10.0.0.2": "10.0.0.2",
        "2001:db8::1, 10.0.0.2:443": "2001:db8::1",
        "10.0.0.7": "10.0.0.7",
    }
    trusted = ["127.0.0.0/8", "10.0.0.0/8"]
    with (
        running_haproxy(tmp_path, origin.url, 9, 9, trusted_proxies=trusted) as (port, _),
        Client(port) as client,
    ):
        for said in told:
            client.send("GET", "/a.js", SCRIPT | {"X-Forwarded-For": said})
            assert client.answer().status == 200
    assert [asked.field("x-forwarded-for") for asked in origin.asked] == list(told.values())


def test_a_shop_that_is_down_is_said_with_the_requests_id(tmp_path: Path) -> None:
    with running_haproxy(tmp_path, f"http://127.0.0.1:{free_port()}", free_port(), 9) as (port, _):
        for fields in (SCRIPT, {"Sec-Fetch-Dest": "document"}):
            answer = fetch(port, "/a.js", fields)
            assert answer.status == 502
            assert (answer.field("x-request-id") or "-").encode() in answer.body
