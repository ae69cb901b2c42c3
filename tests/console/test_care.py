"""What shoppers can do when nobody is free: know how long it takes, leave a message, be called back. Nothing acknowledged is lost."""

import http.client
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from alongside import accounts
from alongside.store import Store, open_store
from alongside.store.embedded import EmbeddedValkey
from console.phone import guess_country, read_contact, read_number, show_number
from tests.console.aside import run as run_aside
from tests.console.people import HostPage, Shopper
from tests.console.worker import Answer, Worker

pytestmark = pytest.mark.system

WITHIN = 20.0
CALL = {"number": "090-1234-5678", "country": "JP", "lang": "ja", "url": "http://shop.example/", "title": "T"}
MESSAGE = {"text": "Is it oak?", "contact": "ann@example.com", "name": "Ann", "title": "Table"}


@pytest.fixture(scope="module")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedValkey]:
    """Apart from the other tests' store: it is killed, and its queue is counted."""
    server = EmbeddedValkey(tmp_path_factory.mktemp("care"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def worker(valkey: EmbeddedValkey) -> Iterator[Worker]:
    with Worker(valkey.address, sessions_per_rep=1) as running:
        yield running


@pytest.fixture(autouse=True)
def _nothing_counted(valkey: EmbeddedValkey) -> None:
    """All tests come from one address, of which only so much is taken."""

    async def forget(store: Store) -> None:
        for what in ("message", "callback"):
            await store.limits.forget(what, "127.0.0.1")

    with_store(valkey, forget)


def with_store(valkey: EmbeddedValkey, work: Callable[[Store], Any]) -> Any:
    async def run() -> Any:
        store = await open_store(valkey.address)
        try:
            return await work(store)
        finally:
            await store.close()

    return run_aside(run())


@pytest.fixture
def reps(worker: Worker, valkey: EmbeddedValkey) -> tuple[str, str]:
    """Cookies of Mia and Ken."""
    return sign_in(worker, valkey, "Mia"), sign_in(worker, valkey, "Ken")


def sign_in(worker: Worker, valkey: EmbeddedValkey, name: str, role: str = "rep") -> str:
    async def make_key(store: Store) -> str:
        await accounts.add_rep(store, f"{name}@example.com", role, "long enough", name=name)
        return await accounts.sign_in_key(store, f"{name.lower()}@example.com")

    answer = worker.call("POST", "/api/v1/login/link", {"key": with_store(valkey, make_key)})
    return f"alongside_rep={answer.cookies['alongside_rep'].partition(';')[0]}"


@contextmanager
def desk(worker: Worker, cookie: str) -> Iterator[None]:
    """An event stream that is read."""
    connection = http.client.HTTPConnection("127.0.0.1", worker.port, timeout=WITHIN)
    connection.request("GET", "/api/v1/events", headers={"Cookie": cookie})
    response = connection.getresponse()
    assert response.readline().startswith(b"event: queue")
    yield
    response.close()
    connection.close()


def eventually(fact: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WITHIN
    while not fact():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def look(worker: Worker, cookie: str = "") -> dict[str, Any]:
    found: dict[str, Any] = worker.call("GET", "/__alongside/help", cookie=cookie).json
    return found


def ask_for_call(worker: Worker, **more: object) -> tuple[Answer, str]:
    answer = worker.call("POST", "/__alongside/callback", {**CALL, **more})
    cookie = answer.cookies.get("alongside_call", "").partition(";")[0]
    return answer, f"alongside_call={cookie}"


def rows(worker: Worker, what: str, cookie: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = worker.call("GET", f"/api/v1/{what}?open=1", cookie=cookie).json
    return found


def change(worker: Worker, what: str, case: str, cookie: str, **body: str) -> Answer:
    return worker.call("POST", f"/api/v1/{what}/{case}", body, cookie=cookie)


def test_who_is_there_is_known_by_the_desks_that_are_open(worker: Worker, reps: tuple[str, str]) -> None:
    mia, ken = reps
    eventually(lambda: look(worker)["reps"] == 0)
    with desk(worker, mia), desk(worker, mia), desk(worker, ken):
        eventually(lambda: (look(worker)["reps"], look(worker)["free"]) == (2, 2))
        shopper = Shopper(worker, "help")
        with HostPage(shopper):
            eventually(lambda: look(worker)["waiting"] == 1)
            assert (
                worker.call("POST", f"/api/v1/sessions/{shopper.session}/open", {}, cookie=mia).status == 200
            )
            here = look(worker)
            assert (here["reps"], here["free"], here["waiting"]) == (2, 1, 0)
            shopper.call("POST", "stop")
    eventually(lambda: look(worker)["reps"] == 0)


def test_a_rep_is_free_up_to_the_number_of_sessions_set_for_that_rep(
    worker: Worker, valkey: EmbeddedValkey
) -> None:
    able = accounts.Profile(role="rep", name="Ada", capacity=2)
    ada = sign_in(worker, valkey, "Ada")
    with_store(valkey, lambda store: accounts.keep_rep(store, "ada@example.com", able))
    shoppers = [Shopper(worker, "help") for _ in range(2)]
    free = []
    with desk(worker, ada), HostPage(shoppers[0]), HostPage(shoppers[1]):
        eventually(lambda: look(worker)["reps"] == 1)
        for shopper in shoppers:
            opened = worker.call("POST", f"/api/v1/sessions/{shopper.session}/open", {}, cookie=ada)
            assert opened.status == 200
            free.append(look(worker)["free"])
        for shopper in shoppers:
            shopper.call("POST", "stop")
    assert free == [1, 0]
    eventually(lambda: look(worker)["reps"] == 0)


def test_a_supervisor_is_nobody_who_answers(worker: Worker, valkey: EmbeddedValkey) -> None:
    with desk(worker, sign_in(worker, valkey, "Sue", "supervisor")):
        assert look(worker)["reps"] == 0


def test_how_long_it_takes_is_told_once_three_were_answered(
    worker: Worker, reps: tuple[str, str], valkey: EmbeddedValkey
) -> None:
    with_store(valkey, lambda store: store.client.call("DEL", "a:waits"))
    assert look(worker)["wait"] is None
    for _ in range(3):
        shopper = Shopper(worker, "help")
        worker.call("POST", f"/api/v1/sessions/{shopper.session}/open", {}, cookie=reps[0])
        shopper.call("POST", "stop")
    wait = look(worker)["wait"]
    assert isinstance(wait, int)
    assert 0 <= wait <= WITHIN


def test_a_closed_shop_says_so_and_takes_no_call_for_now(valkey: EmbeddedValkey) -> None:
    tomorrow = time.localtime(time.time() + 86400)
    day = time.strftime("%A", tomorrow).lower()
    with Worker(valkey.address, hours={"time_zone": "UTC", day: ["9:00-18:00"]}) as closed:
        told = look(closed)
        assert told["open"] is False
        assert told["opens"] > time.time()
        form = closed.call("GET", "/__alongside/callback?lang=ja").json
        assert (form["country"], form["now"]) == ("JP", False)
        assert ["JP", 81] in form["countries"]
        assert form["times"][0][0] == told["opens"]
        assert ask_for_call(closed)[0].code == "bad-time"
        assert ask_for_call(closed, wanted=told["opens"] - 3600)[0].code == "bad-time"
        assert ask_for_call(closed, wanted=told["opens"] + 600)[0].json["wanted"] == told["opens"] + 600


def test_a_message_reaches_every_desk_and_one_rep_answers_it(worker: Worker, reps: tuple[str, str]) -> None:
    mia, ken = reps
    assert worker.call("POST", "/__alongside/message", MESSAGE).status == 201
    (row,) = rows(worker, "messages", mia)
    assert (row["text"], row["contact"], row["name"], row["state"]) == (
        "Is it oak?",
        "ann@example.com",
        "Ann",
        "new",
    )
    assert change(worker, "messages", row["id"], mia, do="answered").code == "not-taken"
    assert change(worker, "messages", row["id"], mia, do="take").json["mine"] is True
    refused = change(worker, "messages", row["id"], ken, do="take")
    assert (refused.status, refused.json["error"]["who"]) == (409, "Mia")
    assert change(worker, "messages", row["id"], mia, do="answered").json["state"] == "done"
    assert rows(worker, "messages", mia) == []
    assert worker.call("GET", "/api/v1/messages", cookie=mia).json[0]["state"] == "done"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"text": " \n"}, "empty"),
        ({"contact": "somebody"}, "bad-contact"),
        ({"contact": "a@b"}, "bad-contact"),
        ({"contact": "12"}, "bad-contact"),
    ],
)
def test_a_message_that_nobody_could_answer_is_not_taken(
    worker: Worker, change: dict[str, str], code: str
) -> None:
    assert worker.call("POST", "/__alongside/message", {**MESSAGE, **change}).code == code


