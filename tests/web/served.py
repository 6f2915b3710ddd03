"""`gongda serve` as a process of its own, on a free port."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

ROOT = Path(__file__).parents[2]


@contextmanager
def served(shelf: Path, folder: Path, **set_there: str) -> Iterator[str]:
    """Serve until the context is left; give the address.

    `set_there` is what else the environment sets.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "GONGDA_INDEX__FOLDER": str(shelf),
        "GONGDA_BOT__WEB__JOURNAL": str(folder / "web.sqlite"),
        "PYTHONPATH": str(ROOT),
        **set_there,
    }
    command = [sys.executable, "-m", "bot.cli", "serve", "--listen", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, env=environment, cwd=folder) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def wait_for(address: str) -> None:
    """Wait until a server answers."""
    deadline = time.monotonic() + 120
    while not is_well(address):
        assert time.monotonic() < deadline, "the server does not answer"
        time.sleep(0.05)


def is_well(address: str) -> bool:
    """Tell whether a server answers that it is well; whatever it says, the line is closed."""
    with closing(HTTPConnection(address.removeprefix("http://"), timeout=10)) as line:
        try:
            line.request("GET", "/healthz")
            return line.getresponse().status == 200
        except (OSError, HTTPException):
            return False
