"""What programs are told of what happens: each event once, in order, from where they stood, and nothing that is not for them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from alongside.events import TYPES
from alongside.store.embedded import EmbeddedValkey
from tests.console.conftest import SignIn
from tests.console.people import HostPage, Shopper, Viewer, befriend, join
from tests.console.programs import Program, Reader
from tests.console.worker import Worker

pytestmark = pytest.mark.system


@pytest.fixture(scope="module")
def program(worker: Worker, store_url: str) -> Program:
    return Program(worker, store_url, "crm")


@pytest.fixture(scope="module")
def other(store_url: str) -> Iterator[Worker]:
    with Worker(store_url) as running:
        yield running


def test_a_session_is_told_from_start_to_end_at_every_worker(
    worker: Worker, other: Worker, program: Program, sign_in: SignIn
) -> None:
    mia = sign_in("happened-mia@example.com", name="Mia")
    with Reader(program) as reader:
        assert reader.next()[0] == "since"
        shopper = Shopper(other, "help")
        started = reader.wait_for("session.started")
        assert (started["data"]["session"], started["data"]["state"]) == (shopper.session, "waiting")
        ticket = worker.call("POST", f"/api/v1/sessions/{shopper.session}/open", {}, cookie=mia).json[
            "ticket"
        ]
        taken = reader.wait_for("session.taken")["data"]
        assert (taken["by"]["account"], taken["by"]["name"]) == ("happened-mia@example.com", "Mia")
        with HostPage(shopper) as page, Viewer(worker, ticket) as viewer:
            page.say("say", "k1", {"text": "is it oak?"})
            viewer.wait_for("said")
            page.say("say", "k1", {"text": "is it oak?"})
            viewer.say("say", "k1", {"text": "a regular", "aside": True})
            lines = [reader.wait_for("line.said")["data"] for _ in range(2)]
            assert [
                (line["number"], line["line"]["text"], line["line"].get("aside", False)) for line in lines
            ] == [
                (1, "is it oak?", False),
                (2, "a regular", True),
            ]
            shopper.call("POST", "stop")
        ended = reader.wait_for("session.ended")["data"]
        assert (ended["state"], [person["role"] for person in ended["participants"]]) == (
            "ended",
            ["shopper", "rep"],
        )


def test_who_was_cut_off_goes_on_after_the_last_event_and_hears_each_once(
    worker: Worker, program: Program
) -> None:
    with Reader(program) as reader:
        reader.next()
        Shopper(worker, "help")
        first = reader.wait_for("session.started")
    before = reader.last
    missed = [Shopper(worker, "help").session for _ in range(3)]
    with Reader(program, last=before) as back:
        assert back.next()[0] == "since"
        told = [back.wait_for("session.started") for _ in range(3)]
        assert [event["data"]["session"] for event in told] == missed
        assert first["id"] not in {event["id"] for event in told}
    paged = program.call("GET", f"happened?after={before}&limit=2").json
    rest = program.call("GET", f"happened?after={paged['next']}").json
    assert [event["id"] for event in paged["events"] + rest["events"]] == [event["id"] for event in told]
    assert (paged["missed"], rest["missed"]) == (False, False)


def test_who_was_away_for_too_long_is_told_so(program: Program, worker: Worker) -> None:
    Shopper(worker, "help")
    with Reader(program, last="1000-0") as reader:
        assert reader.next()[0] == "missed"
    assert program.call("GET", "happened?after=1000-0&limit=1").json["missed"] is True


@pytest.mark.parametrize("query", ["after=x", "after=1-", "limit=0", "limit=101", "limit=x", "limit=-1"])
def test_a_place_that_cannot_be_is_refused(program: Program, query: str) -> None:
    assert program.call("GET", f"happened?{query}").code == "bad-request"


def test_friends_among_themselves_are_told_to_nobody(worker: Worker, program: Program) -> None:
    before = program.place()
    shopper = Shopper(worker)
    with HostPage(shopper) as page, befriend(shopper) as friend:
        page.say("say", "k1", {"text": "shall I?"})
        friend.wait_for("said")
    shopper.call("POST", "stop")
    assert program.happened(before, shopper.session) == []


def test_a_rep_reads_the_lines_of_their_own_sessions_alone(
    worker: Worker, store_url: str, sign_in: SignIn
) -> None:
    mia = sign_in("happened-lines@example.com", name="Mia")
    rep, chief = Program(worker, store_url, "rep-bot", "rep"), Program(worker, store_url, "chief-bot")
    before = rep.place()
    shopper = Shopper(worker, "help")
    with (
        HostPage(shopper) as page,
        Viewer(worker, join(worker, shopper.code, cookie=mia)["ticket"]) as viewer,
    ):
        page.say("say", "k1", {"text": "my address is"})
        viewer.wait_for("said")
    assert [event["type"] for event in rep.happened(before, shopper.session)] == [
        "session.started",
        "session.taken",
    ]
    assert [event["type"] for event in chief.happened(before, shopper.session)][-1] == "line.said"
    assert worker.call("GET", "/api/v1/happened").status == 401


def test_calls_messages_and_ratings_are_told_with_what_became_of_them(tmp_path: Path) -> None:
    valkey = EmbeddedValkey(tmp_path)
    with Worker(valkey.start()) as worker:
        program = Program(worker, valkey.address, "phone", "rep")
        call = {
            "number": "090-1234-5678",
            "country": "JP",
            "lang": "ja",
            "url": "http://shop.example/",
            "title": "T",
        }
        asked = worker.call("POST", "/__alongside/callback", call)
        cookie = f"alongside_call={asked.cookies['alongside_call'].partition(';')[0]}"
        start = {"kind": "callback", "consent": True, "url": "http://shop.example/oak", "title": "Oak"}
        session = worker.call("POST", "/__alongside/session", start, cookie=cookie)
        (first, started, shared) = program.happened("0-0")
        assert (first["type"], first["data"]["number"], first["data"]["lang"]) == (
            "callback.asked",
            "+819012345678",
            "ja",
        )
        assert (started["type"], shared["type"]) == ("session.started", "callback.shared")
        assert (shared["data"]["session"], shared["data"]["code"]) == (
            session.json["session"],
            session.json["code"],
        )
        case = f"callbacks/{first['data']['id']}"
        for body in ({"do": "take"}, {"do": "outcome", "outcome": "done", "note": "wants two"}):
            assert program.call("POST", case, body).status == 200
        worker.call("POST", "/__alongside/message", {"text": "Is it oak?", "contact": "ann@example.com"})
        (message,) = program.call("GET", "messages").json
        program.call("POST", f"messages/{message['id']}", {"do": "take"})
        after = f"alongside_after={session.cookies['alongside_after'].partition(';')[0]}"
        worker.call("POST", "/__alongside/rating", {"stars": 5, "comment": "kind"}, cookie=after)
        told = program.happened("0-0")
        assert [event["type"] for event in told[3:]] == [
            "callback.changed",
            "callback.changed",
            "message.left",
            "message.changed",
            "rating.given",
        ]
        assert told[4]["data"]["tries"][0]["note"] == "wants two"
        assert {event["type"] for event in told} | {"session.taken", "session.ended", "line.said"} == set(
            TYPES
        )
    valkey.stop()


def test_what_is_kept_for_long_comes_in_pages(tmp_path: Path) -> None:
    valkey = EmbeddedValkey(tmp_path)
    with Worker(valkey.start()) as worker:
        program = Program(worker, valkey.address, "pages", "rep")
        for number in range(5):
            worker.call("POST", "/__alongside/message", {"text": f"{number}", "contact": "ann@example.com"})
        for path, texts in (("messages?limit=2", "43210"), ("messages?open=1&limit=2", "01234")):
            found, link = "", path
            while link:
                answer = program.call("GET", link)
                assert answer.status == 200
                assert len(answer.json) <= 2
                found += "".join(row["text"] for row in answer.json)
                link = (answer.headers["link"] or "").partition("</api/v1/")[2].partition(">")[0]
            assert found == texts
        assert program.call("GET", "messages?limit=201").code == "bad-request"
    valkey.stop()
