"""The API's description in OpenAPI 3.1, made from the table of its calls."""

import re
from typing import Any, Final

import msgspec

from alongside import __version__
from console.api_calls import CALLS, STRUCTS
from console.api_calls.kinds import (
    AFTER,
    AFTER_ITEM,
    PICTURES,
    REP,
    SHOPPER,
    STRING,
    Call,
    limit_of,
    object_of,
    struct,
)
from console.errors import REFUSALS
from console.paging import MAX_LISTED

_EMPTY: Final = {204: "Nothing", 303: "Leads on to another page"}
_WORD: Final = re.compile(r"[a-z0-9]+")
_PARAMETER: Final = re.compile(r"\{(\w+)\}")


def describe_api() -> dict[str, Any]:
    """The document of /api/v1/openapi.json."""
    _, schemas = msgspec.json.schema_components(STRUCTS, ref_template="#/components/schemas/{name}")
    paths: dict[str, Any] = {}
    for (method, path), call in CALLS.items():
        paths.setdefault(path, {})[method.lower()] = _operation(method, path, call)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Alongside", "version": __version__},
        "paths": paths,
        "components": {"schemas": {**schemas, "Error": _ERROR}, "securitySchemes": _SCHEMES},
    }


def _operation(method: str, path: str, call: Call) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": "_".join([method.lower(), *_WORD.findall(path)]),
        "summary": call.summary,
        "responses": _answers(call),
    }
    if call.who == REP:
        operation["security"] = [{"rep": []}, {"token": []}]
    elif call.who in (SHOPPER, AFTER):
        operation["security"] = [{call.who: []}]
    parameters = [
        {"name": item.name, "in": "query", "description": item.meaning, "schema": item.schema}
        for item in (*call.query, *((AFTER_ITEM, limit_of(MAX_LISTED)) if call.is_paged else ()))
    ]
    parameters += [
        {"name": name, "in": "path", "required": True, "schema": STRING} for name in _PARAMETER.findall(path)
    ]
    if parameters:
        operation["parameters"] = parameters
    if call.body:
        schema = {"$ref": f"#/components/schemas/{call.body.__name__}"}
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    elif call.bodies:
        forms = [struct(form) for form in call.bodies]
        content = {"application/json": {"schema": {"oneOf": forms}}}
        operation["requestBody"] = {"required": True, "content": content}
    elif call.media == PICTURES:
        operation["requestBody"] = {"required": True, "content": {PICTURES: {}}}
    return operation


def _answers(call: Call) -> dict[str, Any]:
    good: dict[str, Any] = {"description": "Done"}
    if call.answer:
        kind = call.answer.get("contentMediaType", "application/json")
        good["content"] = {kind: {"schema": call.answer}}
    if call.is_paged:
        good["headers"] = {"Link": _NEXT}
    answers = {str(call.status): good}
    for also in call.also:
        answers[str(also)] = {"description": _EMPTY[also]} if also in _EMPTY else good
    takes_body = call.body or call.bodies or call.media == PICTURES
    always = ("bad-request", "too-large", "unavailable") if takes_body else ("unavailable",)
    for code in dict.fromkeys((*call.refusals, *always)):
        status, message = REFUSALS[code]
        known = answers.get(str(status), {"description": ""})["description"]
        answers[str(status)] = {
            "description": f"{known} `{code}`: {message}".strip(),
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
        }
    return answers


_ERROR: Final = object_of(
    error={**object_of(code={"enum": sorted(REFUSALS)}, message=STRING), "additionalProperties": True}
)
_NEXT: Final = {"description": 'The next page, `rel="next"`, when there is one (RFC 8288)', "schema": STRING}
_SCHEMES: Final = {
    "rep": {"type": "apiKey", "in": "cookie", "name": "alongside_rep"},
    "token": {"type": "http", "scheme": "bearer"},
    "shopper": {"type": "apiKey", "in": "cookie", "name": "alongside_session"},
    "after": {"type": "apiKey", "in": "cookie", "name": "alongside_after"},
}
