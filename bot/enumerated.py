"""A list that answers in other words: “哪些站点获奖” for “…、…等6家驿站被评为最美站点”.

The selector learnt from questions that mostly repeat the words of the page. A question for a list
has stronger evidence of its own: the items are of the kind asked for, and what is said of them
keeps the company of the question's verb (`index/kin.py`). Names and numbers must stand there as
they are. Next: `bot/listing.py` reads the items.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from bot.features import strengths, words_of
from bot.lists import Enumeration, enumerations
from bot.question import Group, Question
from bot.select import Place, Quote, lay_out
from index.glosses import open_glosses
from index.hit import Hit
from index.kin import open_kin
from index.words import fold, is_han, words

# Cosines. 站点 and 驿站 0.67, 获奖 and 评为 0.53; but 关闭 has at most 0.24 with a sentence about
# stations that won, 拆除 0.32, 投诉 0.43, "demolished" 0.25 (`index/kin.py`).
THING, SAID, SAID_BY_ALL = 0.5, 0.5, 0.4
# Items of a list that can be trusted to be one, and characters behind it that sum it up.
FEWEST, AFTER = 3, 12


def enumerated(question: Question, hits: Sequence[Hit], confidence: float) -> Quote | None:
    """Return the sentence of the hits that lists what is asked for, the surest of them, or None.

    Args:
        question: As `bot/question.py` understood it.
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


def _sure(question: Question, place: Place) -> float:
    """Return how well a sentence lists what is asked for; 0 where it does not."""
    text = place.hit.passage.article.text
    told = fold(place.span.of(text))
    lists = [
        one
        for one in enumerations(text, place.span.start, place.span.end)
        if len(one.items) >= FEWEST
    ]
    if not lists or not _named(question, told):
        return 0.0
    telling = [group for group in question.groups if not _counts(group)]
    if len(telling) < 2:
        return 0.0
    # 哪些站点: of two words as close, the thing asked for is the one behind.
    thing = max(reversed(telling), key=lambda group: group.closeness)
    others = [_strength(group, told) for group in telling if group is not thing]
    kind = max(_kind(thing, text, one) for one in lists)
    if kind < THING or max(others) < SAID or float(np.mean(others)) < SAID_BY_ALL:
        return 0.0
    return kind + float(np.mean(others))


def _kind(thing: Group, text: str, one: Enumeration) -> float:
    """Return how well the last words of the items, or what sums them up, name the thing."""
    ends = [cut[-1] for item in one.items if (cut := words(item.of(text)))]
    alike = float(np.mean([_strength(thing, end) for end in ends] or [0.0]))
    behind = text[one.items[-1].end : one.items[-1].end + AFTER]
    return max(alike, _strength(thing, fold(behind)) if behind.startswith("等") else 0.0)


def _named(question: Question, told: str) -> bool:
    """Say whether every name and number of the question stands in the text."""
    own = words_of(told)
    return all(min(strengths(name, told, own), default=1.0) > 0 for name in question.names)


def _counts(group: Group) -> bool:
    """Say whether a word only counts the things: "six", 6."""
    return any(word.isdecimal() for word, _ in group.into)


def _strength(group: Group, told: str) -> float:
    """Return how well a text holds a word: 1 if it stands there, else its nearest kin's cosine."""
    meant = _meant(group)
    printed = max((meant[word] for word in meant if len(word) > 1 and word in told), default=0.0)
    near = [word for word in words_of(told) if len(word) > 1 and is_han(word)]
    if not near:
        return printed
    cosines = open_kin().toward(open_kin().together(meant), near)
    return max(printed, float(cosines.max()))


def _meant(group: Group) -> Mapping[str, float]:
    """Return the Chinese words for a group, also those that the archive does not have."""
    if is_han(group.word):
        return {group.word: 1.0}
    glosses = open_glosses()
    found = glosses.of_phrase(group.word.split()) if " " in group.word else {}
    return found or glosses.of_word(group.word) or dict(group.into)
