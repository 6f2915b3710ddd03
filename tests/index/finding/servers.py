"""A Milvus Lite in a process of its own, which can be killed and started again."""

import contextlib
import importlib.util
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.config import IndexSettings
from corpus.settings.engines import MilvusSettings

# Seconds that a server may take until it listens, on a busy machine.
STARTING = 600.0
INSTALLED = importlib.util.find_spec("pymilvus") and importlib.util.find_spec("milvus_lite")


class Server:
    """One server on a port of its own, over a folder that outlives it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it listens."""
        place = ("--data-dir", str(self._folder), "--port", str(self.port))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "milvus_lite", "server", *place],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        latest = time.monotonic() + STARTING
        while time.monotonic() < latest:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
                return
            time.sleep(0.1)
        pytest.fail("the server does not listen")

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Server]:
    """Give a running server, or skip where none is installed."""
    if not INSTALLED or "PYTEST_XDIST_WORKER" in os.environ:
        # A server that starts in time while others run beside it is chance.
        pytest.skip("Milvus is tested by: make engines")
    server = Server(folder)
    try:
        server.start()
        yield server
    finally:
        server.kill()


def over(server: Server, index: IndexSettings, name: str, seconds: float = 60.0) -> IndexSettings:
    """Return the settings with a server's Milvus as the engine, under a name of their own."""
    milvus = MilvusSettings(address=server.address, name=name, seconds=seconds, rest_seconds=0)
    return index.model_copy(update={"engine": "milvus", "milvus": milvus})
