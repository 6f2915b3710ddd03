"""Print what constraints.txt holds: the version installed here of everything gongda depends on.

Walks from gongda with all its extras through the installed packages' own requirements, so that what
merely happens to be in the environment stays out. Run by `make constraints`.
"""

import sys
from importlib.metadata import PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

PROJECT = "gongda"
EXTRAS = frozenset({"dev", "evaluate", "mcp", "milvus", "ocr", "ray", "sign", "train"})


def closure() -> dict[str, str]:
    """Return name -> version of everything that gongda needs, directly or not."""
    waiting = [(PROJECT, EXTRAS)]
    seen: set[tuple[str, frozenset[str]]] = set()
    versions: dict[str, str] = {}
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue  # wanted on other systems only
        # "2.13.0+cpu" is the same release as "2.13.0", built for machines without a graphics card.
        versions[name] = Version(found.version).public
        waiting += [wanted for text in found.requires or [] for wanted in needed(text, extras)]
    del versions[PROJECT]
    return versions


def needed(text: str, extras: frozenset[str]) -> list[tuple[str, frozenset[str]]]:
    """Return the requirement in this line if it counts here with these extras, else nothing."""
    requirement = Requirement(text)
    marker = requirement.marker
    counts = marker is None or any(marker.evaluate({"extra": one}) for one in extras | {""})
    return [(canonicalize_name(requirement.name), frozenset(requirement.extras))] if counts else []


sys.stdout.write(
    "# The versions that were tested, on Python 3.11. Written by `make constraints`.\n"
)
for package, version in sorted(closure().items()):
    sys.stdout.write(f"{package}=={version}\n")
