"""`.ci/sbom.py` lists what is pinned, in the form of CycloneDX."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_pinned_version_is_listed_with_checksums_and_licence() -> None:
    script = ROOT / ".ci" / "sbom.py"
    ran = subprocess.run([sys.executable, script], capture_output=True, check=True, timeout=60)
    bill = json.loads(ran.stdout)
    pinned = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    listed = {f"{one['name']}=={one['version']}": one for one in bill["components"]}

    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert sorted(listed) == sorted(line for line in pinned if not line.startswith("#"))
    assert all(one["externalReferences"] for one in listed.values())
    assert listed[_line(pinned, "click")]["licenses"] == [{"license": {"name": "BSD-3-Clause"}}]


def _line(pinned: list[str], name: str) -> str:
    return next(line for line in pinned if line.startswith(f"{name}=="))
