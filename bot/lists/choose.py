"""Which of the lists in a quote is asked for; none is better than a wrong one.

Of several lists in one sentence the one counts whose surroundings (what announces it, what sums
it up) hold the question's words. Next: `bot/answer.py` cites each item.
"""

import math
import re
from dataclasses import replace

import numpy as np

from bot.lists.columns import asked_column, asked_count
from bot.lists.counts import Enumeration
from bot.lists.enumerations import enumerations
from bot.lists.likeness import asked_thing, ends_in, named_share, thing_likeness
from bot.lists.marked_lists import marked_lists
from bot.lists.pairs import pairs
from bot.question.question import Question
from bot.reading.features import Idf, weights_of
from bot.reading.overlap import strengths, words_and_characters
from bot.reading.reader import Quote
from index.text.words import fold

# Characters before the first item and after the last one that tell what is listed.
BEFORE, AFTER = 24, 12
# Characters of a quote with the list that it announces, where no list is asked for.
_LONGEST = 400
# Characters of the line above a list.
ANNOUNCED = 90
_MARK = re.compile(r"\s{0,9}[（(]?(?:[一1]|第一)[)）]?(?:是|要|[.．、，])?$|\s{0,9}①$")
# What adds to the share of the question's words that stand around or in the list: the asked-for
# count (哪四型, "which six"), the asked-for thing right behind it (…等活动), each doubling of its
# items.
COUNT_FITS = 1.0
THING_FITS = 0.5
PER_DOUBLING = 0.1
# A line that ends in a colon says what follows; and the cosine of the items, or of what sums them
# up, with the asked-for thing; names of places or people where such are asked for.
ANNOUNCES = 0.5
_KIND = 0.5
NAMED = 0.6
_TALLY = re.compile(
    r"[一-鿿]{2}(?:\d[\d,.]{0,20}|[一二两三四五六七八九十百千]{1,12})[万余多]{0,4}"
    "[个名家件篇项支套户人次幅枚块位所座条部间处台份张本]$"
)
_BELOW = re.compile(r"下列|如下|以下")
# Least sum for a list to be the answer: below it the whole sentence is quoted instead.
_LEAST = 0.35
# Least sum for a list of another sentence of the paragraph.
BESIDE = 0.8
# Share of the items that may stand in the question itself: a list that is asked *about* answers
# nothing.
ASKED_ABOUT = 0.5


def listing(question: Question, quote: Quote, idf: Idf) -> Enumeration | None:
    """Return the list in the quote that the question asks for, or None.

    >>> found = listing(analyse("“四型中心”是哪四型？"), quote, idf)
    >>> [item.of(quote.article.text) for item in found.items]
    ['学习型', '服务型', '创新型', '和谐型']
    """
    if not question.wants_list:
        return None
    text = quote.article.text
    if in_table := asked_column(question, quote):
        return in_table
    if fitting := _fitting(question, quote, (quote.start, quote.end), idf):
        return max(fitting)[2]
    if below := asked_column(question, quote, below=True):
        return below
    beside = _fitting(question, quote, _paragraph(text, quote.start, quote.end), idf)
    fit, _, best = max(beside, default=(0.0, 0, None))
    count = asked_count(question)
    agrees = best is not None and count in (None, len(best.items))
    return best if agrees and fit >= BESIDE else None


def _fitting(
    question: Question, quote: Quote, extent: tuple[int, int], idf: Idf
) -> list[tuple[float, int, Enumeration]]:
    """Return the lists in a stretch of a quote's article that may be meant, with how well."""
    text = quote.article.text
    found = [*enumerations(text, *extent), *pairs(text, *extent)]
    fitting: list[tuple[float, int, Enumeration]] = []
    for place, one in enumerate(found):
        if _names_nothing(question, quote, one):
            continue
        if any(_within(one, outer) for _, _, outer in fitting):
            continue
        fit = _fit(question, text, one, idf)
        if fit >= _LEAST:
            fitting.append((fit, -place, one))
    return fitting


