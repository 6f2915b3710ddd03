"""The server in a process of its own is told to stop: it ends within seconds, whatever hangs."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from bot.journal.journal import open_journal
from tests.web.served import ROOT, wait_for

pytest_plugins = ["tests.web.fixtures"]

# The server, but that a search for what nobody can answer never ends.
PROGRAM = """
import time
from bot.answerer import ArchiveAnswerer
from bot.cli import main

def ask(self, question, *more, whole=ArchiveAnswerer.ask):
    if question == "永远":
        time.sleep(3600)
    return whole(self, question, *more)

ArchiveAnswerer.ask = ask
main()
"""


def test_a_stop_takes_less_than_5_seconds_and_what_was_asked_is_kept(
    shelf: Path, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        place = f"127.0.0.1:{free.getsockname()[1]}"
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "GONGDA_BOT__READER": "quick",
        "GONGDA_BOT__WEB__JOURNAL": str(tmp_path / "web.sqlite"),
        "GONGDA_INDEX__ENCODER": "bundled-static",
        "GONGDA_INDEX__FOLDER": str(shelf),
    }
    command = [sys.executable, "-c", PROGRAM, "serve", "--listen", place]
    with subprocess.Popen(command, env=environment, cwd=tmp_path) as process:
        wait_for(f"http://{place}")
        asked = {"question": "永远", "stream": True}
        sent = urllib.request.Request(f"http://{place}/api/v1/ask", json.dumps(asked).encode())
        with urllib.request.urlopen(sent, timeout=30) as stream:
            taken = stream.readline()
            began = time.monotonic()
            process.terminate()
            ended = process.wait(timeout=30)
            seconds = time.monotonic() - began
    with open_journal(tmp_path / "web.sqlite") as journal:
        [(_, kept)] = journal.waiting()

    assert taken.strip() == b"event: taken"
    assert (ended, seconds < 5) == (0, True)
    assert json.loads(kept)["text"] == "永远"