def test_only_so_many_messages_are_taken_from_one_address(worker: Worker) -> None:
    codes = [worker.call("POST", "/__alongside/message", MESSAGE).status for _ in range(6)]
    assert codes == [201] * 5 + [429]


def test_a_call_is_taken_by_one_rep_who_notes_what_came_of_it(worker: Worker, reps: tuple[str, str]) -> None:
    mia, ken = reps
    asked, cookie = ask_for_call(worker)
    assert asked.json == {"number": "090-1234-5678", "wanted": None, "taken": False}
    row = rows(worker, "callbacks", mia)[-1]
    assert (row["number"], row["shown"], row["lang"]) == ("+819012345678", "090-1234-5678", "ja")
    assert change(worker, "callbacks", row["id"], ken, do="outcome", outcome="done").code == "not-taken"
    assert change(worker, "callbacks", row["id"], mia, do="take").json["state"] == "taken"
    assert change(worker, "callbacks", row["id"], mia, do="take").status == 200
    refused = change(worker, "callbacks", row["id"], ken, do="take")
    assert (refused.code, refused.json["error"]["who"]) == ("taken", "Mia")
    assert look(worker, cookie)["callback"]["taken"] is True
    missed = change(worker, "callbacks", row["id"], mia, do="outcome", outcome="no-answer").json
    assert (missed["state"], missed["tries"][0]["outcome"]) == ("taken", "no-answer")
    done = change(worker, "callbacks", row["id"], mia, do="outcome", outcome="done", note="wants two").json
    assert (done["state"], done["tries"][1]["note"]) == ("done", "wants two")
    assert change(worker, "callbacks", row["id"], mia, do="give-back").code == "case-over"
    assert look(worker, cookie)["callback"] is None


