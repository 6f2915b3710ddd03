"""A question from the browser or a program: on disk first, then answered, then kept.

Whoever asks gets a key at once, under which the answer can be fetched, also after the process was
killed meanwhile: what was not answered is answered after the next start. Used from the event
loop's thread; answers are made off it. Next: `bot/web/pages/ask.py` and `bot/web/api/ask.py`.
"""

import asyncio
import json
import logging
import secrets
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine, Generator
from dataclasses import asdict, dataclass
from typing import Any

from bot.answerer import Answerer
from bot.channel.lanes import MOST_WAITING, OrderedLanes, Ticket
from bot.channel.views.kept import KeptAnswer, kept_from_json, kept_to_json
from bot.followups.turn import Turn, turn_from_json, turn_of, turn_to_json
from bot.journal.journal import Journal
from bot.journal.questions import KeptQuestion
from bot.members.language import speech_of
from bot.members.register import LanguageChoice
from bot.monitoring.metrics import Metrics
from bot.reply import Answer
from corpus.errors import GongdaError

log = logging.getLogger(__name__)

# Searches at a time; more only make each other slower.
SEARCHES = 4
# Bytes of randomness in the key of an answer: whoever has the address may read it, so none guesses.
_KEY_BYTES = 16
# Questions that ended in an apology are remembered so that their page can say so.
_MOST_FAILED = 1000
# Numbers of questions are microseconds since 1970: they go up, and no restart repeats one.
_MICROSECONDS = 1_000_000


@dataclass(frozen=True, slots=True)
class WebQuestion:
    """A question as it waits in the journal.

    Attributes:
        number: The one that the journal keeps it under.
        key: Stands in the address of its answer.
        member: Hashed name of the session, or of a program's key.
        text: As it was written.
        choice: The language that was chosen for the frame.
        turns: The questions before it, for a program that keeps no session; as JSON, oldest first.
            None: those of the session count.
    """

    number: int
    key: str
    member: str
    text: str
    choice: LanguageChoice = "auto"
    turns: tuple[str, ...] | None = None


