"""Who gets which shopper, over HTTP and two workers: status, what rings where, refusals, time that runs out, restarts."""

import http.client
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from alongside import accounts
from alongside.store import Store, open_store
from alongside.store.embedded import EmbeddedValkey
from tests.console.aside import run as run_aside
from tests.console.people import HostPage, Shopper, Viewer
from tests.console.worker import Worker

pytestmark = pytest.mark.system

WITHIN = 20.0
LONG = 600
"""Nothing runs out by itself."""


class Staff:
    """A store of its own, two workers on it, and reps at their desks."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self._stack = ExitStack()
        self.valkey = EmbeddedValkey(folder)
        self.valkey.start()
        self._stack.callback(self.valkey.stop)
        self.one, self.two = (
            self._stack.enter_context(Worker(self.valkey.address, **settings)) for _ in range(2)
        )
        self._desks: dict[str, ExitStack] = {}
        self.cookies: dict[str, str] = {}

    def go_home(self) -> None:
        """Every desk is closed."""
        for name in list(self._desks):
            self.close_desk(name)
        if self.cookies:
            eventually(lambda: self.standings() == {})

    def close(self) -> None:
        for desk in self._desks.values():
            desk.close()
        self._stack.close()

    def come(self, name: str, worker: Worker | None = None, role: str = "rep") -> str:
        """A rep signs in and opens a desk; their cookie."""
        worker = worker or self.one
        cookie = self.sign_in(name, role)
        self._desks[name] = ExitStack()
        self._desks[name].enter_context(desk(worker, cookie))
        eventually(lambda: name.title() in self.standings())
        return cookie

    def sign_in(self, name: str, role: str = "rep") -> str:
        """Their cookie."""

        async def make_key(store: Store) -> str:
            await accounts.add_rep(store, f"{name}@example.com", role, "long enough", name=name.title())
            return await accounts.sign_in_key(store, f"{name}@example.com")

        answer = self.two.call("POST", "/api/v1/login/link", {"key": self.with_store(make_key)})
        self.cookies[name] = f"alongside_rep={answer.cookies['alongside_rep'].partition(';')[0]}"
        return self.cookies[name]

    def close_desk(self, name: str) -> None:
        self._desks.pop(name).close()

    def with_store(self, work: Callable[[Store], Any]) -> Any:
        async def run() -> Any:
            store = await open_store(self.valkey.address)
            try:
                return await work(store)
            finally:
                await store.close()

        return run_aside(run())

    def standings(self) -> dict[str, str]:
        """Who has a desk open, and how they stand."""
        cookie = next(iter(self.cookies.values()))
        rows = self.two.call("GET", "/api/v1/reps/here", cookie=cookie).json
        return {row["name"]: row["status"] for row in rows}

    def say(self, name: str, status: str, worker: Worker | None = None) -> None:
        answer = (worker or self.one).call(
            "POST", "/api/v1/reps/here", {"status": status}, cookie=self.cookies[name]
        )
        assert answer.status == 200, answer.body

    def rings_at(self, shopper: Shopper) -> str:
        """The name of the rep at whom this shopper rings, "" for nobody."""
        offer = self.row(shopper)["offer"]
        return str(offer["name"]) if offer else ""

    def row(self, shopper: Shopper, name: str = "") -> dict[str, Any]:
        cookie = self.cookies[name] if name else next(iter(self.cookies.values()))
        rows = self.two.call("GET", "/api/v1/sessions", cookie=cookie).json
        found: dict[str, Any] = next(row for row in rows if row["session"] == shopper.session)
        return found

    def do(self, shopper: Shopper, deed: str, name: str, **body: str) -> Any:
        """A rep's call about a session, at the worker they are not at."""
        return self.two.call(
            "POST", f"/api/v1/sessions/{shopper.session}/{deed}", body, cookie=self.cookies[name]
        )


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


def wait_for_staff(page: HostPage, *staff: tuple[str, str]) -> None:
    """The shopper hears that these are with them, and nobody else."""
    while [(one["name"], one["role"]) for one in page.wait_for("who")[1]][1:] != list(staff):
        pass


