"""Notes, tags and what is known of a session, over HTTP, on a real store."""

import http.client
import json
from typing import Any

import pytest

from tests.console.conftest import SignIn
from tests.console.people import HostPage, Shopper, befriend
from tests.console.worker import Answer, Worker

pytestmark = pytest.mark.system


@pytest.fixture
def bea(sign_in: SignIn) -> str:
    return sign_in("records-bea@example.com", name="Bea")


@pytest.fixture
def carl(sign_in: SignIn) -> str:
    return sign_in("records-carl@example.com", name="Carl")


@pytest.fixture
def helped(worker: Worker) -> Shopper:
    """Who waits for help."""
    return Shopper(worker, "help", name="Aiko")


def api(shopper: Shopper, rep: str, what: str = "", body: dict[str, str] | None = None) -> Answer:
    """A call about the shopper's session; with a body it is a POST."""
    path = f"/api/v1/sessions/{shopper.session}{what}"
    return shopper.worker.call("POST" if body is not None else "GET", path, body, cookie=rep)


def open_session(shopper: Shopper, rep: str) -> None:
    assert api(shopper, rep, "/open", {}).status == 200


def past(worker: Worker, rep: str, session: str) -> dict[str, Any] | None:
    rows = worker.call("GET", "/api/v1/sessions?ended=1", cookie=rep).json
    return next((row for row in rows if row["session"] == session), None)


def test_a_note_is_read_by_colleagues_and_taken_back_by_its_writer(
    helped: Shopper, bea: str, carl: str
) -> None:
    made = api(helped, bea, "/notes", {"text": "  prefers e-mail "})
    assert (made.status, made.json["text"], made.json["by"]) == (201, "prefers e-mail", "Bea")
    seen = api(helped, carl).json["notes"]
    assert [(note["text"], note["by"], note["mine"]) for note in seen] == [("prefers e-mail", "Bea", False)]
    remove = f"/notes/{made.json['id']}/remove"
    assert api(helped, carl, remove, {}).code == "not-allowed"
    assert api(helped, bea, remove, {}).status == 204
    assert api(helped, carl).json["notes"] == []


def test_nothing_of_it_reaches_the_shopper(helped: Shopper, bea: str) -> None:
    with HostPage(helped) as host:
        open_session(helped, bea)
        api(helped, bea, "/notes", {"text": "quite a secret"})
        api(helped, bea, "/tags", {"do": "add", "tag": "quite a secret"})
        host.until_pong()
        assert "secret" not in json.dumps(host.skipped)
    helped.call("POST", "stop")
    after = f"alongside_after={helped.started.cookies['alongside_after'].partition(';')[0]}"
    transcript = helped.worker.call("GET", "/__alongside/transcript", cookie=after)
    assert (transcript.status, b"secret" in transcript.body) == (200, False)


@pytest.mark.parametrize("what", ["", "/notes", "/tags"])
def test_only_reps_may(helped: Shopper, what: str) -> None:
    assert api(helped, helped.cookie, what, {"text": "x"} if what else None).code == "not-signed-in"


def test_an_empty_note_and_an_empty_tag_are_refused(helped: Shopper, bea: str) -> None:
    assert api(helped, bea, "/notes", {"text": " \n"}).code == "empty"
    assert api(helped, bea, "/tags", {"do": "add", "tag": " "}).code == "empty"
    assert api(helped, bea, "/notes", {"text": "x" * 4001}).code == "bad-request"


def test_tags_that_were_used_are_suggested_the_latest_first(helped: Shopper, bea: str) -> None:
    for tag in ("gift wrap", "delivery"):
        api(helped, bea, "/tags", {"do": "add", "tag": tag})
    taken_off = api(helped, bea, "/tags", {"do": "remove", "tag": "Gift Wrap"})
    assert taken_off.json == {"tags": ["delivery"]}
    assert helped.worker.call("GET", "/api/v1/tags", cookie=bea).json[:2] == ["delivery", "gift wrap"]


