"""Bad weather at Telegram and among members: who else waits, is anything lost or said twice?

    python -m benchmarks.telegram.weather [--seconds 20] [--only 429 --only pages]

Members ask the real bot (`gongda bot` in a process of its own) over a Bot API server in this
process, one question after the other. First all of them in fair weather; then, within the same
minute, the same while some meet trouble: 429s of seconds and of a day, web pages instead of
replies, acknowledgements after 7 seconds; or while others flood with questions and taps. Printed is
how long those wait who meet none, before and then, what the bot holds, and, after a stop and a
start in fair weather, what stands in the chats. Exit code 1 if anything was lost or
stands there twice, if others waited more than a second longer, or if a stop took 5 seconds.
"""

import asyncio
import logging
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import click
import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.telegram.bot import BotProcess, Message, answered
from benchmarks.telegram.storm_count import Question, Tally, below, tally
from benchmarks.telegram.storm_questions import endless
from tests.telegram.emulator import TelegramServer, Weather, telegram_server
from tests.telegram.members import person

# Who meet no trouble, and who do: members, and a group of as many people.
WELL, TROUBLED = range(101, 109), range(201, 211)
GROUP, FLOODED_GROUP, FLOODER, TAPPER = -301, -302, 401, 402
# Seconds between an answer and the next question of a member.
PAUSE = 1.0
DAY = 86_400
RESTS, PAGES, LATE = (2, 30, DAY), (200, 403, 502), 7.0
# A flood: questions of one member, people of a group with their questions each, taps of one member.
FLOOD, CROWD, EACH, TAPS = 100, 60, 3, 200
# Goals, in seconds.
MOST_WAIT, MOST_STOP = 1.0, 5.0
# Seconds in which a bot that was started again must have answered what waited.
PATIENCE = 240.0
# Seconds after which a member of those who meet no trouble asks again: the question counts as lost.
IN_VAIN = 60.0
_SHOWN = frozenset({"sendMessage", "editMessageText"})
_WAITING = "SELECT count(*) FROM updates WHERE answered IS NULL"


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one kind of weather.

    Attributes:
        calm: Seconds that members waited in fair weather, one a question, those who are to meet
            trouble asking beside them.
        waits: The same of those who met no trouble, while others did.
        tally: What stands in the chats in the end, floods left out but for what stands twice.
        left: Updates that the journal still holds in the end.
        memory: MiB that the bot held, before and at most.
        files: Files that it had open, before and at most.
        stop: Seconds of the stop in the middle of it.
    """

    calm: list[float]
    waits: list[float]
    tally: Tally
    left: int
    memory: tuple[float, float]
    files: tuple[int, int]
    stop: float

    @property
    def longer(self) -> float:
        """Seconds that the others waited longer: of 20 questions, the slowest but one."""
        late, calm = (float(np.percentile(one, 95)) for one in (self.waits, self.calm))
        return late - calm

    @property
    def is_good(self) -> bool:
        """Whether every goal is reached."""
        nothing = not (self.tally.lost or self.tally.duplicated or self.left)
        return nothing and self.longer <= MOST_WAIT and self.stop < MOST_STOP


class Trial:
    """One kind of weather over a bot that runs."""

    def __init__(self, server: TelegramServer, bot: BotProcess, kind: str, seconds: float) -> None:
        self._server = server
        self._bot = bot
        self._kind = kind
        self._seconds = seconds
        self._chance = Random(1)
        self._texts = endless(seed=1)
        self._asked: dict[Message, float] = {}
        self._waiting: dict[Message, asyncio.Future[float]] = {}
        self._most = (0.0, 0)
        server.done = self._done

    async def run(self, folder: Path) -> Report:
        """Ask in fair weather, then in bad; stop, start again in fair weather, and count."""
        await self._bot.start()
        await self._asking(WELL, self._seconds / 4)  # What the first questions load.
        beside = asyncio.create_task(self._beside())
        calm = await self._asking(WELL, self._seconds)
        await beside
        before = self._held()
        if self._kind in SKIES:
            self._server.sky = SKIES[self._kind](self._chance)
        trouble = asyncio.create_task(self._trouble())
        waits = await self._asking(WELL, self._seconds)
        await trouble
        most, began = self._most, time.monotonic()
        await self._bot.stop()
        stop = time.monotonic() - began
        self._server.sky = lambda method, chat_id: Weather()
        await self._bot.start()
        left = await self._until_all_is_said(folder)
        await self._bot.stop()
        files = (before[1], most[1])
        return Report(calm, waits, self._count(), left, (before[0], most[0]), files, stop)

    async def _asking(self, members: range, seconds: float) -> list[float]:
        """Let members ask one after the other for some time; return how long each answer took."""
        end, waits = time.monotonic() + seconds, list[float]()

        async def one(member: int) -> None:
            await asyncio.sleep(self._chance.uniform(0, PAUSE))
            while time.monotonic() < end:
                waits.append(await self._wait(member))
                held = self._held()
                self._most = (max(self._most[0], held[0]), max(self._most[1], held[1]))
                await asyncio.sleep(PAUSE)

        await asyncio.gather(*map(one, members))
        return waits

    async def _wait(self, member: int) -> float:
        began, reply = time.monotonic(), await self._ask(member)
        await asyncio.wait({reply}, timeout=IN_VAIN)
        return (reply.result() if reply.done() else time.monotonic()) - began

    async def _ask(
        self, chat_id: int, sender: int = 0, count: bool = True
    ) -> asyncio.Future[float]:
        key = (chat_id, self._server.next_number(chat_id))
        reply = self._waiting[key] = asyncio.get_running_loop().create_future()
        if count:
            self._asked[key] = time.monotonic()
        words, who = next(self._texts), person(sender or abs(chat_id))
        text = f"/ask {words}" if chat_id < 0 else words
        await self._server.say(text, chat_id, message_id=key[1], **{"from": who})
        return reply

    def _trouble(self) -> Coroutine[Any, Any, None]:
        return self._floods() if self._kind == "flood" else self._troubled()

    async def _beside(self) -> None:
        """Let those who are to meet a weather ask as often before it; a flood has no before."""
        if self._kind in SKIES:
            await self._troubled()

    async def _troubled(self) -> None:
        """Let those who meet the weather ask, some questions each."""
        for _ in range(3):
            for chat_id in (*TROUBLED, GROUP):
                await self._ask(chat_id)
            await asyncio.sleep(self._seconds / 4)

    async def _floods(self) -> None:
        reply = await self._ask(TAPPER)
        await reply
        [shown] = self._server.of_chat(TAPPER)
        for number in range(max(FLOOD, CROWD * EACH, TAPS)):
            if number < FLOOD:
                await self._ask(FLOODER, count=False)
            if number < CROWD * EACH:
                await self._ask(FLOODED_GROUP, 5000 + number % CROWD, count=False)
            if number < TAPS:
                await self._server.press(TAPPER, shown.message_id, "[1]")

    async def _until_all_is_said(self, folder: Path) -> int:
        """Wait until the journal holds nothing; return what it still holds when time is up."""
        deadline = time.monotonic() + PATIENCE
        while True:
            with closing(sqlite3.connect(folder / "journal.sqlite")) as journal:
                [left] = journal.execute(_WAITING).fetchone()
            if not left or time.monotonic() > deadline:
                return int(left)
            await asyncio.sleep(1.0)

    def _held(self) -> tuple[float, int]:
        return self._bot.memory(), sum(1 for _ in Path(f"/proc/{self._bot.pid}/fd").iterdir())

    def _done(self, method: str, fields: dict[str, Any]) -> None:
        key = answered(self._server, method, fields)
        reply = self._waiting.pop(key, None) if key else None
        if reply is not None:
            reply.set_result(time.monotonic())

    def _count(self) -> Tally:
        chats = {chat_id for chat_id, _ in self._asked}
        shown = [(one.chat_id, one.replied_to, one.text) for one in self._server.shown.values()]
        replies, of_nobody = below([one for one in shown if one[0] in chats], list(self._asked))
        asked = [Question(when, replies[key]) for key, when in self._asked.items()]
        flooded = [one[:2] for one in shown if one[0] not in chats and one[1] is not None]
        return tally(asked, of_nobody + len(flooded) - len(set(flooded)))


def _rests(chance: Random) -> Callable[[str, int], Weather]:
    return _over_trouble(lambda: Weather(rest=chance.choice(RESTS) if chance.random() < 0.5 else 0))


def _pages(chance: Random) -> Callable[[str, int], Weather]:
    return _over_trouble(lambda: Weather(page=chance.choice(PAGES) if chance.random() < 0.5 else 0))


def _late(chance: Random) -> Callable[[str, int], Weather]:
    return _over_trouble(lambda: Weather(late=LATE))


def _over_trouble(weather: Callable[[], Weather]) -> Callable[[str, int], Weather]:
    """Return a sky that is fair over all chats but those that are to meet trouble."""
    troubled = {*TROUBLED, GROUP}

    def sky(method: str, chat_id: int) -> Weather:
        return weather() if chat_id in troubled and method in _SHOWN else Weather()

    return sky


SKIES: Mapping[str, Callable[[Random], Callable[[str, int], Weather]]] = {
    "429": _rests,
    "pages": _pages,
    "late": _late,
}
KINDS = (*SKIES, "flood")


async def trial(kind: str, seconds: float, folder: Path) -> Report:
    """Try one kind of weather with a new bot, whose files lie in an empty folder."""
    async with telegram_server() as server:
        bot = BotProcess(server, folder)
        bot.build()
        try:
            return await Trial(server, bot, kind, seconds).run(folder)
        finally:
            bot.kill()


@click.command()
@click.option("--seconds", default=20.0, show_default=True, help="Of fair and of bad weather.")
@click.option("--only", type=click.Choice(KINDS), multiple=True)
def main(seconds: float, only: tuple[str, ...]) -> None:
    """Print a line a kind of weather; exit with 1 if a goal is missed."""
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    reports = {}
    try:
        for kind in only or KINDS:
            with tempfile.TemporaryDirectory() as folder:
                reports[kind] = asyncio.run(trial(kind, seconds, Path(folder)))
    finally:
        print_table(reports)
    if not all(one.is_good for one in reports.values()):
        sys.exit(1)


def print_table(reports: Mapping[str, Report]) -> None:
    """Print what was measured."""
    table = Table()
    waits = ("calm p50 s", "p95 s", "others p50 s", "p95 s", "times p95", "longer s")
    for name in ("weather", "asked", "lost", "twice", *waits):
        table.add_column(name, justify="left" if name == "weather" else "right")
    for name in ("MiB", "files", "stop s"):
        table.add_column(name, justify="right")
    for kind, one in reports.items():
        table.add_row(kind, *_figures(one))
    Console(width=130).print(table)


def _figures(one: Report) -> Iterator[str]:
    calm, then = (np.percentile(waits, [50, 95]) for waits in (one.calm, one.waits))
    yield from map(str, (one.tally.asked, one.tally.lost + one.left, one.tally.duplicated))
    yield from (f"{seconds:.2f}" for seconds in (*calm, *then))
    yield from (f"{then[1] / calm[1]:.1f}", f"{one.longer:+.2f}")
    yield f"{one.memory[0]:.0f} → {one.memory[1]:.0f}"
    yield f"{one.files[0]} → {one.files[1]}"
    yield f"{one.stop:.1f}"


if __name__ == "__main__":
    main()
