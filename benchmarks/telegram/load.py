"""How the bot bears a crowd: time to answer, a flooding member's neighbours, memory.

    python -m benchmarks.telegram.load [--members 200] [--flood 1] [--questions 10000] [--out
    FOLDER]

First one member asks alone; then, in turn, all ask at once, and all ask at once behind members who
have just sent 40 questions each. The bot sends as fast as Telegram allows, 30 messages a second,
which is what a crowd waits for; the second table shows the same without that limit. Memory is that
of the bot's process after each thousand of questions, sent without the limit too. `--out` draws it.
"""

import asyncio
import itertools
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np
import numpy.typing as npt
from rich.console import Console
from rich.table import Table

from benchmarks.progress import progress
from benchmarks.telegram.bot import BotProcess, Message, answered
from benchmarks.telegram.storm_questions import endless
from tests.telegram.emulator import TelegramServer, telegram_server

FLOOD = 40
ALONE = 10
# Of a calm crowd and a flooded one each.
ROUNDS = 3
FIRST_MEMBER, FIRST_FLOODER = 1001, 9001
# While memory is measured: members who ask in turn, and questions in work at a time.
CROWD, AT_A_TIME = 500, 16
STEP = 1000
# Questions asked before anything is timed: a process loads what it needs with the first of them.
WARMING = 100
Told = Callable[[], object]
Seconds = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds from a question to its answer.

    Attributes:
        alone: Of one member.
        calm: Of all at once, a row a round.
        flooded: Of all at once behind a flood, a row a round.
    """

    alone: Seconds
    calm: Seconds
    flooded: Seconds

    def more(self, percent: float) -> float:
        """Return how much longer the neighbours of a flood wait, in the middle of the rounds."""
        differences = np.subtract(
            np.percentile(self.flooded, percent, axis=1), np.percentile(self.calm, percent, axis=1)
        )
        return float(np.median(differences))


class Crowd:
    """Members of a running bot who wait for their answers.

    Attributes:
        order: Messages in the order in which they were answered.
    """

    def __init__(self, server: TelegramServer) -> None:
        self._server = server
        self._waiting: dict[Message, asyncio.Future[float]] = {}
        self._texts = endless(seed=1)
        self.order: list[Message] = []
        server.done = self._done

    async def ask(self, member: int) -> float:
        """Let a member ask; return after how many seconds the answer stood there."""
        key = (member, self._server.next_number(member))
        reply = self._waiting[key] = asyncio.get_running_loop().create_future()
        began = time.monotonic()
        await self._server.say(next(self._texts), member, message_id=key[1])
        return float(await reply) - began

    async def alone(self) -> list[float]:
        """Let one member ask again and again."""
        return [await self.ask(FIRST_MEMBER) for _ in range(ALONE)]

    async def at_once(self, members: int, flooders: int = 0) -> list[float]:
        """Let all ask at once, behind those who flood; return the waits of those who do not."""
        floods = [
            asyncio.create_task(self.ask(FIRST_FLOODER + flooder))
            for _ in range(FLOOD)
            for flooder in range(flooders)
        ]
        await asyncio.sleep(0)
        waits = await asyncio.gather(*(self.ask(FIRST_MEMBER + one) for one in range(members)))
        await asyncio.gather(*floods)
        return list(waits)

    async def in_turn(self, many: int, tell: Told) -> None:
        """Let a crowd ask so many questions, a few at a time."""
        free = asyncio.Semaphore(AT_A_TIME)
        members = itertools.cycle(range(FIRST_MEMBER, FIRST_MEMBER + CROWD))

        async def one(member: int) -> None:
            async with free:
                await self.ask(member)
            tell()

        await asyncio.gather(*(one(member) for member in itertools.islice(members, many)))

    def _done(self, method: str, fields: dict[str, Any]) -> None:
        key = answered(self._server, method, fields)
        reply = self._waiting.pop(key, None) if key else None
        if key and reply:
            self.order.append(key)
            reply.set_result(time.monotonic())


@asynccontextmanager
async def crowded(limited: bool) -> AsyncIterator[tuple[Crowd, BotProcess]]:
    """Run a new bot with an empty journal, and a crowd before it."""
    with tempfile.TemporaryDirectory() as folder:
        async with telegram_server() as server:
            bot = BotProcess(server, Path(folder), limited=limited)
            bot.build()
            try:
                await bot.start()
                yield Crowd(server), bot
            finally:
                await bot.stop()


async def waits(members: int, flooders: int, limited: bool, tell: Told) -> Waits:
    """Return the seconds that members wait: alone, at once, and at once behind a flood."""
    async with crowded(limited) as (crowd, _):
        await crowd.in_turn(WARMING, lambda: None)
        alone, calm, flooded = await crowd.alone(), [], []
        for _ in range(ROUNDS):
            calm.append(await crowd.at_once(members))
            tell()
            flooded.append(await crowd.at_once(members, flooders))
            tell()
        return Waits(np.array(alone), np.array(calm), np.array(flooded))


async def memory(many: int, tell: Told) -> list[tuple[int, float]]:
    """Return the bot's MiB at the start and after each thousand of questions."""
    async with crowded(limited=False) as (crowd, bot):
        found = [(0, bot.memory())]
        for asked in range(STEP, many + 1, STEP):
            await crowd.in_turn(STEP, tell)
            found.append((asked, bot.memory()))
        return found


