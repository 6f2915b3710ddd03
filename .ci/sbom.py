"""Print a bill of materials in the form of CycloneDX 1.6; run by `make sbom`.

Every package of requirements.lock stands in it with its version, the checksums of its files, and
the licence that the installed package names; what is not installed here stands there without one.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

LOCK = Path(__file__).parents[1] / "requirements.lock"
HASH = "--hash=sha256:"
Component = Mapping[str, object]


def main() -> None:
    """Print it."""
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "gongda", "bom-ref": "gongda"}},
        "components": list(components(LOCK.read_text(encoding="utf-8"))),
    }
    json.dump(bill, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def components(lock: str) -> Iterator[Component]:
    r"""Yield a component for each pinned version, in the lock's order.

    >>> [one["purl"] for one in components("a==1 \\\n    --hash=sha256:00")]
    ['pkg:pypi/a@1']
    """
    words = [word for line in lock.splitlines() if line[:1] != "#" for word in line.split()]
    pinned: dict[str, list[str]] = {}
    for word in words:
        if "==" in word:
            hashes = pinned.setdefault(word, [])
        elif word.startswith(HASH):
            hashes.append(word.removeprefix(HASH))
    for name_version, hashes in pinned.items():
        name, _, version = name_version.partition("==")
        yield component(name, version, hashes)


def component(name: str, version: str, hashes: list[str]) -> Component:
    """Return one package as CycloneDX writes it; each of its files is one reference."""
    purl = f"pkg:pypi/{name}@{version}"
    files = [
        {
            "type": "distribution",
            "url": f"https://pypi.org/project/{name}/{version}/#files",
            "hashes": [{"alg": "SHA-256", "content": one}],
        }
        for one in hashes
    ]
    found = {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}
    licence = licence_of(name)
    licences = {"licenses": [{"license": {"name": licence}}]} if licence else {}
    return {**found, **licences, "externalReferences": files}


def licence_of(name: str) -> str:
    """Return the licence that an installed package names in a line, "" if it names none."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return ""
    expression = told.get("License-Expression") or ""
    classed = [one for one in told.get_all("Classifier") or [] if one.startswith("License ::")]
    words = (told.get("License") or "").strip().splitlines()
    return expression or (classed[0].rpartition(" :: ")[2] if classed else "".join(words[:1]))


if __name__ == "__main__":
    main()
