"""Links, codes, places and the queue: who comes in, who does not, and what is told to those who do not."""

import http.client
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any
from urllib.parse import quote

import pytest
from msgspec.structs import replace

from tests.console.conftest import SignIn
from tests.console.people import HostPage, Shopper, Viewer, join
from tests.console.test_shopper_calls import change, get
from tests.console.worker import Answer, Worker

pytestmark = pytest.mark.system

_addresses = count(1)


@pytest.fixture
def address() -> str:
    """A client's address that no other test has used up."""
    return f"192.0.2.{next(_addresses)}"


def redeem(worker: Worker, token: str, *, cookie: str = "", address: str = "192.0.2.250") -> Answer:
    return worker.call("POST", "/api/v1/join", {"token": token}, cookie=cookie, X_Forwarded_For=address)


def visit(
    worker: Worker, path: str, *, cookie: str = "", address: str = "192.0.2.250", **headers: str
) -> Answer:
    return worker.call("GET", path, cookie=cookie, X_Forwarded_For=address, **headers)


def test_a_friend_comes_in_by_link_without_an_account(shopper: Shopper) -> None:
    joined = join(shopper.worker, shopper.token, name="  Ann  ")
    assert (joined["session"], joined["role"], joined["name"]) == (shopper.session, "friend", "Ann")
    assert visit(shopper.worker, f"/s/{shopper.token}").status == 200


def test_a_friend_without_a_name_gets_one_in_the_shoppers_language(worker: Worker) -> None:
    assert join(worker, Shopper(worker, lang="ja").token)["name"] == "お友だち"


def test_a_link_for_reps_asks_for_a_sign_in_and_then_lets_in(worker: Worker, sign_in: SignIn) -> None:
    shopper = Shopper(worker, "help")
    assert redeem(worker, shopper.token).code == "not-signed-in"
    page = visit(worker, f"/s/{shopper.token}")
    assert (page.status, page.headers["location"]) == (303, f"/desk?return=%2Fs%2F{shopper.token}")
    cookie = sign_in("link@example.com", name="Lina")
    assert visit(worker, f"/s/{shopper.token}", cookie=cookie).status == 200
    joined = redeem(worker, shopper.token, cookie=cookie).json
    assert (joined["role"], joined["name"]) == ("rep", "Lina")


def test_opening_the_address_alone_uses_nothing_up(shopper: Shopper, store_url: str) -> None:
    visit(shopper.worker, f"/s/{shopper.token}")
    assert get(store_url, shopper.session).links[0].used is False


@pytest.mark.parametrize("token", ["made-up", "x" * 27, "%00", "日本"])
def test_a_wrong_link_gets_a_clear_page(worker: Worker, token: str, address: str) -> None:
    page = visit(worker, f"/s/{quote(token)}", address=address)
    assert page.status == 404
    assert 'data-code="not-found"' in page.body.decode()
    assert redeem(worker, token, address=address).code == "not-found"


def test_a_link_that_nobody_used_expires(shopper: Shopper, store_url: str) -> None:
    session = get(store_url, shopper.session)
    change(store_url, session.id, links=(replace(session.links[0], expires=0.0),))
    page = visit(shopper.worker, f"/s/{shopper.token}")
    assert page.status == 410
    assert 'data-code="link-expired"' in page.body.decode()
    refused = redeem(shopper.worker, shopper.token)
    assert (refused.status, refused.code) == (410, "link-expired")


def test_a_link_in_use_does_not_expire(shopper: Shopper, store_url: str) -> None:
    join(shopper.worker, shopper.token)
    session = get(store_url, shopper.session)
    change(store_url, session.id, links=(replace(session.links[0], expires=0.0),))
    assert join(shopper.worker, shopper.token)["role"] == "friend"


def test_links_and_places_of_an_ended_session_say_so(shopper: Shopper) -> None:
    place = join(shopper.worker, shopper.token)["place"]
    shopper.call("POST", "stop")
    page = visit(shopper.worker, f"/s/{shopper.token}")
    assert page.status == 410
    assert 'data-code="session-ended"' in page.body.decode()
    again = shopper.worker.call("POST", "/api/v1/join", {"token": shopper.token, "place": place})
    assert (again.status, again.code) == (410, "session-ended")