def growth(measured: list[tuple[int, float]]) -> float:
    """Return how many MiB a thousand more questions cost, by the second half of what was measured.

    `growth([(0, 90), (1000, 120), (2000, 121), (3000, 122)])` -> 1.0
    """
    asked, held = zip(*measured[len(measured) // 2 :], strict=True)
    return float(np.polyfit(np.array(asked) / STEP, held, 1)[0])


def draw(measured: list[tuple[int, float]], folder: Path) -> Path:
    """Write memory.png; return its path."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 3.5), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    axes.plot(*zip(*measured, strict=True), marker="o", color="#0072B2")
    axes.set(xlabel="questions answered", ylabel="memory of the bot, MiB", ylim=(0, None))
    axes.grid(color="#DDDDDD")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "memory.png"
    figure.savefig(path, dpi=150)
    return path


def print_waits(title: str, found: Waits) -> None:
    """Print how long members wait, in seconds and as multiples of one who is alone."""
    table = Table(title=title)
    for name in ("members", "p50 s", "p99 s", "p50 / alone"):
        table.add_column(name, justify="left" if name == "members" else "right")
    for name, seconds in (
        ("one alone", found.alone),
        ("all at once", found.calm),
        ("all at once, some flooding", found.flooded),
    ):
        middle, late = np.percentile(seconds, [50, 99])
        times = middle / np.median(found.alone)
        table.add_row(name, f"{middle:.2f}", f"{late:.2f}", f"{times:.0f}")
    Console().print(table)
    more = f"{found.more(50):+.2f} s (p50), {found.more(99):+.2f} s (p99)"
    print(f"neighbours of a flood wait {more} more\n")


@click.command()
@click.option("--members", default=200, show_default=True)
@click.option("--flood", default=1, show_default=True, help="Members who send 40 questions each.")
@click.option("--questions", "many", default=10_000, show_default=True, help="0: no memory.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="For memory.png.")
def main(members: int, flood: int, many: int, out: Path | None) -> None:
    """Print the tables."""
    titles = {"as Telegram allows": True, "without Telegram's limit": False}
    found, measured = {}, []
    with progress() as begin:
        step = begin("crowds", 2 * ROUNDS * len(titles))
        for title, limited in titles.items():
            found[title] = asyncio.run(waits(members, flood, limited, step))
        if many >= STEP:
            measured = asyncio.run(memory(many, begin("questions", many)))
    for title, one in found.items():
        print_waits(title, one)
    if measured:
        print_memory(measured, "bot")
        if out:
            print(f"drawn in {draw(measured, out)}")


def print_memory(measured: list[tuple[int, float]], program: str) -> None:
    """Print what a program held, and how it grew."""
    table = Table("questions", "MiB", title=f"memory of the {program}")
    for asked, held in measured:
        table.add_row(f"{asked:,}", f"{held:.0f}")
    Console().print(table)
    print(f"{growth(measured):+.2f} MiB a thousand questions in the second half")


if __name__ == "__main__":
    main()
