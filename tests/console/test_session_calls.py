"""What a program does with one session: look, read, say, end, show it in a frame. As a CRM does it, with a token."""

import http.server
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.console.conftest import SignIn
from tests.console.people import HostPage, Shopper, Viewer, join
from tests.console.programs import Program
from tests.console.worker import Worker

pytestmark = pytest.mark.system


@pytest.fixture(scope="module")
def crm(worker: Worker, store_url: str) -> Program:
    """Works as a rep."""
    return Program(worker, store_url, "session-crm", "rep")


@pytest.fixture(scope="module")
def other(store_url: str) -> Iterator[Worker]:
    with Worker(store_url) as running:
        yield running


def test_a_program_takes_a_session_talks_in_it_and_ends_it(
    worker: Worker, other: Worker, crm: Program
) -> None:
    shopper = Shopper(other, "help")
    path = f"sessions/{shopper.session}"
    waiting = crm.call("GET", path).json
    assert (waiting["state"], waiting["mine"], waiting["ended"]) == ("waiting", False, None)
    assert crm.call("POST", f"{path}/lines", {"key": "k1", "text": "hello"}).code == "not-taken"
    assert crm.call("POST", f"{path}/end", {}).code == "not-taken"
    assert crm.call("POST", f"{path}/open", {}).status == 200
    with HostPage(shopper) as page:
        said = crm.call("POST", f"{path}/lines", {"key": "k1", "text": "hello"})
        assert (said.status, said.json["number"], said.json["line"]["name"]) == (201, 1, "session-crm")
        assert page.wait_for("said")[2]["text"] == "hello"
        again = crm.call("POST", f"{path}/lines", {"key": "k1", "text": "hello?"})
        assert (again.status, again.json) == (201, said.json)
        page.say("say", "s1", {"text": "is it oak?"})
        page.wait_for("said", 2)
        assert crm.call("POST", f"{path}/lines", {"key": "k2", "text": "asides", "aside": True}).status == 201
        assert page.wait_for("said", 3)[2] is None
        assert crm.call("POST", f"{path}/lines", {"key": "k3", "text": " \n"}).code == "empty"
        first, rest = (crm.call("GET", f"{path}/lines?{which}").json for which in ("limit=2", "after=2"))
        assert [line["text"] for line in first] == ["hello", "is it oak?"]
        assert [line["text"] for line in rest] == ["asides"]
        assert crm.call("GET", f"{path}/lines?after=-1").code == "bad-request"
        assert [person["role"] for person in crm.call("GET", path).json["participants"]] == ["shopper", "rep"]
        assert crm.call("POST", f"{path}/end", {}).status == 204
        assert page.close_code() == 4410
    ended = crm.call("GET", path).json
    assert (ended["state"], ended["ended"] >= ended["started"]) == ("ended", True)
    assert crm.call("POST", f"{path}/end", {}).status == 204
    assert crm.call("POST", f"{path}/lines", {"key": "k9", "text": "too late"}).code == "session-ended"


def test_lines_reach_viewers_at_the_same_worker_as_well(
    worker: Worker, crm: Program, sign_in: SignIn
) -> None:
    shopper = Shopper(worker, "help")
    crm.call("POST", f"sessions/{shopper.session}/open", {})
    chief = sign_in("session-chief@example.com", "supervisor")
    ticket = worker.call("POST", f"/api/v1/sessions/{shopper.session}/open", {}, cookie=chief).json["ticket"]
    with Viewer(worker, ticket) as viewer:
        crm.call("POST", f"sessions/{shopper.session}/lines", {"key": "k1", "text": "over here"})
        assert viewer.wait_for("said")[2]["text"] == "over here"


def test_what_friends_do_among_themselves_is_nobodys(worker: Worker, store_url: str) -> None:
    chief, friends = Program(worker, store_url, "session-chief", "admin"), Shopper(worker)
    for method, path in (
        ("GET", ""),
        ("GET", "/lines"),
        ("POST", "/lines"),
        ("POST", "/end"),
        ("POST", "/link"),
    ):
        for session in (friends.session, "nothing"):
            answer = chief.call(method, f"sessions/{session}{path}", {"key": "k", "text": "x"})
            assert answer.code == "no-such-session"


def test_a_link_for_a_frame_opens_once_and_stays_its_places(worker: Worker, crm: Program) -> None:
    shopper = Shopper(worker, "help")
    made = crm.call("POST", f"sessions/{shopper.session}/link", {})
    assert made.status == 201
    token = made.json["link"].rpartition("/")[2].removesuffix("?view=plain")
    assert worker.call("GET", f"/s/{token}?view=plain").status == 200
    joined = join(worker, token)
    assert (joined["session"], joined["role"], joined["name"]) == (shopper.session, "rep", "session-crm")
    assert worker.call("POST", "/api/v1/join", {"token": token}).code == "link-used"
    assert join(worker, token, place=joined["place"])["session"] == shopper.session
    assert crm.call("GET", f"sessions/{shopper.session}").json["mine"] is True


def test_a_link_is_made_for_others_by_those_who_look_after_them(
    worker: Worker, store_url: str, crm: Program, sign_in: SignIn
) -> None:
    sign_in("session-mia@example.com", name="Mia")
    chief = Program(worker, store_url, "session-links", "supervisor")
    shopper = Shopper(worker, "help")
    path, mia = f"sessions/{shopper.session}/link", {"rep": "session-mia@example.com"}
    assert crm.call("POST", path, mia).code == "not-allowed"
    assert chief.call("POST", path, {"rep": "nobody@example.com"}).code == "not-found"
    token = chief.call("POST", path, mia).json["link"].rpartition("/")[2].removesuffix("?view=plain")
    joined = join(worker, token)
    assert (joined["role"], joined["name"]) == ("rep", "Mia")
    shopper.call("POST", "stop")
    assert chief.call("POST", path, mia).code == "session-ended"


class Page(http.server.BaseHTTPRequestHandler):
    """A page of a CRM, on a site of its own; its path is what it frames."""

    def do_GET(self) -> None:
        body = f'<!doctype html><iframe width=800 height=600 src="{self.path[1:]}"></iframe>'.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # it is the base's name
        """Quiet."""


@pytest.mark.browser
def test_a_crm_page_shows_the_session_in_a_frame_where_the_settings_let_it(
    store_url: str, browser: Browser
) -> None:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    crm_site, elsewhere = (f"http://{host}:{server.server_port}" for host in ("127.0.0.1", "localhost"))
    with Worker(store_url, embed_in=[crm_site]) as worker:
        crm = Program(worker, store_url, "frame-crm", "rep")
        shopper = Shopper(worker, "help")
        link = crm.call("POST", f"sessions/{shopper.session}/link", {}).json["link"]
        policy = worker.call("GET", link.removeprefix(worker.url)).headers["content-security-policy"]
        assert policy.endswith(f"frame-ancestors 'self' {crm_site}")
        with HostPage(shopper) as host, browser.new_context() as context:
            page = context.new_page()
            page.goto(f"{crm_site}/{link}")
            assert host.wait_for("who")[1][-1]["role"] == "rep"
            page.frame_locator("iframe").locator("iframe#mirror").wait_for()
            refused = context.new_page()
            refused.goto(f"{elsewhere}/{link}")
            assert not refused.frame_locator("iframe").locator("#app").count()
    server.shutdown()
    server.server_close()
