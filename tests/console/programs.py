"""A program with an API token, and the stream of what happens as it reads it."""

import http.client
import json
from typing import Any, Self

from alongside import accounts
from alongside.store import open_store
from tests.console.aside import run as run_aside
from tests.console.worker import Answer, Worker

WITHIN = 20.0


class Program:
    """Calls the API with a bearer token of its own."""

    def __init__(self, worker: Worker, store_url: str, name: str, role: str = "supervisor") -> None:
        async def add() -> str:
            store = await open_store(store_url)
            try:
                return await accounts.add_token(store, name, role)
            finally:
                await store.close()

        self.worker = worker
        self.token = run_aside(add())

    def call(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        return self.worker.call(
            method, f"/api/v1/{path}", body, Authorization=f"Bearer {self.token}", **headers
        )

    def place(self) -> str:
        """Where the events stand now."""
        after = "0-0"
        while True:
            page = self.call("GET", f"happened?after={after}").json
            if not page["events"] and page["next"] == after:
                return after
            after = page["next"]

    def happened(self, after: str, subject: str = "") -> list[dict[str, Any]]:
        """Everything after this place, or what of it is about one session or case."""
        found: list[dict[str, Any]] = []
        while True:
            page = self.call("GET", f"happened?after={after}").json
            found += page["events"]
            if page["next"] == after:
                break
            after = page["next"]
        return [
            event for event in found if subject in ("", event["data"].get("session"), event["data"].get("id"))
        ]


class Reader:
    """The stream of events, read one by one."""

    def __init__(self, program: Program, last: str = "") -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", program.worker.port, timeout=WITHIN)
        headers = {"Authorization": f"Bearer {program.token}", "Accept": "text/event-stream"}
        if last:
            headers["Last-Event-ID"] = last
        self._connection.request("GET", "/api/v1/happened", headers=headers)
        self._response = self._connection.getresponse()
        assert self._response.status == 200
        self.last = last

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._response.close()
        self._connection.close()

    def next(self) -> tuple[str, dict[str, Any]]:
        """The name of the next event and what it says."""
        fields: dict[str, str] = {}
        while True:
            raw = self._response.readline()
            assert raw, "the stream has ended"
            line = raw.decode().rstrip("\n")
            if not line and "data" in fields:
                break
            name, _, value = line.partition(": ")
            fields[name] = value
        self.last = fields.get("id", self.last)
        return fields["event"], json.loads(fields["data"])

    def wait_for(self, kind: str) -> dict[str, Any]:
        """The next event of this kind."""
        while True:
            name, data = self.next()
            if name == kind:
                return data
