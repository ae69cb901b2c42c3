"""What the tables of calls are written in: one call, and the schemas that several subjects share."""

from typing import Any, Final, NamedTuple

import msgspec

ANYONE: Final = "anyone"
SHOPPER: Final = "shopper"
REP: Final = "rep"
AFTER: Final = "after"
PICTURES: Final = "image/*"

Schema = dict[str, Any]


class Query(NamedTuple):
    """A parameter in the query; none is needed."""

    name: str
    meaning: str
    schema: Schema


class Call(NamedTuple):
    """One call: what it does, who may, its body (or one of several), its good answer, and how it may be refused.

    `is_paged`: the answer is a list with a Link to the next page. `also`: other good statuses; 204 says nothing, 303 leads on.
    """

    summary: str
    who: str
    status: int = 200
    body: type[msgspec.Struct] | None = None
    answer: Schema | None = None
    refusals: tuple[str, ...] = ()
    media: str = "application/json"
    bodies: tuple[type[msgspec.Struct], ...] = ()
    query: tuple[Query, ...] = ()
    is_paged: bool = False
    also: tuple[int, ...] = ()


Calls = dict[tuple[str, str], Call]


def limit_of(most: int) -> Query:
    """How long a page is."""
    return Query("limit", "How many at most", {"type": "integer", "minimum": 1, "maximum": most})


def object_of(**fields: Any) -> Schema:
    """The schema of an object with these fields, all of them needed."""
    return {"type": "object", "properties": fields, "required": list(fields)}


def list_of(schema: Schema) -> Schema:
    """The schema of a list of these."""
    return {"type": "array", "items": schema}


def struct(kind: type[msgspec.Struct]) -> Schema:
    """The schema of a struct, by its name; the module that uses it has it in its STRUCTS."""
    return {"$ref": f"#/components/schemas/{kind.__name__}"}


STRING: Final[Schema] = {"type": "string"}
AFTER_ITEM: Final = Query("after", "What the page before ended with", STRING)
OPEN: Final = Query("open", "Only what is to be seen to, oldest first", {"const": "1"})
FLAG: Final[Schema] = {"type": "boolean"}
SECONDS: Final[Schema] = {"type": "integer", "description": "Unix seconds"}
MAYBE_SECONDS: Final[Schema] = {"type": ["integer", "null"], "description": "Unix seconds"}
