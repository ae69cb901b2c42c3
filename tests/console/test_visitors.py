"""Visitors over HTTP: pages that say they are there, the list for reps, invitations and answers."""

import http.client
import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from alongside.codes import hash_secret
from alongside.facts import Basket, PageFacts, Product, Variant
from alongside.store import open_store
from alongside.store.embedded import EmbeddedValkey
from alongside.store.trails import Trail
from tests.console.aside import run as run_aside
from tests.console.conftest import SignIn
from tests.console.worker import Answer, Worker

pytestmark = pytest.mark.system


class Browser:
    """A visitor's browser, with its cookie."""

    def __init__(self, worker: Worker) -> None:
        self.worker = worker
        self.cookie = ""

    def look(self, path: str = "/", **more: object) -> Answer:
        """A page says that it is looked at."""
        body = {"url": f"http://shop.example{path}", "title": f"Page {path}", "lang": "ja", **more}
        answer = self.worker.call("POST", "/__alongside/here", body, cookie=self.cookie)
        if "alongside_visitor" in answer.cookies:
            self.cookie = f"alongside_visitor={answer.cookies['alongside_visitor'].partition(';')[0]}"
        return answer

    def say(self, word: str) -> Answer:
        return self.worker.call("POST", "/__alongside/answer", {"answer": word}, cookie=self.cookie)


@pytest.fixture
def rep(sign_in: SignIn) -> str:
    return sign_in("visits@example.com", name="Mia")


@pytest.fixture
def browser(worker: Worker) -> Browser:
    return Browser(worker)


def row_of(worker: Worker, rep: str, path: str) -> dict[str, Any] | None:
    rows = worker.call("GET", "/api/v1/visitors", cookie=rep).json
    return next((row for row in rows if row["url"].endswith(path)), None)


def test_a_rep_sees_who_is_on_the_shop_and_where(browser: Browser, worker: Worker, rep: str) -> None:
    assert browser.look("/").status == 204
    browser.look("/tea/one", referrer="https://search.example/?q=tea")
    row = row_of(worker, rep, "/tea/one")
    assert row is not None
    assert {key: row[key] for key in ("title", "pages", "visits", "lang", "device", "mayAsk")} == {
        "title": "Page /tea/one",
        "pages": 2,
        "visits": 1,
        "lang": "ja",
        "device": "desktop",
        "mayAsk": True,
    }
    assert [seen["url"] for seen in row["trail"]] == ["http://shop.example/", "http://shop.example/tea/one"]
    first = worker.call("GET", "/api/v1/visitors?limit=1", cookie=rep)
    assert len(first.json) == 1
    whole = worker.call("GET", "/api/v1/visitors", cookie=rep).json
    rest = worker.call(
        "GET", f"/api/v1/visitors?after=-{first.json[0]['since']}.0.{first.json[0]['id']}", cookie=rep
    )
    assert first.json + rest.json == whole


def test_only_reps_see_them(worker: Worker) -> None:
    assert worker.call("GET", "/api/v1/visitors").status == 401
    assert worker.call("POST", "/api/v1/visitors/anybody/ask", {}).status == 401


def test_the_cookie_is_for_us_alone(browser: Browser) -> None:
    cookie = browser.look().cookies["alongside_visitor"].lower()
    assert "httponly" in cookie
    assert "path=/__alongside/" in cookie
    assert "samesite=lax" in cookie


def test_a_rep_asks_and_the_words_of_the_page_bring_it_until_it_is_shown(
    browser: Browser, worker: Worker, rep: str
) -> None:
    browser.look("/asked")
    row = row_of(worker, rep, "/asked")
    assert row is not None
    ask = f"/api/v1/visitors/{row['id']}/ask"
    assert worker.call("POST", ask, {}, cookie=rep).status == 204
    assert worker.call("POST", ask, {}, cookie=rep).status == 409
    assert browser.look("/asked").json == browser.look("/asked").json  # until a page has shown it
    invitation = browser.look("/asked").json["ask"]
    assert (invitation["by"], invitation["rule"]) == ("Mia", "")
    browser.say("shown")
    assert browser.look("/asked").status == 204
    assert worker.call("POST", ask, {}, cookie=rep).json["error"]["code"] == "asked-enough"


