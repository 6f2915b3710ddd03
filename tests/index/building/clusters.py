"""Ray for tests: whether it is installed, and a cluster of its own that can be joined."""

import contextlib
import importlib.util
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

import pytest

from corpus.config import IndexSettings
from corpus.settings.engines import RaySettings

INSTALLED = importlib.util.find_spec("ray")
# A process that starts in time while others run beside it is chance.
needed = pytest.mark.skipif(
    not INSTALLED or "PYTEST_XDIST_WORKER" in os.environ, reason="Ray is tested by: make workers"
)
# Seconds that a cluster, or its workers, may take on a busy machine.
STARTING = 600.0
# Bytes: the least that Ray takes.
STORE = 80 * 1024 * 1024

# What a process imports Ray with holds until its end, so all tests have the same.
os.environ.setdefault("RAY_AUTH_MODE", "token")
os.environ.setdefault("RAY_AUTH_TOKEN", secrets.token_hex())
os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")


def by_ray(index: IndexSettings, workers: int = 1, address: str = "") -> IndexSettings:
    """Return the settings with workers of Ray that embed."""
    ray = RaySettings(address=address, workers=workers, seconds=STARTING)
    return index.model_copy(update={"embed": "ray", "ray": ray})


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """Start a cluster of one machine with one core, as an operator does; give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    # A short name: the sockets of Ray lie in it.
    with tempfile.TemporaryDirectory(prefix="ray-", ignore_cleanup_errors=True) as folder:
        command = ("start", "--head", "--block", f"--port={port}", f"--temp-dir={folder}")
        limits = ("--num-cpus=1", f"--object-store-memory={STORE}", "--include-dashboard=false")
        process = subprocess.Popen(
            [sys.executable, "-m", "ray.scripts.scripts", *command, *limits],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait(process, port)
            yield f"127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(STARTING)


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    latest = time.monotonic() + STARTING
    while time.monotonic() < latest and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.2)
    pytest.fail("the cluster does not listen")
