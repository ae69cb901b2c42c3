"""The page that lays two pages side by side, and the pages seen in a session."""

import time

import pytest

from alongside.facts import PageFacts, Product
from alongside.store import open_store
from alongside.store.seen import MOST_PAGES
from tests.console.aside import run as run_aside
from tests.console.people import HostPage, Shopper, befriend
from tests.console.worker import Worker

pytestmark = pytest.mark.system

SHOP = "http://shop.example"


def paths(worker: Worker, shopper: Shopper) -> list[str]:
    """Of the session's pages, the latest first."""
    rows = worker.call("GET", "/__alongside/trail", cookie=shopper.cookie).json
    return [row["url"].removeprefix(SHOP) for row in rows]


def test_a_shopper_in_a_session_gets_the_page_and_may_frame_the_shop(
    worker: Worker, shopper: Shopper
) -> None:
    answer = worker.call("GET", "/__alongside/beside?left=/a&right=/b", cookie=shopper.cookie)
    page = answer.body.decode()
    assert answer.status == 200
    assert [page.index(f"/__alongside/{name}.js?v=") for name in ("head", "page", "beside")]
    assert answer.cookies["alongside_on"].startswith("1.beside;")
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers.get_all("cross-origin-opener-policy") == ["same-origin-allow-popups"]
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("left", "where"),
    [
        ("/en/p/mug%3Fsize=5", "/en/p/mug?size=5"),
        ("//evil.example", "/"),
        ("/%5Cevil.example", "/"),
        ("https://evil.example/", "/"),
        ("/__alongside/beside", "/"),
        ("/a%0d%0aX: y", "/"),
        ("", "/"),
    ],
)
def test_without_a_session_it_leads_on_to_the_first_item(worker: Worker, left: str, where: str) -> None:
    answer = worker.call("GET", f"/__alongside/beside?left={left.replace(' ', '%20')}&right=/b")
    assert (answer.status, answer.headers["location"], answer.cookies) == (303, where, {})


def test_what_is_shown_is_on_the_trail_once_the_latest_first(worker: Worker, shopper: Shopper) -> None:
    with HostPage(shopper, tab="mug") as page:
        assert paths(worker, shopper) == ["/mug"]
        for path in ("/bowl", "/__alongside/beside?left=/mug&right=/bowl", "/mug"):
            page.say("page", {"url": SHOP + path, "title": path})
            page.until_pong()
        pane = {"url": f"{SHOP}/vase", "title": "Vase"}
        assert worker.call("POST", "/__alongside/trail", pane, cookie=shopper.cookie).status == 204
        assert paths(worker, shopper) == ["/vase", "/mug", "/bowl"]
        with befriend(shopper) as friend:
            answer = worker.call("GET", "/api/v1/trail", X_Alongside_Ticket=friend.ticket)
            assert [row["title"] for row in answer.json] == ["Vase", "/mug", "/bowl"]
    shopper.call("POST", "stop")
    assert worker.call("GET", "/__alongside/trail", cookie=shopper.cookie).code == "no-such-session"


def test_the_trail_is_bounded(worker: Worker, shopper: Shopper) -> None:
    for number in range(MOST_PAGES + 1):
        body = {"url": f"{SHOP}/{number}", "title": "A page"}
        assert worker.call("POST", "/__alongside/trail", body, cookie=shopper.cookie).status == 204
    assert paths(worker, shopper) == [f"/{number}" for number in range(MOST_PAGES, 0, -1)]


def test_what_the_road_has_read_of_goods_is_told_of_their_pages(
    worker: Worker, shopper: Shopper, store_url: str
) -> None:
    async def keep() -> None:
        store = await open_store(store_url)
        product = Product(name="The mug", price=9.5, currency="GBP", availability="few")
        await store.pages.keep(PageFacts(url=f"{SHOP}/besidemug", product=product), time.time())
        await store.close()

    run_aside(keep())
    for path in ("/besidemug", "/nothing"):
        worker.call("POST", "/__alongside/trail", {"url": SHOP + path, "title": path}, cookie=shopper.cookie)
    rows = worker.call("GET", "/__alongside/trail", cookie=shopper.cookie).json
    told = {"name": "The mug", "price": 9.5, "currency": "GBP", "availability": "few"}
    assert [row["product"] for row in rows] == [None, told]
    for path, known in (("/besidemug", told), ("/nothing", None)):
        answer = worker.call("GET", f"/__alongside/product?url={SHOP}{path}", cookie=shopper.cookie)
        assert answer.json == {"product": known}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/__alongside/trail"),
        ("POST", "/__alongside/trail"),
        ("GET", "/__alongside/product?url=/a"),
        ("GET", "/api/v1/trail"),
    ],
)
def test_nobody_else_is_told_anything(worker: Worker, method: str, path: str) -> None:
    body = {"url": f"{SHOP}/a", "title": "A"} if method == "POST" else None
    answer = worker.call(method, path, body, cookie="alongside_session=no", X_Alongside_Ticket="no")
    assert (answer.status, answer.code) == (404, "no-such-session")
