"""What admins arrange: kept on disk, at work in every worker, never lost to somebody else's edit; and who may."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from alongside import accounts
from alongside.store import open_store
from alongside.store.embedded import EmbeddedValkey
from tests.console.aside import run as run_aside
from tests.console.conftest import PASSWORD, SignIn
from tests.console.people import HostPage, Shopper
from tests.console.worker import Answer, Worker

pytestmark = pytest.mark.system

PARTS = "/api/v1/arrangements"


@pytest.fixture(scope="module")
def own_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """What is arranged here is arranged for nobody else."""
    server = EmbeddedValkey(tmp_path_factory.mktemp("arranging"))
    yield server.start()
    server.stop()


@pytest.fixture(scope="module")
def store_url(own_store: str) -> str:
    return own_store


@pytest.fixture(scope="module")
def worker(own_store: str) -> Iterator[Worker]:
    with Worker(own_store, mask=[".iban"]) as running:
        yield running


@pytest.fixture
def admin(sign_in: SignIn) -> str:
    return sign_in("ada@example.com", "admin", "Ada")


def read(worker: Worker, cookie: str, part: str) -> dict[str, Any]:
    edit: dict[str, Any] = worker.call("GET", PARTS, cookie=cookie).json[part]
    return edit


def put(worker: Worker, cookie: str, part: str, **edit: object) -> Answer:
    return worker.call("PUT", f"{PARTS}/{part}", edit, cookie=cookie)


def change(worker: Worker, cookie: str, part: str, **fields: object) -> Answer:
    """As it is now, but for these fields."""
    return put(worker, cookie, part, **{**read(worker, cookie, part), **fields})


def complaint(answer: Answer) -> tuple[str, str, str]:
    error = answer.json["error"]
    return error["code"], error.get("field", ""), error.get("why", "")


def test_until_it_is_edited_a_part_is_as_the_settings_have_it(worker: Worker, admin: str) -> None:
    masks = read(worker, admin, "masks")
    assert (masks["mask"], masks["version"]) == ([".iban"], 0)


def test_of_two_edits_of_one_version_the_second_is_told_and_changes_nothing(
    worker: Worker, admin: str
) -> None:
    reply = {"shortcut": "hi", "text": {"en": "Hello {shopper}!", "ja": "こんにちは、{shopper} さん。"}}
    before = read(worker, admin, "replies")
    first = put(worker, admin, "replies", version=before["version"], replies=[reply])
    assert (first.status, first.json["version"]) == (200, before["version"] + 1)
    second = put(worker, admin, "replies", version=before["version"], replies=[])
    assert (second.status, complaint(second)[0]) == (409, "changed-meanwhile")
    assert read(worker, admin, "replies")["replies"] == [reply]


def test_a_part_goes_back_to_what_the_settings_say_and_older_edits_of_it_stay_old(
    worker: Worker, admin: str
) -> None:
    edited = change(worker, admin, "masks", mask=[".salary"]).json
    version = {"version": edited["version"]}
    back = worker.call("POST", f"{PARTS}/masks/reset", version, cookie=admin)
    assert (back.status, back.json["mask"], back.json["version"]) == (200, [".iban"], edited["version"] + 1)
    assert read(worker, admin, "masks") == back.json
    for late in (
        put(worker, admin, "masks", **edited),
        worker.call("POST", f"{PARTS}/masks/reset", version, cookie=admin),
    ):
        assert (late.status, complaint(late)[0]) == (409, "changed-meanwhile")


def test_an_edit_is_at_work_in_every_worker(worker: Worker, own_store: str, admin: str) -> None:
    with Worker(own_store, mask=[".iban"]) as other, HostPage(Shopper(worker)) as host:
        assert host.welcome["rules"]["mask"] == [".iban"]
        change(other, admin, "masks", mask=[".iban", ".salary"], block=["#map"])
        assert host.wait_for("rules")[1] == {"mask": [".iban", ".salary"], "block": ["#map"], "noremote": []}


def test_opening_hours_reach_shoppers_at_once(worker: Worker, admin: str) -> None:
    closed = {"time_zone": "Asia/Tokyo", "holidays": ["2026-12-31"], "sunday": []}
    assert change(worker, admin, "hours", hours={**closed, "monday": ["0:00-0:01"]}).status == 200
    help_ = worker.call("GET", "/__alongside/help").json
    assert help_["opens"] is not None or help_["open"]
    assert change(worker, admin, "hours", hours={}).status == 200
    assert worker.call("GET", "/__alongside/help").json["open"] is True


@pytest.mark.parametrize(
    ("part", "fields", "says"),
    [
        ("masks", {"mask": [".a", "div["]}, ("bad-field", "mask[1]", "selector")),
        ("hours", {"hours": {"monday": ["9-5"]}}, ("bad-field", "hours", "form")),
        ("hours", {"hours": {"time_zone": "Mars"}}, ("bad-field", "hours", "form")),
        ("asking", {"ask": [{"name": "a", "path": ["cart"]}]}, ("bad-field", "ask[0].path[0]", "pattern")),
        ("asking", {"ask": [{"name": "a"}, {"name": "A"}]}, ("bad-field", "ask[1].name", "twice")),
        ("asking", {"ask_limits": {"hold_out": 2}}, ("bad-field", "ask_limits.hold_out", "form")),
        (
            "replies",
            {"replies": [{"shortcut": "a b", "text": {"en": "x"}}]},
            ("bad-field", "replies[0].shortcut", "shortcut"),
        ),
        (
            "replies",
            {"replies": [{"shortcut": "a", "text": {"en": " "}}]},
            ("bad-field", "replies[0].text", "empty"),
        ),
        (
            "skills",
            {"skills": [{"name": "x", "paths": ["/a?b"]}]},
            ("bad-field", "skills[0].paths[0]", "pattern"),
        ),
        ("skills", {"skills": [{"name": "s"}] * 51}, ("bad-field", "skills", "form")),
    ],
)
def test_what_cannot_be_used_is_named_and_changes_nothing(
    worker: Worker, admin: str, part: str, fields: dict[str, object], says: tuple[str, str, str]
) -> None:
    before = read(worker, admin, part)
    assert complaint(change(worker, admin, part, **fields)) == says
    assert read(worker, admin, part) == before


def test_admins_alone_arrange_and_supervisors_may_look(worker: Worker, sign_in: SignIn) -> None:
    rep, supervisor = sign_in("rep@example.com"), sign_in("sup@example.com", "supervisor")
    assert worker.call("GET", PARTS, cookie=rep).status == 403
    assert worker.call("GET", PARTS, cookie=supervisor).status == 200
    assert change(worker, supervisor, "skills", skills=[]).status == 403
    assert worker.call("PUT", f"{PARTS}/skills", {"version": 0, "skills": []}).status == 401


def sign_in_at(worker: Worker, url: str) -> str:
    """An admin of a store of its own."""

    async def make_key() -> str:
        store = await open_store(url)
        await accounts.add_rep(store, "ada@example.com", "admin", PASSWORD)
        key = await accounts.sign_in_key(store, "ada@example.com")
        await store.close()
        return key

    answer = worker.call("POST", "/api/v1/login/link", {"key": run_aside(make_key())})
    return f"alongside_rep={answer.cookies['alongside_rep'].partition(';')[0]}"


def test_an_edit_survives_the_store_being_killed(tmp_path: Path) -> None:
    valkey = EmbeddedValkey(tmp_path)
    url = valkey.start()
    with Worker(url) as worker:
        cookie = sign_in_at(worker, url)
        assert (
            change(worker, cookie, "skills", skills=[{"name": "shoes", "paths": ["/shoes/*"]}]).status == 200
        )
        valkey.kill()
        valkey.start_again()
        worker.kill()
        worker.start()
        assert read(worker, cookie, "skills")["skills"] == [
            {"name": "shoes", "paths": ["/shoes/*"], "langs": []}
        ]
    valkey.stop()
