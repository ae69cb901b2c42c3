"""The API's description in OpenAPI."""

from typing import Any


def describe_api() -> dict[str, Any]:
    """The document of /api/v1/openapi.json."""
    return {"openapi": "3.1.0"}
