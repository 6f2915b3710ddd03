"""A storm of kills: is any question lost, is anything said twice?

    python -m benchmarks.telegram.storm [--mode both] [--questions 300] [--members 20] [--kills 20]

Members ask the real bot (`gongda bot` in a process of its own) over a Bot API server in this
process; the bot is killed with SIGKILL again and again, most often in the middle of a question, and
started again at once. Counted is what the members see in the end, by the server's view of the
chats. Exit code 1 if anything was lost or stands there twice.
"""

import asyncio
import logging
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from benchmarks.progress import progress
from benchmarks.telegram.bot import MODES, BotProcess, answered
from benchmarks.telegram.storm_count import Question, Tally, below, tally
from benchmarks.telegram.storm_questions import questions
from tests.telegram.emulator import TelegramServer, telegram_server
from tests.telegram.members import person

# Supergroups count their messages for themselves. Few questions are asked there: a group takes 20
# messages and edits a minute, and the bot keeps to that.
GROUPS = (-1_000_000_000_900, -1_000_000_000_901)
IN_A_GROUP = 0.05
FIRST_MEMBER = 101
# What a kill waits for, most of them with a question in work; "" for nothing. It comes when the
# server has done it and the bot does not know yet, or so many seconds later.
MOMENTS = ("sendMessage",) * 5 + ("editMessageText",) * 3 + ("getUpdates",) * 2 + ("",) * 3
LATER = (0.0, 0.0, 0.002, 0.01, 0.03)
# It comes when this was done so often since the start, at most.
OFTEN = 8
# Seconds after a start: a kill that waits for nothing, as early as while starting; a kill that
# waits in vain.
AT_ANY_TIME = 3.0
IN_VAIN = 5.0
# Seconds between two questions, on average.
PAUSE = 0.05
# Seconds without any request, but for polls: all is said; what is missing will never come.
QUIET = 1.0
SILENCE = 20.0


@dataclass(frozen=True, slots=True)
class Size:
    """How much of a storm.

    Attributes:
        questions: Asked by all members together.
        members: Who ask, now and then in a group.
        kills: Of the bot.
        seed: Of questions, members and moments.
    """

    questions: int = 300
    members: int = 20
    kills: int = 20
    seed: int = 1


class Storm:
    """One storm over one bot."""

    def __init__(self, server: TelegramServer, bot: BotProcess, size: Size) -> None:
        self._server = server
        self._bot = bot
        self._size = size
        self._chance = Random(size.seed)
        self._round = 0
        self._asked: dict[tuple[int, int], float] = {}
        self._answered: dict[tuple[int, int], float] = {}
        self._last_request = time.monotonic()
        self._awaited, self._often, self._at_once = "", 0, False
        self._reached = asyncio.Event()
        server.done = self._done

    async def run(self, tell: Callable[[], object] = lambda: None) -> Tally:
        """Ask, kill, wait until all is said, and count; `tell` hears of each kill."""
        asking = asyncio.create_task(self._ask())
        for _ in range(self._size.kills):
            self._bot.launch()
            await self._moment()
            self._bot.kill()
            self._round += 1
            tell()
        await self._bot.start()
        await asking
        await self._until_all_is_said()
        await self._bot.stop()
        return self.count()

    def count(self) -> Tally:
        """Count what the members see now; a question that the bot removed is lost."""
        shown = [(one.chat_id, one.replied_to, one.text) for one in self._server.shown.values()]
        replies, of_nobody = below(shown, list(self._asked))
        removed = set(self._server.deleted)
        asked = [
            Question(asked, [] if key in removed else replies[key], self._answered.get(key))
            for key, asked in self._asked.items()
        ]
        return tally(asked, of_nobody)

    async def _ask(self) -> None:
        """Let the members ask, a share of the questions between two kills."""
        share = self._size.questions / (self._size.kills + 1)
        for number, text in enumerate(questions(self._size.questions, self._size.seed)):
            while number > share * (self._round + 1):
                await asyncio.sleep(PAUSE)
            await self._say(text)
            await asyncio.sleep(self._chance.expovariate(1 / PAUSE))

    async def _say(self, text: str) -> None:
        person_id = FIRST_MEMBER + self._chance.randrange(self._size.members)
        grouped = self._chance.random() < IN_A_GROUP and not text.startswith("/")
        chat_id = self._chance.choice(GROUPS) if grouped else person_id
        words = f"/ask {text}" if grouped else text
        key = (chat_id, self._server.next_number(chat_id))
        self._asked[key] = time.monotonic()
        await self._server.say(words, chat_id, message_id=key[1], **{"from": person(person_id)})

    async def _moment(self) -> None:
        """Wait until the bot is to be killed."""
        later = self._chance.choice(LATER)
        self._reached.clear()
        self._often, self._at_once = self._chance.randrange(OFTEN), later == 0
        self._awaited = self._chance.choice(MOMENTS)
        if not self._awaited:
            await asyncio.sleep(self._chance.uniform(0, AT_ANY_TIME))
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(self._reached.wait(), IN_VAIN)
            await asyncio.sleep(later)
        self._awaited = ""

    def _done(self, method: str, fields: dict[str, Any]) -> None:
        """Note what the bot did; kill it before it learns that it was done."""
        if method != "getUpdates":
            self._last_request = time.monotonic()
        if key := answered(self._server, method, fields):
            self._answered.setdefault(key, time.monotonic())
        if method == self._awaited:
            self._often -= 1
            if self._often < 0:
                self._awaited = ""
                self._reached.set()
                if self._at_once:
                    self._bot.kill()

    async def _until_all_is_said(self) -> None:
        while True:
            silent = time.monotonic() - self._last_request
            now = self.count()
            if silent > (SILENCE if now.lost or now.duplicated else QUIET):
                return
            await asyncio.sleep(0.1)


async def storm(
    mode: str, size: Size, folder: Path, tell: Callable[[], object] = lambda: None
) -> Tally:
    """Run a storm over a new bot, whose journal, index and log lie in an empty folder."""
    async with telegram_server() as server:
        bot = BotProcess(server, folder, mode)
        bot.build()
        try:
            return await Storm(server, bot, size).run(tell)
        finally:
            bot.kill()


@click.command()
@click.option("--mode", type=click.Choice([*MODES, "both"]), default="both", show_default=True)
@click.option("--questions", "asked", default=300, show_default=True)
@click.option("--members", default=20, show_default=True)
@click.option("--kills", default=20, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(mode: str, asked: int, members: int, kills: int, seed: int) -> None:
    """Print a line a mode; exit with 1 if anything was lost or is seen twice."""
    # The test server tells of each connection that a killed bot left open.
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    modes = MODES if mode == "both" else (mode,)
    size = Size(asked, members, kills, seed)
    tallies = {}
    with progress() as begin:
        for one in modes:
            step = begin(f"{one}, kills", kills)
            with tempfile.TemporaryDirectory() as folder:
                tallies[one] = asyncio.run(storm(one, size, Path(folder), step))
    print_table(tallies, kills)
    if any(one.lost or one.duplicated for one in tallies.values()):
        sys.exit(1)


def print_table(tallies: dict[str, Tally], kills: int) -> None:
    """Print what was counted."""
    table = Table()
    for name in ("mode", "asked", "kills", "answered", "lost", "duplicated", "median s"):
        table.add_column(name, justify="left" if name == "mode" else "right")
    for mode, one in tallies.items():
        figures = (one.asked, kills, one.answered, one.lost, one.duplicated, f"{one.seconds:.2f}")
        table.add_row(mode, *map(str, figures))
    Console().print(table)


if __name__ == "__main__":
    main()
