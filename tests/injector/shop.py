"""Rules and fields for tests: a shop at shop.example behind the public host, or tried from localhost."""

from typing import Any

from alongside.assets import Asset
from alongside.settings import Settings
from injector.body import Body
from injector.fields import Fields
from injector.requests import prepare_request
from injector.responses import prepare_response
from injector.rules import Rules, make_rules

VERSION = "0123abcd"


def asset(name: str) -> Asset:
    return Asset(name=name, version=VERSION, content_type="text/javascript", body=name.encode())


def rules(**settings: Any) -> Rules:
    """Hosts kept unless told otherwise."""
    base: dict[str, Any] = {"origin": "https://shop.example", "public": "https://shop.example"}
    return make_rules(
        Settings(**base | settings), {name: asset(name) for name in ("loader.js", "head.js", "page.js")}
    )


def tried(**settings: Any) -> Rules:
    """The shop opened as http://localhost:8080."""
    return rules(public="", **settings)


def fields(*lines: str) -> Fields:
    pairs = (line.partition(": ") for line in lines)
    return Fields((name.encode(), value.encode()) for name, _, value in pairs)


def lines(given: Fields) -> list[str]:
    return [f"{name.decode()}: {value.decode()}" for name, value in given.pairs]


def pass_through(
    by: Rules,
    asked: list[str],
    answered: list[str],
    body: bytes = b"",
    *,
    path: str = "/",
    method: str = "GET",
    status: int = 200,
) -> tuple[list[str], list[str], bytes]:
    """One exchange: what the origin is asked, what the browser is answered, and the body."""
    request, response = fields(*asked), fields(*answered)
    troubles: list[str] = []
    host = by.host_for(request.first(b"host"))
    assert host, "no host of this shop"
    visit = prepare_request(by, host, method, path, request)
    stream: Body | None = prepare_response(by, visit, status, response, troubles.append)
    out = stream.feed(body) + stream.finish() if stream else body
    assert not troubles
    return lines(request), lines(response), out
