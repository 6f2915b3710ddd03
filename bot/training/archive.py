"""A real index in a temporary folder: what is learnt from must be what a search returns."""

from collections.abc import Sequence
from pathlib import Path

from bot.question.question import Question, analyse
from corpus.article import Article
from corpus.config import IndexSettings
from corpus.passages import cut
from index.building.build import write_generation
from index.engines.encoder import load_encoder
from index.hit import Hit, Why
from index.search import open_index
from index.store.generation import current, lock

# Passages asked for before one article's are taken away, or kept.
_DEPTH = 40


class TrainingArchive:
    """Articles to ask questions of."""

    def __init__(self, articles: Sequence[Article], folder: Path) -> None:
        """Index the articles in a folder of their own."""
        settings = IndexSettings(folder=folder)
        with lock(folder):
            write_generation(articles, settings, lambda stage, done, total: None)
        self._index = open_index(current(folder), load_encoder(settings.encoder))
        self._articles = {article.id: article for article in articles}
        self._idf: dict[tuple[str, bool], float] = {}

    def idf(self, word: str, grams: bool = False, /) -> float:
        """Return how rare a word, or a pair of characters, is."""
        key = (word, grams)
        if key not in self._idf:
            self._idf[key] = self._index.idf(word, grams)
        return self._idf[key]

    def ask(self, text: str) -> tuple[Question, list[Hit]]:
        """Return a question as it is understood here, and its best passages."""
        hits = list(self._index.search(text, _DEPTH))
        return analyse(text, hits[0].stand_ins if hits else ()), hits

    def every_passage(self, article: str, hits: Sequence[Hit]) -> list[Hit]:
        """Return all passages of one article, those that were not found behind the others."""
        found = {hit.passage.id: hit for hit in hits}
        why = Why(bridge=hits[0].why.bridge, thesaurus=hits[0].why.thesaurus) if hits else Why()
        every = [
            found.get(passage.id, Hit(passage, 0.0, why))
            for passage in cut(self._articles[article])
        ]
        return sorted(every, key=lambda hit: -hit.score)
