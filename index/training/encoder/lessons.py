"""The lessons: which kinds of pairs, made from what, and how much of each.

Shares were chosen on the figures of `benchmarks/quality/model_figures.py`, whole designs against
each other.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

from index.engines.pieces import fold_for_pieces
from index.training.encoder.pairs import PairKind
from index.training.encoder.pseudo import Renderer
from index.training.material.glosses import Gloss
from index.training.material.sources import NewsStory

SENTENCE_END = re.compile(r"(?<=[。!?;])")
# Characters: a passage of the index, and the shortest sentence that can ask for one.
PASSAGE = 220
SHORTEST = 12
# Sentences that stand for the laws, which would otherwise outnumber the news.
LAW_SENTENCES = 60_000


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence of a passage, the passage, and the passage without the sentence; all folded."""

    sentence: str
    passage: str
    rest: str


def passages(story: NewsStory) -> list[str]:
    """Join a story's paragraphs into passages of about `PASSAGE` characters."""
    found, open_ = [], ""
    for paragraph in story.paragraphs:
        open_ += paragraph
        if len(open_) >= PASSAGE:
            found.append(open_)
            open_ = ""
    return [*found, open_] if open_ else found


def scenes(stories: Sequence[NewsStory]) -> Iterator[Scene]:
    """Yield every sentence of every passage."""
    for passage in (fold_for_pieces(one) for story in stories for one in passages(story)):
        sentences = [part for part in SENTENCE_END.split(passage) if len(part) >= SHORTEST]
        for sentence in sentences:
            yield Scene(sentence, passage, passage.replace(sentence, "", 1))


def chinese_kinds(
    news: Sequence[NewsStory], law: Sequence[NewsStory], asked: Sequence[tuple[str, str]], seed: int
) -> list[PairKind]:
    """Return the pairs that teach Chinese: what is asked or headed in few words is told in many."""
    told = list(scenes(news))
    ruled = random.Random(seed).sample(list(scenes(law)), LAW_SENTENCES)
    headed = [(story.title, one) for story in news for one in passages(story)]
    titled = [(story.title, one) for story in law for one in story.paragraphs[:8]]
    return [
        PairKind("headlines", _folded(headed), 2.0, 0.5),
        PairKind("questions", _folded(asked), 1.5),
        PairKind("news words", [(one.sentence, one.passage) for one in told], 1.5, 0.15),
        PairKind(
            "news", [(one.sentence, one.rest) for one in told if len(one.rest) > SHORTEST], 2.0, 0.3
        ),
        PairKind("law words", [(one.sentence, one.passage) for one in ruled], 0.7, 0.15),
        PairKind(
            "law", [(one.sentence, one.rest) for one in ruled if len(one.rest) > SHORTEST], 0.7, 0.3
        ),
        PairKind("law titles", _folded(titled), 0.3, 0.5),
    ]


def translated_kinds(
    everyday: Sequence[tuple[str, str]], news: Sequence[tuple[str, str]]
) -> list[PairKind]:
    """Return the pairs that people translated."""
    return [
        PairKind("Tatoeba", _folded(everyday), 2.0, 0.6),
        PairKind("parallel news", _folded(news), 2.0, 0.4),
    ]


def dictionary_kinds(
    meanings: dict[str, list[Gloss]],
    shown: dict[str, int],
    names: Sequence[tuple[str, str]],
    renderer: Renderer,
) -> list[PairKind]:
    """Return glosses with their words, those of the news oftener, and names with spellings."""
    glossed = [(gloss, word) for word, senses in meanings.items() for gloss in senses]
    weights = [
        renderer.weight(gloss) ** 0.5 * (1 + shown.get(word, 0)) ** 0.4 for gloss, word in glossed
    ]
    twice = [(renderer.inflect(gloss), word) for _ in range(2) for gloss, word in glossed]
    return [
        PairKind("glosses", twice, 5.0, 0.6, np.array(weights * 2)),
        PairKind("names", _folded(names), 0.7),
    ]


def pseudo_kinds(
    news: Sequence[NewsStory],
    law: Sequence[NewsStory],
    asked: Sequence[tuple[str, str]],
    english: "Pseudo",
) -> list[PairKind]:
    """Return Chinese put into dictionary English, with the Chinese that it came from."""
    told = list(scenes(news))
    ruled = english.choose(list(scenes(law)), LAW_SENTENCES // 2)
    spoken = english.texts([one.sentence for one in told])
    decreed = english.texts([one.sentence for one in ruled])
    headed = _folded([(story.title, passages(story)[0]) for story in news])
    wondered = _folded(asked)
    return [
        PairKind("pseudo news", _zip(spoken, [one.passage for one in told]), 4.0, 0.2),
        PairKind("pseudo sentences", _zip(spoken, [one.sentence for one in told]), 3.0, 0.15),
        PairKind("pseudo laws", _zip(decreed, [one.passage for one in ruled]), 1.0, 0.2),
        PairKind(
            "pseudo headlines",
            _zip(english.texts([h for h, _ in headed]), [b for _, b in headed]),
            1.0,
            0.5,
        ),
        PairKind(
            "pseudo questions",
            _zip(english.texts([q for q, _ in wondered]), [p for _, p in wondered]),
            1.0,
            0.6,
        ),
    ]


class Pseudo:
    """Puts many Chinese texts into dictionary English."""

    def __init__(self, renderer: Renderer, tokenizer: Tokenizer, seed: int) -> None:
        self._renderer = renderer
        self._tokenizer = tokenizer
        self._random = random.Random(seed)

    def texts(self, chinese: Sequence[str]) -> list[str]:
        """Return one rendering a text."""
        found = []
        for start in range(0, len(chinese), 10_000):
            part = list(chinese[start : start + 10_000])
            for encoding in self._tokenizer.encode_batch(part):
                found.append(self._renderer.render(encoding.tokens))
        return found

    def choose(self, every: list[Scene], count: int) -> list[Scene]:
        """Return so many scenes, at random."""
        return self._random.sample(every, min(count, len(every)))


def _zip(left: Sequence[str], right: Sequence[str]) -> list[tuple[str, str]]:
    return list(zip(left, right, strict=True))


def _folded(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(fold_for_pieces(left), fold_for_pieces(right)) for left, right in pairs]
