"""Cards, suggestions and answers over real sockets: what is kept, who hears of it, and what is refused."""

import time
from typing import Any

import pytest

from alongside.facts import PageFacts, Product
from alongside.store import open_store
from tests.console.aside import run as run_aside
from tests.console.conftest import SignIn
from tests.console.people import HostPage, Shopper, Socket, Viewer, befriend
from tests.console.test_acting import open_as
from tests.console.test_talking import recalled, said
from tests.console.worker import Worker

pytestmark = pytest.mark.system

BOWL = {"url": "http://shop.example/p/bowl", "title": "Tea bowl"}


def heard(socket: Socket) -> dict[str, Any]:
    line = said(socket)[1]
    assert line
    return line


def suggest(viewer: Viewer, key: str = "s1", card: object = BOWL) -> None:
    viewer.say("say", key, {"card": card, "suggest": True})


def fate_of_going(viewer: Viewer, seq: int, where: str) -> str:
    viewer.say("act", seq, ["go", where])
    return str(viewer.wait_for("done", seq)[2])


def test_a_suggestion_and_its_answer_reach_everybody_and_are_kept(host: HostPage, shopper: Shopper) -> None:
    with befriend(shopper) as ann, befriend(shopper) as ben:
        suggest(ann)
        for socket in (host, ann, ben):
            line = heard(socket)
            assert (line["card"], line["suggest"]) == (BOWL, True)
        host.say("say", "r1", {"reply": {"to": 1, "answer": "yes"}})
        for socket in (host, ann, ben):
            assert heard(socket)["reply"] == {"to": 1, "answer": "yes"}
    with HostPage(shopper) as next_page:
        assert [line.get("reply") for line in recalled(next_page)[2]] == [None, {"to": 1, "answer": "yes"}]


def test_after_a_no_the_next_suggestion_has_to_wait_and_one_said_again_has_not(
    host: HostPage, shopper: Shopper
) -> None:
    with befriend(shopper) as friend:
        suggest(friend)
        said(friend)
        host.say("say", "r1", {"reply": {"to": 1, "answer": "no"}})
        said(friend)
        suggest(friend, "s2")
        assert friend.wait_for("unsaid") == ["unsaid", "s2", "rests"]
        suggest(friend)
        assert said(friend)[0] == 1
        friend.say("say", "c1", {"card": BOWL})
        assert heard(friend)["card"] == BOWL


def test_no_page_from_elsewhere_gets_into_a_conversation(host: HostPage, shopper: Shopper) -> None:
    with befriend(shopper) as friend:
        for count, url in enumerate(("https://elsewhere.example/", "javascript:alert(1)")):
            friend.say("say", f"c{count}", {"card": {**BOWL, "url": url}})
            assert friend.wait_for("unsaid") == ["unsaid", f"c{count}", "elsewhere"]
        suggest(friend, "s1", {**BOWL, "picture": "https://elsewhere.example/x.png", "price": "€1"})
        assert heard(host)["card"] == BOWL


def test_a_card_without_an_address_is_of_the_page_that_its_sender_sees(
    host: HostPage, shopper: Shopper
) -> None:
    with befriend(shopper) as friend, HostPage(shopper, tab="t2", visible=False) as other:
        nowhere = {"card": {"url": "", "title": ""}}
        shown = {"url": "http://shop.example/t1", "title": "t1"}
        host.say("say", "k1", nowhere)
        assert heard(friend)["card"] == shown
        friend.say("say", "k1", nowhere)
        assert heard(friend)["card"] == shown
        other.say("say", "k2", nowhere)
        assert heard(friend)["card"] == {"url": "http://shop.example/t2", "title": "t2"}


def test_what_nobody_has_suggested_is_not_answered_and_only_the_shopper_answers(
    host: HostPage, shopper: Shopper
) -> None:
    with befriend(shopper) as friend:
        suggest(friend)
        said(friend)
        friend.say("say", "r1", {"reply": {"to": 1, "answer": "yes"}})
        assert friend.wait_for("unsaid") == ["unsaid", "r1", ""]
        host.say("say", "r1", {"reply": {"to": 2, "answer": "yes"}})
        assert host.wait_for("unsaid") == ["unsaid", "r1", ""]


def test_supervisors_suggest_nothing(worker: Worker, sign_in: SignIn) -> None:
    shopper = Shopper(worker, "help")
    chief = sign_in("guiding-chief@shop.example", "supervisor")
    with HostPage(shopper), open_as(worker, shopper, chief) as boss:
        suggest(boss)
        assert boss.wait_for("unsaid") == ["unsaid", "s1", ""]


def test_who_is_asked_first_is_not_carried_to_a_page_by_its_address(host: HostPage, shopper: Shopper) -> None:
    with befriend(shopper) as friend:
        assert (host.welcome["asks"], friend.welcome["asks"]) == (False, False)
        host.say("guide", True)
        assert friend.wait_for("guide") == ["guide", True]
        assert host.wait_for("guide") == ["guide", True]
        assert fate_of_going(friend, 1, BOWL["url"]) == "not-allowed"
        friend.say("act", 2, ["go", "back"])
        assert host.wait_for("act")[3] == ["go", "back"]
        with befriend(shopper) as late, HostPage(shopper, tab="t2", visible=False) as again:
            assert (late.welcome["asks"], again.welcome["asks"]) == (True, True)
        host.say("guide", False)
        friend.wait_for("guide", False)
        friend.say("act", 3, ["go", BOWL["url"]])
        assert host.wait_for("act")[3] == ["go", BOWL["url"]]


def test_a_shop_may_have_its_shoppers_asked_first(store_url: str) -> None:
    with Worker(store_url, guide="ask") as worker:
        shopper = Shopper(worker)
        with HostPage(shopper) as host, befriend(shopper) as friend:
            assert host.welcome["asks"] is True
            assert fate_of_going(friend, 1, BOWL["url"]) == "not-allowed"


CELADON = {"url": "http://shop.example/p/celadon", "title": "A bowl"}


def keep_page(store_url: str) -> None:
    """A visitor of the shop has seen the bowl's page, which says what it costs."""

    async def keep() -> None:
        store = await open_store(store_url)
        product = Product(name="Celadon bowl", price=24.0, currency="EUR", picture=f"{CELADON['url']}.jpg")
        await store.pages.keep(
            PageFacts(url=CELADON["url"], title="Bowl - Shop", product=product), time.time()
        )
        await store.close()

    run_aside(keep())


KNOWN = {"url": CELADON["url"], "title": "Celadon bowl", "picture": f"{CELADON['url']}.jpg", "price": "€24"}


def test_reps_find_pages_of_the_shop_by_words(worker: Worker, sign_in: SignIn, store_url: str) -> None:
    keep_page(store_url)
    cookie = sign_in("finder@shop.example")
    assert worker.call("GET", "/api/v1/pages?q=bowl%20celadon", cookie=cookie).json == [KNOWN]
    assert worker.call("GET", "/api/v1/pages?q=celadon%20lamp", cookie=cookie).json == []
    assert worker.call("GET", "/api/v1/pages?q=", cookie=cookie).json == []
    assert worker.call("GET", "/api/v1/pages?q=bowl").code == "not-signed-in"


def test_a_card_says_what_its_page_has_said(host: HostPage, shopper: Shopper, store_url: str) -> None:
    keep_page(store_url)
    with befriend(shopper) as friend:
        friend.say("say", "c1", {"card": {**CELADON, "title": "cheap!", "price": "€1"}})
        assert heard(host)["card"] == KNOWN
