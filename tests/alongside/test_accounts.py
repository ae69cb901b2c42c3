"""Accounts: what is accepted, and what is kept of secrets."""

from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import msgspec
import pytest

from alongside import accounts
from alongside.accounts import AccountError
from alongside.arrangements import ChangedMeanwhileError
from alongside.store import Store, open_store
from alongside.store.embedded import EmbeddedValkey
from tests.console.aside import run as run_aside

pytestmark = pytest.mark.system


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server = EmbeddedValkey(tmp_path_factory.mktemp("accounts"))
    yield server.start()
    server.stop()


def run(url: str, work: Callable[[Store], Coroutine[Any, Any, None]]) -> None:
    async def with_store() -> None:
        store = await open_store(url)
        try:
            await work(store)
        finally:
            await store.close()

    run_aside(with_store())


@pytest.mark.parametrize(
    ("email", "role", "password", "complaint"),
    [
        ("nobody", "rep", "long enough", "not an email"),
        ("a b@example.com", "rep", "long enough", "not an email"),
        (f"{'x' * 250}@example.com", "rep", "long enough", "not an email"),
        ("a@example.com", "king", "long enough", "not a role: rep, supervisor, admin"),
        ("a@example.com", "rep", "seven77", "8 to 1024"),
        ("a@example.com", "rep", "x" * 1025, "8 to 1024"),
    ],
)
def test_an_account_that_cannot_be_is_refused_in_one_line(
    url: str, email: str, role: str, password: str, complaint: str
) -> None:
    async def work(store: Store) -> None:
        with pytest.raises(AccountError, match=complaint) as caught:
            await accounts.add_rep(store, email, role, password)
        assert "\n" not in str(caught.value)

    run(url, work)


@pytest.mark.parametrize("password", ["8letters", "x" * 1024])
def test_passwords_at_the_bounds_are_taken(url: str, password: str) -> None:
    async def work(store: Store) -> None:
        rep = await accounts.add_rep(store, "Bound@Example.com ", "rep", password)
        assert (rep.email, rep.name) == ("bound@example.com", "bound")
        assert await accounts.check_password(store, "BOUND@example.com", password) == rep
        assert await accounts.check_password(store, "bound@example.com", password + "x") is None

    run(url, work)


def test_adding_again_changes_password_role_and_name(url: str) -> None:
    async def work(store: Store) -> None:
        await accounts.add_rep(store, "twice@example.com", "rep", "password one", name="One")
        await accounts.add_rep(store, "twice@example.com", "admin", "password two", name="Two")
        assert await accounts.check_password(store, "twice@example.com", "password one") is None
        rep = await accounts.check_password(store, "twice@example.com", "password two")
        assert rep
        assert (rep.role, rep.name) == ("admin", "Two")

    run(url, work)


def test_no_secret_is_stored_as_it_is(url: str) -> None:
    async def work(store: Store) -> None:
        rep = await accounts.add_rep(store, "kept@example.com", "rep", "a password of mine")
        secrets = [
            "a password of mine",
            await accounts.add_token(store, "crm", "rep"),
            await accounts.sign_in_key(store, rep.email),
            await accounts.sign_in(store, rep),
        ]
        hashes = [await store.client.call("HGETALL", key) for key in ("a:reps", "a:tokens")]
        everything = repr((hashes, await store.client.call("KEYS", "*")))
        assert "kept@example.com" in everything
        assert not [secret for secret in secrets if secret in everything]

    run(url, work)


def test_a_key_for_nobody_and_a_token_without_a_name_are_refused(url: str) -> None:
    async def work(store: Store) -> None:
        with pytest.raises(AccountError, match=r"no account nobody@example\.com"):
            await accounts.sign_in_key(store, "nobody@example.com")
        with pytest.raises(AccountError, match="needs a name"):
            await accounts.add_token(store, " ", "rep")

    run(url, work)


def test_an_account_from_before_there_were_versions_is_edited_by_the_first_one(url: str) -> None:
    async def work(store: Store) -> None:
        rep = accounts.Rep(email="old@example.com", name="Old", role="rep")
        account = {"rep": rep, "password": "", "mark": "m"}
        await store.client.call("HSET", "a:reps", rep.email, msgspec.json.encode(account))
        edit = accounts.ProfileEdit(role="rep", name="New", version=accounts.FIRST_VERSION)
        kept = await accounts.edit_rep(store, rep.email, edit)
        assert kept.version > accounts.FIRST_VERSION
        with pytest.raises(ChangedMeanwhileError):
            await accounts.edit_rep(store, rep.email, edit)

    run(url, work)
