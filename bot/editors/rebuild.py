"""A new index, built in a process of its own while a channel goes on answering.

The event loop takes what the process (`bot/editors/build_apart.py`) says. Killed at any byte, the
build leaves the generation that answers as it was (`index/store/generation.py`); when the bot dies,
the build dies with it and leaves the lock. Next: `bot/telegram/editors/rebuilding.py` shows it.
"""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from typing import TYPE_CHECKING, Any

from bot.editors.build_apart import KEPT, YES
from corpus import errors
from corpus.cell.confine import clean_environment, tell_what_stays_open
from corpus.cell.scratch import scratch_folder
from corpus.errors import GenerationError, GongdaError

if TYPE_CHECKING:
    from asyncio.subprocess import Process

    from corpus.config import Settings
    from index.building.build import BuildProgress, BuildReport

# Seconds that a process may take to be gone.
GONE = 5.0
# Bytes of a line: a report names every file that was refused.
LONGEST_LINE = 64 * 2**20
KILLED = -int(signal.SIGKILL)


async def rebuild(
    settings: Settings, progress: BuildProgress, confirmed: bool = False
) -> BuildReport:
    """Build and publish the next generation; cancelled, the build ends and nothing has changed.

    `confirmed`: publish even if most of what answers now vanishes.

    Raises:
        IndexLockedError: Another build is running.
        GongdaError: Whatever else `index.build.build` raises, or the process was killed.
    """
    # The build needs no token.
    quiet = settings.model_copy(update={"telegram_token": None})
    with scratch_folder() as scratch:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot.editors.build_apart",
            *([YES] if confirmed else []),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={**clean_environment(KEPT), "TMPDIR": str(scratch)},
            limit=LONGEST_LINE,
        )
        try:
            assert process.stdin is not None
            process.stdin.write(f"{quiet.model_dump_json()}\n".encode())
            return await _followed(process, progress)
        finally:
            await _ended(process)


async def _followed(process: Process, progress: BuildProgress) -> BuildReport:
    """Pass on what the process says until it has said its last."""
    assert process.stdout is not None
    async for line in process.stdout:
        said: dict[str, Any] = json.loads(line)
        if "step" in said:
            progress(*said["step"])
        elif "report" in said:
            return _report(said["report"])
        elif "error" in said:
            name, what, remedy = said["error"]
            raise getattr(errors, name)(what, remedy)
        else:
            tell_what_stays_open(said["open"])
    raise _died(await asyncio.wait_for(process.wait(), GONE))


def _report(said: dict[str, Any]) -> BuildReport:
    from corpus.load import RefusedFile
    from index.building.build import BuildReport

    refused = tuple(RefusedFile(**one) for one in said["refused"])
    listed = {name: tuple(said[name]) for name in ("ignored", "unmatched")}
    return BuildReport(**{**said, **listed, "refused": refused})


async def _ended(process: Process) -> None:
    """Leave no process behind: what is not finished is of no use to anybody."""
    if process.returncode is None:
        process.kill()
        await asyncio.wait_for(process.wait(), GONE)


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
