"""Settings in the environment, as the nested mapping that a config file would be.

`pydantic-settings` does this and much more, but a question asked from the shell would wait 90 ms
for asyncio and clouds. Used by `corpus/config.py`.
"""

import json
import os
from collections.abc import Collection, Mapping
from typing import Any

# Between the names of a section and of a key in it.
SEAM = "__"


def environment(prefix: str, names: Collection[str]) -> dict[str, Any]:
    """Return what the environment sets below a prefix, for the top-level names that are known.

    `GONGDA_INDEX__FOLDER=/srv/index` gives `{"index": {"folder": "/srv/index"}}`; lists and
    mappings are written as JSON.
    """
    found: dict[str, Any] = {}
    for name, value in sorted(os.environ.items()):
        path = name.lower().removeprefix(prefix.lower()).split(SEAM)
        if name.lower().startswith(prefix.lower()) and path[0] in names:
            found = merged(found, _nested(path, _read(value)))
    return found


def merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Return two nested mappings as one; where both set a key, the second one wins.

    >>> merged({"bot": {"log": "text", "samples": []}}, {"bot": {"log": "json"}})
    {'bot': {'log': 'json', 'samples': []}}
    """
    joined = dict(below)
    for key, value in above.items():
        old = joined.get(key)
        both = isinstance(old, Mapping) and isinstance(value, Mapping)
        joined[key] = merged(old, value) if both else value  # type: ignore[arg-type]
    return joined


def _nested(path: list[str], value: object) -> dict[str, Any]:
    head, *rest = path
    return {head: _nested(rest, value) if rest else value}


def _read(value: str) -> object:
    if not value.startswith(("[", "{")):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
