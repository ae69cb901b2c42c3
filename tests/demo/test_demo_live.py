"""The demo shop as a process: its streams and sockets, how it starts and how it stops."""

import json
import signal
import socket
import urllib.request
from http.client import HTTPResponse

import pytest
from websockets.sync.client import connect

from tests.demo.demo_server import DemoShop, start_demo
from tests.demo.test_demo_shopping import ADDRESS, CARD, add
from tests.shops.plain_shopper import PlainShopper

pytestmark = pytest.mark.system


def open_stream(shop: DemoShop, product: str) -> HTTPResponse:
    stream = urllib.request.urlopen(f"{shop.url}/api/stock/stream?product={product}", timeout=10)
    assert isinstance(stream, HTTPResponse)
    assert stream.headers["Content-Type"].startswith("text/event-stream")
    return stream


def next_stock(stream: HTTPResponse) -> tuple[str, int]:
    for line in stream:
        if line.startswith(b"data: "):
            told = json.loads(line.removeprefix(b"data: "))
            return told["variant"], told["left"]
    raise AssertionError("the stream ended")


def test_the_stock_stream_tells_what_is_left_and_what_was_sold(demo: DemoShop) -> None:
    with open_stream(demo, "linen-apron") as stream:
        first = dict(next_stock(stream) for _ in range(6))
        assert first["linen-apron/moss/l"] == 12
        shopper = PlainShopper(demo.url)
        add(shopper, "linen-apron", colour="moss", size="l", quantity="3")
        shopper.submit(shopper.open("/en/checkout"), "#checkout", ADDRESS | CARD)
        assert next_stock(stream) == ("linen-apron/moss/l", 9)


def test_onlookers_are_counted_as_they_come_and_go(demo: DemoShop) -> None:
    address = demo.url.replace("http", "ws") + "/ws/viewers?product="
    with connect(address + "bud-vase") as first:
        assert json.loads(first.recv(10)) == {"viewers": 1}
        with connect(address + "bud-vase") as second, connect(address + "seed-box") as elsewhere:
            assert json.loads(second.recv(10)) == {"viewers": 2}
            assert json.loads(elsewhere.recv(10)) == {"viewers": 1}
            assert json.loads(first.recv(10)) == {"viewers": 2}
        assert json.loads(first.recv(10)) == {"viewers": 1}


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_stops_in_order_while_a_stream_and_a_socket_are_open(how: signal.Signals) -> None:
    shop = DemoShop()
    with (
        shop,
        open_stream(shop, "bud-vase") as stream,
        connect(shop.url.replace("http", "ws") + "/ws/viewers") as onlooker,
    ):
        next_stock(stream)
        onlooker.recv(10)
        assert shop.stop(how) == 0


def test_a_busy_port_is_one_clear_line_and_status_2(capfd: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process = start_demo("--port", str(port))
        out, _ = process.communicate(timeout=20)
    assert (process.returncode, out) == (2, "")
    assert capfd.readouterr().err == f"demo: cannot listen on 127.0.0.1:{port}: Address already in use\n"


def test_a_port_that_is_none_is_refused_with_status_2(capfd: pytest.CaptureFixture[str]) -> None:
    process = start_demo("--port", "70000")
    process.communicate(timeout=20)
    assert process.returncode == 2
    assert "--port" in capfd.readouterr().err
