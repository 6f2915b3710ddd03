"""What all handlers use: what answers, the journal, the post, and the settings as they are now.

Next: `bot/telegram/routing.py` hands it to the handlers.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from aiolimiter import AsyncLimiter
from telegram import CallbackQuery, Message, User
from telegram.ext import Application, CallbackContext, ExtBot

from bot.answerer import Answerer
from bot.followups.turn import Turn
from bot.journal.journal import Journal
from bot.journal.questions import Topic
from bot.members.alias import alias
from bot.members.throttle import Throttle
from bot.monitoring.metrics import Metrics
from bot.reply import Answer, Language
from bot.telegram.context.addressed import AddressedMessage
from bot.telegram.transport.inbox import Lanes
from bot.telegram.transport.post import Post, ReplyPlace
from corpus.config import Settings
from corpus.errors import ConfigError
from corpus.settings.channels import TelegramSettings

Context = CallbackContext[ExtBot[Any], dict[Any, Any], dict[Any, Any], dict[Any, Any]]
App = Application[ExtBot[Any], Context, dict[Any, Any], dict[Any, Any], dict[Any, Any], Any]

FRAME_LANGUAGES: tuple[Language, ...] = ("zh", "en")
# Searches at a time, each of a different chat.
SEARCHES = 4
SAMPLES = 3
# A third of what Telegram takes (`bot/telegram/transport/limits.py`).
STRANGERS_A_SECOND = 10
# Taps and small commands of one member, a minute and an hour: twice the defaults for questions.
# Chosen, not measured.
GESTURES, GESTURES_AN_HOUR = 40, 400
# Settings that only a new start can change.
FIXED = (
    "index",
    "bot.journal",
    "bot.log",
    "bot.telegram.webhook",
    "bot.telegram.listen",
    "bot.telegram.proxy",
    "bot.telegram.health",
    "bot.telegram.base_url",
)


class Alert(str):
    """Words to who tapped a button that stay until they are closed; others pass in seconds."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Request:
    """A message that is for the bot, from a person who may ask.

    Attributes:
        update_id: Of the update that brought it.
        message: As it is now, edited or not.
        addressed: What it asks.
        place: Where the reply goes; for an edited question, that of the first reply.
        topic: The conversation that it belongs to, under its hashed name.
        member: Hashed name of who asks.
        language: Of the bot's own sentences.
        edited: Whether it is the edit of an earlier message.
        traditional: Whether the bot's Chinese is written in traditional characters.
        chosen: Whether the member chose the language; else it is that of the words.
    """

    update_id: int
    message: Message
    addressed: AddressedMessage
    place: ReplyPlace
    topic: Topic
    member: str
    language: Language
    edited: bool = False
    traditional: bool = False
    chosen: bool = False

    @property
    def person(self) -> User | None:
        """Who asks; None for a channel."""
        return self.message.from_user

    @property
    def private(self) -> bool:
        """Whether nobody else is in the chat."""
        return self.message.chat.type == self.message.chat.PRIVATE


@dataclass(slots=True)
class Services:
    """What all handlers use.

    Attributes:
        settings: As config.yaml says now; `reload` replaces them.
        reread: Reads config.yaml again.
        throttle: Counts how often each member asks; its limits are those of the settings.
        gestures: Counts taps, and the commands that do not count as questions.
        strangers: Lets strangers be told a few at a time, so that members are not held up.
        crowd: The update under which administrators hear of many requests in one message.
        metrics: Counts what happens.
        deciding: Held while administrators hear of a decision about a stranger, or of many.
    """

    settings: Settings
    answerer: Answerer
    journal: Journal
    lanes: Lanes
    bot: ExtBot[Any]
    post: Post
    searches: asyncio.Semaphore
    reread: Callable[[], Settings]
    throttle: Throttle = field(default_factory=lambda: Throttle(1, 1))
    gestures: Throttle = field(default_factory=lambda: Throttle(GESTURES, GESTURES_AN_HOUR))
    strangers: AsyncLimiter = field(default_factory=lambda: AsyncLimiter(STRANGERS_A_SECOND, 1))
    crowd: int | None = None
    metrics: Metrics = field(default_factory=Metrics)
    deciding: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def telegram(self) -> TelegramSettings:
        """The channel's settings."""
        return self.settings.bot.telegram

    def alias(self, number: int) -> str:
        """Return the hashed name of a person or chat."""
        return alias(number, self.bot.token)

    def is_admin(self, person: User | None) -> bool:
        """Say whether a person may see figures and change the archive."""
        return person is not None and person.id in self.telegram.admins

    async def ask(
        self, question: str, language: Language | None = None, turns: Sequence[Turn] = ()
    ) -> Answer:
        """Answer off the event loop, a few at a time; raises as `answerer` does."""
        async with self.searches:
            began = time.perf_counter()
            found = await asyncio.to_thread(self.answerer.ask, question, language, turns)
            self.metrics.searched(time.perf_counter() - began)
            return found

    async def samples(self, language: Language) -> list[str]:
        """Return questions to try, in the member's language as far as there are any."""
        questions: list[str] = []
        for spoken in sorted(FRAME_LANGUAGES, key=lambda one: one != language):
            if len(questions) < SAMPLES:
                questions += await asyncio.to_thread(self.answerer.sample_questions, spoken)
        return questions[:SAMPLES]

    def reload(self) -> tuple[list[str], list[str]]:
        """Read config.yaml again; return which keys changed, and which of them need a new start.

        Raises:
            ConfigError: The file is wrong, gone or empty, or would let everybody in without
                saying so; then everything stays as it was.
        """
        new = self.reread()
        if not is_open(self.telegram) and is_open(new.bot.telegram) and not new.bot.telegram.access:
            raise ConfigError(
                "the settings no longer say who may ask, so that everybody might",
                "set bot.telegram.access to open if that is meant; perhaps the file is torn",
            )
        changed = _differing(self.settings.model_dump(), new.model_dump())
        fixed = [key for key in changed if key.startswith(FIXED)]
        self.settings = new
        self.answerer.use(new)
        return changed, fixed


def is_open(channel: TelegramSettings) -> bool:
    """Say whether everybody may ask under these settings."""
    return (channel.access or ("list" if channel.allow else "open")) == "open"


Command = Callable[[Request, Services], Awaitable[None]]
# A button: the tap, the parts of its data after the first, and what is shown to who tapped.
Tap = Callable[[CallbackQuery, Sequence[str], Services], Awaitable[str | None]]


def _differing(old: dict[str, Any], new: dict[str, Any], prefix: str = "") -> list[str]:
    keys: list[str] = []
    for name, value in new.items():
        if isinstance(value, dict):
            keys += _differing(old[name], value, f"{prefix}{name}.")
        elif value != old[name]:
            keys.append(f"{prefix}{name}")
    return keys
