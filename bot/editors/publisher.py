"""A build that goes on beside a channel, one at a time, and that any number of people may watch.

What it does is `bot/editors/rebuild.py`'s; here is how far it is, how it ended, and who is told.
Used from the event loop's thread. Next: `bot/web/editing/publishing.py` shows it.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from bot.editors.rebuild import rebuild
from corpus.errors import CorpusError, GongdaError, HeldBackError, IndexLockedError

if TYPE_CHECKING:
    from corpus.config import Settings
    from index.building.build import BuildReport

log = logging.getLogger(__name__)

# Seconds that a build waits for another one, which may be of a whole archive; between two tries.
PATIENCE, BETWEEN_TRIES = 1800.0, 2.0

# `held`: most of what answers would vanish, and somebody has to confirm it.
BuildPhase = Literal["none", "waiting", "running", "done", "held", "failed"]


@dataclass(frozen=True, slots=True)
class BuildState:
    """How far the last build is.

    Attributes:
        phase: Whether it goes on, or how it ended.
        number: Counts changes.
        stage: What it does; as `index/building/build.py` names it.
        done: How much of the stage.
        total: Of how much.
        lines: What was stored before it.
        report: What it did, when it is done.
        error: Why it ended otherwise.
    """

    phase: BuildPhase = "none"
    number: int = 0
    stage: str = "read"
    done: int = 0
    total: int = 1
    lines: tuple[str, ...] = ()
    report: BuildReport | None = None
    error: GongdaError | None = None

    @property
    def goes_on(self) -> bool:
        """Whether more is to be seen."""
        return self.phase in ("waiting", "running")


class Publisher:
    """Builds when it is told to, and tells how far it is.

    Attributes:
        state: Of the build that goes on, or else of the last one.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._task: asyncio.Task[None] | None = None
        self._changed = asyncio.Event()
        self.state = BuildState()

    def begin(
        self,
        prepare: Callable[[], tuple[str, ...]] = tuple,
        finish: Callable[[], None] = lambda: None,
        confirmed: bool = False,
    ) -> bool:
        """Begin a build; return False, and do nothing, while another one goes on.

        Args:
            prepare: Called before it, off the event loop: stores pages, returns what it did.
            finish: Called when it has published.
            confirmed: Publish even if most of what answers now vanishes.
        """
        if self.state.goes_on:
            return False
        self.state = BuildState("running", self.state.number)
        self._note()
        self._task = asyncio.create_task(self._build(prepare, finish, confirmed))
        self._task.add_done_callback(self._ended)
        return True

    async def after(self, number: int, seconds: float) -> BuildState:
        """Return the state when it is newer than `number`, at the latest after so many seconds."""
        if self.state.number == number:
            try:
                await asyncio.wait_for(self._changed.wait(), seconds)
            except TimeoutError:
                return self.state
        return self.state

    async def close(self) -> None:
        """End what goes on; a build that is not done leaves no trace."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _build(
        self, prepare: Callable[[], tuple[str, ...]], finish: Callable[[], None], confirmed: bool
    ) -> None:
        try:
            self._note(lines=await asyncio.to_thread(prepare))
            report = await self._patiently(confirmed)
        except HeldBackError as error:
            self._note("held", error=error)
        except GongdaError as error:
            log.warning("a build failed: %s", error)
            self._note("failed", error=error)
        except OSError as error:
            reason = error.strerror or str(error)
            log.error("a page could not be stored: %s", reason)
            wrong = CorpusError(f"a page could not be stored: {reason}", "free space, try again")
            self._note("failed", error=wrong)
        else:
            finish()
            self._note("done", report=report)

    async def _patiently(self, confirmed: bool) -> BuildReport:
        """Build as soon as no other program does."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return await rebuild(self._settings, self._progress, confirmed)
            except IndexLockedError:
                if time.monotonic() >= deadline:
                    raise
                self._note("waiting")
                await asyncio.sleep(BETWEEN_TRIES)

    def _progress(self, stage: str, done: int, total: int) -> None:
        self.state = replace(self.state, stage=stage, done=done, total=total)
        self._note("running")

    def _note(
        self,
        phase: BuildPhase | None = None,
        lines: tuple[str, ...] | None = None,
        report: BuildReport | None = None,
        error: GongdaError | None = None,
    ) -> None:
        """Change the state and wake whoever waits for it."""
        now = self.state
        self.state = replace(
            now,
            phase=phase or now.phase,
            number=now.number + 1,
            lines=now.lines if lines is None else lines,
            report=report,
            error=error,
        )
        self._changed.set()
        self._changed = asyncio.Event()

    def _ended(self, task: asyncio.Task[None]) -> None:
        """Tell a bug in the log, and let nobody watch for what will not come."""
        error = None if task.cancelled() else task.exception()
        if error is not None:
            log.error("a build broke", exc_info=error)
        if self.state.goes_on:
            self._note("failed")
