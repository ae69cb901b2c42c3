"""Talking by voice over real sockets and two workers: who hears what of a call, and who does not. Browsers are not needed for that."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from alongside.store import open_store
from alongside.store.embedded import EmbeddedValkey
from tests.console.aside import run as run_aside
from tests.console.conftest import SignIn
from tests.console.people import HostPage, Shopper, Socket, Viewer, befriend
from tests.console.worker import Worker

pytestmark = pytest.mark.system

VOICE = {
    "stun": ["stun:turn.example:3478"],
    "turn": ["turn:turn.example:3478"],
    "turn_secret": "north",
}


@pytest.fixture(scope="module")
def other(store_url: str) -> Iterator[Worker]:
    """A second worker, beside `worker`, with servers to find ways by."""
    with Worker(store_url, voice=VOICE) as running:
        yield running


def call(socket: Socket, *step: object) -> None:
    socket.say("call", step)


def news(socket: Socket, kind: str) -> list[Any]:
    """The next that is told of the call in this way; others are skipped."""
    while True:
        told: list[Any] = socket.wait_for("call")[1]
        if told[0] == kind:
            return told[1:]


def stands(socket: Socket, *people: str) -> dict[str, Any]:
    """Until the call stands so that these are in it, each as `participant key`."""
    while True:
        standing: dict[str, Any] = news(socket, "stands")[0]
        if sorted(f"{one['id']} {one['key']}" for one in standing["people"]) == sorted(people):
            return standing


def rings(socket: Socket, by: str, to: str) -> None:
    while {"by": by, "to": to} not in news(socket, "stands")[0]["rings"]:
        pass


def talk(host: Socket, friend: Viewer) -> str:
    """The friend asks and the shopper agrees; the friend's id."""
    me: str = friend.welcome["you"]
    call(friend, "ring", "p1", "kf")
    rings(host, me, "p1")
    call(host, "accept", me, "kh")
    for socket in (host, friend):
        stands(socket, "p1 kh", f"{me} kf")
    return me


def test_a_call_from_ring_to_hang_up_over_two_workers(
    host: HostPage, shopper: Shopper, other: Worker
) -> None:
    with befriend(shopper, other) as friend, befriend(shopper) as outsider:
        me = friend.welcome["you"]
        call(host, "again")
        assert news(host, "stands") == [{"people": [], "rings": [], "seconds": 0}]
        talk(host, friend)
        call(host, "offer", me, "kf", "v=0 of the shopper")
        assert news(friend, "offer") == ["p1", "kh", "v=0 of the shopper"]
        call(friend, "answer", "p1", "kh", "v=0 of the friend")
        assert news(host, "answer") == [me, "kf", "v=0 of the friend"]
        call(friend, "candidate", "p1", "kh", "candidate:1", "0", 0)
        assert news(host, "candidate") == [me, "kf", "candidate:1", "0", 0]
        call(friend, "mute", True)
        assert [one["muted"] for one in news(host, "stands")[0]["people"]] == [True, False]
        call(host, "hang-up")
        for socket in (host, friend, outsider):
            stands(socket)
        told = [frame[1][0] for frame in outsider.until_pong() if frame[0] == "call"]
        assert set(told) <= {"stands"}


def test_what_browsers_say_to_each_other_reaches_nobody_who_is_not_in_the_call(
    host: HostPage, shopper: Shopper
) -> None:
    with befriend(shopper) as friend, befriend(shopper) as outsider:
        me = talk(host, friend)
        stranger = outsider.welcome["you"]
        call(outsider, "come", "ko")
        call(outsider, "offer", "p1", "kh", "an offer of nobody")
        call(host, "offer", stranger, "ko", "an offer to nobody")
        call(host, "offer", me, "an older page", "an offer to a page that is gone")
        call(friend, "offer", me, "kf", "an offer to oneself")
        outsider.until_pong()
        for socket in (host, friend, outsider):
            heard = [frame for frame in socket.until_pong() if frame[0] == "call"]
            assert not [frame for frame in heard if frame[1][0] == "offer"]


def test_another_tab_of_the_shopper_hears_but_does_not_speak_for_them(
    host: HostPage, shopper: Shopper
) -> None:
    with befriend(shopper) as friend, HostPage(shopper, tab="t2", visible=False) as tab:
        me = talk(host, friend)
        call(friend, "offer", "p1", "kh", "v=0")
        for socket in (host, tab):
            assert news(socket, "offer") == [me, "kf", "v=0"]
        call(tab, "offer", me, "kf", "an offer of the other tab")
        tab.until_pong()
        assert not [frame for frame in friend.until_pong() if frame[1][0] == "offer"]
        call(tab, "come", "kt")
        stands(friend, "p1 kt", f"{me} kf")
        call(tab, "offer", me, "kf", "now it speaks")
        assert news(friend, "offer") == ["p1", "kt", "now it speaks"]