@contextmanager
def waiting(worker: Worker, **more: object) -> Iterator[Shopper]:
    """A shopper who waits for help, at their page."""
    shopper = Shopper(worker, "help", **more)
    with HostPage(shopper):
        yield shopper
        shopper.call("POST", "stop")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staff]:
    found = Staff(tmp_path_factory.mktemp("routing"), assign_seconds=LONG, sessions_per_rep=1)
    yield found
    found.close()


@pytest.fixture
def staff(shop: Staff) -> Iterator[Staff]:
    """Nobody is there yet."""
    yield shop
    shop.go_home()


def test_a_shopper_rings_at_one_rep_after_another_and_then_waits_for_everyone(staff: Staff) -> None:
    staff.come("ann"), staff.come("bea", staff.two)
    with waiting(staff.one) as shopper:
        eventually(lambda: staff.rings_at(shopper) == "Ann")
        assert staff.row(shopper, "ann")["offer"]["mine"] is True
        assert staff.row(shopper, "bea")["offer"]["mine"] is False
        assert staff.do(shopper, "decline", "bea").code == "not-asked"
        assert staff.do(shopper, "decline", "ann").status == 204
        eventually(lambda: staff.rings_at(shopper) == "Bea")
        assert staff.do(shopper, "decline", "bea").status == 204
        eventually(lambda: staff.rings_at(shopper) == "")
        assert staff.row(shopper)["state"] == "waiting"
        staff.come("cy", staff.two)
        eventually(lambda: staff.rings_at(shopper) == "Cy")
        assert staff.do(shopper, "open", "ann").status == 200
        assert staff.row(shopper)["offer"] is None
        taken = staff.do(shopper, "open", "cy")
        assert (taken.code, taken.json["error"]["who"]) == ("taken", "Ann")


def test_only_who_is_available_and_has_room_is_rung_at_and_counts_as_free(staff: Staff) -> None:
    def counts() -> tuple[int, int]:
        here = staff.two.call("GET", "/__alongside/help").json
        return here["reps"], here["free"]

    ann = staff.come("ann")
    eventually(lambda: counts() == (1, 1))
    staff.say("ann", "busy")
    assert (staff.standings(), counts()) == ({"Ann": "busy"}, (1, 0))
    staff.say("ann", "away")
    assert counts() == (0, 0)
    with waiting(staff.one) as shopper, waiting(staff.two) as second:
        assert staff.rings_at(shopper) == ""
        staff.say("ann", "available")
        eventually(lambda: staff.rings_at(shopper) == "Ann")
        assert staff.rings_at(second) == ""
        assert staff.do(shopper, "open", "ann").status == 200
        assert counts() == (1, 0)
        shopper.call("POST", "stop")
        eventually(lambda: staff.rings_at(second) == "Ann")
        staff.close_desk("ann")
        eventually(lambda: staff.rings_at(second) == "")
    eventually(lambda: staff.two.call("GET", "/api/v1/reps/here", cookie=ann).json == [])


def test_the_skill_and_the_language_decide_who_can_help(staff: Staff) -> None:
    boss = staff.sign_in("boss", role="admin")
    skills = {"version": 0, "skills": [{"name": "sofas", "paths": ["/sofas/*"]}]}
    assert staff.one.call("PUT", "/api/v1/arrangements/skills", skills, cookie=boss).status == 200
    staff.come("dora"), staff.come("emi")
    versions = {
        row["name"]: row["version"] for row in staff.one.call("GET", "/api/v1/reps", cookie=boss).json
    }
    for name, able, langs in (("Dora", ["sofas"], ["en"]), ("Emi", [], ["ja", "de"])):
        profile = {"role": "rep", "name": name, "skills": able, "langs": langs, "version": versions[name]}
        answer = staff.one.call("PUT", f"/api/v1/reps/{name.lower()}@example.com", profile, cookie=boss)
        assert answer.status == 200, answer.body
    with waiting(staff.one, lang="ja") as shopper:
        eventually(lambda: staff.rings_at(shopper) == "Emi")
        assert staff.row(shopper, "dora")["fits"] is False
        assert staff.row(shopper, "emi")["fits"] is True
    with waiting(staff.one, url="http://shop.example/sofas/oak") as shopper:
        eventually(lambda: staff.rings_at(shopper) == "Dora")
        assert staff.row(shopper)["skill"] == "sofas"
    with waiting(staff.one, lang="ja", url="http://shop.example/sofas/oak") as shopper:
        assert [staff.row(shopper, name)["fits"] for name in ("dora", "emi")] == [False, False]


