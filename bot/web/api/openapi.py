"""The description of the address, in OpenAPI 3.1, made of the same records as the routes.

Next: `bot/web/api/endpoints.py`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

_TEMPLATE = "#/components/schemas/{model}"
_PICTURE = {"image/png": {"schema": {"type": "string", "format": "binary"}}}
_REFUSALS = {
    "401": "No known key.",
    "403": "The key does not allow this.",
    "404": "There is no such thing.",
    "413": "The body is too large.",
    "422": "The body is not as described.",
    "429": "Too many questions: see Retry-After.",
    "503": "It cannot be answered now.",
}


@dataclass(frozen=True, slots=True)
class Described:
    """What the description tells of an address; as in `bot/web/api/endpoints.py`."""

    method: str
    path: str
    scope: str
    summary: str
    takes: type[BaseModel] | None
    gives: type[BaseModel] | None


def openapi_of(endpoints: Sequence[Described]) -> dict[str, Any]:
    """Return the description as JSON."""
    models = {model for one in endpoints for model in (one.takes, one.gives) if model}
    ordered = sorted(models, key=lambda model: model.__name__)
    _, schemas = models_json_schema(
        [(model, "validation") for model in ordered], ref_template=_TEMPLATE
    )
    paths: dict[str, dict[str, Any]] = {}
    for one in endpoints:
        paths.setdefault(one.path, {})[one.method.lower()] = _operation(one)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Gongda", "version": "1"},
        "paths": paths,
        "components": {
            "schemas": schemas["$defs"],
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"key": []}, {}],
    }


def _operation(one: Described) -> dict[str, Any]:
    names = re.findall(r"{(\w+)}", one.path)
    tree: dict[str, Any] = {
        "summary": one.summary,
        "description": f"Scope: {one.scope}.",
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in names
        ],
        "responses": {
            "200": {
                "description": "Well.",
                "content": _content(one.gives) if one.gives else _PICTURE,
            },
            **{status: {"description": why} for status, why in _REFUSALS.items()},
        },
    }
    if one.takes:
        tree["requestBody"] = {"required": True, "content": _content(one.takes)}
    return tree


def _content(model: type[BaseModel]) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": _TEMPLATE.format(model=model.__name__)}}}
