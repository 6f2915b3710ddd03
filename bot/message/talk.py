"""Small talk -> a friendly, short reply with what one can ask here; nothing is looked up or quoted.

Which kind of talk it is tells the file that the model learnt from; talk that stands in no line of
it gets the reply to what is not understood. Next: `bot/answerer.py` calls this.
"""

import re

from bot.message.commands import named_command
from bot.message.likeness import CONTEXT, ERRAND, kind_of_words, resemblance
from bot.messages import messages
from bot.reply import Answer, Language

COMMAND, NOISE, UNKNOWN = "command", "noise", "unknown"


def kind_of_talk(text: str) -> str:
    """Return what kind of talk a text is: `greeting`, `thanks`, …, `command` or `unknown`.

    >>> kind_of_talk("你好！！"), kind_of_talk("／help"), kind_of_talk("asdf")
    ('greeting', 'command', 'unknown')
    """
    if named_command(text):
        return COMMAND
    kind = kind_of_words(text) or _first_kind(text)
    if not kind:
        kind = ERRAND if resemblance(text).errand >= 0.5 else UNKNOWN
    return UNKNOWN if kind in (NOISE, CONTEXT) else kind


def talk_answer(text: str, language: Language, example: str, generation: str) -> Answer:
    """Return the reply to small talk, with a question to try if there is one."""
    frame = messages(language)
    kind = kind_of_talk(text)
    further = frame.talk_further.format(example=example) if example else ""
    return Answer(
        question=text,
        language=language,
        kind="none",
        answer="".join(filter(None, (dict(frame.talk)[kind], further and frame.space + further))),
        claims=(),
        citations=(),
        nearest=(),
        confidence=0.0,
        stated_count=None,
        hits=(),
        timings_ms={},
        generation=generation,
        talk=kind,
    )


def _first_kind(text: str) -> str:
    """Return the kind of the first of several words that has one: 好的，谢谢."""
    parts = (kind_of_words(part) for part in re.split(r"[\s，,。.!！~～]+", text))
    return next(filter(None, parts), "")
