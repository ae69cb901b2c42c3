"""What a person was told is done stays done: live host and store are killed between any two steps, and while steps are under way.

The store keeps its disk. Programs are told of all of it, once.
"""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from alongside.store.embedded import EmbeddedValkey
from tests.console.people import HostPage, Shopper
from tests.console.programs import Program
from tests.console.worker import Answer, Worker

pytestmark = pytest.mark.system

CALL = {"number": "090-1234-5678", "country": "JP", "lang": "ja", "url": "http://shop.example/", "title": "T"}
START = {"kind": "callback", "consent": True, "url": "http://shop.example/oak", "title": "Oak"}
WITHIN = 60.0

Story = Iterator[None]
"""Each `yield` stands between two steps."""


class House:
    """A live host and its store, which may be killed, and a program that works as a rep."""

    def __init__(self, folder: Path) -> None:
        self.valkey = EmbeddedValkey(folder)
        self.worker = Worker(self.valkey.start())
        assert self.worker.start() == "ready"
        self.crm = Program(self.worker, self.valkey.address, "crm", "rep")

    def kill(self) -> None:
        """Both at once, and both come back."""
        self.worker.kill()
        self.valkey.kill()
        self.valkey.start_again()
        assert self.worker.start() == "ready"

    def stop(self) -> None:
        self.worker.stop()
        self.valkey.stop()

    def do(self, method: str, path: str, body: object = None, status: int = 200) -> Any:
        """A call of the program that is answered so."""
        answer = self.crm.call(method, path, body)
        assert answer.status == status, answer.body
        return answer.json if answer.body else None

    def told(self, subject: str) -> list[str]:
        """The types of the events about a session or a case."""
        return [event["type"] for event in self.crm.happened("0-0", subject)]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    built = House(tmp_path_factory.mktemp("house"))
    yield built
    built.stop()


def cookie_of(answer: Answer, name: str) -> str:
    return f"{name}={answer.cookies[name].partition(';')[0]}"


def chat(house: House) -> Story:
    shopper = Shopper(house.worker, "help")
    path = f"sessions/{shopper.session}"
    yield
    house.do("POST", f"{path}/open", {})
    yield
    with HostPage(shopper) as page:
        page.say("say", "s1", {"text": "is it oak?"})
        page.wait_for("said", 1)
    yield
    house.do("POST", f"{path}/lines", {"key": "k1", "text": "it is"}, 201)
    yield
    assert house.do("POST", f"{path}/lines", {"key": "k1", "text": "it is"}, 201)["number"] == 2
    with HostPage(shopper) as page:
        page.say("say", "s1", {"text": "is it oak?"})
        assert page.wait_for("said")[1] == 1
        page.say("recall", 0)
        assert [line["text"] for line in page.wait_for("talk")[2]] == ["is it oak?", "it is"]
    yield
    house.do("POST", f"{path}/end", {}, 204)
    yield
    assert house.do("GET", path)["state"] == "ended"
    assert house.told(shopper.session) == [
        "session.started",
        "session.taken",
        "line.said",
        "line.said",
        "session.ended",
    ]


def callback(house: House) -> Story:
    asked = house.worker.call("POST", "/__alongside/callback", CALL)
    assert asked.status == 201
    cookie = cookie_of(asked, "alongside_call")
    yield
    (row,) = house.do("GET", "callbacks")
    path = f"callbacks/{row['id']}"
    started = house.worker.call("POST", "/__alongside/session", START, cookie=cookie)
    assert started.status == 201
    yield
    assert house.do("POST", path, {"do": "take"})["session"] == started.json["session"]
    yield
    house.do("POST", path, {"do": "outcome", "outcome": "busy", "note": "later"})
    yield
    house.do("POST", path, {"do": "outcome", "outcome": "done"})
    yield
    (row,) = house.do("GET", "callbacks")
    assert (row["state"], [one["outcome"] for one in row["tries"]], row["tries"][0]["note"]) == (
        "done",
        ["busy", "done"],
        "later",
    )
    assert house.told(row["id"]) == ["callback.asked", "callback.shared", *["callback.changed"] * 3]


def message(house: House) -> Story:
    left = house.worker.call(
        "POST", "/__alongside/message", {"text": "Is it oak?", "contact": "ann@example.com"}
    )
    assert left.status == 201
    yield
    (row,) = house.do("GET", "messages")
    path = f"messages/{row['id']}"
    house.do("POST", path, {"do": "take"})
    yield
    house.do("POST", path, {"do": "answered"})
    yield
    (row,) = house.do("GET", "messages")
    assert (row["text"], row["state"]) == ("Is it oak?", "done")
    assert house.told(row["id"]) == ["message.left", "message.changed", "message.changed"]


def rating(house: House) -> Story:
    shopper = Shopper(house.worker, "help")
    after = cookie_of(shopper.started, "alongside_after")
    yield
    assert shopper.call("POST", "stop").status == 204
    yield
    for stars in (3, 5):
        rated = house.worker.call("POST", "/__alongside/rating", {"stars": stars}, cookie=after)
        assert rated.status == 204
        yield
    assert [(row["session"], row["stars"]) for row in house.do("GET", "ratings")] == [(shopper.session, 5)]
    assert house.told(shopper.session) == [
        "session.started",
        "session.ended",
        "rating.given",
        "rating.given",
    ]


def test_all_is_killed_between_any_two_steps_and_nothing_is_lost(house: House) -> None:
    stories = [tell(house) for tell in (chat, callback, message, rating)]
    while stories:
        stories = [story for story in stories if next(story, "over") is None]
        if stories:
            house.kill()


def test_all_is_killed_while_lines_are_under_way_and_each_is_said_once(house: House) -> None:
    shopper = Shopper(house.worker, "help")
    path = f"sessions/{shopper.session}"
    house.do("POST", f"{path}/open", {})
    texts, acknowledged = [str(number) for number in range(40)], list[str]()

    def say_until_it_is_taken() -> None:
        for text in texts:
            while not is_taken(house, f"{path}/lines", text):
                time.sleep(0.02)
            acknowledged.append(text)

    speaker = threading.Thread(target=say_until_it_is_taken)
    speaker.start()
    for count in (8, 22):
        while len(acknowledged) < count:
            assert speaker.is_alive()
            time.sleep(0.01)
        house.kill()
    speaker.join(WITHIN)
    assert acknowledged == texts
    assert [line["text"] for line in house.do("GET", f"{path}/lines")] == texts
    said = [event["data"]["line"]["text"] for event in house.crm.happened("0-0", shopper.session)[2:]]
    assert said == texts


def is_taken(house: House, path: str, text: str) -> bool:
    try:
        return house.crm.call("POST", path, {"key": f"k{text}", "text": text}).status == 201
    except OSError:
        return False
