"""A small BM25 archive in memory: what is learnt from must look like what a search returns."""

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from bot.question import Question
from corpus.article import Article
from corpus.passages import cut
from index.hit import Hit, Why
from index.words import bigrams, words

# As in index/lexical.py and index/search.py.
GRAM_WEIGHT = 0.7
HEADLINE_WEIGHT = 0.3
NEIGHBOUR_WEIGHT = 0.3
K1, B = 1.2, 0.75


class _Field:
    """The postings of one view (words or bigrams) of all passages."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        lengths = np.array([len(text) for text in texts], dtype=np.float32)
        self.norm = K1 * (1 - B + B * lengths / max(1.0, float(lengths.mean())))
        self.count = len(texts)
        postings: dict[str, list[tuple[int, int]]] = {}
        for number, text in enumerate(texts):
            for word, times in Counter(text).items():
                postings.setdefault(word, []).append((number, times))
        self.postings = {word: np.array(found) for word, found in postings.items()}

    def idf(self, word: str) -> float:
        found = len(self.postings.get(word, ()))
        return math.log(1 + (self.count - found + 0.5) / (found + 0.5))

    def add(self, scores: np.ndarray, word: str, weight: float) -> None:
        found = self.postings.get(word)
        if found is None:
            return
        numbers, times = found[:, 0], found[:, 1]
        gain = self.idf(word) * times * (K1 + 1) / (times + self.norm[numbers])
        scores[numbers] = np.maximum(scores[numbers], weight * gain)


class Paragraphs:
    """Articles to ask questions of."""

    def __init__(self, articles: Sequence[Article]) -> None:
        """Cut and count everything."""
        self.passages = [passage for article in articles for passage in cut(article)]
        titles = [passage.article.title for passage in self.passages]
        texts = [passage.text for passage in self.passages]
        self._words = _Field([words(text) for text in texts])
        self._grams = _Field([bigrams(text) for text in texts])
        self._title_words = _Field([words(title) for title in titles])
        owners = {article.id: number for number, article in enumerate(articles)}
        self._owners = np.array([owners[passage.article.id] for passage in self.passages])

    def idf(self, word: str, grams: bool = False) -> float:
        """Return how rare a word, or a pair of characters, is."""
        return (self._grams if grams else self._words).idf(word)

    def vocabulary(self) -> list[str]:
        """Return every word."""
        return list(self._words.postings)

    def frequency(self, word: str, grams: bool = False, /) -> int:
        """Return the number of passages that hold a word, or a bigram."""
        return len((self._grams if grams else self._words).postings.get(word, ()))

    def together(self, grams: Sequence[str], /) -> int:
        """Return the number of passages that hold all the bigrams."""
        found = [set(self._grams.postings.get(gram, np.zeros((0, 2)))[:, 0]) for gram in grams]
        return len(set.intersection(*found)) if found else 0

    def hits(self, question: Question, k: int, without: str = "", only: str = "") -> list[Hit]:
        """Return the best passages, as if one article were missing or no other were there."""
        scores = self._scores(question)
        order = np.argsort(-scores, kind="stable")
        found: list[Hit] = []
        for number in order[: 400 if not only else None]:
            passage = self.passages[number]
            if passage.article.id == without or (only and passage.article.id != only):
                continue
            why = Why(lexical_score=float(scores[number]), lexical_rank=len(found) + 1)
            found.append(Hit(passage, float(scores[number]), why))
            if len(found) == k:
                break
        return found

    def _scores(self, question: Question) -> np.ndarray:
        total = np.zeros(len(self.passages), dtype=np.float32)
        for groups, field, weight in (
            (question.groups, self._words, 1.0),
            (question.pairs, self._grams, GRAM_WEIGHT),
            (question.groups, self._title_words, HEADLINE_WEIGHT),
        ):
            for group in groups:
                best = np.zeros_like(total)
                for word, share in group.into:
                    field.add(best, word, share)
                total += weight * best
        best_of = np.zeros(self._owners.max() + 1, dtype=np.float32)
        np.maximum.at(best_of, self._owners, total)
        return np.asarray(total + NEIGHBOUR_WEIGHT * best_of[self._owners])
