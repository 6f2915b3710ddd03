"""Print what requirements.lock holds: the pinned versions with the checksums of all their files.

Run by `make lock`, which brings uv. It asks the package index once for each package of
constraints.txt, so that the file has the wheels of every Python and platform that a version was
built for; which packages there are is that of the tested platform, Linux with Python 3.11.
"""

import subprocess
import sys

HEAD = """\
# constraints.txt with the checksums of all files of each version. Written by `make lock`.
# pip install --require-hashes --no-deps -r requirements.lock
"""
LOCK = ("-m", "uv", "pip", "compile", "constraints.txt", "--no-deps", "--generate-hashes")
QUIET = ("--quiet", "--no-header", "--no-annotate", "--python-version", "3.11")


def main() -> int:
    """Write the lock to standard output; return the exit code."""
    done = subprocess.run(
        [sys.executable, *LOCK, *QUIET], stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode == 0:
        sys.stdout.write(HEAD + done.stdout)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
