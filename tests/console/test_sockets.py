"""Who gets a socket and who does not, and what may be sent on it. Each bound at the bound and one past it."""

import asyncio
from typing import Any

import pytest
from starlette.websockets import WebSocket
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from console.sockets import Closed, receive_hello
from tests.console.aside import run as run_aside
from tests.console.people import SUBPROTOCOL, HostPage, IdleViewer, Shopper, Socket, befriend, join
from tests.console.worker import Worker

pytestmark = pytest.mark.system

MIB = 1024 * 1024


@pytest.mark.parametrize("path", ["/socket", "/__alongside/socket"])
def test_a_page_of_another_site_gets_no_socket(worker: Worker, shopper: Shopper, path: str) -> None:
    with Socket(worker, path, Cookie=shopper.cookie, Origin="http://evil.example") as foreign:
        assert foreign.close_code() == 4403


@pytest.mark.parametrize(
    ("origin", "more"),
    [
        ("http://shop.example", {}),
        ("https://edge.example", {"X-Forwarded-Host": "edge.example"}),
    ],
)
def test_the_shops_own_pages_get_one(
    worker: Worker, shopper: Shopper, origin: str, more: dict[str, str]
) -> None:
    with Socket(worker, "/__alongside/socket", Cookie=shopper.cookie, Origin=origin, **more) as own:
        own.say("ping", 1)
        assert own.close_code() == 4400


def test_without_our_subprotocol_there_is_nothing_to_say(worker: Worker) -> None:
    address = f"ws://127.0.0.1:{worker.port}/socket"
    with connect(address, subprotocols=[Subprotocol("other")]) as socket:
        assert Socket.close_code(_bare(socket)) == 4400


def _bare(connection: Any) -> Socket:
    socket = Socket.__new__(Socket)
    socket.connection, socket.skipped = connection, []
    return socket


@pytest.mark.parametrize(("cookie", "code"), [("", 4401), ("alongside_session=unknown", 4404)])
def test_a_host_page_needs_the_cookie_of_a_session(worker: Worker, cookie: str, code: int) -> None:
    with Socket(worker, "/__alongside/socket", Cookie=cookie) as socket:
        assert socket.close_code() == code


def test_the_cookie_of_an_ended_session_opens_nothing(worker: Worker, shopper: Shopper) -> None:
    shopper.call("POST", "stop")
    with Socket(worker, "/__alongside/socket", Cookie=shopper.cookie) as socket:
        assert socket.close_code() == 4404


def test_a_viewer_needs_a_ticket(worker: Worker) -> None:
    with Socket(worker, "/socket") as socket:
        socket.say("hello", {"ticket": "made up", "position": {}, "visible": True})
        assert socket.close_code() == 4401


def test_the_ticket_of_an_ended_session_says_so(worker: Worker, shopper: Shopper) -> None:
    ticket = join(worker, shopper.invite())["ticket"]
    shopper.call("POST", "stop")
    with Socket(worker, "/socket") as socket:
        socket.say("hello", {"ticket": ticket, "position": {}, "visible": True})
        assert socket.close_code() == 4410


@pytest.mark.parametrize(
    "text", ["", "ping", "{}", '["ping"]', '["ping","1"]', '["snap","0","e"]', '["hello",{}]']
)
def test_a_malformed_frame_of_a_host_page_closes_its_socket(host: HostPage, text: str) -> None:
    host.connection.send(text)
    assert host.close_code() == 4400


@pytest.mark.parametrize("text", ['["act",1]', '["point","0"]', '["want"]', "[[]]"])
def test_a_malformed_frame_of_a_viewer_closes_its_socket_and_no_other(
    host: HostPage, shopper: Shopper, text: str
) -> None:
    with befriend(shopper) as friend, befriend(shopper) as other:
        friend.connection.send(text)
        assert friend.close_code() == 4400
        other.until_pong()
        host.until_pong()


def test_a_binary_frame_is_malformed(host: HostPage) -> None:
    host.connection.send(b'["ping",1]')
    assert host.close_code() == 4400


