"""Reps as admins keep them: made, changed, given a way in, removed; and an admin always remains."""

import http.client
from collections.abc import Iterator

import pytest

from alongside.store.embedded import EmbeddedValkey
from tests.console.conftest import PASSWORD, SignIn
from tests.console.people import Shopper, Viewer
from tests.console.worker import Answer, Worker

pytestmark = pytest.mark.system

NEW_PASSWORD = "an entirely new one"


@pytest.fixture(scope="module")
def store_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Nobody else's reps."""
    server = EmbeddedValkey(tmp_path_factory.mktemp("reps"))
    yield server.start()
    server.stop()


@pytest.fixture(scope="module")
def worker(store_url: str) -> Iterator[Worker]:
    with Worker(store_url) as running:
        yield running


@pytest.fixture
def admin(sign_in: SignIn) -> str:
    return sign_in("ada@example.com", "admin", "Ada")


def put(worker: Worker, cookie: str, email: str, **profile: object) -> Answer:
    """By somebody who has just read the account."""
    seen = {"role": "rep", "version": version_of(worker, cookie, email)}
    return worker.call("PUT", f"/api/v1/reps/{email}", {**seen, **profile}, cookie=cookie)


def version_of(worker: Worker, cookie: str, email: str) -> int:
    rows = worker.call("GET", "/api/v1/reps", cookie=cookie).json
    known = {row["email"]: row["version"] for row in rows} if isinstance(rows, list) else {}
    return int(known.get(email.lower(), 0))


def sign_in_by_link(worker: Worker, cookie: str, email: str) -> str:
    link: str = worker.call("POST", f"/api/v1/reps/{email}/link", {}, cookie=cookie).json["link"]
    answer = worker.call("POST", "/api/v1/login/link", {"key": link.partition("#key=")[2]})
    return f"alongside_rep={answer.cookies['alongside_rep'].partition(';')[0]}"


def is_signed_in(worker: Worker, cookie: str) -> bool:
    return worker.call("GET", "/api/v1/me", cookie=cookie).status == 200


def test_a_new_rep_comes_in_by_a_link_and_chooses_a_password(worker: Worker, admin: str) -> None:
    worker.call(
        "PUT", "/api/v1/arrangements/skills", {"version": 0, "skills": [{"name": "shoes"}]}, cookie=admin
    )
    made = put(worker, admin, "New@example.com", name="Nao", skills=["shoes"], langs=["ja"], capacity=2)
    assert made.status == 201
    assert made.json == {
        "email": "new@example.com",
        "name": "Nao",
        "role": "rep",
        "skills": ["shoes"],
        "langs": ["ja"],
        "capacity": 2,
        "version": version_of(worker, admin, "new@example.com"),
        "here": False,
    }
    assert worker.call("POST", "/api/v1/login", {"email": "new@example.com", "password": ""}).status == 401
    cookie = sign_in_by_link(worker, admin, "new@example.com")
    other = sign_in_by_link(worker, admin, "new@example.com")
    chosen = worker.call("PUT", "/api/v1/me/password", {"password": NEW_PASSWORD}, cookie=cookie)
    assert chosen.status == 200
    assert not is_signed_in(worker, other)  # whoever else had come in by a link
    assert is_signed_in(worker, f"alongside_rep={chosen.cookies['alongside_rep'].partition(';')[0]}")
    login = {"email": "new@example.com", "password": NEW_PASSWORD}
    assert worker.call("POST", "/api/v1/login", login).json["rep"]["skills"] == ["shoes"]


def test_a_change_without_a_password_keeps_it_and_the_browsers(
    worker: Worker, admin: str, sign_in: SignIn
) -> None:
    cookie = sign_in("kept@example.com", name="Ken")
    assert put(worker, admin, "kept@example.com", name="Kenji", role="supervisor").status == 200
    me = worker.call("GET", "/api/v1/me", cookie=cookie).json
    assert (me["name"], me["role"]) == ("Kenji", "supervisor")
    assert (
        worker.call("POST", "/api/v1/login", {"email": "kept@example.com", "password": PASSWORD}).status
        == 200
    )


