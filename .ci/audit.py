"""Compare the pinned versions with the known weaknesses; run by `make audit`.

The weaknesses are looked up by pip-audit, which asks PyPI for them, and where PyPI cannot be asked
osv.dev. A package index that is not PyPI answers without them: what was looked up is counted, and
an audit that looked up nothing is skipped and says why, as it is where pip-audit is not installed.
A weakness ends it with exit code 1.
"""

import json
import subprocess
import sys
from importlib.util import find_spec

# No resolving, no installing: the versions stand in the file.
AUDIT = ("-m", "pip_audit", "--requirement", "constraints.txt", "--no-deps", "--disable-pip")
OPTIONS = ("--format", "json", "--progress-spinner", "off", "--timeout", "10")
SERVICES = ("pypi", "osv")
FOUND_SOMETHING = 1


def main() -> int:
    """Audit; return the exit code."""
    if find_spec("pip_audit") is None:
        return skipped("pip-audit is not installed; `.venv/bin/pip install pip-audit` does it")
    reasons = []
    for service in SERVICES:
        done = subprocess.run(
            [sys.executable, *AUDIT, *OPTIONS, "--vulnerability-service", service],
            capture_output=True,
            text=True,
            check=False,
        )
        looked_up, weak, reason = judged(done.stdout, done.stderr)
        if looked_up:
            return told(looked_up, weak, service)
        reasons.append(f"{service}: {reason}")
    return skipped(f"the known weaknesses cannot be reached ({'; '.join(reasons)})")


def judged(printed: str, complaints: str) -> tuple[int, list[str], str]:
    r"""Return how many packages were looked up, the weak ones, and why others were not.

    >>> judged('{"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "CVE-1"}]}]}', "")
    (1, ['a 1: CVE-1'], '')
    >>> judged('{"dependencies": [{"name": "a", "skip_reason": "not found"}]}', "")
    (0, [], 'not found')
    >>> judged("", "Traceback …\nConnectionError: no route")
    (0, [], 'ConnectionError: no route')
    """
    try:
        every = json.loads(printed)["dependencies"]
    except ValueError:
        return 0, [], (complaints.strip().splitlines() or ["it said nothing"])[-1]
    found = [one for one in every if "skip_reason" not in one]
    weak = [
        f"{one['name']} {one['version']}: {', '.join(weakness['id'] for weakness in one['vulns'])}"
        for one in found
        if one["vulns"]
    ]
    reasons = [one["skip_reason"] for one in every if "skip_reason" in one]
    return len(found), weak, next(iter(reasons), "")


def told(looked_up: int, weak: list[str], service: str) -> int:
    """Say what was found; return the exit code."""
    for line in weak:
        sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"audit: {looked_up} packages looked up at {service}, {len(weak)} weak\n")
    return FOUND_SOMETHING if weak else 0


def skipped(why: str) -> int:
    """Say why nothing was audited; that is no failure."""
    sys.stdout.write(f"audit skipped: {why}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
