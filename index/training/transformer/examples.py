"""Questions -> what is learnt from: the passage that answers, and those that only look like it.

The hard negatives are what the search finds and the answer does not stand in; of a question that
its item does not answer, the item's own passages are.
"""

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from corpus.article import Article, Passage
from corpus.passages import cut
from index.hit import Hit
from index.training.transformer.items import AskedItem

# Passages that are looked at for hard negatives, and those kept of them.
DEPTH, KEPT = 14, 8
# An item's own passages that a question without an answer is shown.
OWN = 3
# Characters between the parts of a list that still make one stretch.
STRETCH = 150


class Finder(Protocol):
    """All that is asked of an index here."""

    def search(self, question: str, k: int = 10) -> Sequence[Hit]:
        """Return the k best passages, best first."""


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage as it is shown to a model."""

    item: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class LearntQuestion:
    """A question with its passages.

    Attributes:
        question: As asked.
        answer: The passage that answers; None where none does.
        start: First character of the answer in that passage; -1 without one.
        end: One past the last.
        others: Passages that do not answer, hardest first.
    """

    question: str
    answer: ShownPassage | None
    start: int
    end: int
    others: tuple[ShownPassage, ...]


def learnt_questions(
    asked: Iterable[AskedItem], articles: dict[str, Article], finder: Finder
) -> Iterator[LearntQuestion]:
    """Yield an example for each question; those whose answer no passage holds are left out."""
    for row in asked:
        article = articles.get(row.item)
        if article is None:
            continue
        hits = [hit.passage for hit in finder.search(row.question, DEPTH)]
        made = _answered(row, article, hits) if row.answers else _unanswered(row, article, hits)
        if made is not None:
            yield made


def _answered(row: AskedItem, article: Article, hits: Sequence[Passage]) -> LearntQuestion | None:
    stretch = _stretch(article.text, row.answers)
    if stretch is None:
        return None
    for passage in cut(article):
        if passage.start <= stretch[0] < passage.end:
            start, end = stretch[0] - passage.start, min(stretch[1], passage.end) - passage.start
            others = [
                hit
                for hit in hits
                if hit.id != passage.id and not any(answer in hit.text for answer in row.answers)
            ]
            return LearntQuestion(row.question, _shown(passage), start, end, _all_shown(others))
    return None


def _unanswered(row: AskedItem, article: Article, hits: Sequence[Passage]) -> LearntQuestion:
    places = {hit.id: place for place, hit in enumerate(hits)}
    own = sorted(cut(article), key=lambda passage: places.get(passage.id, DEPTH))[:OWN]
    beside = [hit for hit in hits if hit.article.id != article.id]
    return LearntQuestion(row.question, None, -1, -1, _all_shown([*own, *beside]))


def _stretch(text: str, answers: Sequence[str]) -> tuple[int, int] | None:
    """Return where the answers stand: one run over all that are near the first.

    >>> _stretch("甲、乙和丙获奖", ("甲", "丙"))
    (0, 5)
    """
    places = [text.find(answer) for answer in answers]
    if min(places) < 0:
        return None
    start = places[0]
    ends = [place + len(answer) for place, answer in zip(places, answers, strict=True)]
    return start, max(
        end
        for place, end in zip(places, ends, strict=True)
        if place == start or (start <= place and end - start <= STRETCH)
    )


def _all_shown(passages: Sequence[Passage]) -> tuple[ShownPassage, ...]:
    return tuple(_shown(passage) for passage in passages[:KEPT])


def _shown(passage: Passage) -> ShownPassage:
    return ShownPassage(passage.article.id, passage.article.title, passage.text)


def with_others(asked: Sequence[LearntQuestion], chance: random.Random) -> list[LearntQuestion]:
    """Return cloze questions with passages beside them: one of the same item, two at random."""
    by_item: dict[str, list[ShownPassage]] = {}
    for example in asked:
        if example.answer is not None:
            by_item.setdefault(example.answer.item, []).append(example.answer)
    found = []
    for example in asked:
        if example.answer is None:
            continue
        words = example.answer.text[example.start : example.end]
        same = [one for one in by_item[example.answer.item] if one.text != example.answer.text]
        drawn = [other.answer for other in chance.sample(list(asked), 2) if other.answer]
        beside = [*chance.sample(same, min(1, len(same))), *drawn]
        others = tuple(one for one in beside if words not in one.text)
        found.append(
            LearntQuestion(example.question, example.answer, example.start, example.end, others)
        )
    return found


def write_examples(path: Path, every: Iterable[LearntQuestion]) -> int:
    """Write one JSON object a line; return how many."""
    count = 0
    with path.open("w", encoding="utf-8") as lines:
        for example in every:
            lines.write(json.dumps(asdict(example), ensure_ascii=False) + "\n")
            count += 1
    return count


def read_examples(path: Path) -> list[LearntQuestion]:
    """Read what `write_examples` wrote."""
    with path.open(encoding="utf-8") as lines:
        return [_read(json.loads(line)) for line in lines]


def _read(tree: dict) -> LearntQuestion:  # type: ignore[type-arg]
    answer = ShownPassage(**tree["answer"]) if tree["answer"] else None
    others = tuple(ShownPassage(**one) for one in tree["others"])
    return LearntQuestion(tree["question"], answer, tree["start"], tree["end"], others)
