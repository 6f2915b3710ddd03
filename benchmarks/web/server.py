"""The real server in a process of its own, `gongda serve` over the bundled pages, and its members.

Next: `benchmarks/web/storm.py` kills it, `benchmarks/web/load.py` times it.
"""

import asyncio
import os
import secrets
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx

from bot.web.guard.sessions import COOKIE, SEAL_FIELD, Session

ROOT = Path(__file__).parents[2]
# What finds, for each reader.
ENCODERS = {"quick": "bundled-static", "bundled": "bundled"}
# More than anybody asks here: where the throttle is not what is measured.
UNLIMITED = {
    "GONGDA_BOT__WEB__PER_MINUTE": "100000",
    "GONGDA_BOT__WEB__PER_HOUR": "1000000",
    "GONGDA_BOT__WEB__PER_ADDRESS": "1000000",
}
# Seconds that a start may take on a busy machine, and any reply.
PATIENCE = 180.0
_COMMAND = (sys.executable, "-m", "bot.cli")


class WebServer:
    """A server that can be started again and again; journal, index and log lie in `folder`.

    Attributes:
        address: Where it listens, the same after each start.
        journal: SQLite file of its questions.
        log: What it wrote, all starts together.
    """

    def __init__(self, folder: Path, reader: str = "quick", limited: bool = False) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            place = f"127.0.0.1:{free.getsockname()[1]}"
        self.address = f"http://{place}"
        self.journal = folder / "web.sqlite"
        self.log = folder / "log.txt"
        self._folder = folder
        self._environment = {
            **os.environ,
            **({} if limited else UNLIMITED),
            "PYTHONPATH": str(ROOT),
            "GONGDA_BOT__READER": reader,
            "GONGDA_BOT__WEB__JOURNAL": str(self.journal),
            "GONGDA_BOT__WEB__LISTEN": place,
            "GONGDA_INDEX__ENCODER": ENCODERS[reader],
            "GONGDA_INDEX__FOLDER": str(folder / "index"),
        }
        self._process: subprocess.Popen[bytes] | None = None

    def build(self) -> None:
        """Build the index of the bundled pages."""
        subprocess.run(
            [*_COMMAND, "index", "build"],
            cwd=self._folder,
            env=self._environment,
            check=True,
            capture_output=True,
        )

    def launch(self) -> None:
        """Start, without waiting until it listens."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*_COMMAND, "serve"],
                cwd=self._folder,
                env=self._environment,
                stdout=log,
                stderr=log,
            )

    async def start(self) -> None:
        """Start, and wait until it answers."""
        self.launch()
        async with asyncio.timeout(PATIENCE), httpx.AsyncClient() as client:
            while True:
                self._alive()
                try:
                    await client.get(f"{self.address}/healthz")
                except httpx.TransportError:
                    await asyncio.sleep(0.05)
                else:
                    return

    def kill(self) -> None:
        """End it at once, as a power cut does."""
        if self._process is not None:
            self._alive()
            self._process.kill()
            self._process.wait()

    def memory(self) -> float:
        """Return how much of the machine's memory it holds, in MiB."""
        assert self._process is not None
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        [line] = [one for one in status.splitlines() if one.startswith("VmRSS:")]
        return int(line.split()[1]) / 1024

    def _alive(self) -> None:
        """Fail if it has ended by itself; killed from here is no fault."""
        assert self._process is not None
        assert self._process.poll() in (None, -signal.SIGKILL), self.log.read_text()


class Browser:
    """A member before the page, with a session of her own.

    Attributes:
        sent: How often the last question was sent: again where the connection broke.
    """

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self._session = Session(secrets.token_hex(16), False, "auto", "zh-CN")
        self.sent = 0

    async def ask(self, question: str) -> httpx.Response:
        """Send a question once; the reply leads to its answer, or says why it was not taken."""
        self.sent += 1
        form = {SEAL_FIELD: self._session.seal, "question": question}
        return await self._client.post("/ask", data=form, headers=self._headers)

    async def answer(self, address: str) -> httpx.Response:
        """Wait for the page at the address of an answer, as the page does that loads itself."""
        while True:
            shown = await self._client.get(address, headers=self._headers)
            if shown.status_code != httpx.codes.ACCEPTED:
                return shown

    @property
    def _headers(self) -> dict[str, str]:
        return {"Cookie": f"{COOKIE}={self._session.token}"}