def test_eight_friends_come_in_and_no_ninth(shopper: Shopper) -> None:
    for _ in range(8):
        join(shopper.worker, shopper.token)
    refused = redeem(shopper.worker, shopper.token)
    assert (refused.status, refused.code) == (409, "full")


def test_a_rep_comes_in_by_code_once_and_the_same_rep_again(
    worker: Worker, sign_in: SignIn, address: str
) -> None:
    shopper = Shopper(worker, "help")
    first, second = sign_in("first@example.com"), sign_in("second@example.com")
    with HostPage(shopper) as page:
        opened = worker.call("POST", "/api/v1/codes", {"code": shopper.code}, cookie=first)
        assert opened.json["session"] == shopper.session
        assert page.wait_for("who")[1][1]["role"] == "rep"
        assert page.wait_for("state") == ["state", "active"]
        with Viewer(worker, opened.json["ticket"]) as rep:
            assert rep.welcome["may"]
    assert shopper.call("GET", "session").json["code"] is None
    late = worker.call("POST", "/api/v1/codes", {"code": shopper.code}, cookie=second)
    assert (late.status, late.code) == (410, "link-used")
    page_of_late = visit(worker, f"/s/{shopper.code}", cookie=second, address=address)
    assert (page_of_late.status, 'data-code="link-used"' in page_of_late.body.decode()) == (410, True)
    assert visit(worker, f"/s/{shopper.code}", cookie=first).status == 200
    assert redeem(worker, shopper.code, cookie=first).json["session"] == shopper.session


def test_a_code_may_be_typed_with_spaces(worker: Worker, sign_in: SignIn) -> None:
    shopper = Shopper(worker, "help")
    spoken = f" {shopper.code[:3]} {shopper.code[3:]} "
    answer = worker.call("POST", "/api/v1/codes", {"code": spoken}, cookie=sign_in("space@example.com"))
    assert answer.json["session"] == shopper.session


def test_a_code_without_a_sign_in_leads_to_it(worker: Worker) -> None:
    shopper = Shopper(worker, "help")
    page = visit(worker, f"/s/{shopper.code}")
    assert (page.status, page.headers["location"]) == (303, f"/desk?return=%2Fs%2F{shopper.code}")
    assert redeem(worker, shopper.code).code == "not-signed-in"


def test_a_code_expires(worker: Worker, sign_in: SignIn, store_url: str) -> None:
    shopper = Shopper(worker, "help")
    code = get(store_url, shopper.session).code
    assert code
    change(store_url, shopper.session, code=replace(code, expires=0.0))
    cookie = sign_in("late@example.com")
    answer = worker.call("POST", "/api/v1/codes", {"code": shopper.code}, cookie=cookie)
    assert (answer.status, answer.code) == (410, "link-expired")
    assert shopper.call("GET", "session").json["code"] is None


def test_ten_wrong_codes_are_told_so_and_the_next_has_to_wait(
    worker: Worker, sign_in: SignIn, address: str
) -> None:
    cookie, shopper = sign_in("guess@example.com"), Shopper(worker, "help")

    def enter(code: str) -> Answer:
        return worker.call("POST", "/api/v1/codes", {"code": code}, cookie=cookie, X_Forwarded_For=address)

    wrong = [enter(f"x{number}") for number in range(10)]
    assert {(answer.status, answer.code) for answer in wrong} == {(404, "code-wrong")}
    locked = enter(shopper.code)
    assert (locked.status, locked.code) == (429, "too-often")
    assert locked.headers["retry-after"]
    assert visit(worker, f"/s/{shopper.code}", cookie=cookie, address=address).status == 429
    assert worker.call("POST", "/api/v1/codes", {"code": shopper.code}, cookie=cookie).status == 200


def test_of_two_reps_who_open_at_once_one_gets_it_and_the_other_hears_who(
    worker: Worker, sign_in: SignIn
) -> None:
    reps = {name: sign_in(f"{name.lower()}@example.com", name=name) for name in ("Rei", "Sam")}
    for _ in range(5):
        shopper = Shopper(worker, "help")

        def take(cookie: str, path: str = f"/api/v1/sessions/{shopper.session}/open") -> Answer:
            return worker.call("POST", path, {}, cookie=cookie)

        with ThreadPoolExecutor(2) as pool:
            answers = dict(zip(reps, pool.map(take, reps.values()), strict=True))
        winners = [name for name, answer in answers.items() if answer.status == 200]
        losers = [answer for answer in answers.values() if answer.status == 409]
        assert len(winners) == len(losers) == 1
        assert losers[0].json["error"]["who"] == winners[0]
        assert take(reps[winners[0]]).status == 200


