"""The real bot in a process of its own, `gongda bot` over the bundled pages, to be killed or timed.

Next: `benchmarks/telegram/storm.py` kills it, `benchmarks/telegram/load.py` times it.
"""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.telegram.storm_count import is_answer
from tests.telegram.emulator import TOKEN, TelegramServer

ROOT = Path(__file__).parents[2]
MODES = ("polling", "webhook")
# By chat and number.
Message = tuple[int, int]
_SHOWS = {"sendMessage", "editMessageText"}
_LIMITED = ("-m", "bot.cli")
# The same bot, but that it sends as fast as it can: Telegram takes 30 messages a second.
_UNLIMITED = (
    "-c",
    "import bot.telegram.transport.limits as t; t.A_SECOND = t.A_GROUP_MINUTE = 1_000_000;"
    "from bot.cli import main; main()",
)
# Seconds that a start may take on a busy machine.
PATIENCE = 180.0
# More than anybody asks here: the throttle is not what is measured.
UNLIMITED = {
    "GONGDA_BOT__TELEGRAM__PER_MINUTE": "100000",
    "GONGDA_BOT__TELEGRAM__PER_HOUR": "100000",
}


class BotProcess:
    """A bot that can be started again and again; journal, index and log lie in `folder`.

    Attributes:
        log: What it wrote, all starts together.
    """

    def __init__(
        self, server: TelegramServer, folder: Path, mode: str = "polling", limited: bool = True
    ) -> None:
        self._server = server
        self._folder = folder
        self._sign = "setWebhook" if mode == "webhook" else "getUpdates"
        self._environment = _environment(server, folder, mode)
        self._process: subprocess.Popen[bytes] | None = None
        self._command = [sys.executable, *(_LIMITED if limited else _UNLIMITED), "bot"]
        self.log = folder / "log.txt"

    @property
    def pid(self) -> int:
        """The number of the process that runs now."""
        assert self._process is not None
        return self._process.pid

    def build(self) -> None:
        """Build the index of the bundled pages."""
        command = [sys.executable, *_LIMITED, "index", "build"]
        subprocess.run(
            command, cwd=self._folder, env=self._environment, check=True, capture_output=True
        )

    def launch(self) -> None:
        """Start, without waiting until it listens."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, cwd=self._folder, env=self._environment, stdout=log, stderr=log
            )

    async def start(self) -> None:
        """Start, and wait until it listens."""
        before = len(self._server.methods(self._sign))
        self.launch()
        await self._server.until(lambda: self._listens(before), PATIENCE)

    def kill(self) -> None:
        """End it at once, as a power cut does."""
        if self._process is not None:
            self._alive()
            self._process.kill()
            self._process.wait()

    async def stop(self) -> None:
        """End it as a service manager does; what is begun is finished."""
        assert self._process is not None
        self._process.terminate()
        await asyncio.to_thread(self._process.wait)

    def memory(self) -> float:
        """Return how much of the machine's memory it holds, in MiB."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        [line] = [one for one in status.splitlines() if one.startswith("VmRSS:")]
        return int(line.split()[1]) / 1024

    def _alive(self) -> None:
        """Fail if it has ended by itself; killed or stopped from here is no fault."""
        assert self._process is not None
        assert self._process.poll() in (None, 0, -signal.SIGKILL), self.log.read_text()

    def _listens(self, before: int) -> bool:
        self._alive()
        return len(self._server.methods(self._sign)) > before


def answered(server: TelegramServer, method: str, fields: dict[str, Any]) -> Message | None:
    """Return which message of a member a request answers; None for any other request."""
    if method not in _SHOWS or not is_answer(str(fields["text"])):
        return None
    chat_id = int(fields["chat_id"])
    shown = server.shown.get((chat_id, int(fields.get("message_id", 0))))
    replied_to = shown.replied_to if shown else fields.get("reply_parameters", {}).get("message_id")
    return (chat_id, int(replied_to or 0))


def _environment(server: TelegramServer, folder: Path, mode: str) -> Mapping[str, str]:
    own = {
        **UNLIMITED,
        "PYTHONPATH": str(ROOT),
        "GONGDA_TELEGRAM_TOKEN": TOKEN,
        "GONGDA_BOT__TELEGRAM__BASE_URL": server.address,
        "GONGDA_BOT__JOURNAL": str(folder / "journal.sqlite"),
        "GONGDA_INDEX__FOLDER": str(folder / "index"),
    }
    if mode == "webhook":
        place = f"127.0.0.1:{_free_port()}"
        own["GONGDA_BOT__TELEGRAM__WEBHOOK"] = f"http://{place}/"
        own["GONGDA_BOT__TELEGRAM__LISTEN"] = place
    return {**os.environ, **own}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
