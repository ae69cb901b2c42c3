"""What the product counts and writes down of the road's traffic, with and without nginx: metrics, access log, request ids."""

import json
import re
import shutil
import signal
import socket
import tempfile
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.product import Product
from tests.e2e.waiting import until
from tests.proxy.origin import Origin, running_origin
from tests.proxy.road import NAVIGATION, SCRIPT, fetch

pytestmark = pytest.mark.system

TRACE = {
    "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "tracestate": "vendor=a",
    "baggage": "cart=7",
}
SPOOFED = 'me"}'
SETTINGS = 'leave_out = ["/pay/*"]\naccess_log = "{log}"\n'


@dataclass
class Running:
    product: Product
    origin: Origin
    log: Path

    def number(self, name: str, **labels: str) -> float:
        """The sum of a metric over its samples with these labels, as the live host shows it."""
        with urllib.request.urlopen(f"{self.product.live}/metrics", timeout=5) as answer:
            lines = answer.read().decode().splitlines()
        found = [line for line in lines if re.match(rf"{name}[{{ ]", line)]
        wanted = [f'{key}="{value}"' for key, value in labels.items()]
        return sum(float(line.split()[-1]) for line in found if all(each in line for each in wanted))

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.read_text().splitlines()]

    def refused(self) -> list[dict[str, Any]]:
        return [line for line in self.lines() if line["kind"] == "refused"]

    def line_of(self, path: str) -> dict[str, Any]:
        return until(lambda: [line for line in self.lines() if line.get("path") == path])[-1]


@pytest.fixture(scope="module", params=["none", "nginx"])
def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("numbers")
    config, log = folder / "alongside.toml", Path(tempfile.mkdtemp()) / "access.log"
    log.parent.chmod(0o755)  # nginx's workers are somebody else
    config.write_text(SETTINGS.format(log=log))
    with running_origin() as origin:
        origin.page("/", b"<html><head></head><body>shop")
        for path, field in (("/plain", "X-Own: 1"), ("/proud", "Cache-Control: no-transform")):
            origin.page(path, b"<html><head></head><body>shop", field)
        origin.page("/pay/card", b"<html><head></head><body>pay")
        origin.page("/list", b"{}", kind="application/json")
        origin.page("/late", b"<!--" + b"x" * 70_000 + b"--><html><head></head><body>")
        origin.page("/a.js", b"let a", kind="text/javascript")
        with Product(folder, origin.url, edge=request.param, config=str(config)) as product:
            yield Running(product, origin, log)
    shutil.rmtree(log.parent)


def test_every_document_asked_for_is_counted_with_what_became_of_it(running: Running) -> None:
    for path in ("/", "/proud", "/pay/card", "/list", "/late"):
        assert fetch(running.product.shop_port, path).status == 200
    fates = ("injected", "no-transform", "left-out", "not-html", "head-too-late")
    for fate in fates:
        until(lambda fate=fate: running.number("alongside_road_documents_total", fate=fate) == 1.0)  # type: ignore[misc]  # mypy#12557
    assert running.number("alongside_road_requests_total", kind="document", status="2xx") == len(fates)
    assert running.number("alongside_road_documents_total") == len(fates)
    assert running.number("alongside_road_sent_bytes_total", kind="document") > 70_000
    assert running.number("alongside_road_back_seconds_count") >= len(fates)
    assert running.number("alongside_road_onward_seconds_count") >= len(fates)


def test_a_line_tells_of_a_page_and_nothing_of_its_query(running: Running) -> None:
    fetch(
        running.product.shop_port, "/plain?email=mia%40example.org", {**NAVIGATION, "Cookie": "basket=b4sk3t"}
    )
    line = running.line_of("/plain")
    assert (line["method"], line["status"], line["kind"], line["alongside"]) == (
        "GET",
        200,
        "document",
        "injected",
    )
    assert line["bytes"] > 0
    assert line["seconds"] >= line["origin_seconds"] > 0
    assert line["peer"] == "127.0.0.1"
    assert not re.search("mia|b4sk3t", running.log.read_text())


def test_assets_are_in_the_log_whoever_serves_them(running: Running) -> None:
    assert fetch(running.product.shop_port, "/a.js?v=1", SCRIPT).body == b"let a"
    line = running.line_of("/a.js")
    assert (line["kind"], line["status"], line["bytes"]) == ("asset", 200, 5)
    assert line["worker"] == ("nginx" if "nginx" in running.product.command else 0)


def test_what_is_refused_is_in_the_log_with_its_reason(running: Running) -> None:
    is_engines = "nginx" not in running.product.command  # which lets nothing of the kind through
    for raw, reason in (
        (b"GET  / HTTP/1.1\r\n\r\n", "METHOD TARGET"),
        (b"GET / HTTP/1.1\r\n\r\n", "no Host"),
    ):
        with socket.create_connection(("127.0.0.1", running.product.shop_port)) as client:
            client.sendall(raw)
            assert client.recv(1000).startswith(b"HTTP/1.1 400 ")
        if is_engines:
            until(lambda reason=reason: [line for line in running.refused() if reason in line["reason"]])  # type: ignore[misc]  # as above
    told = {(line["status"], line["trouble"], line["peer"]) for line in running.refused()}
    assert told == ({(400, "refused", "127.0.0.1")} if is_engines else set())


def test_an_id_goes_to_the_origin_back_and_into_the_log_and_nonsense_is_not_believed(
    running: Running,
) -> None:
    for path, fields in (("/plain?id", NAVIGATION), ("/a.js?id", SCRIPT)):
        answer = fetch(running.product.shop_port, path, {**fields, "X-Request-Id": SPOOFED, **TRACE})
        asked = running.origin.asked[-1]
        told = answer.field("x-request-id")
        assert told
        assert re.fullmatch("[0-9a-f]{32}", told)
        assert asked.field("x-request-id") == told
        assert {name: asked.field(name) for name in TRACE} == TRACE
        until(lambda told=told: [line for line in running.lines() if line["id"] == told])  # type: ignore[misc]  # as above


def test_an_origin_that_breaks_off_is_counted_and_its_page_and_log_share_an_id(running: Running) -> None:
    async def hang_up(asked: Any) -> None:
        asked.writer.close()

    running.origin.routes["/gone"] = hang_up
    answer = fetch(running.product.shop_port, "/gone", {**NAVIGATION})
    assert answer.status == 502
    line = running.line_of("/gone")
    assert line["trouble"] == "answer"
    assert line["id"].encode() in answer.body
    assert answer.field("x-request-id") == line["id"]
    until(lambda: running.number("alongside_road_upstream_errors_total", upstream="origin", what="answer"))


def test_after_a_rotation_lines_go_to_the_new_file(running: Running) -> None:
    fetch(running.product.shop_port, "/plain")
    running.line_of("/plain")
    kept = running.log.rename(running.log.with_suffix(".1"))
    assert running.product.process
    running.product.process.send_signal(signal.SIGUSR1)
    until(running.log.exists)
    for path, fields in (("/", NAVIGATION), ("/a.js", SCRIPT)):
        until(lambda path=path, fields=fields: _seen_anew(running, path, fields))  # type: ignore[misc]  # as above
    assert kept.read_text().endswith("}\n")


def _seen_anew(running: Running, path: str, fields: dict[str, str]) -> bool:
    fetch(running.product.shop_port, path, fields)
    return any(line.get("path") == path for line in running.lines())
