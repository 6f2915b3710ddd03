"""What a question asks for: its language, the kind of answer, and its words with their weights.

A Chinese question word stands for itself; an English one for the words of the archive that the
bridge put in its place (`hit.why.bridge`). Both become *groups*, so that everything after this
file is the same for both. The cues are those of the languages (谁, 何时, "how many"), never of
single questions. Next: `bot/reading/features.py` compares the groups with the sentences of the
hits.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.question.cues import (
    CHINESE_CUES,
    CHINESE_KINDS,
    CHINESE_STOP,
    COUNTED,
    ENGLISH_CUES,
    Want,
)
from bot.question.measure import Measure, measure_of
from bot.question.tags import is_noun, names_in
from bot.question.terms import (
    KIND_COUNTS,
    QuestionWord,
    closeness_of,
    counted_in_english,
    in_pairs,
    translated,
)
from bot.reply import Language
from index.hit import Translation
from index.query import plain_question
from index.text.english import Token, is_english, tokens
from index.text.words import bigrams, fold, is_han, words

# Characters of a message that are read; time must stay bounded. The one limit of the program: what
# is cut is said (`bot/message/read.py`).
LONGEST_ANALYSED = 500

# How well a stand-in holds the place of a word of the question.
STANDS_FOR = 0.8

# How near the asking word a word must stand that only names the kind of answer.
KIND_FAR = 2


@dataclass(frozen=True, slots=True)
class Question:
    """A question, understood as far as finding its answer needs.

    Attributes:
        text: As asked.
        language: Of the question; a Chinese name in an English one does not count.
        want: The kind of thing that would answer.
        wants_list: Whether several things are asked for.
        unit: What 多少 / 几 counts, folded ("幅" in 多少幅作品), "" if nothing.
        measure: What the number must be of (`bot/question/measure.py`), None for anything.
        counted: The word for what is counted ("worker" in "how many workers"), None if nothing is.
        groups: The content words, in order.
        pairs: The same for neighbouring characters, which finds what the dictionary does not know.
        pieces: The folded question cut at its question word: what a sentence may repeat literally.
        names: People, places, titles, years and Latin words: each the groups that all must be held.
    """

    text: str
    language: Language
    want: Want
    wants_list: bool
    unit: str
    measure: Measure | None
    counted: QuestionWord | None
    groups: tuple[QuestionWord, ...]
    pairs: tuple[QuestionWord, ...]
    pieces: tuple[str, ...]
    names: tuple[tuple[QuestionWord, ...], ...]


def language_of(text: str) -> Language:
    """Return the language of a question: Chinese names in an English one do not make it Chinese.

    >>> language_of("KN95口罩多少个？"), language_of("Who won the 工寓 prize?")
    ('zh', 'en')
    """
    return "en" if is_english(text) else "zh"


def analyse(text: str, stand_ins: Sequence[Translation] = ()) -> Question:
    """Return what a question asks for.

    `stand_ins` holds the translations of an English one, or what else a Chinese one was found by.

    >>> analyse("大赛收到多少幅作品？").want
    'number'
    """
    asked = plain_question(text[:LONGEST_ANALYSED])
    if language_of(text) == "zh":
        return with_stand_ins(_chinese(text, asked), stand_ins)
    return _english(text, asked, stand_ins)


def _chinese(text: str, folded: str) -> Question:
    measure = measure_of(folded)
    want, start, end = _wanted(CHINESE_CUES.wants, folded, measure)
    before = _outward(_telling(folded[:start])[::-1])[::-1]
    after = _outward(_telling(folded[end:]))
    pieces = tuple(piece for piece in (folded[:start], folded[end:].rstrip("?？。 ")) if piece)
    stated = COUNTED.search(folded)
    return Question(
        text=text,
        language="zh",
        want=want,
        wants_list=CHINESE_CUES.several.search(folded) is not None,
        unit=stated[1] if stated else "",
        measure=measure,
        counted=_first_noun(after) if want == "number" and not measure else None,
        groups=(*before, *after),
        pairs=tuple(_itself(pair, 1) for piece in pieces for pair in bigrams(piece)),
        pieces=pieces,
        names=_chinese_names(folded),
    )


def _outward(telling: Sequence[str]) -> list[QuestionWord]:
    """Return words as groups; the first stands beside the one that asks, the others behind it."""
    return [_asked(word, far) for far, word in enumerate(telling, 1)]


def _first_noun(groups: Sequence[QuestionWord]) -> QuestionWord | None:
    return next((group for group in groups if group.noun), None)


def _chinese_names(folded: str) -> tuple[tuple[QuestionWord, ...], ...]:
    names = [name for name in names_in(folded) if name not in CHINESE_KINDS]
    return tuple(tuple(_itself(part, 1) for part in bigrams(name)) for name in names)


def with_stand_ins(question: Question, translations: Sequence[Translation]) -> Question:
    """Return a Chinese question whose words, and pairs of characters, other words may stand for.

    辞退 is no evidence that is missing from a sentence about 解除劳动合同.
    """
    if not translations:
        return question
    by_word = {part: one for one in translations for part in words(one.word)}
    by_pair = {part: one for one in translations for part in bigrams(one.word)}
    return replace(
        question,
        groups=tuple(_also(group, by_word.get(group.word)) for group in question.groups),
        pairs=tuple(_also(group, by_pair.get(group.word)) for group in question.pairs),
    )


def _also(group: QuestionWord, found: Translation | None) -> QuestionWord:
    if found is None:
        return group
    return replace(group, into=(*group.into, *((word, STANDS_FOR) for word, _ in found.into)))


def _english(text: str, asked: str, bridge: Sequence[Translation]) -> Question:
    folded = fold(asked)
    measure = measure_of(folded)
    want, start, _ = _wanted(ENGLISH_CUES.wants, folded, measure)
    spoken, before = tokens(asked), len(tokens(folded[:start]))
    groups = list(translated(spoken, bridge, before))
    return Question(
        text=text,
        language="en",
        want=want,
        wants_list=ENGLISH_CUES.several.search(folded) is not None,
        unit="",
        measure=measure,
        counted=counted_in_english(folded, groups) if want == "number" and not measure else None,
        groups=tuple(groups),
        pairs=tuple(in_pairs(group) for group in groups),
        pieces=tuple(word for group in groups for word, weight in group.into if weight > 0.5),
        names=_english_names(spoken, groups),
    )


def _english_names(
    spoken: Sequence[Token], groups: Sequence[QuestionWord]
) -> tuple[tuple[QuestionWord, ...], ...]:
    named = {
        token.text
        for token in spoken
        if token.named or token.text[0].isdigit() or is_han(token.text)
    }
    return tuple((group,) for group in groups if group.word in named)


def _wanted(
    cues: Sequence[tuple[Want, str]], folded: str, measure: Measure | None
) -> tuple[Want, int, int]:
    """Return the kind of answer, and where the words that ask for it stand.

    "What is the phone number?" asks for a number whatever it begins with.
    """
    for want, cue in cues:
        if match := re.search(cue, folded):
            vague = want in ("other", "definition") and measure is not None
            return "number" if vague else want, match.start(), match.end()
    return "other", len(folded), len(folded)


def _telling(folded: str) -> list[str]:
    """Return the words that a page must hold."""
    return [word for word in words(folded) if word not in CHINESE_STOP]


def _itself(word: str, far: int) -> QuestionWord:
    return QuestionWord(word, ((word, 1.0),), closeness_of(far))


def _asked(word: str, far: int) -> QuestionWord:
    """Return a word of a Chinese question as a group, `far` words from the one that asks."""
    kind = word in CHINESE_KINDS and far <= KIND_FAR
    counts = KIND_COUNTS if kind else 1.0
    return QuestionWord(word, ((word, 1.0),), closeness_of(far), is_noun(word) and not kind, counts)