def test_a_page_load_in_mid_call(host: HostPage, shopper: Shopper, other: Worker) -> None:
    with befriend(shopper, other) as friend:
        me = talk(host, friend)
        host.drop()
        standing = stands(friend, "p1 kh", f"{me} kf")
        assert [one["away"] for one in standing["people"] if one["id"] == "p1"] == [True]
        with HostPage(shopper) as page:
            call(page, "again")
            assert stands(page, "p1 kh", f"{me} kf")["people"]
            call(page, "come", "kn")
            standing = stands(friend, "p1 kn", f"{me} kf")
            assert not any(one["away"] for one in standing["people"])


def test_who_would_rather_not_says_why_to_who_asked(host: HostPage, shopper: Shopper, other: Worker) -> None:
    with befriend(shopper, other) as friend:
        me = friend.welcome["you"]
        call(host, "ring", me, "kh")
        rings(friend, "p1", me)
        call(friend, "decline", "p1", "no-microphone")
        assert news(host, "declined") == [me, "no-microphone"]
        assert news(host, "stands") == [{"people": [], "rings": [], "seconds": 0}]


def test_a_supervisor_is_no_part_of_a_call(worker: Worker, sign_in: SignIn) -> None:
    shopper = Shopper(worker, "help")
    chief = sign_in("call-chief@example.com", "supervisor", name="Ken")
    ken_in = worker.call("POST", f"/api/v1/sessions/{shopper.session}/open", {}, cookie=chief).json
    with HostPage(shopper) as page, Viewer(worker, ken_in["ticket"]) as ken:
        call(ken, "ring", "p1", "kk")
        call(page, "ring", ken.welcome["you"], "kh")
        assert news(page, "declined") == [ken.welcome["you"], "not-allowed"]
        assert not [frame for frame in ken.until_pong() if frame[0] == "call" and frame[1][0] == "servers"]


def test_servers_come_with_credentials_of_ones_own_before_the_call_does(
    shopper: Shopper, other: Worker
) -> None:
    with HostPage(shopper, worker=other) as page, befriend(shopper, other) as friend:
        me = friend.welcome["you"]
        call(friend, "ring", "p1", "kf")
        call(page, "again")
        rings(page, me, "p1")
        call(page, "accept", me, "kh")
        servers, relayed = news(page, "servers")
        stands(page, "p1 kh", f"{me} kf")
        assert [server["urls"] for server in servers] == [VOICE["stun"], VOICE["turn"]]
        assert servers[1]["username"].endswith(f":{shopper.session[:8]}-p1")
        assert relayed is False


def test_where_voice_is_turned_off_nobody_is_answered(store_url: str) -> None:
    with Worker(store_url, voice={"enabled": False}) as silent, HostPage(Shopper(silent)) as page:
        call(page, "again")
        call(page, "ring", "p2", "k")
        assert not [frame for frame in page.until_pong() if frame[0] == "call"]


def test_no_more_is_handed_on_than_browsers_need(host: HostPage, shopper: Shopper) -> None:
    with befriend(shopper) as friend:
        me = talk(host, friend)
        for count in range(400):
            call(host, "offer", me, "kf", str(count))
        host.until_pong()
        heard = [frame for frame in friend.until_pong() if frame[0] == "call" and frame[1][0] == "offer"]
        assert 12 <= len(heard) <= 200  # twelve in each second that it takes


def test_a_call_is_over_for_everybody_when_a_friend_is_removed(host: HostPage, shopper: Shopper) -> None:
    with befriend(shopper) as friend:
        me = talk(host, friend)
        host.say("remove", me)
        stands(host)


def test_that_a_call_took_place_is_kept_and_no_word_of_it(tmp_path: Path) -> None:
    valkey = EmbeddedValkey(tmp_path)
    url = valkey.start()
    with Worker(url) as worker:
        shopper = Shopper(worker)
        with HostPage(shopper) as host, befriend(shopper) as friend:
            me = talk(host, friend)
            call(host, "offer", me, "kf", "a description that nobody keeps")
            news(friend, "offer")
            call(host, "hang-up")
            stands(friend)

            async def read() -> tuple[list[tuple[str, set[str], str]], bool]:
                store = await open_store(url)
                entries = await store.sessions.list_audit(10)
                session = await store.sessions.get(shopper.session)
                await store.close()
                kept = [
                    (one.session, set(one.who.split(", ")), one.detail)
                    for one in entries
                    if one.deed == "talked"
                ]
                return kept, "nobody keeps" in repr((entries, session))

            kept, is_told = run_aside(read())
            assert kept == [(shopper.session, {me, "p1"}, "0 s")]
            assert not is_told
    valkey.stop()


def test_a_call_outlives_the_worker_that_had_it(tmp_path: Path) -> None:
    valkey = EmbeddedValkey(tmp_path)
    with Worker(valkey.start()) as worker:
        shopper = Shopper(worker)
        host, friend = HostPage(shopper), befriend(shopper)
        me = talk(host, friend)
        worker.kill()
        assert worker.start() == "ready"
        with HostPage(shopper) as back:
            call(back, "again")
            stands(back, "p1 kh", f"{me} kf")
            call(back, "come", "kn")
            stands(back, "p1 kn", f"{me} kf")
    valkey.stop()
