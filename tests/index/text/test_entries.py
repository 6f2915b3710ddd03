"""No row of a table of patterns is idle: its example is understood otherwise without it."""

import re
from collections.abc import Callable, Sequence

import pytest

from bot.question import cues, measure
from bot.question.cues import read_cues, who_wrote
from bot.question.measure import read_measures
from index import query
from index.query import plain_question, read_small_talk, without_small_talk
from index.text.entries import PatternEntry, any_of
from index.text.words import fold, is_han

Reading = Callable[[Sequence[PatternEntry], str], object]


def kind_of_answer(entries: Sequence[PatternEntry], question: str) -> object:
    read = read_cues(entries, "zh" if is_han(question) else "en")
    asked = fold(plain_question(question))
    matches = ((want, re.search(pattern, asked)) for want, pattern in read.wants)
    first = next(((want, match.span()) for want, match in matches if match), None)
    wrote = who_wrote(entries).search(asked) is not None
    return first, read.several.search(asked) is not None, wrote


def number_asked_for(entries: Sequence[PatternEntry], question: str) -> object:
    asked = fold(plain_question(question))
    return next((one.name for one in read_measures(entries) if one.asks.search(asked)), None)


def words_of_the_question(entries: Sequence[PatternEntry], question: str) -> object:
    talk = read_small_talk(entries)
    asked = fold(question) if is_han(question) else question
    return without_small_talk(asked, talk), talk.asking.sub("，", asked)


TABLES: list[tuple[tuple[PatternEntry, ...], Reading]] = [
    (cues.ENTRIES, kind_of_answer),
    (measure.ENTRIES, number_asked_for),
    (query.ENTRIES, words_of_the_question),
]
ROWS = [(entries, number, reading) for entries, reading in TABLES for number in range(len(entries))]


@pytest.mark.parametrize(
    ("entries", "number", "reading"),
    ROWS,
    ids=[f"{entries[number].group} {entries[number].pattern}" for entries, number, _ in ROWS],
)
def test_a_row_is_needed_by_its_example(
    entries: tuple[PatternEntry, ...], number: int, reading: Reading
) -> None:
    example = entries[number].example

    without = [*entries[:number], *entries[number + 1 :]]

    assert reading(entries, example) != reading(without, example)


def test_a_list_may_speak_of_others() -> None:
    entries = [
        PatternEntry("zh.which", "哪", ""),
        PatternEntry("zh.place", "<zh.which>(?:里|儿)", ""),
    ]

    assert any_of(entries, "zh.place") == "(?:(?:哪)(?:里|儿))"


def test_a_list_without_rows_matches_nothing() -> None:
    assert any_of([], "zh.place") == "(?!)"
