"""The shopper's calls on the shop's host."""

from typing import Any

import pytest
from msgspec.structs import replace

from alongside.session import Session
from alongside.store import Store, open_store
from tests.console.aside import run as run_aside
from tests.console.people import Shopper
from tests.console.worker import Worker

pytestmark = pytest.mark.system

START = {"kind": "help", "consent": True, "url": "http://shop.example/", "title": "Shop", "lang": "en"}


def change(store_url: str, session: str, **fields: Any) -> None:
    """Put a session into another state, as time would."""

    async def put() -> None:
        store = await open_store(store_url)
        await store.sessions.change(session, lambda current: replace(current, **fields))
        await store.close()

    run_aside(put())


def get(store_url: str, session: str) -> Session:
    async def read() -> Session:
        store = await open_store(store_url)
        found = await store.sessions.get(session)
        await store.close()
        assert found
        return found

    return run_aside(read())


def test_starting_gives_a_link_a_code_and_two_cookies(worker: Worker) -> None:
    answer = worker.call("POST", "/__alongside/session", START)
    assert answer.status == 201
    started = answer.json
    assert started["state"] == "waiting"
    assert len(started["code"]) == 6
    assert started["link"].startswith(f"{worker.url}/s/")
    assert len(started["link"].rpartition("/")[2]) >= 22
    assert "HttpOnly" in answer.cookies["alongside_session"]
    assert answer.cookies["alongside_on"].startswith("1;")
    assert "HttpOnly" not in answer.cookies["alongside_on"]
    assert all("SameSite=lax" in rest for rest in answer.cookies.values())


@pytest.mark.parametrize("consent", [False, None])
def test_without_consent_nothing_starts(worker: Worker, consent: bool | None) -> None:
    body = {key: value for key, value in {**START, "consent": consent}.items() if value is not None}
    answer = worker.call("POST", "/__alongside/session", body)
    assert (answer.status, answer.code) == (400, "no-consent")
    assert answer.cookies == {}


@pytest.mark.parametrize("what", ["session", "invite", "code", "stop"])
def test_a_form_of_another_site_can_do_nothing(worker: Worker, shopper: Shopper, what: str) -> None:
    answer = worker.call("POST", f"/__alongside/{what}", {}, cookie=shopper.cookie, X_Alongside="")
    assert (answer.status, answer.code) == (403, "foreign-origin")
    assert shopper.call("GET", "session").status == 200


@pytest.mark.parametrize(
    "body", [{"kind": "party"}, {"consent": "yes"}, [], {"url": 1}, {"url": "x" * 4097}, "x"]
)
def test_a_body_of_another_form_is_refused(worker: Worker, body: object) -> None:
    sent = {**START, **body} if isinstance(body, dict) else body
    answer = worker.call("POST", "/__alongside/session", sent)
    assert (answer.status, answer.code) == (400, "bad-request")


@pytest.mark.parametrize(("size", "status"), [(64 * 1024, 400), (64 * 1024 + 1, 413)])
def test_a_body_has_a_bound(worker: Worker, size: int, status: int) -> None:
    filler = "x" * (size - len('{"pad":""}') - 1)
    answer = worker.call("POST", "/__alongside/session", {"pad": filler})
    assert answer.status == status


def test_a_running_session_is_answered_instead_of_a_second_one(shopper: Shopper) -> None:
    again = shopper.worker.call("POST", "/__alongside/session", START, cookie=shopper.cookie)
    assert again.status == 201
    assert again.json == shopper.started.json
    assert again.cookies == {}


def test_the_running_session_can_be_looked_at(shopper: Shopper) -> None:
    running = shopper.call("GET", "session")
    assert running.status == 200
    assert running.json["link"] == shopper.started.json["link"]
    assert [person["role"] for person in running.json["participants"]] == ["shopper"]


@pytest.mark.parametrize(("method", "what"), [("GET", "session"), ("POST", "invite"), ("POST", "code")])
def test_without_a_session_there_is_nothing_to_look_at(worker: Worker, method: str, what: str) -> None:
    answer = worker.call(method, f"/__alongside/{what}", {} if method == "POST" else None)
    assert (answer.status, answer.code) == (404, "no-such-session")


def test_stopping_without_a_session_clears_the_cookies(worker: Worker) -> None:
    answer = worker.call("POST", "/__alongside/stop", {})
    assert answer.status == 204
    assert set(answer.cookies) == {"alongside_session", "alongside_on"}


def test_every_invitation_to_help_is_another_link(worker: Worker) -> None:
    shopper = Shopper(worker, "help")
    assert len({shopper.token, shopper.invite(), shopper.invite()}) == 3


def test_a_session_has_sixteen_links_and_no_more(worker: Worker) -> None:
    shopper = Shopper(worker, "help")
    for _ in range(15):
        assert shopper.call("POST", "invite").status == 201
    refused = shopper.call("POST", "invite")
    assert (refused.status, refused.code) == (409, "too-many")


def test_a_fresh_code_takes_the_place_of_the_old_one(worker: Worker) -> None:
    shopper = Shopper(worker, "help")
    fresh = shopper.call("POST", "code")
    assert fresh.status == 201
    assert fresh.json["code"] != shopper.code
    assert shopper.call("GET", "session").json["code"] == fresh.json["code"]


def test_only_hashes_of_secrets_are_stored(shopper: Shopper, store_url: str) -> None:
    async def dump() -> str:
        store = await open_store(store_url)
        keys = [key.decode() for key in await store.client.call("KEYS", "*")]
        values = [await _value(store, key) for key in keys]
        await store.close()
        return repr((keys, values))

    everything = run_aside(dump())
    assert shopper.session in everything
    assert shopper.token not in everything
    assert shopper.cookie.partition("=")[2] not in everything


READERS: dict[bytes, tuple[str, ...]] = {
    b"string": ("GET",),
    b"hash": ("HGETALL",),
    b"list": ("LRANGE", "0", "-1"),
    b"zset": ("ZRANGE", "0", "-1", "WITHSCORES"),
    b"stream": ("XRANGE", "-", "+"),
    b"set": ("SMEMBERS",),
}


async def _value(store: Store, key: str) -> object:
    """All that is kept there, whatever it is; nothing when it has just gone."""
    kind = await store.client.call("TYPE", key)
    if kind == b"none":
        return None
    command, *rest = READERS[kind]
    return await store.client.call(command, key, *rest)


def test_the_cookies_of_a_session_that_is_over_go(shopper: Shopper) -> None:
    shopper.worker.call("POST", "/__alongside/stop", {}, cookie=shopper.cookie)
    answer = shopper.call("GET", "session")
    assert (answer.status, set(answer.cookies)) == (404, {"alongside_session", "alongside_on"})
