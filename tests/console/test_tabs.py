"""Several tabs of one shopper: the list that viewers see, and asking the shopper for another one."""

from typing import Any

import pytest

from tests.console.conftest import SignIn
from tests.console.people import HostPage, Shopper, Viewer, befriend
from tests.console.worker import Worker

pytestmark = pytest.mark.system


def tabs_when(viewer: Viewer, **states: str) -> list[dict[str, Any]]:
    """The first list in which each tab named has these states: "seen", "active", both or ""."""
    while True:
        tabs: list[dict[str, Any]] = viewer.wait_for("tabs")[1]
        found = {tab["id"]: ("seen " * tab["visible"] + "active" * tab["active"]).strip() for tab in tabs}
        if found == states:
            return tabs


def test_a_viewer_is_told_of_all_tabs_and_of_what_becomes_of_them(host: HostPage, shopper: Shopper) -> None:
    with befriend(shopper) as friend:
        with HostPage(shopper, tab="t2", visible=False) as other:
            assert tabs_when(friend, t1="seen active", t2="")[1] == {
                "url": "http://shop.example/t2",
                "title": "t2",
                "id": "t2",
                "visible": False,
                "active": False,
            }
            other.say("page", {"url": "http://shop.example/cart", "title": "Cart"})
            assert friend.wait_for("tabs")[1][1]["title"] == "Cart"
            host.say("tab", False)
            other.say("tab", True)
            tabs_when(friend, t1="", t2="seen active")
        tabs_when(friend, t1="active")


def test_the_page_of_another_tab_does_not_become_the_sessions(host: HostPage, shopper: Shopper) -> None:
    with HostPage(shopper, tab="t2", visible=False) as other, befriend(shopper) as friend:
        other.say("page", {"url": "http://shop.example/cart", "title": "Cart"})
        tabs_when(friend, t1="seen active", t2="")
        assert friend.welcome["url"] == "http://shop.example/t1"
        assert [frame for frame in friend.until_pong() if frame[0] == "page"] == []


def test_a_tab_that_loads_another_page_stays_the_same_tab(shopper: Shopper) -> None:
    with HostPage(shopper):
        pass
    with HostPage(shopper, tab="t2"), HostPage(shopper), befriend(shopper) as friend:
        tabs_when(friend, t1="seen active", t2="seen")


def test_of_one_tab_alone_nothing_is_said(host: HostPage, shopper: Shopper) -> None:
    with befriend(shopper) as friend:
        host.say("page", {"url": "http://shop.example/cart", "title": "Cart"})
        friend.wait_for("page")
        assert [frame for frame in [*friend.skipped, *friend.until_pong()] if frame[0] == "tabs"] == []


def test_a_tab_that_is_asked_for_is_shown_once_the_shopper_agrees(host: HostPage, shopper: Shopper) -> None:
    with HostPage(shopper, tab="t2", visible=False) as other, befriend(shopper) as friend:
        tabs_when(friend, t1="seen active", t2="")
        friend.say("tab", "t2")
        me = friend.welcome["you"]
        assert host.wait_for("ask") == ["ask", me, "t2", "t2"]
        host.say("answer", me, "t2", True)
        assert friend.wait_for("answer") == ["answer", "t2", True]
        other.wait_for("active", True)
        host.wait_for("active", False)
        tabs_when(friend, t1="seen", t2="active")
        assert friend.wait_for("page")[1]["url"] == "http://shop.example/t2"


def test_a_shopper_who_declines_keeps_the_tab_private(host: HostPage, shopper: Shopper) -> None:
    with HostPage(shopper, tab="t2", visible=False) as other, befriend(shopper) as friend:
        tabs_when(friend, t1="seen active", t2="")
        friend.say("tab", "t2")
        host.wait_for("ask")
        host.say("answer", friend.welcome["you"], "t2", False)
        assert friend.wait_for("answer") == ["answer", "t2", False]
        assert [frame for frame in other.until_pong() if frame[0] == "active"] == []


@pytest.mark.parametrize("tab", ["t1", "t9"])
def test_asking_for_the_tab_in_use_or_for_none_is_answered_with_no(
    host: HostPage, shopper: Shopper, tab: str
) -> None:
    with befriend(shopper) as friend:
        friend.say("tab", tab)
        assert friend.wait_for("answer") == ["answer", tab, False]
    assert [frame for frame in host.until_pong() if frame[0] == "ask"] == []


def test_an_answer_of_a_tab_that_is_not_in_use_shows_nothing(host: HostPage, shopper: Shopper) -> None:
    with HostPage(shopper, tab="t2", visible=False) as other:
        other.say("answer", "p2", "t2", True)
        assert [frame for frame in other.until_pong() if frame[0] == "active"] == []


def test_a_supervisor_sees_the_tabs_and_may_not_ask(
    worker: Worker, host: HostPage, shopper: Shopper, sign_in: SignIn
) -> None:
    cookie = sign_in("tabs-watcher@example.com", "supervisor")
    answer = worker.call("POST", "/api/v1/codes", {"code": shopper.code}, cookie=cookie)
    with HostPage(shopper, tab="t2", visible=False), Viewer(worker, answer.json["ticket"]) as watcher:
        tabs_when(watcher, t1="seen active", t2="")
        watcher.say("tab", "t2")
        assert watcher.wait_for("answer") == ["answer", "t2", False]
    assert [frame for frame in host.until_pong() if frame[0] == "ask"] == []


def test_a_tab_in_another_worker_can_be_shown(
    worker: Worker, store_url: str, host: HostPage, shopper: Shopper
) -> None:
    with (
        Worker(store_url) as second,
        HostPage(shopper, tab="t2", visible=False, worker=second) as other,
        befriend(shopper, second) as friend,
    ):
        tabs_when(friend, t1="seen active", t2="")
        friend.say("tab", "t2")
        host.wait_for("ask")
        host.say("answer", friend.welcome["you"], "t2", True)
        other.wait_for("active", True)
        tabs_when(friend, t1="seen", t2="active")


def test_what_a_copy_differs_in_is_counted(worker: Worker, host: HostPage, shopper: Shopper) -> None:
    host.snap()
    line = 'alongside_divergences_total{what="text"}'
    before = worker.metric(line)
    with befriend(shopper) as friend:
        friend.wait_for("snap")
        friend.say("want", "0", "text")
        assert host.wait_for("want") == ["want", "0"]
        friend.say("want", "0", "gap")
        friend.say("want", "0", "a word of a later version")
        friend.until_pong()
    assert worker.metric(line) == before + 1