def test_frames_of_a_later_version_are_ignored(host: HostPage, shopper: Shopper) -> None:
    host.say("zoom", 1.5)
    host.until_pong()
    with befriend(shopper) as friend:
        friend.say("wave")
        friend.until_pong()


def test_a_frame_of_eight_mebibytes_is_taken_and_one_byte_more_is_not(
    host: HostPage, shopper: Shopper
) -> None:
    head, tail = '["snap","0","e",0,["', '"]]'
    at_bound = head + "x" * (8 * MIB - len(head) - len(tail)) + tail
    host.connection.send(at_bound)
    host.wait_for("ack")
    with befriend(shopper) as friend:
        assert friend.connection.recv(timeout=20) == at_bound
    host.connection.send(at_bound + " ")
    assert host.close_code() == 4413


def test_sixty_four_frames_are_kept_and_no_more(host: HostPage, shopper: Shopper) -> None:
    for number in range(64):
        host.say("snap", str(number), "e", 0, [])
    host.wait_for("ack", "63")
    host.say("snap", "64", "e", 0, [])
    assert [frame for frame in host.until_pong() if frame[0] == "ack"] == []
    host.say("gone", "63", "e")
    host.snap(frame="64")
    with befriend(shopper) as friend:
        seen = {friend.wait_for("snap")[1] for _ in range(64)}
    assert seen == {str(number) for number in range(65)} - {"63"}


def test_after_five_thousand_changes_a_snapshot_is_asked_for_and_after_ten_thousand_none_is_taken(
    host: HostPage,
) -> None:
    host.snap()
    _change(host, 1, 4_999)
    assert ["want", "0"] not in host.skipped
    host.say("change", "0", "e", 5_000, [])
    host.wait_for("want", "0")
    _change(host, 5_001, 10_000)
    host.say("change", "0", "e", 10_001, [])
    assert ["ack", "0", "e", 10_001] not in host.until_pong()
    host.snap(10_001)


def _change(host: HostPage, first: int, last: int) -> None:
    for offset in range(first, last + 1):
        host.say("change", "0", "e", offset, [])
    host.wait_for("ack", "0", "e", last)


def test_after_four_mebibytes_of_changes_a_snapshot_is_asked_for(host: HostPage) -> None:
    host.snap()
    head, tail = '["change","0","e",1,["', '"]]'
    host.connection.send(head + "x" * (4 * MIB - 1 - len(head) - len(tail)) + tail)
    host.wait_for("ack", "0", "e", 1)
    assert ["want", "0"] not in host.until_pong()
    host.say("change", "0", "e", 2, [])
    host.wait_for("want", "0")


def test_a_viewer_that_does_not_read_is_cut_and_the_others_are_not(host: HostPage, shopper: Shopper) -> None:
    host.snap()
    ticket = join(shopper.worker, shopper.invite())["ticket"]
    with IdleViewer(shopper.worker, ticket) as slow, befriend(shopper) as quick:
        slow.wait_for("snap")
        quick.wait_for("snap")
        cut = 'alongside_closes_total{code="4429"}'
        before, sent = shopper.worker.metric(cut), 0
        while shopper.worker.metric(cut) == before:
            sent += 1
            host.snap(sent, content="x" * MIB)
            assert quick.wait_for("snap")[3] == sent
            assert sent < 256, "nobody was cut"  # the kernel takes some MiB on either side
        host.change(sent + 1)
        assert quick.wait_for("change")[3] == sent + 1
        assert slow.close_code() == 4429


class Silent:
    """A client that never says anything."""

    async def receive(self) -> Any:
        await asyncio.Event().wait()


def test_who_does_not_greet_in_time_is_let_go() -> None:
    socket = WebSocket({"type": "websocket"}, Silent().receive, send=_nowhere)

    async def wait() -> None:
        with pytest.raises(Closed) as caught:
            await receive_hello(socket, 0.01)
        assert caught.value.code == 4408

    run_aside(wait())


async def _nowhere(_: object) -> None:
    return


def test_the_subprotocol_is_confirmed(host: HostPage) -> None:
    assert host.connection.subprotocol == SUBPROTOCOL
