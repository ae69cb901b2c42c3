"""Signing in: by password, by one-time key, by API token; and how often one may try."""

from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from alongside import accounts
from alongside.store import Store, open_store
from tests.console.aside import run as run_aside
from tests.console.conftest import PASSWORD, SignIn
from tests.console.worker import Worker

pytestmark = pytest.mark.system


def count_tries(store_url: str, what: str, who: str, times: int) -> None:
    """As if so many tries had been made."""

    async def count() -> None:
        store = await open_store(store_url)
        for _ in range(times):
            await store.limits.count(what, who)
        await store.close()

    run_aside(count())


Make = Callable[[Store], Coroutine[Any, Any, str]]


def test_who_is_signed_in_is_known_until_signing_out(worker: Worker, sign_in: SignIn) -> None:
    cookie = sign_in("mika@example.com", "supervisor", "Mika")
    me = {"email": "mika@example.com", "name": "Mika", "role": "supervisor"}
    assert me.items() <= worker.call("GET", "/api/v1/me", cookie=cookie).json.items()
    assert worker.call("POST", "/api/v1/logout", {}, cookie=cookie).status == 204
    gone = worker.call("GET", "/api/v1/me", cookie=cookie)
    assert (gone.status, gone.code) == (401, "not-signed-in")


def test_the_cookie_is_for_the_server_alone(worker: Worker, sign_in: SignIn) -> None:
    sign_in("cookie@example.com")
    answer = worker.call("POST", "/api/v1/login", {"email": " Cookie@Example.com ", "password": PASSWORD})
    assert answer.json["rep"]["email"] == "cookie@example.com"
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(answer.cookies["alongside_rep"].split("; "))


@pytest.mark.parametrize("path", ["/api/v1/me", "/api/v1/sessions", "/api/v1/events"])
def test_without_a_sign_in_there_is_nothing_to_see(worker: Worker, path: str) -> None:
    assert worker.call("GET", path).status == 401
    assert worker.call("GET", path, cookie="alongside_rep=made-up").status == 401
    assert worker.call("GET", path, Authorization="Bearer at_made-up").status == 401


@pytest.mark.parametrize("path", ["/api/v1/sessions/x/open", "/api/v1/codes"])
def test_without_a_sign_in_there_is_nothing_to_do(worker: Worker, path: str) -> None:
    assert worker.call("POST", path, {"code": "000000"}).status == 401


@pytest.mark.parametrize("email", ["known@example.com", "unknown@example.com"])
def test_a_wrong_password_and_a_wrong_email_look_the_same(
    worker: Worker, sign_in: SignIn, email: str
) -> None:
    sign_in("known@example.com")
    answer = worker.call(
        "POST", "/api/v1/login", {"email": email, "password": "wrong one"}, X_Forwarded_For="198.51.100.9"
    )
    assert (answer.status, answer.code) == (401, "wrong-password")
    assert answer.cookies == {}


def test_after_ten_wrong_passwords_an_account_has_to_wait_from_anywhere(
    worker: Worker, sign_in: SignIn, store_url: str
) -> None:
    sign_in("target@example.com")
    count_tries(store_url, "login-email", "target@example.com", 9)
    for number, status in ((10, 401), (11, 429)):
        answer = worker.call(
            "POST",
            "/api/v1/login",
            {"email": "target@example.com", "password": f"guess {number}"},
            X_Forwarded_For=f"198.51.100.{number}",
        )
        assert answer.status == status


def test_after_ten_wrong_passwords_an_address_has_to_wait_for_any_account(
    worker: Worker, sign_in: SignIn, store_url: str
) -> None:
    sign_in("other@example.com")
    count_tries(store_url, "login-address", "198.51.100.7", 9)
    wrong = {"email": "nobody@example.com", "password": "a guess"}
    assert worker.call("POST", "/api/v1/login", wrong, X_Forwarded_For="198.51.100.7").status == 401
    right = {"email": "other@example.com", "password": PASSWORD}
    assert worker.call("POST", "/api/v1/login", right, X_Forwarded_For="198.51.100.7").status == 429
    assert worker.call("POST", "/api/v1/login", right, X_Forwarded_For="198.51.100.8").status == 200


def test_a_page_of_another_site_cannot_sign_anyone_in(worker: Worker, sign_in: SignIn) -> None:
    sign_in("lured@example.com")
    body = {"email": "lured@example.com", "password": PASSWORD}
    answer = worker.call("POST", "/api/v1/login", body, Origin="http://evil.example")
    assert (answer.status, answer.code) == (403, "foreign-origin")
    assert worker.call("POST", "/api/v1/login", body, Origin=worker.url).status == 200


def test_a_key_signs_in_once(worker: Worker, store_url: str) -> None:
    async def make(store: Store) -> str:
        await accounts.add_rep(store, "key@example.com", "rep", PASSWORD)
        return await accounts.sign_in_key(store, "key@example.com")

    key = _with_store(store_url, make)
    answer = worker.call("POST", "/api/v1/login/link", {"key": key})
    assert answer.json["rep"]["email"] == "key@example.com"
    again = worker.call("POST", "/api/v1/login/link", {"key": key}, X_Forwarded_For="198.51.100.20")
    assert (again.status, again.code) == (401, "key-used")


def test_an_api_token_is_as_good_as_a_sign_in(worker: Worker, store_url: str) -> None:
    async def make(store: Store) -> str:
        return await accounts.add_token(store, "crm", "supervisor")

    token = _with_store(store_url, make)
    me = worker.call("GET", "/api/v1/me", Authorization=f"Bearer {token}")
    assert {**me.json, "email": "token:crm", "name": "crm", "role": "supervisor"} == me.json


def _with_store(store_url: str, make: Make) -> str:
    async def run() -> str:
        store = await open_store(store_url)
        try:
            return await make(store)
        finally:
            await store.close()

    return run_aside(run())
