"""A store and a worker that the tests of the live application share, and reps who are signed in to it."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from alongside import accounts
from alongside.store import open_store
from alongside.store.embedded import EmbeddedValkey
from tests.console.aside import run as run_aside
from tests.console.people import HostPage, Shopper
from tests.console.worker import Worker

PASSWORD = "correct horse battery"


@pytest.fixture(scope="session")
def store_url() -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="alongside-test-"))
    valkey = EmbeddedValkey(folder)
    yield valkey.start()
    valkey.stop()
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def worker(store_url: str) -> Iterator[Worker]:
    with Worker(store_url, mask=[".iban"]) as running:
        yield running


@pytest.fixture
def shopper(worker: Worker) -> Shopper:
    """In a session with a friend's link."""
    return Shopper(worker)


@pytest.fixture
def host(shopper: Shopper) -> Iterator[HostPage]:
    """The shopper's page, captured."""
    with HostPage(shopper) as page:
        yield page


SignIn = Callable[..., str]


@pytest.fixture
def sign_in(worker: Worker, store_url: str) -> SignIn:
    """Makes an account and signs it in; returns the cookie."""

    def make(email: str, role: str = "rep", name: str = "") -> str:
        async def add() -> None:
            store = await open_store(store_url)
            await accounts.add_rep(store, email, role, PASSWORD, name=name)
            await store.close()

        run_aside(add())
        answer = worker.call("POST", "/api/v1/login", {"email": email, "password": PASSWORD})
        assert answer.status == 200, answer.body
        return f"alongside_rep={answer.cookies['alongside_rep'].partition(';')[0]}"

    return make
