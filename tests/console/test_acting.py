"""Acts, pointers, tabs, places and the end of a session, between a host page and its viewers."""

import time

import pytest

from alongside.store import open_store
from tests.console.aside import run as run_aside
from tests.console.conftest import SignIn
from tests.console.people import HostPage, Shopper, Viewer, befriend, join
from tests.console.worker import Worker

pytestmark = pytest.mark.system

CLICK = ["click", "0", 12, 0.5, 0.5, 0, 0]


def open_as(worker: Worker, shopper: Shopper, cookie: str) -> Viewer:
    answer = worker.call("POST", f"/api/v1/sessions/{shopper.session}/open", {}, cookie=cookie)
    assert answer.status == 200, answer.body
    return Viewer(worker, answer.json["ticket"])


def test_an_act_is_carried_to_the_host_page_and_its_fate_back(host: HostPage, shopper: Shopper) -> None:
    with befriend(shopper) as friend:
        friend.say("act", 7, CLICK)
        assert host.wait_for("act") == ["act", friend.welcome["you"], 7, CLICK]
        host.say("done", friend.welcome["you"], 7, "masked")
        assert friend.wait_for("done") == ["done", 7, "masked"]


def test_who_acted_hears_that_the_shopper_is_asked_and_what_came_of_it(
    host: HostPage, shopper: Shopper
) -> None:
    with befriend(shopper) as one, befriend(shopper) as two:
        host.say("asked", one.welcome["you"], 7)
        host.say("done", one.welcome["you"], 7, "declined")
        assert one.wait_for("asked") == ["asked", 7]
        assert one.wait_for("done") == ["done", 7, "declined"]
        assert [frame for frame in two.until_pong() if frame[0] in ("asked", "done")] == []


def test_acts_of_all_viewers_arrive_in_one_order_and_each_hears_of_its_own(
    host: HostPage, shopper: Shopper
) -> None:
    with befriend(shopper) as one, befriend(shopper) as two:
        for seq in range(10):
            one.say("act", seq, CLICK)
            two.say("act", seq, CLICK)
        acts = [host.wait_for("act") for _ in range(20)]
        for viewer in (one, two):
            assert [act[2] for act in acts if act[1] == viewer.welcome["you"]] == list(range(10))
        host.say("done", two.welcome["you"], 3, "ok")
        assert two.wait_for("done") == ["done", 3, "ok"]
        assert [frame for frame in one.until_pong() if frame[0] == "done"] == []


@pytest.mark.parametrize(
    ("action", "fate"),
    [
        (["fold", "0", 12], "invalid"),
        (["click", "0", 12], "invalid"),
        (["click", "0", -1, 0.5, 0.5, 0, 0], "invalid"),
        ({"click": 1}, "invalid"),
    ],
)
def test_an_act_that_is_none_is_refused_and_goes_nowhere(
    host: HostPage, shopper: Shopper, action: object, fate: str
) -> None:
    with befriend(shopper) as friend:
        friend.say("act", 1, action)
        assert friend.wait_for("done") == ["done", 1, fate]
        assert [frame for frame in host.until_pong() if frame[0] == "act"] == []


def test_a_supervisor_watches_and_does_not_act(worker: Worker, sign_in: SignIn) -> None:
    shopper = Shopper(worker, "help")
    with HostPage(shopper) as page:
        page.snap()
        with open_as(worker, shopper, sign_in("watch@example.com", "supervisor")) as supervisor:
            assert supervisor.welcome["may"] == []
            assert supervisor.welcome["state"] == "waiting"
            supervisor.wait_for("snap")
            supervisor.say("act", 1, CLICK)
            assert supervisor.wait_for("done") == ["done", 1, "not-allowed"]
            supervisor.say("point", "0", 1, 2)
            supervisor.say("mark", ["highlight", [SPOT]])
            supervisor.say("mark", ["look", SPOT])
            supervisor.until_pong()
            assert [frame for frame in page.until_pong() if frame[0] in ("act", "point", "mark")] == []


def test_sixty_acts_in_a_second_are_carried_and_more_are_not(host: HostPage, shopper: Shopper) -> None:
    with befriend(shopper) as friend:
        second = int(time.monotonic())
        while int(time.monotonic()) == second:
            pass  # the hub counts in whole seconds of the same clock, so all acts fall into one of them
        for seq in range(61):
            friend.say("act", seq, ["move", "0", 1, 0, 0, 0])
        assert friend.wait_for("done") == ["done", 60, "busy"]
        acts = [host.wait_for("act")[2] for _ in range(60)]
        assert acts == list(range(60))