def test_who_said_no_is_left_alone(browser: Browser, worker: Worker, rep: str) -> None:
    browser.look("/refused")
    assert browser.say("no").status == 204
    row = row_of(worker, rep, "/refused")
    assert row is not None
    assert row["mayAsk"] is False
    assert worker.call("POST", f"/api/v1/visitors/{row['id']}/ask", {}, cookie=rep).status == 409


def test_who_is_in_a_session_is_no_visitor(browser: Browser, worker: Worker, rep: str) -> None:
    browser.cookie = "alongside_session=anything"
    assert browser.look("/in-session").status == 204
    assert row_of(worker, rep, "/in-session") is None


def test_an_answer_of_nobody_is_refused(browser: Browser) -> None:
    browser.cookie = "alongside_visitor=guessed"
    assert browser.say("no").status == 404


@pytest.fixture
def quick(store_url: str) -> Iterator[Worker]:
    """A worker that asks at once on one page."""
    rule = {
        "name": "cart",
        "path": ["/cart"],
        "seconds": 0,
        "text": {"ja": "お困りですか？", "en": "Need a hand?"},
    }
    limits = {"hold_out": 0}
    with Worker(store_url, ask=[rule], ask_limits=limits) as running:
        yield running


@contextmanager
def open_desk(worker: Worker, cookie: str) -> Iterator[None]:
    """A rep's desk listens to what happens."""
    connection = http.client.HTTPConnection("127.0.0.1", worker.port)
    connection.request("GET", "/api/v1/events", headers={"Cookie": cookie})
    assert connection.getresponse().readline() == b"event: queue\n"
    try:
        yield
    finally:
        connection.close()


def test_a_rule_asks_while_a_desk_is_open(quick: Worker, rep: str) -> None:
    browser = Browser(quick)
    assert browser.look("/cart").status == 204  # nobody could help
    with open_desk(quick, rep):
        assert browser.look("/").status == 204
        invitation = browser.look("/cart").json["ask"]
        assert (invitation["rule"], invitation["text"], invitation["by"]) == ("cart", "お困りですか？", "")
        browser.say("shown")
        assert browser.look("/cart").status == 204


def test_an_admin_sees_who_would_have_been_asked_today(quick: Worker, rep: str, sign_in: SignIn) -> None:
    admin = sign_in("preview@example.com", "admin")
    browser = Browser(quick)
    path = f"/preview-{secrets.token_hex(4)}"
    browser.look(path)

    def look(*rules: dict[str, object]) -> list[dict[str, Any]]:
        body = {"ask": rules, "ask_limits": {"hold_out": 0}}
        rows: list[dict[str, Any]] = quick.call("POST", "/api/v1/ask/preview", body, cookie=admin).json[
            "rows"
        ]
        return rows

    (row,) = look({"name": "here", "seconds": 0, "path": [path]})
    assert (row["rule"], row["url"], row["lang"]) == ("here", f"http://shop.example{path}", "ja")
    assert look({"name": "later", "path": [path]}) == []  # two and a half minutes have not passed
    saved = quick.call("POST", "/api/v1/ask/preview", {}, cookie=admin).json
    assert [rule["name"] for rule in saved["rules"]] == ["cart"]
    assert saved["visits"] >= 1
    assert quick.call("POST", "/api/v1/ask/preview", {}, cookie=rep).status == 403


@pytest.fixture
def watchful(store_url: str) -> Iterator[Worker]:
    """A worker whose rules wait for moments."""
    rules = [
        {"name": "rests", "idle": 90, "path": ["/tea*"]},
        {"name": "rests less", "idle": 60},
        {"name": "leaves", "leaving": True, "path": ["/cart"]},
    ]
    with Worker(store_url, ask=rules, ask_limits={"hold_out": 0}) as running:
        yield running


def test_pages_are_told_what_to_look_out_for_and_say_when_it_happens(watchful: Worker, rep: str) -> None:
    browser = Browser(watchful)
    assert browser.look("/tea").json == {"watch": {"idle": 60, "leaving": False}}
    assert browser.look("/cart").json == {"watch": {"idle": 60, "leaving": True}}
    with open_desk(watchful, rep):
        assert "watch" in browser.look("/cart", idle=59).json
        assert browser.look("/cart", leaving=True).json["ask"]["rule"] == "leaves"
        assert browser.look("/cart", idle=60).json["ask"]["rule"] == "rests less"
    browser.say("no")
    assert browser.look("/cart").status == 204


