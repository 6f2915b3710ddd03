"""Compare the pinned versions with the known weaknesses; run by `make audit`.

The weaknesses are looked up by pip-audit, which asks the package index for them. Where that program
is not installed or cannot reach them, the audit is skipped, and says why; a weakness ends it with
exit code 1.
"""

import subprocess
import sys
from importlib.util import find_spec

# No resolving, no installing: the versions stand in the file.
AUDIT = ("-m", "pip_audit", "--requirement", "constraints.txt", "--no-deps", "--disable-pip")
FOUND_SOMETHING = 1
# What pip-audit says of a weakness; other failures are of the way to its data.
OF_A_WEAKNESS = "known vulnerabilit"


def main() -> int:
    """Audit; return the exit code."""
    if find_spec("pip_audit") is None:
        return skipped("pip-audit is not installed; `.venv/bin/pip install pip-audit` does it")
    done = subprocess.run(
        [sys.executable, *AUDIT, "--timeout", "10"], capture_output=True, text=True, check=False
    )
    sys.stdout.write(done.stdout)
    if done.returncode == 0:
        return 0
    if OF_A_WEAKNESS in done.stderr:
        sys.stderr.write(done.stderr)
        return FOUND_SOMETHING
    last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
    return skipped(f"its data cannot be reached: {last}")


def skipped(why: str) -> int:
    """Say why nothing was audited; that is no failure."""
    sys.stdout.write(f"audit skipped: {why}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
