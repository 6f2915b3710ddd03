"""How `gongda serve` bears a crowd: time to answer, what happens beyond, memory.

    python -m benchmarks.web.load [--members 100] [--reader quick --reader bundled]
    [--questions 10000] [--memory-of quick]

Members with sessions of their own ask on the page, all at once, and each waits for the page of the
answer; then `--beyond` members ask at once, more than may wait; then 200 from one network address
ask a server with its ordinary limits. Memory is that of the server's process after each step of
questions, 16 in work at a time. Server and members share the machine, so what a crowd waits is also
told in times of what one member alone waits just before. How far it is, and how long it still
takes, stands on stderr; what is known is printed at once.
"""

import asyncio
import itertools
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import click
import httpx
import numpy as np
import numpy.typing as npt

from benchmarks.progress import Begin, Step, progress
from benchmarks.telegram.load import growth
from benchmarks.telegram.storm_questions import endless
from benchmarks.web.server import ENCODERS, PATIENCE, Browser, WebServer

ROUNDS, ALONE = 3, 10
# Questions asked before anything is timed: a process loads what it needs with the first of them.
WARMING = 20
# While memory is measured: questions in work at a time, and between two looks.
AT_A_TIME, STEP = 16, 250
OFFICE = 200
Seconds = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Waits:
    """How long members wait for the page of their answer, with one reader.

    Attributes:
        alone: Seconds of one member, a question after the other.
        crowd: Seconds of all at once, some rounds.
        beyond: What those were told of whom more asked than may wait, and how often.
    """

    alone: Seconds
    crowd: Seconds
    beyond: Counter[str]


class Crowd:
    """Members who ask on the page, each with a session of her own."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self._texts = endless(seed=1)

    async def ask(self) -> float:
        """Let somebody new ask; return after how many seconds the answer was shown."""
        browser, began = Browser(self._client), time.monotonic()
        taken = await browser.ask(next(self._texts))
        shown = await browser.answer(taken.headers["location"])
        shown.raise_for_status()
        return time.monotonic() - began

    async def at_once(self, members: int, step: Step = lambda: None) -> list[float]:
        """Let so many ask at once."""
        return await self.in_turn(members, step, members)

    async def in_turn(
        self, many: int, step: Step = lambda: None, at_a_time: int = AT_A_TIME
    ) -> list[float]:
        """Let so many ask, a few at a time; return how long each waited."""
        free = asyncio.Semaphore(at_a_time)

        async def one() -> float:
            async with free:
                seconds = await self.ask()
            step()
            return seconds

        return list(await asyncio.gather(*(one() for _ in range(many))))

    async def beyond(self, members: int) -> Counter[str]:
        """Let more ask at once than may; return what they were told, and how often."""
        texts: Iterator[str] = itertools.islice(self._texts, members)
        replies = await asyncio.gather(*(Browser(self._client).ask(text) for text in texts))
        return Counter(map(_told, replies))


def _told(reply: httpx.Response) -> str:
    wait = reply.headers.get("retry-after")
    return f"{reply.status_code}, Retry-After" if wait else str(reply.status_code)


@asynccontextmanager
async def crowded(reader: str, limited: bool = False) -> AsyncIterator[tuple[Crowd, WebServer]]:
    """Run a new server with an empty journal, and a crowd before it."""
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=AT_A_TIME)
    with tempfile.TemporaryDirectory() as folder:
        server = WebServer(Path(folder), reader, limited)
        server.build()
        try:
            await server.start()
            async with httpx.AsyncClient(
                base_url=server.address, timeout=PATIENCE, limits=limits
            ) as client:
                yield Crowd(client), server
        finally:
            server.kill()


async def waits(reader: str, members: int, beyond: int, begin: Begin) -> Waits:
    """Measure one alone, all at once, and more than may wait."""
    async with crowded(reader) as (crowd, _):
        step = begin(reader, WARMING + ALONE + ROUNDS * members)
        await crowd.in_turn(WARMING, step)
        alone = await crowd.in_turn(ALONE, step, 1)
        rounds = [await crowd.at_once(members, step) for _ in range(ROUNDS)]
        return Waits(np.array(alone), np.array(rounds).ravel(), await crowd.beyond(beyond))


async def from_one_address() -> Counter[str]:
    """Return what an office of members is told by a server with its ordinary limits."""
    async with crowded("quick", limited=True) as (crowd, _):
        return await crowd.beyond(OFFICE)


async def memory(reader: str, many: int, begin: Begin) -> list[tuple[int, float]]:
    """Return the server's MiB after a warm start and after each step; print each at once."""
    found: list[tuple[int, float]] = []
    async with crowded(reader) as (crowd, server):
        await crowd.in_turn(WARMING)
        step = begin(f"questions, {reader}", many)
        for asked in range(0, many + 1, STEP):
            if asked:
                await crowd.in_turn(STEP, step)
            found.append((asked, server.memory()))
            print(f"{asked:,} questions: the server holds {found[-1][1]:.0f} MiB", flush=True)
    return found


@click.command()
@click.option("--members", default=100, show_default=True, help="0: memory alone.")
@click.option("--beyond", default=300, show_default=True, help="Who ask at once in the end.")
@click.option("--reader", "readers", type=click.Choice(list(ENCODERS)), multiple=True)
@click.option("--questions", "many", default=10_000, show_default=True, help="0: no memory.")
@click.option("--memory-of", type=click.Choice(list(ENCODERS)), default="quick", show_default=True)
def main(members: int, beyond: int, readers: tuple[str, ...], many: int, memory_of: str) -> None:
    """Print what is measured, reader by reader."""
    with progress() as begin:
        if members:
            for reader in readers or tuple(ENCODERS):
                print_waits(reader, members, asyncio.run(waits(reader, members, beyond, begin)))
            office = asyncio.run(from_one_address())
            print(f"{OFFICE} from one address, ordinary limits: {_listed(office)}", flush=True)
        if many >= STEP:
            held = asyncio.run(memory(memory_of, many, begin))
            print(f"{growth(held):+.2f} MiB a thousand questions in the second half, {memory_of}")


def print_waits(reader: str, members: int, found: Waits) -> None:
    """Print how long members wait, in times of one alone, and what too many are told."""
    alone = float(np.median(found.alone))
    half, late = np.percentile(found.crowd, [50, 99])
    print(
        f"{reader}: alone p50 {alone:.2f} s;"
        f" {members} at once p50 {half:.2f} s ({half / alone:.0f} times alone),"
        f" p99 {late:.2f} s ({late / alone:.0f} times);"
        f" {found.beyond.total()} at once: {_listed(found.beyond)}",
        flush=True,
    )


def _listed(told: Counter[str]) -> str:
    return "; ".join(f"{many} × {what}" for what, many in told.most_common())


if __name__ == "__main__":
    main()
