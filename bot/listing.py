"""Which of the lists in a quote is asked for; none is better than a wrong one.

Of several lists in one sentence the one counts whose surroundings (what announces it, what sums it up) hold
the question's words. Next: `bot/answer.py` cites each item.
"""

import math
import re

from bot.features import Idf, strengths, weights_of, words_of
from bot.lists import Enumeration, enumerations, number
from bot.question import Question
from bot.select import Quote
from index.words import fold

# Characters before the first item and after the last one that tell what is listed.
BEFORE, AFTER = 24, 16
# What an asked-for count (哪四型, "which six") and each doubling of the items add to the share of words held.
COUNT_FITS = 1.0
PER_DOUBLING = 0.1
# Share of the items that may stand in the question itself: a list that is asked *about* answers nothing.
ASKED_ABOUT = 0.5
_ASKED_COUNT = re.compile(
    r"哪([二两三四五六七八九十]|\d{1,2})|\b(two|three|four|five|six|seven|eight|nine|ten)\b"
)
_WORDS = {
    word: value
    for value, word in enumerate("two three four five six seven eight nine ten".split(), 2)
}


def listing(question: Question, quote: Quote, idf: Idf) -> Enumeration | None:
    """Return the list in the quote that the question asks for, or None.

    >>> found = listing(analyse("“四型中心”是哪四型？"), quote, idf)
    >>> [item.of(quote.article.text) for item in found.items]
    ['学习型', '服务型', '创新型', '和谐型']
    """
    if not question.wants_list:
        return None
    text = quote.article.text
    found = enumerations(text, quote.start, quote.end)
    fitting = [one for one in found if not _asked_about(question, text, one)]
    return max(fitting, key=lambda one: _fit(question, text, one, idf), default=None)


def _fit(question: Question, text: str, one: Enumeration, idf: Idf) -> float:
    first, last = one.items[0], one.items[-1]
    around = text[max(0, first.start - BEFORE) : first.start] + text[last.end : last.end + AFTER]
    folded = fold(around + text[first.start : first.end])
    weights = weights_of(question.groups, idf)
    near = [group.closeness for group in question.groups] or [0.0]
    held = strengths(question.groups, folded, words_of(folded)) or [0.0]
    share = sum(h * w * n for h, w, n in zip(held, weights, near, strict=True))
    worth = share / max(1e-6, float(weights.sum())) + PER_DOUBLING * math.log2(len(one.items))
    return worth + COUNT_FITS * (asked_count(question) == len(one.items))


def asked_count(question: Question) -> int | None:
    """Return how many things the question itself says there are (哪四型 4, "which six" 6)."""
    match = _ASKED_COUNT.search(fold(question.text))
    if match is None:
        return None
    return number(match[1]) if match[1] else _WORDS[match[2]]


def _asked_about(question: Question, text: str, one: Enumeration) -> bool:
    asked = fold(question.text)
    repeated = sum(fold(item.of(text)) in asked for item in one.items)
    return repeated > ASKED_ABOUT * len(one.items)
