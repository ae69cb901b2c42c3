"""Webhooks through real workers to a real receiver: signed, again until they come through, never lost, never to where they may not go."""

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from alongside.store.embedded import EmbeddedValkey
from tests.console.people import HostPage, Shopper
from tests.console.programs import Program
from tests.console.receivers import Received, Receiver
from tests.console.test_care import eventually, with_store
from tests.console.worker import Worker

pytestmark = pytest.mark.system

DOCS = Path(__file__).parents[2] / "docs/api.md"
CALL = {"number": "090-1234-5678", "country": "JP", "lang": "ja", "url": "http://shop.example/", "title": "T"}


@pytest.fixture(scope="module")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedValkey]:
    server = EmbeddedValkey(tmp_path_factory.mktemp("webhooks"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def worker(valkey: EmbeddedValkey) -> Iterator[Worker]:
    with Worker(valkey.address, webhook_private=True) as running:
        yield running


@pytest.fixture
def admin(worker: Worker, valkey: EmbeddedValkey) -> Iterator[Program]:
    """Leaves no webhook behind."""
    program = Program(worker, valkey.address, "hooks-admin", "admin")
    yield program
    for hook in program.call("GET", "webhooks").json:
        program.call("DELETE", f"webhooks/{hook['id']}")


def add(admin: Program, url: str, *events: str) -> dict[str, Any]:
    answer = admin.call("POST", "webhooks", {"url": url, "events": events})
    assert answer.status == 201, answer.body
    made: dict[str, Any] = answer.json
    return made


def states(admin: Program, hook: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = admin.call("GET", f"webhooks/{hook['id']}/deliveries").json
    return found


def check_as_documented(secret: str, received: Received) -> bool:
    """By the very lines that docs/api.md gives to receivers."""
    (code,) = re.findall(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)  # it is our own document
    return bool(names["is_ours"](secret, received.headers, received.body))


def test_a_call_asked_for_is_handed_to_a_telephone_system_that_tells_what_came_of_it(
    worker: Worker, admin: Program, valkey: EmbeddedValkey
) -> None:
    with Receiver() as telephone:
        hook = add(admin, f"{telephone.url}/calls", "callback.asked")
        worker.call("POST", "/__alongside/message", {"text": "not for you", "contact": "ann@example.com"})
        worker.call("POST", "/__alongside/callback", CALL)
        received = telephone.next()
        assert (received.path, received.json["type"]) == ("/calls", "callback.asked")
        assert (received.json["data"]["number"], received.json["data"]["lang"]) == ("+819012345678", "ja")
        assert check_as_documented(hook["secret"], received)
        assert not check_as_documented(hook["secret"], received._replace(body=received.body + b" "))
        late = {
            **received.headers,
            "webhook-timestamp": str(int(received.headers["webhook-timestamp"]) - 600),
        }
        assert not check_as_documented(hook["secret"], received._replace(headers=late))
        dialler = Program(worker, valkey.address, "dialler", "rep")
        case = f"callbacks/{received.json['data']['id']}"
        assert dialler.call("POST", case, {"do": "take"}).status == 200
        assert (
            dialler.call("POST", case, {"do": "outcome", "outcome": "reached"}).json["tries"][0]["by"]
            == "dialler"
        )
        eventually(lambda: [made["id"] for made in states(admin, hook)["made"]] == [received.id])


def test_what_failed_comes_again_under_its_id_and_in_the_order_of_its_subject(
    worker: Worker, admin: Program
) -> None:
    failures = iter([500, 429, 302])

    def answer(received: Received) -> int:
        return next(failures, 204) if received.json["type"] == "session.started" else 204

    with Receiver(answer) as receiver:
        hook = add(admin, receiver.url, "session.started", "line.said", "message.left")
        shopper = Shopper(worker, "help")
        first = receiver.next()
        with HostPage(shopper) as page:
            page.say("say", "k1", {"text": "hello"})
            page.wait_for("said")
        worker.call("POST", "/__alongside/message", {"text": "meanwhile", "contact": "ann@example.com"})
        rest = receiver.take(5)
        kinds = [received.json["type"] for received in rest if received.json["type"] != "message.left"]
        assert kinds == ["session.started"] * 3 + ["line.said"]
        assert rest[-1].json["type"] == "line.said"
        again = [received for received in rest if received.json["type"] == "session.started"]
        assert {(received.id, received.body) for received in again} == {(first.id, first.body)}
        eventually(lambda: not states(admin, hook)["waiting"])
        assert {made["type"]: made["tries"] for made in states(admin, hook)["made"]} == {
            "session.started": 4,
            "line.said": 1,
            "message.left": 1,
        }
        assert admin.call("GET", "webhooks").json[0]["failing"] is None


def test_a_ping_says_what_came_of_it(admin: Program) -> None:
    with Receiver(lambda received: 204 if received.path == "/good" else 500) as receiver:
        good, bad = (add(admin, f"{receiver.url}/{path}") for path in ("good", "bad"))
        pinged = admin.call("POST", f"webhooks/{good['id']}/test", {}).json
        assert (pinged["good"], pinged["status"]) == (True, 204)
        assert receiver.next().json["type"] == "ping"
        pinged = admin.call("POST", f"webhooks/{bad['id']}/test", {}).json
        assert (pinged["good"], pinged["status"]) == (False, 500)
    pinged = admin.call("POST", f"webhooks/{good['id']}/test", {}).json
    assert (pinged["good"], pinged["status"]) == (False, None)
    assert pinged["error"].startswith("no connection")


def test_a_receiver_that_is_gone_is_left_alone_until_an_admin_turns_it_on(
    worker: Worker, admin: Program, valkey: EmbeddedValkey
) -> None:
    with Receiver(lambda _: 410) as receiver:
        hook = add(admin, receiver.url, "session.started")
        gone = Shopper(worker, "help")
        receiver.next()
        eventually(lambda: admin.call("GET", "webhooks").json[0]["off"] == "gone")
        entries = with_store(valkey, lambda store: store.sessions.list_audit(5))
        assert "webhook-turned-off" in {entry.deed for entry in entries}
        later = Shopper(worker, "help")
        receiver.answer = lambda _: 204
        assert admin.call("POST", f"webhooks/{hook['id']}", {"do": "turn-on"}).json["off"] is None
        told = {received.json["data"]["session"] for received in receiver.take(2)}
        assert told == {gone.session, later.session}


def test_admins_alone_deal_with_webhooks_and_no_list_shows_a_secret(
    worker: Worker, admin: Program, valkey: EmbeddedValkey
) -> None:
    chief = Program(worker, valkey.address, "no-admin", "supervisor")
    hook = add(admin, "https://crm.example/hook")
    assert hook["secret"].startswith("whsec_")
    assert b"whsec_" not in admin.call("GET", "webhooks").body
    for method, path in (
        ("GET", ""),
        ("POST", ""),
        ("POST", f"/{hook['id']}/test"),
        ("DELETE", f"/{hook['id']}"),
    ):
        assert chief.call(method, f"webhooks{path}", {"url": "https://crm.example/"}).code == "not-allowed"
    assert worker.call("GET", "/api/v1/webhooks").status == 401
    assert admin.call("POST", "webhooks", {"url": "ftp://crm.example/"}).code == "bad-address"
    assert admin.call("POST", "webhooks", {"url": "https://a/", "events": ["no.such"]}).code == "bad-request"
    assert admin.call("DELETE", f"webhooks/{hook['id']}").status == 204
    assert admin.call("DELETE", f"webhooks/{hook['id']}").code == "not-found"


def test_there_are_only_so_many_webhooks(admin: Program) -> None:
    codes = [admin.call("POST", "webhooks", {"url": f"https://crm.example/{n}"}).status for n in range(21)]
    assert codes == [201] * 20 + [409]


def test_no_call_goes_into_the_inner_network_even_where_a_name_leads_there(valkey: EmbeddedValkey) -> None:
    with Receiver() as receiver, Worker(valkey.address) as careful:
        admin = Program(careful, valkey.address, "careful-admin", "admin")
        port = receiver.url.rpartition(":")[2]
        for url in (receiver.url, f"https://127.0.0.1:{port}/", f"https://[::ffff:127.0.0.1]:{port}/"):
            assert admin.call("POST", "webhooks", {"url": url}).code == "bad-address"
        hook = add(admin, f"https://localhost:{port}/")
        pinged = admin.call("POST", f"webhooks/{hook['id']}/test", {}).json
        assert (pinged["good"], pinged["error"]) == (False, "the name leads to a private address")
        admin.call("DELETE", f"webhooks/{hook['id']}")
        assert receiver.calls.empty()


def test_a_worker_that_dies_over_its_calls_is_followed_by_another(tmp_path: Path) -> None:
    """Killed while a call is under way, and the store with it: the call comes again, and so does what was acknowledged before."""
    valkey = EmbeddedValkey(tmp_path)
    address = valkey.start()
    acknowledged, killed = threading.Event(), threading.Event()

    def answer(_: Received) -> int:
        if not killed.is_set():
            acknowledged.wait()
            first.kill()
            killed.set()
        return 204

    first = Worker(address, webhook_private=True)
    with Receiver(answer) as receiver:
        first.start()
        admin = Program(first, address, "takeover", "admin")
        add(admin, receiver.url, "session.started")
        shoppers = [Shopper(first, "help").session]
        acknowledged.set()
        cut_off = receiver.next()
        valkey.kill()
        valkey.start_again()
        with Worker(address, webhook_private=True) as second:
            shoppers.append(Shopper(second, "help").session)
            told = {received.json["data"]["session"]: received for received in receiver.take(2)}
            assert set(told) == set(shoppers)
            again = told[shoppers[0]]
            assert (again.id, again.body) == (cut_off.id, cut_off.body)
    valkey.stop()