def test_without_a_host_page_an_act_is_refused(shopper: Shopper) -> None:
    with befriend(shopper) as friend:
        friend.wait_for("away", True)
        friend.say("act", 1, CLICK)
        assert friend.wait_for("done") == ["done", 1, "away"]


def test_pointers_show_to_everyone_else(host: HostPage, shopper: Shopper) -> None:
    with befriend(shopper) as one, befriend(shopper) as two:
        one.say("point", "0", 10, 20.5)
        expected = ["point", one.welcome["you"], "0", 10, 20.5]
        assert host.wait_for("point") == expected
        assert two.wait_for("point") == expected
        host.say("point", "0", None, None)
        assert one.wait_for("point") == ["point", "p1", "0", None, None]
        assert one.skipped.count(expected) == 0


SPOT = ["0", "one", 12, 0, 0, 1, 1]
STROKE = ["draw", "0", "one", 12, 1, [0.5, 0.5, 0.6, 1.2]]


def test_what_somebody_points_out_shows_to_everyone_else(host: HostPage, shopper: Shopper) -> None:
    with befriend(shopper) as one, befriend(shopper) as two:
        for mark in (["highlight", [SPOT]], STROKE, ["look", SPOT], ["highlight", []]):
            one.say("mark", mark)
            assert host.wait_for("mark") == ["mark", one.welcome["you"], mark]
            assert two.wait_for("mark") == ["mark", one.welcome["you"], mark]
        host.say("mark", "p1", STROKE)
        assert one.wait_for("mark") == ["mark", "p1", STROKE]
        assert [frame for frame in one.skipped if frame[0] == "mark"] == []


def test_the_host_page_tells_anew_what_others_highlight_and_speaks_for_nobody_else(
    host: HostPage, shopper: Shopper
) -> None:
    with befriend(shopper) as one, befriend(shopper) as two:
        who = one.welcome["you"]
        for mark in (STROKE, ["look", SPOT]):
            host.say("mark", who, mark)
        host.say("mark", "p77", ["highlight", [SPOT]])
        host.say("mark", "p1", ["look", SPOT])
        host.say("mark", who, ["highlight", [SPOT]])
        for viewer in (one, two):
            assert viewer.wait_for("mark") == ["mark", who, ["highlight", [SPOT]]]
        two.say("mark", ["again"])
        assert host.wait_for("mark") == ["mark", two.welcome["you"], ["again"]]
        assert [frame for frame in one.until_pong() if frame[0] == "mark"] == []


def test_the_tab_that_is_brought_to_the_front_is_captured(host: HostPage, shopper: Shopper) -> None:
    host.snap(epoch="one")
    with befriend(shopper) as friend, HostPage(shopper, tab="t2", visible=False) as second:
        friend.wait_for("snap")
        assert second.welcome["active"] is False
        second.say("tab", True)
        assert second.wait_for("active") == ["active", True]
        assert host.wait_for("active") == ["active", False]
        second.snap(epoch="two")
        assert friend.wait_for("snap")[2] == "two"
        host.say("change", "0", "one", 1, ["of a tab behind"])
        host.until_pong()
        second.change(1, epoch="two")
        assert friend.wait_for("change")[2] == "two"


def test_a_new_tab_that_is_visible_is_captured_at_once(host: HostPage, shopper: Shopper) -> None:
    with befriend(shopper) as friend, HostPage(shopper, tab="t2") as second:
        assert second.welcome["active"] is True
        assert host.wait_for("active") == ["active", False]
        assert friend.wait_for("page") == ["page", {"url": "http://shop.example/t2", "title": "t2"}]


def test_when_the_captured_tab_closes_the_other_one_is_captured(host: HostPage, shopper: Shopper) -> None:
    with befriend(shopper) as friend:
        with HostPage(shopper, tab="t2"):
            host.wait_for("active", False)
        assert host.wait_for("active") == ["active", True]
        assert ["away", True] not in friend.until_pong()


def test_a_newer_connection_of_the_same_tab_replaces_the_older_one(host: HostPage, shopper: Shopper) -> None:
    with HostPage(shopper) as newer:
        assert host.close_code() == 4409
        newer.snap()


def test_a_newer_connection_of_the_same_participant_replaces_the_older_one(
    host: HostPage, shopper: Shopper
) -> None:
    with befriend(shopper) as older, Viewer(shopper.worker, older.ticket) as newer:
        assert older.close_code() == 4409
        assert newer.welcome["you"] == older.welcome["you"]
        host.say("point", "0", 1, 1)
        newer.wait_for("point")


