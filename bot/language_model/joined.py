"""Sentences of a model's own that join verified quotes: which of them may be shown.

Each needs the number of a quote that is really shown, and may hold no figure and no Latin word that
its quotes and the question do not hold: what members take away from a sentence first must be
printed. Whether the rest follows from the quotes nobody can prove; so it is off unless
`bot.language_model.compose` says otherwise, and each is shown as not printed. Next:
`bot/language_model/remarks.py`.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.language_model.pointing import ModelSentence
from bot.language_model.prompt import MOST_SENTENCES
from bot.reading.reader import Quote
from bot.reply import Answer, JoinedSentence
from index.text.words import words

# Characters.
_LONGEST = 160
# What would look like a quote, a citation or an address.
_FOREIGN_SIGNS = frozenset('[]“”"「」『』《》/\\<>{}')


@dataclass(frozen=True, slots=True)
class JoinProposal:
    """A sentence, and the quotes that it joins."""

    text: str
    quotes: tuple[Quote, ...]


def join_proposals(
    sentences: Iterable[ModelSentence], quotes: dict[int, Quote]
) -> tuple[JoinProposal, ...]:
    """Return the sentences all of whose answers became quotes, by the number of the answer."""
    found = []
    for sentence in sentences:
        if sentence.answers and all(number in quotes for number in sentence.answers):
            joined = tuple(quotes[number] for number in dict.fromkeys(sentence.answers))
            found.append(JoinProposal(" ".join(sentence.text.split()), joined))
    return tuple(found[:MOST_SENTENCES])


def joined_sentences(
    proposed: Sequence[JoinProposal], answer: Answer
) -> tuple[JoinedSentence, ...]:
    """Return the sentences that may stand below an answer, with the numbers of its citations."""
    found = []
    for one in proposed:
        numbers = tuple(dict.fromkeys(_number_of(quote, answer) for quote in one.quotes))
        if 0 not in numbers and is_harmless(one, answer.question):
            found.append(JoinedSentence(one.text, numbers))
    return tuple(found)


def _number_of(quote: Quote, answer: Answer) -> int:
    """Return the number of the citation that shows the words of a quote; 0 if none does."""
    first, last = quote.answer or (quote.start, quote.end)
    return next(
        (
            one.n
            for one in answer.citations
            if one.article.id == quote.article.id and one.start <= first and last <= one.end
        ),
        0,
    )


def is_harmless(proposed: JoinProposal, question: str) -> bool:
    """Say whether a sentence looks like nothing else and brings no figure or name of its own."""
    text = proposed.text
    if not 0 < len(text) <= _LONGEST or _FOREIGN_SIGNS & {*text}:
        return False
    if any(unicodedata.category(sign).startswith("C") for sign in text):
        return False
    known = {word for one in proposed.quotes for word in words(one.text)} | {*words(question)}
    return not any(word not in known for word in words(text) if _is_checked(word))


def _is_checked(word: str) -> bool:
    """Say whether a word holds a digit or a Latin letter."""
    return any(sign.isdigit() or sign.isascii() for sign in word)
