"""A list that answers in other words: “哪些站点获奖” for “…、…等6家驿站被评为最美站点”.

The selector learnt from questions that mostly repeat the words of the page. A question for a list
has stronger evidence of its own: the items are of the kind asked for, and what is said of them
keeps the company of the question's verb (`index/bridge/related_words.py`). Names and numbers must
stand there as they are. Next: `bot/lists/choose.py` reads the items.
"""

from collections.abc import Sequence

import numpy as np

from bot.lists.counts import Enumeration
from bot.lists.enumerations import enumerations
from bot.lists.likeness import asked_thing, counts, named_share, strength, thing_likeness
from bot.question.question import Question
from bot.question.terms import QuestionWord
from bot.reading.overlap import strengths, words_and_characters
from bot.reading.reader import Quote
from bot.reading.select import SentencePlace, lay_out
from corpus.passages import TextRange
from index.hit import Hit
from index.text.words import fold

# Cosines. 站点 and 驿站 0.67, 获奖 and 评为 0.53; but 关闭 has at most 0.24 with a sentence about
# stations that won, 拆除 0.32, 投诉 0.43, "demolished" 0.25 (`index/bridge/related_words.py`).
THING, SAID, SAID_BY_ALL = 0.5, 0.5, 0.4
# Items of a list that can be trusted to be one.
_FEWEST = 3


def enumerated(question: Question, hits: Sequence[Hit], confidence: float) -> Quote | None:
    """Return the sentence of the hits that lists what is asked for, the surest of them, or None.

    Args:
        question: As `bot/question/question.py` understood it.
        hits: Best first.
        confidence: What such a quote is worth, in [0, 1].
    """
    if not question.wants_list:
        return None
    sure = [(_sure(question, place), place) for place in lay_out(hits).places]
    best, place = max(sure, key=lambda one: one[0], default=(0.0, None))
    if place is None or best <= 0.0:
        return None
    return Quote(place.hit, place.span.start, place.span.end, 1.0, confidence)


def _sure(question: Question, place: SentencePlace) -> float:
    """Return how well a sentence lists what is asked for; 0 where it does not."""
    article = place.hit.passage.article
    printed = fold(place.span.of(article.text))
    lists = _trusted_lists(article.text, place.span)
    asked = asked_thing(question)
    if not lists or asked is None or not _named(question, f"{fold(article.title)}\n{printed}"):
        return 0.0
    said = _said(question, asked, printed)
    if not said:
        return 0.0
    fit = max(
        max(thing_likeness(asked, article.text, items), named_share(question, article.text, items))
        for items in lists
    )
    return fit + said if fit >= THING else 0.0


def _trusted_lists(text: str, span: TextRange) -> list[Enumeration]:
    every = enumerations(text, span.start, span.end)
    return [items for items in every if len(items.items) >= _FEWEST]


def _said(question: Question, asked: QuestionWord, printed: str) -> float:
    """Return how well a text says what the question says of its thing; 0 where it does not."""
    telling = [group for group in question.groups if not counts(group)]
    if len(telling) < 2:
        return 0.0
    others = [strength(group, printed) for group in telling if group is not asked]
    said = float(np.mean(others))
    return said if max(others) >= SAID and said >= SAID_BY_ALL else 0.0


def _named(question: Question, told: str) -> bool:
    """Say whether every name and number of the question stands in the text."""
    own = words_and_characters(told)
    return all(min(strengths(name, told, own), default=1.0) > 0 for name in question.names)
