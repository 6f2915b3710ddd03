"""`.ci/audit.py` tells weak packages from those that could not be looked up."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / ".ci" / "audit.py"
SOUND = '{"name": "a", "version": "1", "vulns": []}'
WEAK = '{"name": "b", "version": "2", "vulns": [{"id": "CVE-1"}, {"id": "CVE-2"}]}'
UNKNOWN = '{"name": "c", "skip_reason": "not found on PyPI"}'


def audit(folder: Path, *dependencies: str, needs: str = "") -> subprocess.CompletedProcess[str]:
    """Run it where pip-audit prints these, if it is asked with `needs`; else it fails."""
    printed = f'{{"dependencies": [{", ".join(dependencies)}]}}'
    (folder / "pip_audit.py").write_text(
        f"import sys\nif {needs!r} not in ' '.join(sys.argv):\n    sys.exit('no route')\n"
        f"print({printed!r})\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    command = [sys.executable, SCRIPT]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=False, env=environment
    )


def test_a_weak_package_is_named_and_fails(tmp_path: Path) -> None:
    ran = audit(tmp_path, SOUND, WEAK, UNKNOWN)

    told = "b 2: CVE-1, CVE-2\naudit: 2 packages looked up at pypi, 1 weak\n"
    assert (ran.returncode, ran.stdout) == (1, told)


def test_what_pypi_does_not_tell_is_asked_of_osv(tmp_path: Path) -> None:
    ran = audit(tmp_path, SOUND, needs="osv")

    assert (ran.returncode, ran.stdout) == (0, "audit: 1 packages looked up at osv, 0 weak\n")


@pytest.mark.parametrize(
    ("needs", "why"), [("", "not found on PyPI"), ("what is never asked", "no route")]
)
def test_an_audit_that_looked_up_nothing_does_not_say_that_all_is_well(
    tmp_path: Path, needs: str, why: str
) -> None:
    ran = audit(tmp_path, UNKNOWN, needs=needs)

    assert ran.returncode == 0
    assert ran.stdout == (
        f"audit skipped: the known weaknesses cannot be reached (pypi: {why}; osv: {why})\n"
    )