def _paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the paragraph around a stretch of a text."""
    after = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if after < 0 else after


def only_tallies(question: Question, quote: Quote) -> bool:
    """Say whether a quote only counts what a question wants named: 一等奖5篇、二等奖15篇.

    Where people are asked for it is enough that the words which the reader points at end so.
    """
    if not question.wants_list:
        return False
    text = quote.article.text
    if question.want == "person" and quote.answer and _TALLY.search(text[slice(*quote.answer)]):
        return True
    found = enumerations(text, quote.start, quote.end)
    return bool(found) and all(is_tally(text, one) for one in found)


def is_tally(text: str, one: Enumeration) -> bool:
    """Say whether each item of a list ends in a number of things, so that it names none.

    >>> text = "获得单位6个、先锋号5个。"
    >>> is_tally(text, Enumeration((TextRange(0, 6), TextRange(7, 12)), None))
    True
    """
    return all(_TALLY.search(item.of(text)) for item in one.items)


def completed(quote: Quote) -> Quote:
    """Return the quote with the items that it announces, if it ends in a colon.

    `按以下步骤办：` alone answers nothing; the steps stand on the lines below it.
    """
    text = quote.article.text
    if not quote.text.rstrip().endswith(("：", ":")):
        return quote
    ends = [one.items[-1].end for one in marked_lists(text, quote.start, quote.end) if one.items]
    end = max((end for end in ends if end - quote.start <= _LONGEST), default=quote.end)
    return replace(quote, end=max(end, quote.end))


def _names_nothing(question: Question, quote: Quote, one: Enumeration) -> bool:
    """Say whether a list cannot be meant: it only counts, is left behind, or is asked about."""
    text = quote.article.text
    return is_tally(text, one) or _passed(quote, one) or _asked_about(question, text, one)


def _passed(quote: Quote, one: Enumeration) -> bool:
    """Say whether the words that the reader points at stand behind a list; what announces it may.

    市总工会和市疾控中心为一线职工接种 lists who vaccinates, and one points at 一线职工.
    """
    return quote.answer is not None and one.items[-1].end <= quote.answer[0]


def _within(one: Enumeration, outer: Enumeration) -> bool:
    """Say whether a list stands in an item of another one: （四）法律、法规规定的其他义务."""
    first, last = one.items[0], one.items[-1]
    return any(item.start <= first.start and last.end <= item.end for item in outer.items)


def _fit(question: Question, text: str, one: Enumeration, idf: Idf) -> float:
    first, last = one.items[0], one.items[-1]
    lead = _lead(text, first.start)
    tail = re.split(r"[。！？；\n]", text[last.end : last.end + AFTER])[0]
    share = _share(question, fold(lead + text[first.start : last.end] + tail), idf)
    worth = share + PER_DOUBLING * math.log2(len(one.items))
    worth += ANNOUNCES * (lead.endswith(("：", ":")) or bool(_BELOW.search(lead)))
    worth += _KIND * _kind(question, text, one) + NAMED * named_share(question, text, one)
    worth += THING_FITS * _names_thing(question, fold(tail))
    return worth + COUNT_FITS * (asked_count(question) == len(one.items))


def _kind(question: Question, text: str, one: Enumeration) -> float:
    asked = asked_thing(question)
    if asked is None:
        return 0.0
    return max(0.0, thing_likeness(asked, text, one), ends_in(asked, text, one))


def _lead(text: str, start: int) -> str:
    """Return what announces the items: all of a sentence that ends in a colon, else its end."""
    before = _MARK.sub("", text[max(0, start - ANNOUNCED) : start].rstrip()).rstrip()
    if before.endswith(("：", ":")):
        return re.split(r"[。！？\n]", before)[-1]
    return re.split(r"[。！？\n]", before)[-1][-BEFORE:]


def _share(question: Question, folded: str, idf: Idf) -> float:
    """Return the share of the question's words that the text holds; those near 哪些 count most."""
    near = np.array([group.closeness for group in question.groups] or [0.0])
    weights = weights_of(question.groups, idf) * near
    held = np.array(strengths(question.groups, folded, words_and_characters(folded)) or [0.0])
    return float(held @ weights / max(1e-6, float(weights.sum())))


def _names_thing(question: Question, tail: str) -> bool:
    """Say whether what follows the list is the thing asked for."""
    closest = max((group.closeness for group in question.groups), default=0.0)
    things = [group for group in question.groups if group.closeness == closest]
    return any(strengths(things, tail, words_and_characters(tail)))


def _asked_about(question: Question, text: str, one: Enumeration) -> bool:
    asked = fold(question.text)
    repeated = sum(fold(item.of(text)) in asked for item in one.items)
    return repeated > ASKED_ABOUT * len(one.items)