def test_a_call_that_is_given_back_may_be_taken_by_another(
    worker: Worker, reps: tuple[str, str], valkey: EmbeddedValkey
) -> None:
    mia, ken = reps
    ask_for_call(worker)
    case = rows(worker, "callbacks", mia)[-1]["id"]
    change(worker, "callbacks", case, mia, do="take")
    assert change(worker, "callbacks", case, ken, do="give-back").code == "taken"
    chief = sign_in(worker, valkey, "Sue", "supervisor")
    assert change(worker, "callbacks", case, chief, do="give-back").json["state"] == "new"
    assert change(worker, "callbacks", case, ken, do="take").json["rep"] == "Ken"


def test_the_page_is_shared_for_the_call_and_the_code_opens_it(worker: Worker, reps: tuple[str, str]) -> None:
    _, call_cookie = ask_for_call(worker)
    start = {"kind": "callback", "consent": True, "url": "http://shop.example/oak", "title": "Oak"}
    started = worker.call("POST", "/__alongside/session", start, cookie=call_cookie).json
    row = rows(worker, "callbacks", reps[0])[-1]
    assert (row["session"], row["title"]) == (started["session"], "Oak")
    entered = worker.call("POST", "/api/v1/codes", {"code": started["code"]}, cookie=reps[0]).json
    assert entered["session"] == row["session"]


