"""The language in which a member is spoken to: the one chosen by /lang, else that of the words.

Only the bot's own sentences follow it; what was printed stays as it was printed. Next:
`bot/telegram/handlers/language.py`, the command.
"""

import dataclasses
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, TypeVar, cast

from bot.channel.text.traditional import is_traditional, traditional
from bot.members.register import LanguageChoice, Members
from bot.question.question import language_of
from bot.reply import Language

# Language codes of applications whose reader expects Traditional Chinese.
_TRADITIONAL_CODES = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")
# Characters of a text that are looked at to tell its script.
LOOKED_AT = 500

T = TypeVar("T")


class Person(Protocol):
    """Whoever speaks, as far as it matters here; a `telegram.User` is one."""

    @property
    def language_code(self) -> str | None:
        """IETF tag of the language of their application, if it tells."""


@dataclass(frozen=True, slots=True)
class Speech:
    """How to speak.

    Attributes:
        language: Of the bot's own sentences.
        traditional: Whether Chinese is written in traditional characters.
        chosen: Whether the member chose it; else it follows each question.
    """

    language: Language
    traditional: bool = False
    chosen: bool = False


class SpokenTo(Protocol):
    """What knows how to speak: `Speech`, or a message that was heard."""

    @property
    def language(self) -> Language:
        """Of the bot's own sentences."""

    @property
    def traditional(self) -> bool:
        """Whether Chinese is written in traditional characters."""


def speech_of(words: str, user: Person | None, choice: LanguageChoice = "auto") -> Speech:
    """Return how to reply to words, "" for a command, of a member who chose a language or `auto`.

    >>> speech_of("誰獲獎了？", None), speech_of("谁获奖了？", None, "en").language
    (Speech(language='zh', traditional=True, chosen=False), 'en')
    """
    if choice != "auto":
        return Speech("en" if choice == "en" else "zh", choice == "hant", chosen=True)
    language = frame_language(words, user)
    if language == "en":
        return Speech(language)
    if any(character.isalpha() for character in words):
        return Speech(language, is_traditional(words[:LOOKED_AT]))
    code = (user.language_code or "") if user else ""
    return Speech(language, code.lower().startswith(_TRADITIONAL_CODES))


def frame_language(text: str, user: Person | None) -> Language:
    """Return the language to reply in: that of the words, or else that of the member's application.

    >>> frame_language("谁获奖了？", None), frame_language("👍", None)
    ('zh', 'zh')
    """
    if any(character.isalpha() for character in text):
        return language_of(text)
    code = (user.language_code or "zh") if user else "zh"
    return "zh" if code.startswith("zh") else "en"


def language_choice_of(member: str, connection: sqlite3.Connection) -> LanguageChoice:
    """Return what a member chose; `auto` also where the journal is broken: apologies need words."""
    try:
        return Members(connection).language_choice(member)
    except sqlite3.Error:
        return "auto"


def spoken_in(messages_of: Callable[[Language], T], speech: SpokenTo) -> T:
    """Return the sentences of a frozen record of them, in the language and script to speak."""
    if speech.traditional:
        return cast(T, _in_traditional(messages_of, speech.language))
    return messages_of(speech.language)


@cache
def _in_traditional(messages_of: Callable[[Language], object], language: Language) -> object:
    record = cast(Any, messages_of(language))
    words = {field.name: getattr(record, field.name) for field in dataclasses.fields(record)}
    return dataclasses.replace(record, **{name: _changed(value) for name, value in words.items()})


def _changed(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(_changed(one) for one in value)
    if isinstance(value, Mapping):
        return {name: _changed(one) for name, one in value.items()}
    return traditional(value) if isinstance(value, str) else value
