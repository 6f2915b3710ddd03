"""What is kept of a question and its answer, so that the next question can lean on it.

A turn is small and plain, so that it can lie in the journal: `bot/telegram/routing.py` keeps turns
there, `bot/terminal/repl.py` in memory. Next: `bot/followups/resolve.py` understands a follow-up
with them.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from bot.question.question import LONGEST_ANALYSED, language_of
from bot.reply import Answer
from index.hit import Hit
from index.query import without_small_talk

# A follow-up nearly always means the last question; the ones before it are there for pronouns.
MOST_TURNS = 4
# Seconds. After so long a silence a member starts anew: half a working day.
SILENCE = 4 * 3600
# Characters of the passage around a quote, where a name may stand that the quote leaves out.
SURROUNDINGS = 300


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and the essentials of its answer.

    Attributes:
        question: As it was understood: it stands on its own.
        quote: The first quote, "" where nothing answered.
        around: The passage that holds the quote.
        words: What an English question came to mean in the pages' words, in its order.
        title: Headline of the article that the first quote stands in, "" without a quote.
        answer: The words of the first quote that answer, "" where the whole of it does.
    """

    question: str
    quote: str = ""
    around: str = ""
    words: tuple[str, ...] = ()
    title: str = ""
    answer: str = ""


def turn_of(answer: Answer) -> Turn:
    """Return what to keep of an answer."""
    if answer.parts:
        return turn_of(answer.parts[-1])
    asked = answer.understood or answer.asked or answer.question
    question = without_small_talk(asked[:LONGEST_ANALYSED])
    words = tuple(dict.fromkeys(_printed(answer))) if language_of(question) == "en" else ()
    if not answer.citations:
        return Turn(question, words=words)
    first = answer.citations[0]
    start = max(0, first.start - SURROUNDINGS // 2)
    around = first.article.text[start : first.end + SURROUNDINGS // 2]
    pointed = first.article.text[slice(*first.answer)] if first.answer else ""
    return Turn(question, first.quote[:SURROUNDINGS], around, words, first.article.title, pointed)


def remembered(turns: Iterable[Turn], answer: Answer) -> tuple[Turn, ...]:
    """Return the turns to keep after an answer, the newest last; talk leaves them as they are."""
    if answer.talk:
        return tuple(turns)
    return (*turns, *map(turn_of, answer.parts or [answer]))[-MOST_TURNS:]


def turn_to_json(turn: Turn) -> str:
    """Return a turn as one line of JSON."""
    return json.dumps(asdict(turn), ensure_ascii=False)


def turn_from_json(text: str) -> Turn:
    """Return the turn that `turn_to_json` wrote."""
    kept: dict[str, Any] = json.loads(text)
    words, title, pointed = tuple(kept["words"]), kept.get("title", ""), kept.get("answer", "")
    return Turn(kept["question"], kept["quote"], kept["around"], words, title, pointed)


def _printed(answer: Answer) -> Iterator[str]:
    """Yield the likeliest translation of each word, one that the cited passage holds if any."""
    if not answer.hits:
        return
    read = _read(answer)
    for translation in read.why.bridge:
        if translation.into:
            standing = [word for word, _ in translation.into if word in read.passage.text]
            yield standing[0] if standing else translation.into[0][0]


def _read(answer: Answer) -> Hit:
    """Return the hit that the answer was quoted from, or the best one."""
    cited = answer.citations[0].passage if answer.citations else ""
    return next((hit for hit in answer.hits if hit.passage.id == cited), answer.hits[0])