def test_what_is_not_answered_or_not_touched_goes_on_by_itself(tmp_path: Path) -> None:
    staff = Staff(tmp_path, assign_seconds=1, away_seconds=1)
    ann = staff.come("ann")
    with waiting(staff.two) as shopper:
        staff.one.call("POST", "/api/v1/reps/here", {}, cookie=ann)
        eventually(lambda: staff.standings() == {"Ann": "away"})
        eventually(lambda: staff.rings_at(shopper) == "")
        staff.one.kill()
        with desk(staff.two, ann):  # comes back by itself to a worker that is there
            eventually(lambda: has_rung_in_vain(staff, shopper, "ann"))
        staff.come("bea", staff.two)
        eventually(lambda: has_rung_in_vain(staff, shopper, "bea"))
        assert staff.row(shopper)["state"] == "waiting"
    staff.close()


def has_rung_in_vain(staff: Staff, shopper: Shopper, name: str) -> bool:
    """Whether it has at this rep, who stays available meanwhile: another worker may need longer to go on than a rep to be away."""
    staff.say(name, "available", staff.two)
    offer = staff.with_store(lambda store: store.duties.get_offer(shopper.session))
    return bool(offer) and f"{name}@example.com" in offer.asked


def test_a_session_is_handed_over_with_its_conversation_and_taken_over(staff: Staff) -> None:
    staff.come("ann"), staff.come("bea", staff.two), staff.come("sue", role="supervisor")
    shopper = Shopper(staff.one, "help")
    with HostPage(shopper) as page, Viewer(staff.two, staff.do(shopper, "open", "ann").json["ticket"]) as ann:
        page.wait_for("who")
        assert staff.do(shopper, "hand-over", "ann", to="nobody@example.com").code == "not-there"
        assert staff.do(shopper, "hand-over", "bea", to="ann@example.com").code == "not-allowed"
        assert staff.do(shopper, "hand-over", "ann", to="bea@example.com", note="Oak").status == 204
        assert staff.do(shopper, "invite", "ann", to="sue@example.com").json["error"]["who"] == "Bea"
        request = staff.row(shopper, "bea")["request"]
        assert (request["by"], request["note"], request["toMe"]) == ("Ann", "Oak", True)
        said = ann.wait_for("said")[2]
        assert (said["text"], said["aside"]) == ("Oak", True)
        assert staff.do(shopper, "accept", "sue").code == "not-asked"
        ticket = staff.do(shopper, "accept", "bea").json["ticket"]
        with Viewer(staff.two, ticket) as bea:
            assert ann.close_code() == 4411
            wait_for_staff(page, ("Bea", "rep"))
            bea.say("recall", 0)
            assert [line["text"] for line in bea.wait_for("talk")[2]] == ["Oak"]
            with Viewer(staff.one, staff.do(shopper, "open", "sue").json["ticket"]) as sue:
                assert sue.welcome["may"] == []
                assert staff.do(shopper, "take-over", "ann").code == "not-allowed"
                assert staff.do(shopper, "take-over", "sue").status == 200
                assert "click" in sue.wait_for("lead")[3]
                assert bea.close_code() == 4411
                wait_for_staff(page, ("Sue", "rep"))
        deeds = staff.with_store(lambda store: store.sessions.list_audit(20))
        assert {"asked-hand-over", "accepted", "took-over"} <= {entry.deed for entry in deeds}
        shopper.call("POST", "stop")


def test_a_colleague_declines_and_who_asked_takes_a_request_back(staff: Staff) -> None:
    staff.come("ann"), staff.come("bea")
    with waiting(staff.one) as shopper:
        assert staff.do(shopper, "open", "ann").status == 200
        assert staff.do(shopper, "invite", "ann", to="bea@example.com").status == 204
        assert staff.do(shopper, "decline", "bea").status == 204
        request = staff.row(shopper, "ann")["request"]
        assert (request["state"], request["to"], request["byMe"]) == ("declined", "Bea", True)
        assert staff.do(shopper, "invite", "ann", to="bea@example.com").status == 204
        assert staff.do(shopper, "call-off", "bea").code == "not-asked"
        assert staff.do(shopper, "call-off", "ann").status == 204
        assert staff.do(shopper, "accept", "bea").code == "not-asked"
