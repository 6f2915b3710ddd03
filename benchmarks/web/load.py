"""How `gongda serve` bears a crowd: time to answer, what happens beyond, memory.

    python -m benchmarks.web.load [--members 100] [--reader quick --reader bundled]
    [--questions 2000]

Members with sessions of their own ask on the page, all at once, and each waits for the page of the
answer; then `--beyond` members ask at once, more than may wait; then 200 from one network address
ask a server with its ordinary limits. Memory is that of the server's process, `quick` reader, after
each step of questions, 16 in work at a time. Server and members share the machine.
"""

import asyncio
import itertools
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import click
import httpx
import numpy as np
import numpy.typing as npt
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn
from rich.table import Table

from benchmarks.telegram.load import print_memory
from benchmarks.telegram.storm_questions import endless
from benchmarks.web.server import ENCODERS, PATIENCE, Browser, WebServer

ROUNDS, ALONE = 3, 10
# Questions asked before anything is timed: a process loads what it needs with the first of them.
WARMING = 20
# While memory is measured: questions in work at a time, and between two looks.
AT_A_TIME, STEP = 16, 250
OFFICE = 200
Seconds = npt.NDArray[np.float64]
Told = Callable[[], object]


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

    async def at_once(self, members: int) -> list[float]:
        """Let so many ask at once."""
        return list(await asyncio.gather(*(self.ask() for _ in range(members))))

    async def in_turn(self, many: int, tell: Told = lambda: None) -> None:
        """Let so many ask, a few at a time."""
        free = asyncio.Semaphore(AT_A_TIME)

        async def one() -> None:
            async with free:
                await self.ask()
            tell()

        await asyncio.gather(*(one() for _ in range(many)))

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


async def waits(
    reader: str, members: int, beyond: int, tell: Told
) -> tuple[Seconds, Seconds, Counter[str]]:
    """Return the seconds of one alone, of all at once, and what too many were told."""
    async with crowded(reader) as (crowd, _):
        await crowd.in_turn(WARMING)
        alone = [await crowd.ask() for _ in range(ALONE)]
        calm: list[float] = []
        for _ in range(ROUNDS):
            calm += await crowd.at_once(members)
            tell()
        return np.array(alone), np.array(calm), await crowd.beyond(beyond)


async def from_one_address() -> Counter[str]:
    """Return what an office of members is told by a server with its ordinary limits."""
    async with crowded("quick", limited=True) as (crowd, _):
        return await crowd.beyond(OFFICE)


async def memory(many: int, tell: Told) -> list[tuple[int, float]]:
    """Return the server's MiB after a warm start, and after each step of questions."""
    async with crowded("quick") as (crowd, server):
        await crowd.in_turn(WARMING)
        found = [(0, server.memory())]
        for asked in range(STEP, many + 1, STEP):
            await crowd.in_turn(STEP, tell)
            found.append((asked, server.memory()))
        return found


@click.command()
@click.option("--members", default=100, show_default=True, help="0: memory alone.")
@click.option("--beyond", default=300, show_default=True, help="Who ask at once in the end.")
@click.option("--reader", "readers", type=click.Choice(list(ENCODERS)), multiple=True)
@click.option("--questions", "many", default=2_000, show_default=True, help="0: no memory.")
def main(members: int, beyond: int, readers: tuple[str, ...], many: int) -> None:
    """Print the tables."""
    columns = ("{task.description}", BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bars:
        if members:
            print_waits(members, beyond, readers or tuple(ENCODERS), bars)
        if many >= STEP:
            task = bars.add_task("questions", total=many)
            print_memory(asyncio.run(memory(many, lambda: bars.advance(task))), "server")


def print_waits(members: int, beyond: int, readers: Sequence[str], bars: Progress) -> None:
    """Print how long members wait, and what those are told who are too many."""
    table = Table("reader", "alone p50 s", f"{members} at once p50 s", "p99 s", "beyond")
    for reader in readers:
        advance = partial(bars.advance, bars.add_task(reader, total=ROUNDS))
        alone, calm, told = asyncio.run(waits(reader, members, beyond, advance))
        seconds = (np.median(alone), *np.percentile(calm, [50, 99]))
        table.add_row(reader, *(f"{one:.2f}" for one in seconds), _listed(told))
    Console().print(table)
    office = asyncio.run(from_one_address())
    print(f"{OFFICE} from one address, ordinary limits: {_listed(office)}", flush=True)


def _listed(told: Counter[str]) -> str:
    return "; ".join(f"{many} × {what}" for what, many in told.most_common())


if __name__ == "__main__":
    main()
