"""After a session: the shopper rates it and keeps the conversation, and no kill of worker or store loses what was acknowledged."""

import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

from alongside.store.embedded import EmbeddedValkey
from tests.console.people import HostPage, Shopper, Viewer
from tests.console.test_care import sign_in
from tests.console.worker import Answer, Worker

pytestmark = pytest.mark.system


class Mailbox(socketserver.StreamRequestHandler):
    """A mail server of the few words that it takes; addresses at `full.example` are refused."""

    taken: ClassVar[list[str]] = []

    def handle(self) -> None:
        self.wfile.write(b"220 mail\r\n")
        while line := self.rfile.readline().decode().strip():
            word = line[:4].upper()
            if word == "DATA":
                self.wfile.write(b"354 go on\r\n")
                self.taken.append("".join(iter(lambda: self.rfile.readline().decode(), ".\r\n")))
            is_full = word == "RCPT" and "full.example" in line
            self.wfile.write(
                b"552 full\r\n" if is_full else b"221 bye\r\n" if word == "QUIT" else b"250 ok\r\n"
            )


@pytest.fixture(scope="module")
def mail_server() -> Iterator[str]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Mailbox) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()


class Visit:
    """A shopper who was helped by Mia, with three lines, one of which is for reps alone."""

    def __init__(self, worker: Worker, mia: str) -> None:
        self.worker = worker
        self.shopper = Shopper(worker, "help", lang="ja", title="Oak")
        self.cookie = f"alongside_after={self.shopper.started.cookies['alongside_after'].partition(';')[0]}"
        opened = worker.call("POST", f"/api/v1/sessions/{self.shopper.session}/open", {}, cookie=mia).json
        with HostPage(self.shopper) as page, Viewer(worker, opened["ticket"]) as rep:
            for speaker, line in (
                (page, {"text": "Is it <oak>?"}),
                (rep, {"text": "she never buys", "aside": True}),
                (rep, {"text": "It is.", "card": {"url": "http://shop.example/oak", "title": "Oak table"}}),
            ):
                speaker.say("say", f"k-{line['text']}", line)
                speaker.wait_for("said")

    def call(self, method: str, what: str, body: object = None) -> Answer:
        return self.worker.call(method, f"/__alongside/{what}", body, cookie=self.cookie)


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[EmbeddedValkey]:
    server = EmbeddedValkey(tmp_path)
    server.start()
    yield server
    server.stop()


def test_the_conversation_is_kept_as_a_file_or_by_mail_and_the_rating_on_disk(
    valkey: EmbeddedValkey, mail_server: str
) -> None:
    settings: dict[str, Any] = {
        "mail_server": mail_server,
        "mail_from": "help@shop.example",
        "name": "The Shop",
    }
    with Worker(valkey.address, **settings) as worker:
        mia = sign_in(worker, valkey, "Mia")
        visit = Visit(worker, mia)
        visit.shopper.call("POST", "stop")
        look = visit.call("GET", "after").json
        assert (look["helped"], look["lines"], look["stars"], look["mail"]) == (True, 2, None, True)

        text = visit.call("GET", "transcript")
        assert text.headers["content-disposition"] == 'attachment; filename="conversation.txt"'
        said = text.body.decode()
        assert said.startswith("The Shop とのやり取り")
        assert "Is it <oak>?" in said
        assert "Oak table\nhttp://shop.example/oak" in said
        assert "never" not in said
        page = visit.call("GET", "transcript?as=html").body.decode()
        assert "Is it &lt;oak&gt;?" in page
        assert "never" not in page

        assert visit.call("POST", "transcript", {"email": "ann"}).code == "bad-email"
        assert visit.call("POST", "transcript", {"email": "ann@full.example"}).code == "mail-failed"
        assert visit.call("POST", "transcript", {"email": "ann@example.com"}).status == 204
        (mail,) = Mailbox.taken
        assert "To: ann@example.com" in mail
        assert "From: help@shop.example" in mail

        assert visit.call("POST", "rating", {"stars": 6}).code == "bad-request"
        assert visit.call("POST", "rating", {"stars": 4}).status == 204
        kill_both(worker, valkey)
        assert visit.call("GET", "after").json["stars"] == 4
        assert visit.call("POST", "rating", {"stars": 5, "comment": " kind "}).status == 204
        kill_both(worker, valkey)
        (rating,) = worker.call("GET", "/api/v1/ratings", cookie=mia).json
        assert (rating["session"], rating["stars"], rating["comment"], rating["reps"], rating["title"]) == (
            visit.shopper.session,
            5,
            "kind",
            ["Mia"],
            "t1",
        )
        assert "Is it <oak>?" in visit.call("GET", "transcript").body.decode()


def kill_both(worker: Worker, valkey: EmbeddedValkey) -> None:
    worker.kill()
    valkey.kill()
    valkey.start_again()
    assert worker.start() == "ready"


def test_a_rating_counts_once_and_nothing_is_mailed_without_a_server(valkey: EmbeddedValkey) -> None:
    with Worker(valkey.address) as worker:
        visit = Visit(worker, sign_in(worker, valkey, "Mia"))
        assert visit.call("GET", "after").json["mail"] is False
        assert visit.call("POST", "transcript", {"email": "ann@example.com"}).code == "not-found"
        for stars in (2, 3):
            visit.call("POST", "rating", {"stars": stars})
        assert worker.metric('alongside_ratings_total{stars="2"}') == 1
        assert worker.metric('alongside_ratings_total{stars="3"}') == 0


def test_nobody_else_has_a_way_to_the_conversation(worker: Worker) -> None:
    shopper = Shopper(worker, "help")
    for cookie in ("", shopper.cookie, f"alongside_after={shopper.session}"):
        for what in ("after", "transcript"):
            answer = worker.call("GET", f"/__alongside/{what}", cookie=cookie)
            assert (answer.status, answer.code) == (404, "no-such-session")