def test_who_is_removed_is_signed_out_and_out_of_the_session_and_the_desk_closes(
    worker: Worker, admin: str, sign_in: SignIn
) -> None:
    cookie, shopper = sign_in("gone@example.com"), Shopper(worker, "help")
    ticket = worker.call("POST", f"/api/v1/sessions/{shopper.session}/open", {}, cookie=cookie).json["ticket"]
    desk = http.client.HTTPConnection("127.0.0.1", worker.port, timeout=20)
    desk.request("GET", "/api/v1/events", headers={"Cookie": cookie})
    feed = desk.getresponse()
    with Viewer(worker, ticket) as viewer:
        assert worker.call("DELETE", "/api/v1/reps/gone@example.com", cookie=admin).status == 204
        assert viewer.close_code() == 4401
    assert feed.read().startswith(b"event: queue")  # to its end
    desk.close()
    assert not is_signed_in(worker, cookie)
    sign_in("gone@example.com")  # an account of the same name is another one
    assert not is_signed_in(worker, cookie)


def test_of_two_edits_of_one_version_of_a_rep_the_second_is_told_and_changes_nothing(
    worker: Worker, admin: str, sign_in: SignIn
) -> None:
    cookie = sign_in("twice@example.com", name="Tom")
    seen = version_of(worker, admin, "twice@example.com")
    own = worker.call("PUT", "/api/v1/me/password", {"password": NEW_PASSWORD}, cookie=cookie)
    assert own.status == 200  # a password of one's own is no edit of what admins see
    first = put(worker, admin, "twice@example.com", name="Thomas", version=seen)
    assert (first.status, first.json["name"]) == (200, "Thomas")
    assert first.json["version"] != seen
    login = {"email": "twice@example.com", "password": NEW_PASSWORD}
    for late in (
        put(worker, admin, "twice@example.com", name="Tommy", password="another one", version=seen),
        put(worker, admin, "twice@example.com", name="Tommy", password="another one", version=0),
    ):
        assert (late.status, late.code) == (409, "changed-meanwhile")
        assert worker.call("POST", "/api/v1/login", login).json["rep"]["name"] == "Thomas"
    assert put(worker, admin, "twice@example.com", name="Tommy", version=first.json["version"]).status == 200


def test_an_edit_of_an_account_that_was_removed_is_refused_also_when_it_was_made_anew(
    worker: Worker, admin: str, sign_in: SignIn
) -> None:
    sign_in("anew@example.com")
    seen = version_of(worker, admin, "anew@example.com")
    assert worker.call("DELETE", "/api/v1/reps/anew@example.com", cookie=admin).status == 204
    assert put(worker, admin, "anew@example.com", version=seen).code == "changed-meanwhile"
    assert version_of(worker, admin, "anew@example.com") == 0
    assert put(worker, admin, "anew@example.com", version=0).status == 201
    assert put(worker, admin, "anew@example.com", version=seen).code == "changed-meanwhile"


def test_the_last_admin_stays_one(worker: Worker, admin: str, sign_in: SignIn) -> None:
    for answer in (
        put(worker, admin, "ada@example.com", role="rep"),
        worker.call("DELETE", "/api/v1/reps/ada@example.com", cookie=admin),
    ):
        assert (answer.status, answer.code) == (409, "last-admin")
    other = sign_in("second@example.com", "admin")
    assert put(worker, other, "ada@example.com", role="supervisor").status == 200
    assert put(worker, other, "second@example.com", role="rep").code == "last-admin"
    assert put(worker, other, "ada@example.com", role="admin").status == 200
    assert worker.call("DELETE", "/api/v1/reps/second@example.com", cookie=admin).status == 204


@pytest.mark.parametrize(
    ("email", "profile", "field"),
    [
        ("nobody", {}, "email"),
        ("a@example.com", {"password": "short"}, "password"),
        ("a@example.com", {"role": "king"}, "role"),
        ("a@example.com", {"capacity": 0}, "capacity"),
        ("a@example.com", {"skills": ["juggling"]}, "skills[0]"),
    ],
)
def test_what_cannot_be_is_named(
    worker: Worker, admin: str, email: str, profile: dict[str, object], field: str
) -> None:
    answer = put(worker, admin, email, **profile)
    assert (answer.status, answer.code, answer.json["error"]["field"]) == (400, "bad-field", field)


def test_admins_alone_keep_reps(worker: Worker, sign_in: SignIn) -> None:
    rep, supervisor = sign_in("one@example.com"), sign_in("sup@example.com", "supervisor")
    assert worker.call("GET", "/api/v1/reps", cookie=rep).status == 403
    assert "one@example.com" in {
        row["email"] for row in worker.call("GET", "/api/v1/reps", cookie=supervisor).json
    }
    for cookie in (rep, supervisor):
        assert put(worker, cookie, "x@example.com").status == 403
        assert worker.call("POST", "/api/v1/reps/one@example.com/link", {}, cookie=cookie).status == 403
        assert worker.call("DELETE", "/api/v1/reps/one@example.com", cookie=cookie).status == 403
