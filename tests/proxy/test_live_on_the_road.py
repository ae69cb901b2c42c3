"""Everything below /__alongside/ on the shop's host is answered by the live application."""

from collections.abc import Iterator

import pytest
from websockets.sync.client import connect

from alongside.names import SUBPROTOCOL
from tests.proxy.live import Live
from tests.proxy.origin import Origin
from tests.proxy.road import NAVIGATION, PATIENCE, Road, fetch, running_road

pytestmark = pytest.mark.system


@pytest.fixture(scope="module")
def with_live(live: Live, shared_origin: Origin, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Road]:
    with running_road(tmp_path_factory.mktemp("live"), shared_origin.url, live=live.port) as road:
        yield road


def test_a_session_call_reaches_the_live_application_with_our_cookies_alone(
    with_live: Road, live: Live
) -> None:
    cookies = "basket=3; alongside_session=s; login=secret"
    answer = fetch(with_live.port, "/__alongside/session", {"Cookie": cookies, "X-Forwarded-Host": "evil"})
    assert answer.status == 200
    path, fields = live.asked[-1]
    assert (path, fields["Cookie"]) == ("/__alongside/session", "alongside_session=s")
    assert fields["Host"] == fields["X-Forwarded-Host"] == f"localhost:{with_live.port}"
    assert (fields["X-Forwarded-For"], fields["X-Forwarded-Proto"]) == ("127.0.0.1", "http")


def test_the_host_pages_socket_is_relayed(with_live: Road) -> None:
    address = f"ws://127.0.0.1:{with_live.port}/__alongside/socket"
    with connect(address, subprotocols=[SUBPROTOCOL]) as socket:  # type: ignore[list-item]  # a NewType of str
        assert socket.subprotocol == SUBPROTOCOL
        for message in ('["ping",1]', "あ" * 200_000):
            socket.send(message)
            assert socket.recv(PATIENCE) == message


def test_the_shop_is_as_ever_when_the_live_application_is_down(road: Road, origin: Origin) -> None:
    origin.page("/", b"<p>here")
    answer = fetch(road.port, "/__alongside/session")
    assert (answer.status, answer.field("content-type")) == (503, "application/json")
    assert b"<p>here" in fetch(road.port, "/").body


def test_a_document_of_ours_is_not_injected(with_live: Road) -> None:
    assert b"<script" not in fetch(with_live.port, "/__alongside/anything", NAVIGATION).body


def test_the_cookies_of_the_shop_stay_with_the_shop(with_live: Road, live: Live) -> None:
    fetch(with_live.port, "/__alongside/session", {"Cookie": "login=secret"})
    assert "Cookie" not in live.asked[-1][1]
