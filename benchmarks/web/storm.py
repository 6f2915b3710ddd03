"""A storm of kills over HTTP: is any question lost, is any answered twice?

    python -m benchmarks.web.storm [--questions 300] [--members 20] [--kills 20]

Members ask the real server (`gongda serve` in a process of its own), half of them on the page, half
as programs do; it is killed with SIGKILL again and again, most often with questions in work, and
started again at once. A program sends its question again under the key it gave it, a page where no
address came back. In the end every answer is fetched once more at its address. Exit code 1 if
anything was lost, or stands twice in the journal.
"""

import asyncio
import secrets
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

import click
import httpx
from rich.console import Console
from rich.table import Table

from benchmarks.progress import progress
from benchmarks.telegram.storm_questions import questions
from benchmarks.web.server import ENCODERS, PATIENCE, Browser, WebServer

# Seconds after which a member whose connection broke tries again; between looks at what is asked.
AGAIN, PAUSE = 0.2, 0.05
# A kill comes when so many more questions are in work or answered, at most, and so many seconds
# later; or, one time in four, at any time in the first seconds after a start.
OFTEN = 8
LATER = (0.0, 0.0, 0.002, 0.01, 0.03)
AT_ANY_TIME, ONE_IN, IN_VAIN = 3.0, 4, 20.0


@dataclass(frozen=True, slots=True)
class Size:
    """How much of a storm.

    Attributes:
        questions: Asked by all members together.
        members: Who ask, each the next question when the one before is answered.
        kills: Of the server.
        seed: Of questions and moments.
    """

    questions: int = 300
    members: int = 20
    kills: int = 20
    seed: int = 1


@dataclass(slots=True)
class Asked:
    """A question and what became of it.

    Attributes:
        text: As it was asked.
        allowed: How often it may stand in the journal: as often as it was sent without a reply,
            and once; once only where it had a key.
        address: Of its answer, "" before it is known.
        answer: What stood there first, "" while nothing does.
        fetched: What stands there in the end.
        seconds: From the question to the answer.
    """

    text: str
    allowed: int = 1
    address: str = ""
    answer: str = ""
    fetched: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Tally:
    """The figures of a storm.

    Attributes:
        asked: Questions.
        answered: Those with an answer that could be fetched again and was the same.
        twice: Times that a question stands in the journal too often.
        seconds: Median of the time from the question to its answer, starts included.
    """

    asked: int
    answered: int
    twice: int
    seconds: float

    @property
    def lost(self) -> int:
        """Questions without an answer, or whose answer was gone or another in the end."""
        return self.asked - self.answered


def tally(asked: list[Asked], journaled: dict[str, int]) -> Tally:
    """Count; `journaled` tells how often each text stands in the journal."""
    kept = [one for one in asked if one.answer and one.answer == one.fetched]
    twice = sum(max(0, journaled.get(one.text, 0) - one.allowed) for one in asked)
    waits = [one.seconds for one in kept]
    return Tally(len(asked), len(kept), twice, statistics.median(waits) if waits else 0.0)