def test_what_the_road_has_read_stands_beside_the_visitor(
    browser: Browser, worker: Worker, store_url: str, rep: str
) -> None:
    first = browser.look("/p/read")
    visit = hash_secret(first.cookies["alongside_visit"].partition(";")[0])
    assert "path=/;" in first.cookies["alongside_visit"].lower() + ";"
    browser.cookie += f"; alongside_visit={first.cookies['alongside_visit'].partition(';')[0]}"
    mug = Product(name="Mug", price=39.0, currency="GBP", variants=(Variant(name="red"),))

    async def read() -> None:
        store = await open_store(store_url)
        await store.pages.keep(
            PageFacts(url="http://shop.example/p/read", kind="product", product=mug), time.time()
        )
        await store.trails.keep(
            visit, Trail(basket=Basket(value=78.0, currency="GBP"), troubles={"declined": time.time()})
        )
        await store.close()

    run_aside(read())
    assert "alongside_visit" not in browser.look("/p/read").cookies
    row = row_of(worker, rep, "/p/read")
    assert row is not None
    assert row["product"] == {"name": "Mug", "price": 39.0, "currency": "GBP"}
    assert (row["basket"], row["troubles"]) == ({"value": 78.0, "currency": "GBP"}, ["declined"])
    assert worker.call("GET", f"/api/v1/visitors/{row['id']}", cookie=rep).json == row


def test_an_error_page_is_trouble_for_who_comes_in_by_it_once(
    browser: Browser, worker: Worker, store_url: str, rep: str
) -> None:
    async def met() -> None:
        store = await open_store(store_url)
        await store.trails.keep_fault("/gone")
        await store.close()

    run_aside(met())
    browser.look("/gone")
    row = row_of(worker, rep, "/gone")
    assert row is not None
    assert row["troubles"] == ["error-page"]
    Browser(worker).look("/gone?second")
    rows = [
        row for row in worker.call("GET", "/api/v1/visitors", cookie=rep).json if row["url"].endswith("/gone")
    ]
    assert sorted(row["troubles"] for row in rows) == [[], ["error-page"]]


def test_who_asks_not_to_be_followed_is_not_followed_on_the_road(browser: Browser) -> None:
    answer = browser.worker.call("POST", "/__alongside/here", {"url": "http://shop.example/"}, dnt="1")
    assert list(answer.cookies) == ["alongside_visitor"]


def test_desks_are_told_the_whole_list_and_then_what_changes(
    browser: Browser, worker: Worker, rep: str
) -> None:
    browser.look("/told")
    connection = http.client.HTTPConnection("127.0.0.1", worker.port, timeout=20)
    connection.request("GET", "/api/v1/events", headers={"Cookie": rep})
    events = connection.getresponse()

    def next_visitors() -> dict[str, Any]:
        while events.readline() != b"event: visitors\n":
            pass
        told: dict[str, Any] = json.loads(events.readline().removeprefix(b"data: "))
        return told

    assert "http://shop.example/told" in [row["url"] for row in next_visitors()["all"]]
    browser.look("/told/next")
    changes = next_visitors()
    while not any(row["url"].endswith("/told/next") for row in changes["set"]):
        changes = next_visitors()
    assert "trail" not in changes["set"][0]
    connection.close()


def test_visitors_can_be_turned_off(store_url: str) -> None:
    with Worker(store_url, visitors=False) as worker:
        answer = Browser(worker).look()
        assert (answer.status, answer.cookies) == (404, {})


def test_a_no_survives_the_store_being_killed(tmp_path: Path) -> None:
    valkey = EmbeddedValkey(tmp_path)
    url = valkey.start()
    with Worker(url) as worker:
        browser = Browser(worker)
        browser.look("/")
        assert browser.say("no").status == 204
        valkey.kill()
        valkey.start_again()
    visitor = hash_secret(browser.cookie.partition("=")[2])

    async def kept() -> float:
        store = await open_store(url)
        visit = await store.visits.get(visitor)
        await store.close()
        return visit.refused if visit else 0.0

    assert run_aside(kept()) > 0
    valkey.stop()
