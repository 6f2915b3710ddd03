"""Are the things of a list those that are asked for? 站点 asks for 驿站, not for 问题.

The company that words keep (`index/bridge/related_words.py`) tells how near the last words of the
items, or the word that sums them up, come to the noun of the question; English nouns stand for
their translations.
Next: `bot/lists/choose.py` and `bot/lists/paraphrased.py`.
"""

from collections.abc import Mapping

import numpy as np

from bot.lists.counts import Enumeration
from bot.question.question import Question
from bot.question.tags import tagged
from bot.question.terms import QuestionWord
from bot.reading.overlap import words_and_characters
from index.bridge.glosses import open_glosses
from index.bridge.related_words import open_related_words
from index.text.words import fold, is_han, words

# Characters behind a list that sum it up.
AFTER = 12
# Words that ask for names of places; those names keep other company than the words do.
_PLACES = (
    "国家 国 地方 地区 城市 省市 省 市 县 区 省份 州 区县 市县 乡镇 街道 "
    "country countries city cities province provinces region regions place places"
)
PLACE_WORDS = frozenset(_PLACES.split(" "))


def asked_thing(question: Question) -> QuestionWord | None:
    """Return the word for what is asked for: of two as close to 哪些, the one behind."""
    telling = [group for group in question.groups if not counts(group)]
    return max(reversed(telling), key=lambda group: group.closeness, default=None)


def named_share(question: Question, text: str, listed: Enumeration) -> float:
    """Return the share of the items that are names of places or people, if such are asked for."""
    asked = asked_thing(question)
    places = question.want == "place" or (asked is not None and asked.word in PLACE_WORDS)
    tag = "ns" if places else "nr" if question.want == "person" else None
    if tag is None:
        return 0.0
    tags = [tagged(item.of(text)) for item in listed.items]
    return sum(own[0][1][:2] == tag or own[-1][1][:2] == tag for own in tags) / len(tags)


def thing_likeness(thing: QuestionWord, text: str, listed: Enumeration) -> float:
    """Return how well the last words of the items, or what sums them up, name the thing."""
    ends = [cut[-1] for item in listed.items if (cut := words(item.of(text)))]
    alike = float(np.mean([strength(thing, end) for end in ends] or [0.0]))
    behind = text[listed.items[-1].end : listed.items[-1].end + AFTER]
    return max(alike, strength(thing, fold(behind)) if behind.startswith("等") else 0.0)


def ends_in(thing: QuestionWord, text: str, listed: Enumeration) -> float:
    """Return the share of the items whose last character is one of the thing: 吃饭难 for 难处."""
    ends = [fold(item.of(text))[-1:] for item in listed.items]
    return sum(bool(end) and is_han(end) and end in thing.word for end in ends) / len(ends)


def counts(group: QuestionWord) -> bool:
    """Say whether a word only counts the things: "six", 6."""
    return any(word.isdecimal() for word, _ in group.into)


def strength(group: QuestionWord, text: str) -> float:
    """Return how well a text holds a word: 1 if it stands there, else its nearest kin's cosine."""
    meant = _meant(group)
    printed = max((meant[word] for word in meant if len(word) > 1 and word in text), default=0.0)
    near = [word for word in words_and_characters(text) if len(word) > 1 and is_han(word)]
    if not near:
        return printed
    cosines = open_related_words().toward(open_related_words().together(meant), near)
    return max(printed, float(cosines.max()))


def _meant(group: QuestionWord) -> Mapping[str, float]:
    """Return the Chinese words for a group, also those that the archive does not have."""
    if is_han(group.word):
        return {group.word: 1.0}
    glosses = open_glosses()
    found = glosses.of_phrase(group.word.split()) if " " in group.word else {}
    return found or glosses.of_word(group.word) or dict(group.into)
