"""The description of the API is valid, and the live host keeps to it whatever it is asked."""

import json
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate

from alongside.store.embedded import EmbeddedValkey
from console.openapi import describe_api
from tests.console.made_up import values
from tests.console.programs import Program
from tests.console.worker import Answer, Worker

pytestmark = pytest.mark.system

DESCRIBED: Final[dict[str, Any]] = json.loads(json.dumps(describe_api()))
ENDLESS: Final = "/api/v1/events"
PER_CALL: Final = 5
"""Of each call, always the same ones; a hundred of each have been asked by hand."""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """May do everything, on a store of its own."""
    valkey = EmbeddedValkey(tmp_path_factory.mktemp("openapi"))
    with Worker(valkey.start()) as worker:
        yield Program(worker, valkey.address, "fuzzer", "admin")
    valkey.stop()


def test_the_document_is_valid_openapi() -> None:
    validate(DESCRIBED)
    names = [call["operationId"] for calls in DESCRIBED["paths"].values() for call in calls.values()]
    assert len(names) == len(set(names))


def test_whatever_is_asked_the_answer_is_one_that_is_described(program: Program) -> None:
    answered: set[int] = set()
    for path, calls in DESCRIBED["paths"].items():
        for method, call in calls.items():
            if path != ENDLESS:
                answered |= ask(program, method.upper(), path, call)
    assert {200, 204, 400, 404} <= answered


def ask(program: Program, method: str, path: str, call: dict[str, Any]) -> set[int]:
    """The statuses of some made-up tries."""
    answered: set[int] = set()

    @given(parts=st.one_of(tries(call, wild=False), tries(call, wild=True)))
    @settings(
        max_examples=PER_CALL,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def attempt(parts: tuple[dict[str, Any], Any]) -> None:
        parameters, body = parts
        address = addressed(path, call, parameters)
        answer = program.worker.call(method, address, body, Authorization=f"Bearer {program.token}")
        check(answer, call, f"{method} {address} {body}")
        answered.add(answer.status)

    attempt()
    return answered


def tries(call: dict[str, Any], *, wild: bool) -> st.SearchStrategy[tuple[dict[str, Any], Any]]:
    """Parameters by name, and a body."""
    parameters = {one["name"]: values(one["schema"], wild=wild) for one in call.get("parameters", ())}
    content = call.get("requestBody", {}).get("content", {}).get("application/json")
    body = values(content["schema"], wild=wild) if content else st.none()
    return st.tuples(st.fixed_dictionaries(parameters), body)


def addressed(path: str, call: dict[str, Any], parameters: dict[str, Any]) -> str:
    """The address with what is in the path and in the query."""
    query = {}
    for one in call.get("parameters", ()):
        value = parameters[one["name"]]
        if one["in"] == "path":
            path = path.replace(f"{{{one['name']}}}", quote(str(value), safe="") or "none")
        else:
            query[one["name"]] = value
    return f"{path}?{urlencode(query)}" if query else path


def check(answer: Answer, call: dict[str, Any], asked: str) -> None:
    """Status, type and form are among those that are described."""
    described = call["responses"].get(str(answer.status))
    assert described is not None, f"{asked}: {answer.status} {answer.body[:300]!r}"
    content = described.get("content", {})
    kind = (answer.headers["content-type"] or "").partition(";")[0]
    assert kind in content or not (kind or content), f"{asked}: {kind}"
    if kind == "application/json":
        schema = {**content[kind]["schema"], "components": DESCRIBED["components"]}
        errors = [error.message for error in OAS31Validator(schema).iter_errors(answer.json)]
        assert not errors, f"{asked}: {errors}"