def test_a_shopper_takes_a_call_back_or_asks_for_another(worker: Worker, reps: tuple[str, str]) -> None:
    before = len(rows(worker, "callbacks", reps[0]))
    _, first = ask_for_call(worker)
    again = worker.call("POST", "/__alongside/callback", {**CALL, "number": "03-3234-5678"}, cookie=first)
    assert [row["number"] for row in rows(worker, "callbacks", reps[0])[before:]] == ["+81332345678"]
    second = f"alongside_call={again.cookies['alongside_call'].partition(';')[0]}"
    assert worker.call("POST", "/__alongside/callback/cancel", {}, cookie=second).status == 204
    assert len(rows(worker, "callbacks", reps[0])) == before
    assert look(worker, second)["callback"] is None


@pytest.mark.parametrize(
    ("text", "country", "number"),
    [
        ("０９０－１２３４－５６７８", "JP", "+819012345678"),
        ("+44 20 7946 0958", "JP", "+442079460958"),
        ("020 7946 0958", "gb", "+442079460958"),
        ("090-1234", "JP", None),
        ("call me", "JP", None),
        ("030 1234567 ext. 5", "DE", None),
        ("", "", None),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, country: str, number: str | None) -> None:
    assert read_number(text, country) == number
    assert read_contact(text, country) == number


def test_a_number_is_shown_as_it_is_written_where_it_is_read() -> None:
    assert show_number("+819012345678", "JP") == "090-1234-5678"
    assert show_number("+819012345678", "DE") == "+81 90-1234-5678"


@pytest.mark.parametrize(
    ("browser", "page", "country"),
    [("en-GB,en;q=0.9", "ja", "GB"), ("ja", "ja", "JP"), ("en", "en", "US"), ("zh-Hant-TW", "en", "TW")],
)
def test_the_country_is_guessed_by_the_languages(browser: str, page: str, country: str) -> None:
    assert guess_country(browser, page) == country


def test_nothing_acknowledged_is_lost_when_worker_and_store_are_killed_between_any_two_steps(
    tmp_path: Path,
) -> None:
    valkey = EmbeddedValkey(tmp_path)
    with Worker(valkey.start()) as worker:
        mia = sign_in(worker, valkey, "Mia")

        def kill_both() -> None:
            worker.kill()
            valkey.kill()
            valkey.start_again()
            assert worker.start() == "ready"

        worker.call("POST", "/__alongside/message", MESSAGE)
        _, cookie = ask_for_call(worker)
        kill_both()
        (message,), (call,) = rows(worker, "messages", mia), rows(worker, "callbacks", mia)
        assert (message["text"], call["number"]) == ("Is it oak?", "+819012345678")
        start = {"kind": "callback", "consent": True, "url": "http://shop.example/oak", "title": "Oak"}
        session = worker.call("POST", "/__alongside/session", start, cookie=cookie).json["session"]
        for what, case in (("messages", message["id"]), ("callbacks", call["id"])):
            assert change(worker, what, case, mia, do="take").status == 200
        kill_both()
        assert rows(worker, "messages", mia)[0]["mine"] is True
        assert (rows(worker, "callbacks", mia)[0]["session"], look(worker, cookie)["callback"]["taken"]) == (
            session,
            True,
        )
        change(worker, "callbacks", call["id"], mia, do="outcome", outcome="busy", note="later")
        change(worker, "messages", message["id"], mia, do="answered")
        kill_both()
        assert rows(worker, "callbacks", mia)[0]["tries"][0]["note"] == "later"
        assert worker.call("GET", "/api/v1/messages", cookie=mia).json[0]["state"] == "done"
    valkey.stop()
