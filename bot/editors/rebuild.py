"""A new index, built in a process of its own while a channel goes on answering.

The event loop only looks, a few times a second, for what the process has to say. Killed at any
byte, the build leaves the generation that answers as it was (`index/store/generation.py`); when the
bot dies, the build dies with it and leaves the lock. Next: `bot/telegram/editors/rebuilding.py`
shows it.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from corpus.errors import GenerationError, GongdaError

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from corpus.config import Settings
    from index.building.build import BuildProgress, BuildReport

# Seconds between two looks.
_LOOK = 0.1
# Seconds that a killed process may take to be gone.
GONE = 5.0
# Questions first: on two busy cores the build gets what they leave.
NICE = 10
KILLED = -int(signal.SIGKILL)


@dataclass(frozen=True, slots=True)
class Step:
    """How far a build is: its stage (`index/building/build.py`), how much is done, of how much."""

    stage: str
    done: int
    total: int


async def rebuild(settings: Settings, progress: BuildProgress) -> BuildReport:
    """Build and publish the next generation; cancelled, the build ends and nothing has changed.

    Raises:
        IndexLockedError: Another build is running.
        GongdaError: Whatever else `index.build.build` raises, or the process was killed.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    # The build needs no token.
    quiet = settings.model_copy(update={"telegram_token": None})
    process = context.Process(target=_work, args=(quiet, theirs), name="build", daemon=True)
    try:
        process.start()
        theirs.close()
        return await _followed(process, ours, progress)
    finally:
        await _ended(process)
        ours.close()


async def _followed(process: BaseProcess, pipe: Connection, progress: BuildProgress) -> BuildReport:
    """Pass on what the process says until it has said its last."""
    while True:
        while not pipe.poll():
            await asyncio.sleep(_LOOK)
        try:
            said: Step | BuildReport | GongdaError = pipe.recv()
        except EOFError:
            await asyncio.to_thread(process.join, GONE)
            raise _died(process.exitcode) from None
        if isinstance(said, GongdaError):
            raise said
        if not isinstance(said, Step):
            return said
        progress(said.stage, said.done, said.total)


async def _ended(process: BaseProcess) -> None:
    """Leave no process behind: what is not finished is of no use to anybody."""
    if process.pid is None:
        return
    process.kill()
    await asyncio.to_thread(process.join, GONE)


def _died(exit_code: int | None) -> GongdaError:
    if exit_code == KILLED:
        return GenerationError(
            "the build was killed, perhaps because the memory did not suffice",
            "free memory and start the build again; the index before it goes on answering",
        )
    return GenerationError(
        f"the build ended too early, with code {exit_code}",
        "look into the bot's log for the reason; the index before it goes on answering",
    )


def _work(settings: Settings, pipe: Connection) -> None:
    """Build, in the new process. A bug ends it with a traceback in the bot's log."""
    # Ctrl-C and a service's stop reach every process of the group; the bot ends this one itself.
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    os.nice(NICE)
    from index.building.build import build_generation

    try:
        pipe.send(build_generation(settings, lambda *step: pipe.send(Step(*step))))
    except GongdaError as error:
        pipe.send(error)


def _die_with_parent() -> None:
    """End this process when the bot's ends, even by kill -9, so that it can build again."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
