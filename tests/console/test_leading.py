"""The lead among friends, the pause and the removal, over real sockets: told to everybody, held by the hub, and kept on disk."""

import time

import pytest

from alongside.store import open_store
from tests.console.aside import run as run_aside
from tests.console.conftest import SignIn
from tests.console.people import HostPage, Shopper, Viewer, befriend, join
from tests.console.test_acting import CLICK, open_as
from tests.console.worker import Worker

pytestmark = pytest.mark.system


def fate_of(viewer: Viewer, seq: int) -> str:
    viewer.say("act", seq, CLICK)
    return str(viewer.wait_for("done", seq)[2])


def reaches(host: HostPage, viewer: Viewer, seq: int) -> bool:
    """An act goes on to the host page."""
    viewer.say("act", seq, CLICK)
    return host.wait_for("act")[1:3] == [viewer.welcome["you"], seq]


def test_who_leads_acts_and_the_others_point(host: HostPage, shopper: Shopper) -> None:
    with befriend(shopper) as ann, befriend(shopper) as ben:
        you = ann.welcome["you"]
        assert (ann.welcome["lead"], ann.welcome["frozen"]) == ("", False)
        host.say("lead", you)
        assert host.wait_for("lead") == ["lead", you, False]
        assert ann.wait_for("lead")[1:] == [you, False, ann.welcome["may"]]
        assert ben.wait_for("lead") == ["lead", you, False, []]
        assert reaches(host, ann, 1)
        assert fate_of(ben, 1) == "not-allowed"
        ben.say("point", "0", 10, 20)
        assert host.wait_for("point") == ["point", ben.welcome["you"], "0", 10, 20]


def test_a_pause_holds_for_all_and_everyone_goes_on_after_it(
    worker: Worker, host: HostPage, shopper: Shopper, sign_in: SignIn
) -> None:
    cookie = sign_in("pauser@shop.example")
    rep = Viewer(worker, join(worker, shopper.code, cookie=cookie)["ticket"])
    with befriend(shopper) as friend, rep:
        host.say("freeze", True)
        for viewer in (rep, friend):
            assert viewer.wait_for("lead") == ["lead", "", True, []]
            assert fate_of(viewer, 1) == "not-allowed"
        host.say("freeze", False)
        for viewer in (rep, friend):
            assert viewer.wait_for("lead") == ["lead", "", False, viewer.welcome["may"]]
            assert reaches(host, viewer, 2)


def test_who_comes_later_and_who_comes_back_hear_how_it_stands(host: HostPage, shopper: Shopper) -> None:
    with befriend(shopper) as ann:
        host.say("lead", ann.welcome["you"])
        host.say("freeze", True)
        host.wait_for("lead", ann.welcome["you"], True)
    with befriend(shopper) as ben, HostPage(shopper) as again:
        for welcome in (ben.welcome, again.welcome):
            assert (welcome["lead"], welcome["frozen"]) == (ann.welcome["you"], True)
        assert ben.welcome["may"] == []


def test_a_removed_friend_is_told_so_wherever_they_knock(host: HostPage, shopper: Shopper) -> None:
    token = shopper.invite()
    came = join(shopper.worker, token)
    other = join(shopper.worker, token)
    with Viewer(shopper.worker, came["ticket"]) as friend:
        host.wait_for("who")
        host.say("remove", friend.welcome["you"])
        assert friend.close_code() == 4401
    answers = [
        shopper.worker.call("POST", "/api/v1/join", {"token": token, **more})
        for more in ({"place": came["place"]}, {})
    ]
    assert [(one.status, one.code) for one in answers] == [(403, "removed"), (410, "link-expired")]
    assert join(shopper.worker, token, place=other["place"])["name"] == other["name"]


def test_the_link_that_went_with_a_friend_is_not_shown_any_more(host: HostPage, shopper: Shopper) -> None:
    with Viewer(shopper.worker, join(shopper.worker, shopper.token)["ticket"]) as friend:
        host.say("remove", friend.welcome["you"])
        friend.close_code()
    assert shopper.call("GET", "session").json["link"] == ""
    fresh = shopper.invite()
    assert fresh != shopper.token
    assert shopper.call("GET", "session").json["link"].endswith(fresh)


def test_only_the_owner_says_who_may_act(host: HostPage, shopper: Shopper) -> None:
    with befriend(shopper) as ann, befriend(shopper) as ben:
        for frame in (["lead", ann.welcome["you"]], ["freeze", True], ["remove", ben.welcome["you"]]):
            ann.say(*frame)
        told = [*ann.until_pong(), *ben.until_pong(), *host.until_pong()]
        assert [frame for frame in told if frame[0] == "lead"] == []
        assert reaches(host, ben, 1)


def test_what_the_owner_said_is_in_the_audit_when_it_is_told(
    host: HostPage, shopper: Shopper, store_url: str
) -> None:
    with befriend(shopper) as friend:
        you, began = friend.welcome["you"], time.time()
        host.say("lead", you)
        host.say("freeze", True)
        host.say("freeze", False)
        host.wait_for("lead", you, False)
        host.wait_for("lead", you, True)
        host.wait_for("lead", you, False)

        async def read() -> list[tuple[str, str]]:
            store = await open_store(store_url)
            entries = await store.sessions.list_audit(10)
            await store.close()
            ours = [entry for entry in entries if entry.session == shopper.session and entry.at >= began]
            return [(entry.deed, entry.detail) for entry in reversed(ours)]

        assert run_aside(read()) == [("handed-lead", you), ("froze", ""), ("unfroze", "")]


def test_a_rep_acts_whoever_leads_among_the_friends(worker: Worker, sign_in: SignIn) -> None:
    cookie = sign_in("leader@shop.example")
    shopper = Shopper(worker, "help")
    with HostPage(shopper) as host, open_as(worker, shopper, cookie) as rep, befriend(shopper) as friend:
        host.say("lead", "p1")
        assert friend.wait_for("lead") == ["lead", "p1", False, []]
        assert rep.wait_for("lead") == ["lead", "p1", False, rep.welcome["may"]]
        assert reaches(host, rep, 1)