class Storm:
    """One storm over one server."""

    def __init__(self, server: WebServer, size: Size) -> None:
        self._server, self._size = server, size
        self._chance = Random(size.seed)
        sayable = [one for one in questions(size.questions, size.seed) if _is_taken(one)]
        self._left = [Asked(one) for one in reversed(sayable)]
        self._every = self._left[::-1]
        self._round = 0
        self._done = 0

    async def run(self, tell: Callable[[], object] = lambda: None) -> Tally:
        """Ask, kill, wait until all is answered, and count; `tell` hears of each kill."""
        async with httpx.AsyncClient(base_url=self._server.address, timeout=PATIENCE) as client:
            members = [
                asyncio.create_task(self._member(client, number))
                for number in range(self._size.members)
            ]
            for _ in range(self._size.kills):
                self._server.launch()
                await self._moment()
                self._server.kill()
                self._round += 1
                tell()
            await self._server.start()
            await asyncio.gather(*members)
            for one in self._every:
                one.fetched = await _fetched(client, one.address)
        return tally(self._every, journaled(self._server.journal))

    async def _moment(self) -> None:
        """Wait until the server is to be killed."""
        if not self._chance.randrange(ONE_IN):
            await asyncio.sleep(self._chance.uniform(0, AT_ANY_TIME))
            return
        wanted = self._done + self._chance.randint(1, OFTEN)
        with suppress(TimeoutError):
            async with asyncio.timeout(IN_VAIN):
                while self._done < wanted:
                    await asyncio.sleep(0.002)
        await asyncio.sleep(self._chance.choice(LATER))

    async def _member(self, client: httpx.AsyncClient, number: int) -> None:
        """Ask again and again, but no more than the share of this round."""
        share = len(self._every) / (self._size.kills + 1)
        while self._left:
            if len(self._every) - len(self._left) > share * (self._round + 1):
                await asyncio.sleep(PAUSE)
                continue
            one, began = self._left.pop(), time.monotonic()
            await (self._on_the_page if number % 2 else self._as_a_program)(client, one)
            one.seconds = time.monotonic() - began

    async def _on_the_page(self, client: httpx.AsyncClient, one: Asked) -> None:
        browser = Browser(client)
        taken = await _stubborn(lambda: browser.ask(one.text))
        self._done += 1
        one.allowed = browser.sent
        one.address = taken.headers.get("location", "")
        shown = await _stubborn(lambda: browser.answer(one.address))
        self._done += 1
        one.answer = _words(shown)

    async def _as_a_program(self, client: httpx.AsyncClient, one: Asked) -> None:
        key = secrets.token_urlsafe(16)
        one.address = f"/api/v1/answers/{key}"
        asked = {"question": one.text, "key": key}
        self._done += 1
        reply = await _stubborn(lambda: client.post("/api/v1/ask", json=asked))
        self._done += 1
        one.answer = _words(reply)


async def _stubborn(send: Callable[[], Awaitable[httpx.Response]]) -> httpx.Response:
    """Send until there is a reply, however often the connection breaks."""
    while True:
        try:
            return await send()
        except httpx.TransportError:
            await asyncio.sleep(AGAIN)


async def _fetched(client: httpx.AsyncClient, address: str) -> str:
    return _words(await client.get(address)) if address else ""


def _words(reply: httpx.Response) -> str:
    """Return the answer in a reply, "" if it is none."""
    if reply.status_code != httpx.codes.OK:
        return ""
    if reply.headers["content-type"].startswith("application/json"):
        return str(reply.json()["answer"])
    # What a stranger to the session is shown is the same, but for the question of how it was.
    return reply.text.split('class="answer')[-1].split("</section>")[0]


def _is_taken(question: str) -> bool:
    """Say whether the page takes a question: one without any letter it sends back at once."""
    return any(sign.isalnum() for sign in question)


def journaled(journal: Path) -> dict[str, int]:
    """Return how often each question stands in a journal, answered or waiting."""
    with closing(sqlite3.connect(journal)) as db:
        sql = "SELECT question, count(*) FROM questions GROUP BY question"
        return dict(db.execute(sql).fetchall())


async def storm(
    size: Size, folder: Path, reader: str = "quick", tell: Callable[[], object] = lambda: None
) -> Tally:
    """Run a storm over a new server, whose journal, index and log lie in an empty folder."""
    server = WebServer(folder, reader)
    server.build()
    try:
        return await Storm(server, size).run(tell)
    finally:
        server.kill()


@click.command()
@click.option("--questions", "asked", default=300, show_default=True)
@click.option("--members", default=20, show_default=True)
@click.option("--kills", default=20, show_default=True)
@click.option("--reader", type=click.Choice(list(ENCODERS)), default="quick", show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(asked: int, members: int, kills: int, reader: str, seed: int) -> None:
    """Print what was counted; exit with 1 if anything was lost or stands there twice."""
    size = Size(asked, members, kills, seed)
    with progress() as begin, tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(storm(size, Path(folder), reader, begin("kills", kills)))
    table = Table("asked", "kills", "answered", "lost", "twice", "median s")
    figures = (found.asked, kills, found.answered, found.lost, found.twice, f"{found.seconds:.2f}")
    table.add_row(*map(str, figures))
    Console().print(table)
    if found.lost or found.twice:
        sys.exit(1)


if __name__ == "__main__":
    main()
