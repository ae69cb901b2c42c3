"""Values made up by a JSON schema, as far as the API's description goes: those that it allows, and with `wild` others among them."""

from typing import Any

from hypothesis import strategies as st

from console.openapi import describe_api

SCHEMAS: dict[str, Any] = describe_api()["components"]["schemas"]
LONG = 40
ODD: tuple[Any, ...] = (None, True, -1, 2**63, 1.5, "", "\0", "é" * 500, [], [[]], {}, {"a": {}})


def values(schema: dict[str, Any], *, wild: bool = False) -> st.SearchStrategy[Any]:
    """What the schema allows; `wild`: somewhere in it may be something else."""
    fitting = _fitting(schema, wild=wild)
    return st.one_of(fitting, fitting, fitting, st.sampled_from(ODD)) if wild else fitting


def _fitting(schema: dict[str, Any], *, wild: bool) -> st.SearchStrategy[Any]:
    if "$ref" in schema:
        return values(SCHEMAS[schema["$ref"].rpartition("/")[2]], wild=wild)
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    several = schema.get("anyOf") or schema.get("oneOf")
    if several:
        return st.one_of([values(one, wild=wild) for one in several])
    kinds = schema.get("type", [])
    return st.one_of(
        [_of_type(kind, schema, wild=wild) for kind in ([kinds] if isinstance(kinds, str) else kinds)]
    )


def _of_type(kind: str, schema: dict[str, Any], *, wild: bool) -> st.SearchStrategy[Any]:
    match kind:
        case "string":
            most = min(schema.get("maxLength", LONG), LONG)
            return st.text(min_size=min(schema.get("minLength", 0), most), max_size=most)
        case "integer" | "number":
            least, most = schema.get("minimum", 0), schema.get("maximum", 2**40)
            return st.integers(int(least), int(most))
        case "boolean":
            return st.booleans()
        case "array":
            items = values(schema.get("items") or {"type": "string"}, wild=wild)
            return st.lists(
                items, min_size=schema.get("minItems", 0), max_size=min(schema.get("maxItems", 3), 3)
            )
        case "object":
            return _object(schema, wild=wild)
        case _:
            return st.none()


def _object(schema: dict[str, Any], *, wild: bool) -> st.SearchStrategy[Any]:
    fields = {name: values(field, wild=wild) for name, field in schema.get("properties", {}).items()}
    needed = {name: fields.pop(name) for name in schema.get("required", ()) if name in fields}
    return st.fixed_dictionaries(needed, optional=fields)