def test_every_desk_is_told_at_once(helped: Shopper, bea: str, carl: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", helped.worker.port, timeout=20)
    connection.request("GET", "/api/v1/events", headers={"Cookie": carl})
    stream = connection.getresponse()
    api(helped, bea, "/tags", {"do": "add", "tag": "delivery"})
    api(helped, bea, "/notes", {"text": "waits for a call"})
    while True:
        line = stream.readline().decode()
        rows = json.loads(line.removeprefix("data: ")) if line.startswith("data: [") else []
        mine = [row for row in rows if row.get("session") == helped.session and row.get("notes") == 1]
        if mine:
            break
    connection.close()
    assert (mine[0]["tags"], mine[0]["changes"]) == (["delivery"], 2)


def test_a_session_that_has_ended_is_listed_with_what_is_known_of_it(
    helped: Shopper, bea: str, carl: str
) -> None:
    open_session(helped, bea)
    api(helped, bea, "/tags", {"do": "add", "tag": "returns"})
    assert past(helped.worker, carl, helped.session) is None
    helped.call("POST", "stop")
    api(helped, carl, "/notes", {"text": "parcel found"})
    row = past(helped.worker, carl, helped.session)
    assert row is not None
    assert (row["shopper"]["name"], row["reps"], row["tags"], row["notes"]) == (
        "Aiko",
        ["Bea"],
        ["returns"],
        1,
    )
    details = api(helped, bea).json
    assert (details["state"], details["visit"], details["notes"][0]["by"]) == ("ended", None, "Carl")


def test_friends_among_themselves_are_nobody_elses_business(shopper: Shopper, bea: str) -> None:
    with befriend(shopper):
        assert api(shopper, bea).code == "no-such-session"
        assert api(shopper, bea, "/notes", {"text": "x"}).code == "no-such-session"
    shopper.call("POST", "stop")
    assert past(shopper.worker, bea, shopper.session) is None
    assert api(shopper, bea).code == "no-such-session"


def test_a_session_knows_the_visit_that_it_grew_out_of_and_the_next_one_its_tags(
    worker: Worker, bea: str
) -> None:
    page = {"url": "http://shop.example/tea", "title": "Tea", "lang": "ja"}
    beat = worker.call("POST", "/__alongside/here", page)
    cookie = f"alongside_visitor={beat.cookies['alongside_visitor'].partition(';')[0]}"

    def start() -> str:
        body = {"kind": "help", "consent": True, "name": "Aiko", **page}
        session: str = worker.call("POST", "/__alongside/session", body, cookie=cookie).json["session"]
        return session

    def details() -> dict[str, Any]:
        known: dict[str, Any] = worker.call("GET", f"/api/v1/sessions/{session}", cookie=bea).json
        return known

    def row() -> dict[str, Any]:
        rows = worker.call("GET", "/api/v1/sessions", cookie=bea).json
        return next(row for row in rows if row["session"] == session)

    def tag(do: str, tag: str) -> None:
        body = {"do": do, "tag": tag}
        assert worker.call("POST", f"/api/v1/sessions/{session}/tags", body, cookie=bea).status == 200

    session = start()
    assert (details()["shopper"], details()["device"]) == ({"name": "Aiko", "lang": "ja"}, "desktop")
    assert (details()["visit"]["pages"], details()["visit"]["trail"][0]["url"]) == (1, page["url"])
    tag("add", "gift")
    tag("add", "regular")
    assert (row()["tags"], row()["earlier"]) == (["gift", "regular"], [])
    worker.call("POST", f"/api/v1/sessions/{session}/open", {}, cookie=bea)
    assert worker.call("POST", f"/api/v1/sessions/{session}/end", {}, cookie=bea).status == 204
    # The visitor is back.
    worker.call("POST", "/__alongside/here", page, cookie=cookie)
    visitors = worker.call("GET", "/api/v1/visitors", cookie=bea).json
    assert ["gift", "regular"] in [sorted(one["tags"]) for one in visitors]
    session = start()
    tag("add", "Gift")
    assert (row()["tags"], row()["earlier"], details()["earlier"]) == (["Gift"], ["regular"], ["regular"])
    tag("remove", "REGULAR")
    assert (row()["tags"], row()["earlier"]) == (["Gift"], [])
