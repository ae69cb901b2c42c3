"""Documents and files of the live host: what they hold, what they may load, how long they are kept."""

from typing import Any

import pytest
from playwright.sync_api import Browser
from starlette.routing import Route

from console.api_calls import CALLS
from console.app import ROUTES
from console.errors import REFUSALS
from tests.console.people import Shopper
from tests.console.worker import Worker

pytestmark = pytest.mark.system


def policy(value: str) -> dict[str, str]:
    return dict(directive.partition(" ")[::2] for directive in value.split("; "))


def test_the_mirror_holds_one_script_and_may_run_no_other(worker: Worker) -> None:
    answer = worker.call("GET", "/mirror")
    document = answer.body.decode()
    assert document.startswith('<!doctype html><script src="/assets/mirror.js?v=')
    assert document.count("<") == 3
    rules = policy(answer.headers["content-security-policy"])
    assert rules["default-src"] == "'none'"
    assert rules["script-src"].split() == [
        f"{worker.url}/assets/mirror.js",
        f"http://127.0.0.1:{worker.port}/assets/mirror.js",
    ]
    assert (rules["connect-src"], rules["form-action"]) == ("'none'", "'none'")
    assert rules["sandbox"] == "allow-scripts"


def test_a_made_up_host_name_does_not_get_into_the_mirrors_policy(worker: Worker) -> None:
    answer = worker.call("GET", "/mirror", Host="x; script-src *")
    assert answer.headers["content-security-policy"].count("script-src") == 1
    assert "*;" not in policy(answer.headers["content-security-policy"])["script-src"]


@pytest.mark.browser
def test_a_mirror_in_a_mirror_loads_in_a_real_browser(worker: Worker, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{worker.url}/desk")
    page.evaluate(NEST)
    outer = next(frame for frame in page.frames if frame.parent_frame is page.main_frame)
    outer.evaluate(NEST)
    inner = next(frame for frame in page.frames if frame.parent_frame is outer)
    assert inner.evaluate("[origin, document.scripts.length, document.compatMode]") == [
        "null",
        1,
        "CSS1Compat",
    ]
    page.close()


NEST = """() => {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.src = "/mirror";
  return new Promise((loaded) => { frame.onload = () => loaded(null); document.documentElement.append(frame); });
}"""


@pytest.mark.parametrize("path", ["/desk", "/s/none"])
def test_pages_load_only_what_the_live_host_serves(worker: Worker, path: str) -> None:
    rules = policy(worker.call("GET", path, X_Forwarded_For="203.0.113.1").headers["content-security-policy"])
    assert rules["default-src"] == "'self'"
    assert rules["frame-ancestors"] == "'self'"
    assert rules["base-uri"] == "'none'"


def test_the_plain_view_may_be_embedded_and_the_full_one_not(shopper: Shopper) -> None:
    plain = shopper.worker.call("GET", f"/s/{shopper.token}?view=plain")
    full = shopper.worker.call("GET", f"/s/{shopper.token}")
    assert policy(plain.headers["content-security-policy"])["frame-ancestors"] == "*"
    assert policy(full.headers["content-security-policy"])["frame-ancestors"] == "'self'"
    assert b'"plain": true' in plain.body
    assert b'"plain": false' in full.body


def test_a_bundle_is_kept_for_ever_under_its_version_only(worker: Worker) -> None:
    plain = worker.call("GET", "/assets/mirror.js")
    version = plain.headers["etag"].strip('"')
    assert plain.headers["cache-control"] == "no-cache"
    kept = worker.call("GET", f"/assets/mirror.js?v={version}")
    assert kept.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert kept.headers["content-type"] == "text/javascript; charset=utf-8"
    assert worker.call("GET", "/assets/mirror.js?v=other").headers["cache-control"] == "no-cache"
    assert worker.call("GET", "/assets/mirror.js", If_None_Match=plain.headers["etag"]).status == 304


@pytest.mark.parametrize(
    "name",
    [
        "loader.js",
        "head.js",
        "page.js",
        "control.js",
        "media.js",
        "ask.js",
        "talk.js",
        "care.js",
        "invite.js",
        "beside.js",
        "choose.js",
        "ja.js",
    ],
)
def test_what_runs_in_the_shops_pages_is_served_on_the_shops_host(worker: Worker, name: str) -> None:
    assert worker.call("GET", f"/__alongside/{name}").status == 200


@pytest.mark.parametrize(
    "path", ["/__alongside/desk.js", "/assets/none.js", "/assets/..%2fmanifest.json", "/x"]
)
def test_there_is_no_other_file(worker: Worker, path: str) -> None:
    answer = worker.call("GET", path)
    assert (answer.status, answer.code) == (404, "not-found")


def test_another_method_is_refused(worker: Worker) -> None:
    assert worker.call("DELETE", "/api/v1/me").status == 405


def test_every_answer_forbids_guessing_its_type(worker: Worker) -> None:
    for path in ("/healthz", "/desk", "/api/v1/me", "/assets/mirror.js"):
        assert worker.call("GET", path).headers["x-content-type-options"] == "nosniff"


def test_health_readiness_and_metrics_answer(worker: Worker, shopper: Shopper) -> None:
    assert shopper.session
    assert worker.call("GET", "/healthz").status == 200
    assert worker.call("GET", "/readyz").status == 200
    assert worker.metric('alongside_sessions_started_total{kind="friend"}') >= 1


def test_the_description_of_the_api_is_complete(worker: Worker) -> None:
    described = worker.call("GET", "/api/v1/openapi.json").json["paths"]
    routed = {
        (method, route.path)
        for route in ROUTES
        if isinstance(route, Route) and route.path.startswith(("/api/", "/__alongside/"))
        for method in route.methods or ()
        if method != "HEAD" and route.path != "/__alongside/{name}"
    }
    assert {(method.upper(), path) for path, calls in described.items() for method in calls} == routed


def test_every_reference_in_the_description_leads_somewhere(worker: Worker) -> None:
    document = worker.call("GET", "/api/v1/openapi.json").json
    schemas = document["components"]["schemas"]
    for reference in _references(document):
        assert reference.removeprefix("#/components/schemas/") in schemas


def _references(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"]] if "$ref" in value else []
        return own + [found for item in value.values() for found in _references(item)]
    return [found for item in value for found in _references(item)] if isinstance(value, list) else []


def test_every_refusal_that_is_described_exists() -> None:
    assert {code for call in CALLS.values() for code in call.refusals} <= set(REFUSALS)


def test_only_the_pages_of_people_may_use_a_microphone(worker: Worker, shopper: Shopper) -> None:
    def permissions(path: str) -> str:
        return worker.call("GET", path).headers["permissions-policy"]

    assert "microphone=(self)" in permissions("/desk")
    assert "microphone=(self)" in permissions(f"/s/{shopper.token}")
    assert "microphone=()" in permissions(f"/s/{shopper.token}?view=plain")
    assert "microphone=()" in permissions("/mirror")