def test_the_host_page_being_away_and_back_is_told(shopper: Shopper) -> None:
    with HostPage(shopper) as page:
        page.snap()
        friend = befriend(shopper)
        friend.wait_for("snap")
    assert friend.wait_for("away") == ["away", True]
    assert [person["here"] for person in friend.wait_for("who")[1]] == [False, True]
    with HostPage(shopper):
        assert friend.wait_for("away") == ["away", False]


def test_the_roster_tells_who_comes_who_is_lost_and_who_leaves(host: HostPage, shopper: Shopper) -> None:
    friend = befriend(shopper)
    you = friend.welcome["you"]
    host.wait_for("who", [*_roster(host, 1), {**_last(friend), "here": True}])
    friend.drop()
    host.wait_for("who", [*_roster(host, 1), {**_last(friend), "here": False}])
    with Viewer(shopper.worker, friend.ticket) as back:
        assert back.welcome["you"] == you
        back.say("leave")
        back.close_code()
    assert [person["id"] for person in _last_who(host)] == ["p1"]


def _roster(host: HostPage, count: int) -> list[object]:
    people: list[object] = host.welcome["participants"]
    return people[:count]


def _last(friend: Viewer) -> dict[str, object]:
    person: dict[str, object] = friend.welcome["participants"][-1]
    return person


def _last_who(host: HostPage) -> list[dict[str, object]]:
    while True:
        people: list[dict[str, object]] = host.wait_for("who")[1]
        if len(people) == 1:
            return people


def test_the_address_and_title_are_told_when_they_change_without_a_load(
    host: HostPage, shopper: Shopper
) -> None:
    with befriend(shopper) as friend:
        host.say("page", {"url": "http://shop.example/#a", "title": "本"})
        assert friend.wait_for("page") == ["page", {"url": "http://shop.example/#a", "title": "本"}]


def test_the_host_page_is_welcomed_with_code_roster_and_rules(worker: Worker) -> None:
    shopper = Shopper(worker, "help", name="Aiko", lang="ja")
    with HostPage(shopper) as page:
        welcome = page.welcome
    assert (welcome["session"], welcome["state"], welcome["kind"]) == (shopper.session, "waiting", "help")
    assert (welcome["you"], welcome["code"], welcome["lang"]) == ("p1", shopper.code, "ja")
    assert [person["name"] for person in welcome["participants"]] == ["Aiko"]
    assert welcome["rules"] == {"mask": [".iban"], "block": [], "noremote": []}


def test_the_shopper_ends_it_for_everyone_and_nothing_of_the_pages_stays(
    host: HostPage, shopper: Shopper, store_url: str
) -> None:
    host.snap()
    with befriend(shopper) as friend:
        friend.wait_for("snap")
        answer = shopper.call("POST", "stop")
        assert answer.status == 204
        assert {name: rest.startswith('""') for name, rest in answer.cookies.items()} == {
            "alongside_session": True,
            "alongside_on": True,
        }
        assert friend.wait_for("state") == ["state", "ended"]
        assert friend.close_code() == 4410
        assert host.close_code() == 4410
    assert shopper.call("GET", "session").status == 404

    async def left() -> tuple[object, list[str]]:
        store = await open_store(store_url)
        logs = await store.logs.tails(shopper.session)
        rows = await store.client.call("KEYS", f"*{shopper.session}*log*")
        audit = [
            entry.deed for entry in await store.sessions.list_audit(100) if entry.session == shopper.session
        ]
        await store.close()
        return (logs, rows), audit

    kept, audit = run_aside(left())
    assert kept == ({}, [])
    assert audit == ["ended", "joined", "consented"]


def test_a_rep_may_end_the_session_and_a_friend_may_not(worker: Worker, sign_in: SignIn) -> None:
    shopper = Shopper(worker, "help")
    with HostPage(shopper) as page, open_as(worker, shopper, sign_in("end@example.com")) as rep:
        friend = befriend(shopper)
        friend.say("end")
        friend.until_pong()
        assert rep.until_pong()
        rep.say("end")
        assert page.close_code() == 4410
        assert friend.close_code() == 4410


def test_a_friend_who_comes_back_with_a_place_is_the_same_one_under_another_name(shopper: Shopper) -> None:
    token = shopper.invite()
    first = join(shopper.worker, token, name="Ann")
    again = join(shopper.worker, token, place=first["place"], name="Anna")
    with Viewer(shopper.worker, again["ticket"]) as friend:
        people = [(person["id"], person["name"]) for person in friend.welcome["participants"]]
        assert people == [("p1", "Shopper"), ("p2", "Anna")]