def test_a_supervisor_watches_what_a_rep_has(worker: Worker, sign_in: SignIn) -> None:
    shopper = Shopper(worker, "help")
    path = f"/api/v1/sessions/{shopper.session}/open"
    worker.call("POST", path, {}, cookie=sign_in("holder@example.com"))
    with Viewer(
        worker, worker.call("POST", path, {}, cookie=sign_in("boss@example.com", "supervisor")).json["ticket"]
    ) as boss:
        assert [person["role"] for person in boss.welcome["participants"]] == ["shopper", "rep", "supervisor"]


def test_the_queue_shows_who_waits_longest_first_and_no_friends(worker: Worker, sign_in: SignIn) -> None:
    cookie = sign_in("queue@example.com")
    first, taken, friends, last = (
        Shopper(worker, kind, name=kind) for kind in ("help", "help", "friend", "callback")
    )
    worker.call("POST", f"/api/v1/sessions/{taken.session}/open", {}, cookie=cookie)
    rows = worker.call("GET", "/api/v1/sessions", cookie=cookie).json
    mine = [row for row in rows if row["session"] in {s.session for s in (first, taken, friends, last)}]
    assert [row["session"] for row in mine] == [first.session, last.session, taken.session]
    assert [row["mine"] for row in mine] == [False, False, True]
    assert mine[1]["kind"] == "callback"
    assert mine[0]["shopper"] == {"name": "help", "lang": "en"}
    assert mine[0]["url"] == "http://shop.example/"
    paged = list(turn_pages(worker, "/api/v1/sessions?limit=1", cookie))
    assert [row["session"] for row in paged] == [row["session"] for row in rows]
    gone = f"/api/v1/sessions?after=0.{rows[0]['since']}.gone"
    assert worker.call("GET", gone, cookie=cookie).json[0] == rows[0]
    assert worker.call("GET", "/api/v1/sessions?after=else", cookie=cookie).status == 400


def turn_pages(worker: Worker, path: str, cookie: str) -> Iterator[dict[str, Any]]:
    """What stands on a list's page and on all that its links lead to."""
    while path:
        answer = worker.call("GET", path, cookie=cookie)
        yield from answer.json
        path = (answer.headers["link"] or "").partition(">")[0].lstrip("<")


def test_a_session_among_friends_cannot_be_taken_from_the_queue(shopper: Shopper, sign_in: SignIn) -> None:
    path = f"/api/v1/sessions/{shopper.session}/open"
    answer = shopper.worker.call("POST", path, {}, cookie=sign_in("nosy@example.com"))
    assert (answer.status, answer.code) == (403, "not-allowed")


def test_a_session_that_is_not_there_cannot_be_opened(worker: Worker, sign_in: SignIn) -> None:
    answer = worker.call("POST", "/api/v1/sessions/none/open", {}, cookie=sign_in("none@example.com"))
    assert (answer.status, answer.code) == (404, "no-such-session")


def test_the_queue_is_told_as_it_changes(worker: Worker, sign_in: SignIn) -> None:
    cookie = sign_in("events@example.com")
    connection = http.client.HTTPConnection("127.0.0.1", worker.port, timeout=20)
    connection.request("GET", "/api/v1/events", headers={"Cookie": cookie})
    stream = connection.getresponse()
    assert stream.headers["content-type"].startswith("text/event-stream")

    def next_list() -> list[dict[str, object]]:
        is_queue = False
        while True:
            line = stream.readline().decode()
            is_queue = line == "event: queue\n" if line.startswith("event: ") else is_queue
            if is_queue and line.startswith("data: "):
                rows: list[dict[str, object]] = json.loads(line[6:])
                return rows

    def state_of(session: str) -> object:
        while True:
            states = {row["session"]: row["state"] for row in next_list()}
            if session in states:
                return states[session]

    next_list()
    shopper = Shopper(worker, "help")
    assert state_of(shopper.session) == "waiting"
    worker.call("POST", f"/api/v1/sessions/{shopper.session}/open", {}, cookie=cookie)
    while state_of(shopper.session) != "active":
        pass
    shopper.call("POST", "stop")
    while shopper.session in {row["session"] for row in next_list()}:
        pass
    connection.close()