class _Later:
    """Work that begins when it is awaited, and leaves nothing behind if it never is."""

    def __init__(self, begin: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._begin = begin

    def __await__(self) -> Generator[Any, None, None]:
        return self._begin().__await__()


class QuestionDesk:
    """Takes questions and keeps their answers.

    Attributes:
        lanes: The order in which each session's questions are answered.
    """

    def __init__(self, answerer: Answerer, journal: Journal, metrics: Metrics) -> None:
        self._answerer, self._journal, self._metrics = answerer, journal, metrics
        self._searches = asyncio.Semaphore(SEARCHES)
        self._waiting: dict[str, asyncio.Event] = {}
        self._failed: OrderedDict[str, None] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()
        self._last = 0
        # Sessions that had all erased, with the number up to which nothing is to be kept.
        self._erased: OrderedDict[str, int] = OrderedDict()
        self.lanes: OrderedLanes[WebQuestion] = OrderedLanes(
            journal, lambda one: Ticket(one.number, one.member, None)
        )
        self.lanes.requeue = self._begin
        self.lanes.give_up = self._give_up

    def take(
        self,
        text: str,
        member: str,
        choice: LanguageChoice = "auto",
        turns: tuple[Turn, ...] | None = None,
        key: str = "",
    ) -> str:
        """Commit a question to disk and begin with it; return the key of its answer.

        Who gave the `key` may ask again with it, for instance where the connection broke: what is
        known under it is neither kept nor answered twice.

        Raises:
            sqlite3.Error: It could not be kept, so it was not taken.
        """
        if key and self.knows(key):
            return key
        key = key or secrets.token_urlsafe(_KEY_BYTES)
        self._failed.pop(key, None)
        before = None if turns is None else tuple(map(turn_to_json, turns))
        self._last = max(self._last + 1, int(time.time() * _MICROSECONDS))
        question = WebQuestion(self._last, key, member, text, choice, before)
        self._journal.store(question.number, json.dumps(asdict(question)), chat=member)
        self._begin(question)
        return key

    def knows(self, key: str) -> bool:
        """Say whether a question with this key waits or has its answer."""
        return key in self._waiting or self.question(key) is not None

    @property
    def is_full(self) -> bool:
        """Whether so many questions wait that another one would wait too long."""
        return self.lanes.depth >= MOST_WAITING

    def replay(self) -> int:
        """Begin with what an earlier run left unanswered; return how much."""
        waiting = self._journal.waiting()
        for _, raw in waiting:
            kept = json.loads(raw)
            turns = None if kept["turns"] is None else tuple(kept["turns"])
            self._begin(WebQuestion(**{**kept, "turns": turns}))
        self._metrics.replayed(len(waiting))
        return len(waiting)

    def forget(self, member: str) -> None:
        """Keep nothing of what a session has asked up to now and what is still being answered."""
        self._erased[member] = self._last
        if len(self._erased) > _MOST_FAILED:
            self._erased.popitem(last=False)

    async def wait(self, key: str, seconds: float) -> bool:
        """Wait for an answer; say whether nothing is left to wait for."""
        event = self._waiting.get(key)
        if event is None:
            return True
        try:
            await asyncio.wait_for(event.wait(), seconds)
        except TimeoutError:
            return False
        return True

    def has_failed(self, key: str) -> bool:
        """Say whether the answer to a question ended in an apology since the start."""
        return key in self._failed

    def question(self, key: str) -> KeptQuestion | None:
        """Return a question that was answered or refused, None if nobody knows it (any more)."""
        return self._journal.question_by_key(key)

    def kept(self, question: KeptQuestion) -> KeptAnswer | None:
        """Return its answer; None if it was erased, or its passages have changed."""
        return kept_from_json(question.view, self._answerer.article)

    async def close(self) -> None:
        """Begin nothing more, and end what is begun; what waits stays on disk."""
        self.lanes.close()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _begin(self, question: WebQuestion) -> None:
        self._waiting.setdefault(question.key, asyncio.Event())
        work: Awaitable[None] = _Later(lambda: self._answer(question))
        task = asyncio.create_task(self.lanes.handle(question, work))
        self._tasks.add(task)
        task.add_done_callback(lambda done: self._ended(question, done))

    def _ended(self, question: WebQuestion, task: asyncio.Task[None]) -> None:
        """Tell a bug in the log, and let nobody wait for what will not come."""
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            log.error("question %s broke", question.number, exc_info=error)
            self._fail(question.key)
            self._journal.finish(question.number, "failed")

    async def _give_up(self, question: WebQuestion) -> None:
        self._fail(question.key)

    def _fail(self, key: str) -> None:
        self._metrics.failed()
        self._failed[key] = None
        if len(self._failed) > _MOST_FAILED:
            self._failed.popitem(last=False)
        self._done(key)

    def _done(self, key: str) -> None:
        if event := self._waiting.pop(key, None):
            event.set()

    async def _answer(self, question: WebQuestion) -> None:
        try:
            found = await self._found(question)
        except GongdaError as error:
            log.error("question %s cannot be answered: %s", question.number, error)
            self.lanes.broke(question.number)
            self._fail(question.key)
            return
        if question.number > self._erased.get(question.member, 0):
            self._keep(question, found)
        self._done(question.key)

    async def _found(self, question: WebQuestion) -> Answer:
        kept = question.turns
        if kept is None:
            kept = tuple(self._journal.turns(question.number, (question.member, 0)))
        turns = [turn_from_json(turn) for turn in kept]
        speech = speech_of(question.text, None, question.choice)
        spoken = speech.language if speech.chosen else None
        async with self._searches:
            began = time.perf_counter()
            with self._journal.search(question.number):
                found = await asyncio.to_thread(self._answerer.ask, question.text, spoken, turns)
            self._metrics.searched(time.perf_counter() - began)
        return found

    def _keep(self, question: WebQuestion, found: Answer) -> None:
        """Keep the turn for follow-ups, and the question with its answer."""
        speech = speech_of(question.text, None, question.choice)
        received = self._journal.received(question.number)
        if question.turns is None and not found.talk:
            turn = turn_to_json(turn_of(found))
            self._journal.keep_turn(question.number, (question.member, 0), turn)
        kept = KeptQuestion(
            update_id=question.number,
            key=question.key,
            chat=question.member,
            member=question.member,
            language=found.language,
            kind="talk" if found.talk else found.kind,
            confidence=found.confidence,
            asked=received,
            generation=found.generation,
            question=question.text,
            view=kept_to_json(found, speech.traditional and found.language == "zh"),
        )
        self._journal.keep_question(kept, question.number)
        self._metrics.answered(found.kind, found.language, time.time() - received)
